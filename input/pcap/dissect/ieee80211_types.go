package dissect

// Names of frames of IEEE 802.11 (9.2.4.1.3) by type and subtype.
var wirelessNames = map[uint8]string{
	0x00: "Association Request", 0x01: "Association Response", 0x02: "Reassociation Request", 0x03: "Reassociation Response",
	0x04: "Probe Request", 0x05: "Probe Response", 0x06: "Measurement Pilot", 0x08: "Beacon frame", 0x09: "ATIM",
	0x0a: "Disassociate", 0x0b: "Authentication", 0x0c: "Deauthentication", 0x0d: "Action", 0x0e: "Action No Ack", 0x0f: "Aruba Management",
	0x12: "Trigger", 0x14: "Beamforming Report Poll", 0x15: "VHT/HE NDP Announcement",
	0x17: "Control Wrapper", 0x18: "802.11 Block Ack Req", 0x19: "802.11 Block Ack", 0x1a: "Power-Save poll",
	0x1b: "Request-to-send", 0x1c: "Clear-to-send", 0x1d: "Acknowledgement", 0x1e: "CF-End (Control-frame)",
	0x1f: "CF-End + CF-Ack (Control-frame)",
	0x20: "Data", 0x21: "Data + CF-Ack", 0x22: "Data + CF-Poll", 0x23: "Data + CF-Ack + CF-Poll",
	0x24: "Null function (No data)", 0x25: "Acknowledgement (No data)", 0x26: "CF-Poll (No data)", 0x27: "CF-Ack/Poll (No data)",
	0x28: "QoS Data", 0x29: "QoS Data + CF-Acknowledgment", 0x2a: "QoS Data + CF-Poll", 0x2b: "QoS Data + CF-Ack + CF-Poll",
	0x2c: "QoS Null function (No data)", 0x2e: "QoS CF-Poll (No Data)", 0x2f: "QoS CF-Ack + CF-Poll (No data)",
	0x30: "DMG Beacon", 0x31: "S1G Beacon",
}

// wirelessUnknown is what Wireshark calls the others.
const wirelessUnknown = "Unrecognized (Reserved frame)"

// Types of frames.
const (
	wirelessManagement = iota
	wirelessControl
	wirelessData
)

// Subtypes of control frames.
const (
	trigger         = 0x2
	soundingNotice  = 0x5
	powerSavePoll   = 0xa
	clearToSend     = 0xc
	acknowledgement = 0xd
	contentionEnd   = 0xe
)

// Subtypes of management frames.
const (
	probeResponse  = 0x5
	beacon         = 0x8
	actionFrame    = 0xd
	actionNoAck    = 0xe
	authentication = 0xb
)

// wirelessFixed is how long the fields before the tags of management frames are, by subtype.
var wirelessFixed = [16]int{0: 4, 1: 6, 2: 10, 3: 6, 4: 0, 5: 12, 8: 12, 10: 2, 12: 2}

// wirelessTagged tells the management frames that have tags.
const wirelessTagged = 1<<0 | 1<<1 | 1<<2 | 1<<3 | 1<<4 | 1<<5 | 1<<8 | 1<<10 | 1<<12

// Flags of a frame.
const (
	wirelessToDS      = 0x01
	wirelessFromDS    = 0x02
	wirelessMore      = 0x04
	wirelessProtected = 0x40
	wirelessOrder     = 0x80
)

// wirelessNetworkActions are those of IEEE 802.11 9.6.13.1.
var wirelessNetworkActions = map[uint8]string{
	0:  "Event Request",
	1:  "Event Report",
	2:  "Diagnostic Request",
	3:  "Diagnostic Report",
	4:  "Location Configuration Request",
	5:  "Location Configuration Response",
	6:  "BSS Transition Management Query",
	7:  "BSS Transition Management Request",
	8:  "BSS Transition Management Response",
	9:  "FMS Request",
	10: "FMS Response",
	11: "Collocated Interference Request",
	12: "Collocated Interference Report",
	13: "TFS Request",
	14: "TFS Response",
	15: "TFS Notify",
	16: "WNM-Sleep Mode Request",
	17: "WNM-Sleep Mode Response",
	18: "TIM Broadcast Request",
	19: "TIM Broadcast Response",
	20: "QoS Traffic Capability Update",
	21: "Channel Usage Request",
	22: "Channel Usage Response",
	23: "DMS Request",
	24: "DMS Response",
	25: "Timing Measurement Request",
	26: "WNM-Notification Request",
	27: "WNM-Notification Response",
}

// wirelessTriggers are the types of trigger frames (IEEE 802.11ax 9.3.1.22).
var wirelessTriggers = map[uint8]string{
	0: "Basic", 1: "Beamforming Report Poll (BRP)", 2: "MU-BAR", 3: "MU-RTS", 4: "Buffer Status Report Poll (BSRP)",
	5: "GCR MU-BAR", 6: "Bandwidth Query Report Poll (BQRP)", 7: "NDP Feedback Report Poll (NFRP)", 8: "Ranging",
}
