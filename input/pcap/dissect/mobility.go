package dissect

// mobilityNames are the types of mobility headers (IANA, "Mobile IPv6 Parameters").
var mobilityNames = [...]string{
	"Binding Refresh Request", "Home Test Init", "Care-of Test Init", "Home Test", "Care-of Test", "Binding Update",
	"Binding Acknowledgement", "Binding Error", "Fast Binding Update", "Fast Binding Acknowledgment",
	"Fast Neighbor Advertisement", "Experimental Mobility Header", "Home Agent Switch", "Heartbeat", "Handover Initiate",
	"Handover Acknowledge", "Binding Revocation", "Localized Routing Initiation", "Localized Routing Acknowledgment",
}

// mobility is the header of Mobile IPv6 (RFC 6275 6.1), which ends a packet.
func mobility(p *packet, v view) bool {
	const revocation = 16
	p.setProtocol("MIPv6")
	p.clearInfo()
	p.ask()
	size, kind := (int(v.u8(1))+1)*8, v.u8(2)
	if int(kind) >= len(mobilityNames) {
		p.setInfof("Unknown Mobility Header (%d)", kind)
	} else {
		p.setInfo(mobilityNames[kind])
	}
	if kind == revocation {
		switch v.u8(6) {
		case 1:
			p.addInfo(" Indication")
		case 2:
			p.addInfo(" Acknowledge")
		}
	}
	v.need(0, size)
	return true
}
