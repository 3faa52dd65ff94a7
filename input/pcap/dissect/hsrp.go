package dissect

import "net/netip"

// Where hot standby routers speak to each other (RFC 2281 3.1; Cisco).
const (
	hsrpPort   = 1985
	hsrpPortV6 = 2029
)

var (
	hsrpGroup   = netip.AddrFrom4([4]byte{224, 0, 0, 2})
	hsrpGroupV2 = netip.AddrFrom4([4]byte{224, 0, 0, 102})
)

var (
	hsrpOpcodes = map[uint8]string{0: "Hello", 1: "Coup", 2: "Resign", 3: "Advertise"}
	hsrpStates  = map[uint8]string{0: "Initial", 1: "Learn", 2: "Listen", 4: "Speak", 8: "Standby", 16: "Active"}

	// hsrpInterfaceStates are those of Advertise messages.
	hsrpInterfaceStates = map[uint8]string{1: "Dormant", 2: "Passive", 3: "Active"}

	hsrpStatesV2 = map[uint8]string{1: "Init", 2: "Learn", 3: "Listen", 4: "Speak", 5: "Standby", 6: "Active"}
)

// hsrp is RFC 2281, and Cisco's second version, told apart by the groups that
// they are sent to.
func hsrp(p *packet, v view) bool {
	switch port := p.DestinationPort; {
	case port != hsrpPort && port != hsrpPortV6:
		return false
	case p.destination == hsrpGroup:
		p.hsrpFirst(v)
	case p.destination == hsrpGroupV2 || p.destination.Is6() && port == hsrpPortV6:
		p.setProtocol("HSRPv2")
		p.hsrpSecond(v)
	}
	return true
}

func (p *packet) hsrpFirst(v view) {
	p.setProtocol("HSRP")
	opcode := v.u8(1)
	p.setInfo(nameOf(hsrpOpcodes, opcode, "Unknown"))
	switch {
	case opcode < 3:
		p.addInfo(" (state " + nameOf(hsrpStates, v.u8(2), "Unknown") + ")")
		v.need(0, 20)
	case opcode == 3:
		p.addInfo(" (state " + nameOf(hsrpInterfaceStates, v.u8(6), "Unknown") + ")")
		v.need(0, 16)
	}
}

// hsrpSecond goes over TLVs. Each that has words replaces those of the one before.
func (p *packet) hsrpSecond(v view) {
	for v.size > 0 {
		kind, size := v.u8(0), int(v.u8(1))
		switch {
		case kind == 1 && size == 40:
			opcode, state := v.u8(3), v.u8(4)
			p.setInfo(nameOf(hsrpOpcodes, opcode, "Unknown"))
			if opcode > 2 {
				p.setInfo("Unknown")
			}
			p.addInfo(" (state " + nameOf(hsrpStatesV2, state, "Unknown") + ")")
		case kind == 2 && size == 4:
			p.setInfof("Interface State TLV (Act=%d Pass=%d)", v.u16(2), v.u16(4))
		case kind == 3 && size == 8, kind == 4 && size == 28:
		default:
			return
		}
		v = v.from(2 + size)
	}
}
