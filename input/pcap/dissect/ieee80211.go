package dissect

import "fmt"

// radiotap is the header of radiotap.org before an 802.11 frame. Of what it
// tells, only whether a frame check sequence follows matters here.
func radiotap(p *packet, v view) bool {
	const flagsField, fcsAtEnd, extended = 1 << 1, 0x10, 1 << 31
	p.setProtocol("802.11 Radio")
	size := int(v.le16(2))
	at, present := 8, v.le32(4)
	for word := present; word&extended != 0; at += 4 {
		word = v.le32(at)
	}
	fcs := false
	if present&flagsField != 0 {
		if present&1 != 0 { // the time of the MAC comes first, aligned
			at = (at+7)&^7 + 8
		}
		fcs = v.u8(at)&fcsAtEnd != 0
	}
	return p.wireless(v.from(size), fcs)
}

func ieee80211(p *packet, v view) bool { return p.wireless(v, false) }

// Names of frames of IEEE 802.11 (9.2.4.1.3) by type and subtype.
var wirelessNames = map[uint8]string{
	0x00: "Association Request", 0x01: "Association Response", 0x02: "Reassociation Request", 0x03: "Reassociation Response",
	0x04: "Probe Request", 0x05: "Probe Response", 0x06: "Measurement Pilot", 0x08: "Beacon frame", 0x09: "ATIM",
	0x0a: "Disassociate", 0x0b: "Authentication", 0x0c: "Deauthentication", 0x0d: "Action", 0x0e: "Action No Ack",
	0x17: "Control Wrapper", 0x18: "802.11 Block Ack Req", 0x19: "802.11 Block Ack", 0x1a: "Power-Save poll",
	0x1b: "Request-to-send", 0x1c: "Clear-to-send", 0x1d: "Acknowledgement", 0x1e: "CF-End (Control-frame)",
	0x1f: "CF-End + CF-Ack (Control-frame)",
	0x20: "Data", 0x21: "Data + CF-Ack", 0x22: "Data + CF-Poll", 0x23: "Data + CF-Ack + CF-Poll",
	0x24: "Null function (No data)", 0x25: "Acknowledgement (No data)", 0x26: "CF-Poll (No data)", 0x27: "CF-Ack/Poll (No data)",
	0x28: "QoS Data", 0x29: "QoS Data + CF-Acknowledgment", 0x2a: "QoS Data + CF-Poll", 0x2b: "QoS Data + CF-Ack + CF-Poll",
	0x2c: "QoS Null function (No data)", 0x2e: "QoS CF-Poll (No Data)", 0x2f: "QoS CF-Ack + CF-Poll (No data)",
}

// Types of frames.
const (
	wirelessManagement = iota
	wirelessControl
	wirelessData
)

// wireless is an 802.11 frame, with a frame check sequence at its end or not.
func (p *packet) wireless(v view, fcs bool) bool {
	p.setProtocol("802.11")
	control := v.le16(0)
	kind, subtype := uint8(control>>2&3), uint8(control>>4&15)
	flags := uint8(control >> 8)
	if fcs && v.size >= 4 {
		v = v.part(0, v.size-4)
	}
	p.wirelessAddresses(v, kind, subtype, flags)
	protected := flags&0x40 != 0
	if kind == wirelessData && subtype&4 == 0 && !protected {
		if body, ok := wirelessBody(v, subtype, flags); ok && body.size >= 8 && body.has(0, 2) && body.data[0] == 0xaa {
			return p.call(llc, body)
		}
	}
	p.ask()
	name, known := wirelessNames[kind<<4|subtype]
	if !known {
		name = fmt.Sprintf("Unknown Type/Subtype (0x%02x)", kind<<4|subtype)
	}
	p.setInfo(name)
	if kind != wirelessControl {
		word := v.le16(22)
		p.addInfof(", SN=%d, FN=%d", word>>4, word&15)
	}
	p.addInfof(", Flags=%s", wirelessFlags(flags, fcs))
	if kind == wirelessManagement && !protected {
		p.wirelessManagement(v, subtype)
	}
	return true
}

// wirelessFlags draws the flags as Wireshark does, a dot for each that is not
// set, and a C behind them where the frame check sequence is there.
func wirelessFlags(flags uint8, fcs bool) string {
	text := []byte("opmPRMFT")
	for i := range 8 {
		if flags&(0x80>>i) == 0 {
			text[i] = '.'
		}
	}
	if fcs {
		text = append(text, 'C')
	}
	return string(text)
}

// wirelessAddresses finds receiver and transmitter, or what lies behind them.
func (p *packet) wirelessAddresses(v view, kind, subtype, flags uint8) {
	p.DestinationMAC = p.texts.mac(v.bytes(4, 6))
	const clearToSend, acknowledgement = 0xc, 0xd
	if kind == wirelessControl {
		p.Destination = p.DestinationMAC + " (RA)"
		switch subtype {
		case clearToSend, acknowledgement:
			return
		}
		p.SourceMAC = p.texts.mac(v.bytes(10, 6))
		p.Source = p.SourceMAC + " (TA)"
		return
	}
	source := 10
	switch toDS, fromDS := flags&1 != 0, flags&2 != 0; {
	case kind != wirelessData:
	case toDS && fromDS:
		p.DestinationMAC = p.texts.mac(v.bytes(16, 6))
		source = 24
	case toDS:
		p.DestinationMAC = p.texts.mac(v.bytes(16, 6))
	case fromDS:
		source = 16
	}
	p.SourceMAC = p.texts.mac(v.bytes(source, 6))
}

// wirelessBody returns what the header of a data frame carries.
func wirelessBody(v view, subtype, flags uint8) (body view, ok bool) {
	header := 24
	if flags&3 == 3 {
		header += 6
	}
	if subtype&8 != 0 {
		header += 2
		if flags&0x80 != 0 {
			header += 4
		}
	}
	if header > v.size {
		return view{}, false
	}
	return v.from(header), true
}

// wirelessManagement writes the beacon interval and the name of the network.
func (p *packet) wirelessManagement(v view, subtype uint8) {
	fixed := map[uint8]int{0: 4, 2: 10, 4: 0, 5: 12, 8: 12}
	size, ok := fixed[subtype]
	if !ok {
		return
	}
	if subtype == 5 || subtype == 8 {
		p.addInfof(", BI=%d", v.le16(24+8))
	}
	for at := 24 + size; v.has(at, 2); at += 2 + int(v.u8(at+1)) {
		if v.u8(at) != 0 {
			continue
		}
		name := v.bytes(at+2, int(v.u8(at+1)))
		if len(name) == 0 {
			p.addInfo(", SSID=Wildcard (Broadcast)")
		} else {
			p.addInfof(", SSID=\"%s\"", name)
		}
		return
	}
}
