package dissect

var dhcpv6Messages = [...]string{
	1: "Solicit", 2: "Advertise", 3: "Request", 4: "Confirm", 5: "Renew", 6: "Rebind", 7: "Reply", 8: "Release",
	9: "Decline", 10: "Reconfigure", 11: "Information-request", 12: "Relay-forw", 13: "Relay-reply", 14: "Leasequery",
	15: "Leasequery-reply", 16: "Leasequery-done", 17: "Leasequery-data", 18: "Reconfigure-request",
	19: "Reconfigure-reply",
}

// dhcpv6 is RFC 8415.
func dhcpv6(p *packet, v view) bool {
	p.setProtocol("DHCPv6")
	p.clearInfo()
	if p.writes() {
		p.dhcpv6Message(v, 0)
	}
	return true
}

// maxDHCPv6Depth is how deep messages and options may be in each other.
const maxDHCPv6Depth = 32

func (p *packet) dhcpv6Message(v view, depth int) {
	const (
		relayForward = 12
		relayReply   = 13
	)
	kind := v.u8(0)
	if int(kind) < len(dhcpv6Messages) && kind > 0 {
		p.addInfo(dhcpv6Messages[kind] + " ")
	} else {
		p.addInfof("Message Type %d ", kind)
	}
	if kind == relayForward || kind == relayReply {
		p.addInfo("L: " + ipv6At(v, 2).String() + " ")
		p.dhcpv6Options(v, 34, depth)
		return
	}
	p.addInfof("XID: 0x%06x ", v.u24(1))
	p.dhcpv6Options(v, 4, depth)
}

// dhcpv6Options goes through options (RFC 8415 21) and those within them. One
// that is longer than what it is in ends them.
func (p *packet) dhcpv6Options(v view, at, depth int) {
	const (
		clientID     = 1
		iaNA         = 3
		iaTA         = 4
		iaAddress    = 5
		relayMessage = 9
		iaPD         = 25
		iaPrefix     = 26
	)
	if depth == maxDHCPv6Depth {
		panic(malformed)
	}
	for v.left(at) >= 4 {
		option, size := v.u16(at), int(v.u16(at+2))
		at += 4
		if v.left(at) < size {
			return
		}
		data := v.part(at, size)
		at += size
		switch option {
		case clientID:
			if size > 0 {
				p.addInfo("CID: " + hexText(data.part(0, size)) + " ")
			}
		case iaNA, iaPD:
			p.dhcpv6Within(data, 12, depth)
		case iaTA:
			p.dhcpv6Within(data, 4, depth)
		case iaAddress:
			if size >= 24 {
				p.addInfo("IAA: " + ipv6At(data, 0).String() + " ")
				p.dhcpv6Within(data, 24, depth)
			}
		case iaPrefix:
			p.dhcpv6Within(data, 25, depth)
		case relayMessage:
			p.dhcpv6Message(data, depth+1)
		}
	}
}

// dhcpv6Within goes through the options behind the fields of another option.
func (p *packet) dhcpv6Within(data view, fields, depth int) {
	if data.size >= fields {
		p.dhcpv6Options(data, fields, depth+1)
	}
}
