package dissect

import "github.com/packetseq/packetseq/seq"

// ipv4 is RFC 791.
func ipv4(p *packet, v view) bool {
	p.setProtocol("IPv4")
	p.clearInfo()
	first := v.u8(0)
	if version := first >> 4; version != 4 {
		p.ask()
		p.setInfof("Bogus IPv4 version (%d, must be 4)", version)
		return true
	}
	header := int(first&15) * 4
	if header < 20 {
		p.ask()
		p.setInfof("Bogus IP header length (%d, must be at least 20)", header)
		return true
	}
	total := int(v.u16(2))
	id, fragmentWord := v.u16(4), v.u16(6)
	p.TTL, p.IPID = v.u8(8), id
	p.Known |= seq.KnowsTTL | seq.KnowsIPID
	protocol := v.u8(9)
	if total == 0 { // segmentation was left to the network card
		total = v.size
	}
	if total < header {
		p.ask()
		p.setInfof("Bogus IP length (%d, less than header length %d)", total, header)
		return true
	}
	p.setAddresses(ipv4At(v, 12), ipv4At(v, 16))
	if total <= v.size {
		p.trail(v.from(total))
		v = v.part(0, total)
	}
	offset, more := int(fragmentWord&0x1fff)*8, fragmentWord&0x2000 != 0
	body := v.from(header)
	p.identify(protocol, id, fragmentAt{offset, more}, body)
	if offset == 0 && !more {
		p.byIPProtocol(protocol, body)
		return true
	}
	p.fragment(datagramID{p.source, p.destination, uint32(id), protocol}, body, fragmentAt{offset, more})
	return true
}

// ipInIP is an IP packet in another, of either version (RFC 2003).
func ipInIP(p *packet, v view) bool {
	switch version := v.u8(0) >> 4; version {
	case 4:
		return p.call(ipv4, v)
	case 6:
		return p.call(ipv6, v)
	default:
		p.ask()
		p.setProtocol("IP")
		p.setInfof("Bogus IP version (%d)", version)
		return true
	}
}

// A fragmentAt says where in its datagram a fragment stands.
type fragmentAt struct {
	offset int
	more   bool // it is not the last
}

// fragment words a fragment, or the datagram that it completes.
func (p *packet) fragment(id datagramID, body view, at fragmentAt) {
	if body.whole() {
		if whole, ok := p.fragments.add(id, at.offset, body.data, !at.more); ok {
			p.byIPProtocol(id.protocol, viewOf(whole))
			return
		}
	}
	if at.offset == 0 && !body.whole() {
		p.fragmented = true
		p.byIPProtocol(id.protocol, body)
		return
	}
	p.ask()
	if p.source.Is4() {
		p.setInfof("Fragmented IP protocol (proto=%s %d, off=%d, ID=%04x)", ipProtocolName(id.protocol), id.protocol, at.offset, id.id)
	} else {
		p.setInfof("IPv6 fragment (off=%d more=%s ident=0x%08x nxt=%d)", at.offset, map[bool]string{true: "y", false: "n"}[at.more], id.id, id.protocol)
	}
}

// byIPProtocol hands v to the protocol with an IP protocol number.
func (p *packet) byIPProtocol(number uint8, v view) {
	if d := p.table.ip[number]; d != nil && p.call(d, v) {
		return
	}
	p.ask()
	if v.size == 0 {
		return
	}
	if p.source.Is6() {
		p.setInfo("Unknown IP Protocol: ")
		p.addInfof("%s (%d)", ipProtocolName(number), number)
	} else {
		p.setInfof("%s (%d)", ipProtocolName(number), number)
	}
}
