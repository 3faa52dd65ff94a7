package dissect

// overlayHeader is the length of a VXLAN header, and of Geneve's without options.
const overlayHeader = 8

// vxlan is RFC 7348.
func vxlan(p *packet, v view) bool {
	p.setProtocol("VxLAN")
	p.clearInfo()
	v.need(0, overlayHeader)
	return p.call(ethernet, v.from(overlayHeader))
}

// vxlanGPE is draft-ietf-nvo3-vxlan-gpe: like VXLAN, but it says what it carries.
func vxlanGPE(p *packet, v view) bool {
	p.setProtocol("VxLAN")
	p.clearInfo()
	v.need(0, overlayHeader)
	body := v.from(overlayHeader)
	switch v.u8(3) {
	case 1:
		return p.call(ipv4, body)
	case 2:
		return p.call(ipv6, body)
	case 3:
		return p.call(ethernet, body)
	case 5:
		return p.call(mpls, body)
	}
	p.ask()
	return true
}

// geneve is RFC 8926.
func geneve(p *packet, v view) bool {
	const bridging = 0x6558
	p.setProtocol("Geneve")
	p.clearInfo()
	options := int(v.u8(0)&0x3f) * 4
	kind := v.u16(2)
	v.need(0, overlayHeader+options)
	body := v.from(overlayHeader + options)
	if kind == bridging {
		return p.call(ethernet, body)
	}
	if d := p.table.etherTypes[kind]; d != nil && p.call(d, body) {
		return true
	}
	p.ask()
	p.setInfof("Encapsulated 0x%04x (unknown)", kind)
	return true
}
