package dissect

import "fmt"

// ciscoHDLC is Cisco's framing of serial lines: address, control, and mostly an
// EtherType.
func ciscoHDLC(p *packet, v view) bool {
	p.setProtocol("CHDLC")
	p.onLine()
	p.clearInfo()
	kind, body := v.u16(2), v.from(4)
	body.u8(0)
	if d := p.table.chdlc[kind]; d != nil && p.call(d, body) {
		return true
	}
	p.ask()
	p.setProtocol(fmt.Sprintf("0x%04x", kind))
	return true
}

// slarp finds addresses on a line, and whether it is alive.
func slarp(p *packet, v view) bool {
	const request, reply, keepAlive = 0, 1, 2
	p.setProtocol("SLARP")
	p.clearInfo()
	p.ask()
	switch code := v.u32(0); code {
	case request, reply:
		p.setInfof("%s, from %s, mask %s", [...]string{"Request", "Reply"}[code], ipv4At(v, 4), ipv4At(v, 8))
	case keepAlive:
		p.setInfof("Line keepalive, outgoing sequence %d, returned sequence %d", v.u32(4), v.u32(8))
		v.need(12, 2)
	default:
		p.setInfof("Unknown packet type 0x%08X", code)
	}
	return true
}
