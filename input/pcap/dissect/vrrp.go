package dissect

// vrrp is RFC 3768 (version 2) and RFC 9568 (version 3).
func vrrp(p *packet, v view) bool {
	p.setProtocol("VRRP")
	p.clearInfo()
	p.ask()
	p.setInfof("Announcement (v%d)", v.u8(0)>>4)
	v.need(0, 8)
	return true
}
