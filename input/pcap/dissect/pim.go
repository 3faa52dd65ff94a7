package dissect

var pimTypes = map[uint8]string{
	0: "Hello", 1: "Register", 2: "Register-stop", 3: "Join/Prune", 4: "Bootstrap", 5: "Assert", 6: "Graft", 7: "Graft-Ack",
	8: "Candidate-RP-Advertisement", 9: "State-Refresh", 10: "DF election", 11: "ECMP redirect", 12: "PFM source discovery",
}

var pimOldTypes = map[uint8]string{
	0: "Query", 1: "Register", 2: "Register-stop", 3: "Join/Prune", 4: "RP-Reachable", 5: "Assert", 6: "Graft", 7: "Graft-Ack", 8: "Mode",
}

var pimVersions = [16]string{
	"PIMv0", "PIMv1", "PIMv2", "PIMv3", "PIMv4", "PIMv5", "PIMv6", "PIMv7",
	"PIMv8", "PIMv9", "PIMv10", "PIMv11", "PIMv12", "PIMv13", "PIMv14", "PIMv15",
}

// pim is RFC 7761.
func pim(p *packet, v view) bool {
	p.clearInfo()
	p.ask()
	version, kind := v.u8(0)>>4, v.u8(0)&15
	p.setProtocol(pimVersions[version])
	if version != 2 {
		p.setInfo("Unknown")
		return true
	}
	p.setInfo(nameOf(pimTypes, kind, "Unknown (%d)"))
	v.need(0, 4)
	if kind == 1 {
		p.pimRegister(v.from(4))
	}
	return true
}

// pimRegister carries a packet of the group to its rendezvous point. The words
// stay those of PIM; the addresses are those of the packet inside.
func (p *packet) pimRegister(v view) {
	switch inner := v.from(4); inner.u8(0) >> 4 {
	case 4:
		p.setAddresses(ipv4At(inner, 12), ipv4At(inner, 16))
	case 6:
		p.setAddresses(ipv6At(inner, 8), ipv6At(inner, 24))
	}
}

// pimOld is version 1, whose messages are IGMP's.
func (p *packet) pimOld(v view) {
	p.setProtocol("PIMv1")
	p.clearInfo()
	p.setInfo(nameOf(pimOldTypes, v.u8(1), "Unknown (%d)"))
	v.u8(4)
}
