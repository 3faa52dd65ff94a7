package dissect

// Subtypes of slow protocols (IEEE 802.3 57A.4).
const (
	slowLACP   = 1
	slowMarker = 2
	slowOAM    = 3
)

// slowProtocols are those of IEEE 802.3 annex 57A.
func slowProtocols(p *packet, v view) bool {
	p.setProtocol("Slow Protocols")
	p.ask()
	subtype := v.u8(0)
	p.setInfof("Subtype = %d", subtype)
	switch rest := v.from(1); subtype {
	case slowLACP:
		p.lacp(rest)
	case slowMarker:
		p.marker(rest)
	case slowOAM:
		p.setProtocol("OAM")
		p.clearInfo()
		p.setInfo("OAMPDU: " + nameOf(oamCodes, rest.u8(2), "Unknown"))
	}
	return true
}

// lacp is link aggregation (IEEE 802.1AX 6.4.2.3).
func (p *packet) lacp(v view) {
	const actor, partner = 1, 21
	p.setProtocol("LACP")
	p.setInfof("v%d", v.u8(0))
	p.lacpSystem("ACTOR", v.exactly(actor, 20))
	p.lacpSystem("PARTNER", v.exactly(partner, 20))
	v.need(41, 16) // what it collects
}

func (p *packet) lacpSystem(name string, v view) {
	state := []byte("EFDCSGSA")
	for i := range state {
		if v.u8(16)&(0x80>>i) == 0 {
			state[i] = '*'
		}
	}
	p.addInfof(" %s %s P: %d K: %d %s", name, p.texts.mac(v.bytes(4, 6)), v.u16(14), v.u16(10), state)
}

// marker asks whether what was sent before has come (IEEE 802.1AX 6.5.3).
func (p *packet) marker(v view) {
	const information = 1
	p.setProtocol("Marker")
	if v.u8(1) == information {
		p.setInfo("Information")
	} else {
		p.setInfo("Response")
	}
	p.addInfof(" SysId=%s, P=%d, TId=%d", p.texts.mac(v.bytes(5, 6)), v.u16(3), v.u32(11))
}

// oamCodes are those of IEEE 802.3 57.4.
var oamCodes = map[uint8]string{
	0: "Information", 1: "Event Notification", 2: "Variable Request", 3: "Variable Response", 4: "Loopback Control", 0xfe: "Organization Specific",
}
