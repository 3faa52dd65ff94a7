package dissect

import "strings"

// Types of BPDUs (IEEE 802.1D 9.3).
const (
	bpduConfiguration = 0x00
	bpduRapid         = 0x02
	bpduTopology      = 0x80
)

// stp is the spanning tree protocol, plain, rapid or multiple (IEEE 802.1D 9,
// 802.1Q 14).
func stp(p *packet, v view) bool {
	p.showLinks()
	if strings.HasPrefix(p.DestinationMAC, "01:80:c2:00:00:2") || p.DestinationMAC == "01:80:c2:00:00:0d" {
		return p.garp()
	}
	p.setProtocol("STP")
	p.clearInfo()
	p.ask()
	kind, version := v.u8(3), v.u8(2)
	switch kind {
	case bpduConfiguration:
		p.setInfo("Conf. ")
		p.spanningTree(v)
	case bpduRapid:
		switch version {
		case 3:
			p.setInfo("MST. ")
		case 4:
			p.setInfo("SPT. ")
		default:
			p.setInfo("RST. ")
		}
		p.spanningTree(v)
		if mst := version >= 3 && v.u8(35) == 0 && v.size >= 102; mst {
			v.need(0, 102)
		}
	case bpduTopology:
		p.setInfo("Topology Change Notification")
	default:
		p.setInfof("Unknown BPDU type (%d)", kind)
	}
	return true
}

// spanningTree writes the root, the cost of the way there, and the port.
func (p *packet) spanningTree(v view) {
	if v.u8(4)&1 != 0 {
		p.addInfo("TC + ")
	}
	priority := v.u16(5) // its low bits are the system id extension: the VLAN mostly
	root, cost, port := v.bytes(7, 6), int32(v.u32(13)), v.u16(25)
	p.addInfof("Root = %d/%d/%s  Cost = %d  Port = 0x%04x", priority&0xf000, priority&0x0fff, p.texts.mac(root), cost, port)
	v.need(27, 8) // ages and delays
}

// garp is told from spanning trees by its group addresses alone (IEEE 802.1D 12).
func (p *packet) garp() bool {
	p.ask()
	switch last := p.DestinationMAC[len(p.DestinationMAC)-2:]; last {
	case "20":
		p.setProtocol("GMRP")
		p.setInfo("GMRP")
	case "21", "0d":
		p.setProtocol("GVRP")
		p.setInfo("GVRP")
	default:
		p.setProtocol("GARP")
		p.setInfof("Unknown GARP application (0x%s)", strings.ToUpper(last))
	}
	return true
}
