package dissect

// classicSTUN is RFC 3489, where a message has no cookie to be known by.
func classicSTUN(p *packet, v view) bool {
	if len(v.data) < stunHeader || v.data[0]&0xc0 != 0 || len(v.data) != stunHeader+int(v.u16(2)) {
		return false
	}
	const xmcpCookie = 0x7f5a9bc7
	if cookie := v.u32(4); cookie == stunCookie || cookie == xmcpCookie {
		return false
	}
	name, known := classicSTUNMessages[v.u16(0)]
	if !known {
		return false
	}
	p.setProtocol("CLASSIC-STUN")
	p.setInfo("Message: ")
	p.addInfo(name)
	for offset := stunHeader; offset < v.size; {
		offset += 4 + int(v.u16(offset+2)) // what is too short for another attribute is a fault
	}
	return true
}
