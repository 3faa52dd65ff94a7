package dissect

// teredo is RFC 4380: IPv6 over UDP, behind optional headers that are told by their
// first word.
func teredo(p *packet, v view) bool {
	const authentication, origin = 1, 0
	p.setProtocol("Teredo")
	p.clearInfo()
	word := v.u16(0)
	if word == authentication {
		p.joinInfo(", ", "Authentication header")
		v = v.from(13 + int(v.u8(2)) + int(v.u8(3)))
		word = v.u16(0)
	}
	if word == origin {
		p.joinInfo(", ", "Origin indication")
		v.need(0, 8)
		v = v.from(8)
	}
	return p.call(ipv6, v)
}
