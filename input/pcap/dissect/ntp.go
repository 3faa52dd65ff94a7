package dissect

// ntp is RFC 5905 7.3; control messages are RFC 9327, private ones those of ntpd.
func ntp(p *packet, v view) bool {
	const (
		control  = 6
		private  = 7
		response = 0x80
		standard = 48 // octets
	)
	p.setProtocol("NTP")
	p.clearInfo()
	if !p.writes() {
		return true
	}
	flags := v.u8(0)
	mode := flags & 7
	p.addInfo(ntpVersions[flags>>3&7])
	p.addInfo(", ")
	p.addInfo(ntpModes[mode])
	switch mode {
	case control:
		v.need(0, 12)
		v.need(12, int(v.u16(10)))
	case private:
		code := int(v.u8(3))
		if flags&response != 0 {
			p.addInfo(", Response, ")
		} else {
			p.addInfo(", Request, ")
		}
		if code < len(ntpPrivateCodes) && ntpPrivateCodes[code] != "" {
			p.addInfo(ntpPrivateCodes[code])
		} else {
			p.addInfo("Unknown")
		}
		v.need(4, 4)
	default:
		v.need(0, standard)
	}
	return true
}
