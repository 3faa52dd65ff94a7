package dissect

// esp is RFC 4303. What it carries is enciphered.
func esp(p *packet, v view) bool {
	p.setProtocol("ESP")
	p.clearInfo()
	spi := v.u32(0)
	v.need(4, 4)
	p.ask()
	p.setInfof("ESP (SPI=0x%08x)", spi)
	return true
}

// ah is RFC 4302: a header before what it authenticates.
func ah(p *packet, v view) bool {
	p.setProtocol("AH")
	p.clearInfo()
	p.ask()
	next, words := v.u8(0), int(v.u8(1))
	p.setInfof("AH (SPI=0x%08x)", v.u32(4))
	v.need(8, 4)
	v.need(12, max(0, words-1)*4)
	body := v.from((words + 2) * 4)
	if d := p.table.ip[next]; d != nil {
		p.call(d, body)
	}
	return true
}

// udpEncap is IPsec over UDP (RFC 3948): ESP, or ISAKMP behind four zeros.
func udpEncap(p *packet, v view) bool {
	const keepAlive = 0xff
	p.setProtocol("UDPENCAP")
	p.clearInfo()
	switch {
	case len(v.data) == 1 && v.data[0] == keepAlive:
		p.setInfo("NAT-keepalive")
	case v.u32(0) == 0:
		p.setInfo("ISAKMP")
		p.call(isakmp, v.from(4))
	default:
		p.setInfo("ESP")
		p.call(esp, v)
	}
	return true
}
