package dissect

import "fmt"

// llc is IEEE 802.2, with SNAP.
func llc(p *packet, v view) bool {
	p.setProtocol("LLC")
	p.clearInfo()
	dsap, ssap, control := v.u8(0), v.u8(1), v.u8(2)
	if dsap == 0xaa && ssap == 0xaa && control == 3 {
		p.snap(v)
		return true
	}
	header := 3
	if control&3 != 3 {
		v.u8(3)
		header = 4
	}
	if d := p.table.llc[dsap]; d != nil && (control == 3 || control&1 == 0) && p.call(d, v.from(header)) {
		return true
	}
	p.ask()
	p.llcControl(v, ssap&1 != 0)
	direction := "Command"
	if ssap&1 != 0 {
		direction = "Response"
	}
	group := "Individual"
	if dsap&1 != 0 {
		group = "Group"
	}
	p.addInfof("; DSAP %s %s, SSAP %s %s", sapName(dsap&^1), group, sapName(ssap&^1), direction)
	return true
}

// snap is an organization's own protocol numbers (RFC 1042); those of Ethernet mostly.
func (p *packet) snap(v view) {
	const ethernetOUI, appleOUI = 0x000000, 0x0000f8
	organization, kind := v.u24(3), v.u16(6)
	if organization == ethernetOUI || organization == appleOUI {
		p.byEtherType(kind, v.from(8))
		return
	}
	if d := p.table.snap[uint64(organization)<<16|uint64(kind)]; d != nil && p.call(d, v.from(8)) {
		return
	}
	p.ask()
	p.setInfof("U, func=UI; SNAP, OUI 0x%06X, PID 0x%04X", organization, kind)
}

var sapNames = map[uint8]string{
	0x00: "NULL LSAP", 0x02: "LLC Sub-Layer Management", 0x04: "SNA Path Control", 0x06: "TCP/IP", 0x42: "Spanning Tree BPDU",
	0x80: "Xerox Network Systems (XNS)", 0xaa: "SNAP", 0xe0: "NetWare", 0xf0: "NetBIOS", 0xfe: "ISO Network Layer",
	0xfc: "Remote Program Load", 0xf4: "IBM Net Management",
}

func sapName(sap uint8) string {
	if name, known := sapNames[sap]; known {
		return name
	}
	return fmt.Sprintf("0x%02x", sap)
}

// Functions of unnumbered and supervisory frames (IEEE 802.2 5.4), by the bits
// of the control field without poll and final.
var (
	llcUnnumbered = map[uint8]string{
		0x03: "UI", 0x0f: "DM", 0x43: "DISC", 0x63: "UA", 0x6f: "SABME", 0x87: "FRMR", 0xaf: "XID", 0xe3: "TEST", 0x2f: "SABM",
		0x07: "SIM", 0x23: "UP",
	}
	llcSupervisory = [...]string{"RR", "RNR", "REJ", "SREJ"}
)

// llcControl words the control field.
func (p *packet) llcControl(v view, response bool) {
	poll := " P"
	if response {
		poll = " F"
	}
	control := v.u8(2)
	if control&3 == 3 {
		if control&0x10 == 0 {
			poll = ""
		}
		name := llcUnnumbered[control&^0x10]
		if name == "" {
			name = "Unknown"
		}
		p.setInfof("U%s, func=%s", poll, name)
		return
	}
	second := v.u8(3)
	if second&1 == 0 {
		poll = ""
	}
	if control&1 == 0 {
		p.setInfof("I%s, N(R)=%d, N(S)=%d", poll, second>>1, control>>1)
		return
	}
	p.setInfof("S%s, func=%s, N(R)=%d", poll, llcSupervisory[control>>2&3], second>>1)
}
