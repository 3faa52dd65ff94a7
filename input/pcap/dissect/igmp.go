package dissect

// Types of messages (IANA, "Internet Group Management Protocol Type Numbers").
const (
	igmpQuery     = 0x11
	igmpReport    = 0x12
	igmpPIM       = 0x14
	igmpReportV2  = 0x16
	igmpLeave     = 0x17
	igmpReportV3  = 0x22
	sizeOfV3Query = 12
)

// igmpNames are messages of other protocols that IGMP carries.
var igmpNames = map[uint8]string{
	0x13: "DVMRP Protocol", 0x1e: "Traceroute Response", 0x1f: "Traceroute Query or Request",
}

// igmp is IGMP in its three versions (RFC 1112, 2236, 3376).
func igmp(p *packet, v view) bool {
	p.clearInfo()
	p.ask()
	switch kind := v.u8(0); {
	case kind == igmpQuery && v.size >= sizeOfV3Query:
		p.setProtocol("IGMPv3")
		p.membershipQuery(v)
	case kind == igmpQuery && v.u8(1) == 0:
		p.setProtocol("IGMPv1")
		p.setInfo("Membership Query")
		v.need(4, 4)
	case kind == igmpQuery:
		p.setProtocol("IGMPv2")
		p.setInfo("Membership Query")
		p.group(v, ", specific for group ")
	case kind == igmpReport:
		p.setProtocol("IGMPv1")
		p.setInfo("Membership Report")
		v.need(4, 4)
	case kind == igmpReportV2:
		p.setProtocol("IGMPv2")
		p.setInfo("Membership Report")
		p.group(v, " group ")
	case kind == igmpLeave:
		p.setProtocol("IGMPv2")
		p.setInfo("Leave Group")
		p.group(v, " ")
	case kind == igmpReportV3:
		p.setProtocol("IGMPv3")
		p.membershipReport(v)
	case kind == igmpPIM:
		p.pimOld(v)
	default:
		p.setProtocol("IGMP")
		p.setInfo(nameOf(igmpNames, kind, "Unknown Type:0x%02x"))
	}
	return true
}

// group writes which group a message is about.
func (p *packet) group(v view, before string) {
	if group := ipv4At(v, 4); group.IsUnspecified() {
		p.addInfo(", general")
	} else {
		p.addInfo(before + p.texts.address(group))
	}
}

// membershipQuery is RFC 3376 4.1.
func (p *packet) membershipQuery(v view) {
	p.setInfo("Membership Query")
	p.group(v, ", specific for group ")
	if n := int(v.u16(10)); n > 0 {
		p.addInfo(", source" + plural(n) + " {")
		p.sources(v.from(12), n)
	}
}

// membershipReport is RFC 3376 4.2.
func (p *packet) membershipReport(v view) {
	p.setInfo("Membership Report")
	at := 8
	for range v.u16(6) {
		auxiliary, n := int(v.u8(at+1)), int(v.u16(at+2))
		p.addInfo(" / ")
		group := p.texts.address(ipv4At(v, at+4))
		if kind := v.u8(at); n == 0 {
			p.addInfo(groupRecord(kind, group))
		} else {
			p.addInfo(groupSources(kind, group, n))
			p.sources(v.from(at+8), n)
		}
		at += 8 + 4*(n+auxiliary)
	}
}

// sources writes n addresses.
func (p *packet) sources(v view, n int) {
	for i := range n {
		if i > 0 {
			p.addInfo(", ")
		}
		p.addInfo(p.texts.address(ipv4At(v, 4*i)))
	}
	p.addInfo("}")
}

// Types of group records (RFC 3376 4.2.12).
const (
	groupIsInclude = iota + 1
	groupIsExclude
	groupToInclude
	groupToExclude
	groupAllow
	groupBlock
)

// groupRecord words a record without sources.
func groupRecord(kind byte, group string) string {
	switch kind {
	case groupIsInclude, groupToInclude:
		return "Leave group " + group
	case groupIsExclude, groupToExclude:
		return "Join group " + group + " for any sources"
	case groupAllow:
		return "Group " + group + ", ALLOW_NEW_SOURCES but no source specified (?)"
	case groupBlock:
		return "Group " + group + ", BLOCK_OLD_SOURCES but no source specified (?)"
	}
	return "Group " + group + ", unknown record type (?)"
}

// groupSources words the beginning of a record with n sources.
func groupSources(kind byte, group string, n int) string {
	switch kind {
	case groupIsInclude, groupToInclude:
		if n > 1 {
			return "Join group " + group + " for sources in {"
		}
		return "Join group " + group + " for source {"
	case groupIsExclude, groupToExclude:
		if n > 1 {
			return "Join group " + group + ", for sources not in {"
		}
		return "Join group " + group + ", for source not {"
	case groupAllow:
		return "Group " + group + ", new source" + plural(n) + " {"
	case groupBlock:
		return "Group " + group + ", block source" + plural(n) + " {"
	}
	return "Group " + group + ", unknown record type (?), sources {"
}

// plural returns the s of the words for n things.
func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}
