package dissect

import "net/netip"

// igmp is IGMP in its three versions (RFC 1112, 2236, 3376).
func igmp(p *packet, v view) bool {
	p.clearInfo()
	kind := v.u8(0)
	p.ask()
	group := func() netip.Addr { return ipv4At(v, 4) }
	switch {
	case kind == 0x11 && v.size >= 12:
		p.setProtocol("IGMPv3")
		p.membershipQuery(group(), v)
	case kind == 0x11 && v.u8(1) == 0:
		p.setProtocol("IGMPv1")
		p.setInfo("Membership Query")
	case kind == 0x11:
		p.setProtocol("IGMPv2")
		p.membershipQuery(group(), v)
	case kind == 0x12:
		p.setProtocol("IGMPv1")
		p.setInfo("Membership Report")
	case kind == 0x16:
		p.setProtocol("IGMPv2")
		p.setInfof("Membership Report group %s", group())
	case kind == 0x17:
		p.setProtocol("IGMPv2")
		p.setInfof("Leave Group %s", group())
	case kind == 0x22:
		p.setProtocol("IGMPv3")
		p.membershipReport(v)
	default:
		p.setProtocol("IGMP")
		return true
	}
	return true
}

func (p *packet) membershipQuery(group netip.Addr, v view) {
	if group.IsUnspecified() {
		p.setInfo("Membership Query, general")
		return
	}
	p.setInfof("Membership Query, specific for group %s", group)
	if v.size >= 12 {
		for i, at := 0, 12; i < int(v.u16(10)); i, at = i+1, at+4 {
			if i == 0 {
				p.addInfo(", source {")
			} else {
				p.addInfo(", ")
			}
			p.addInfo(ipv4At(v, at).String())
		}
		if v.u16(10) > 0 {
			p.addInfo("}")
		}
	}
}

// membershipReport words the group records of IGMPv3.
func (p *packet) membershipReport(v view) {
	p.setInfo("Membership Report")
	at := 8
	for range v.u16(6) {
		kind, auxiliary, sources := v.u8(at), int(v.u8(at+1)), int(v.u16(at+2))
		group := ipv4At(v, at+4)
		p.addInfo(" / ")
		if text := groupRecord(kind, group, sources); text != "" {
			p.addInfo(text)
		}
		at += 8
		for i := range sources {
			if i == 0 {
				p.addInfo(" {")
			} else {
				p.addInfo(", ")
			}
			p.addInfo(ipv4At(v, at).String())
			at += 4
		}
		if sources > 0 {
			p.addInfo("}")
		}
		at += 4 * auxiliary
	}
}

// groupRecord words what a record says of its group (RFC 3376 4.2.12).
func groupRecord(kind byte, group netip.Addr, sources int) string {
	switch {
	case kind == 3 && sources == 0:
		return "Leave group " + group.String()
	case kind == 4 && sources == 0:
		return "Join group " + group.String() + " for any sources"
	}
	words := map[byte]string{
		1: " for source", 2: " for any sources but not", 3: " for source", 4: ", new source, not",
		5: ", new source", 6: ", block source",
	}
	return "Group " + group.String() + words[kind]
}
