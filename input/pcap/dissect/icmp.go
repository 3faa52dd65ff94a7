package dissect

// Types of ICMP messages (IANA, "ICMP Parameters").
const (
	icmpEchoReply       = 0
	icmpUnreachable     = 3
	icmpRedirect        = 5
	icmpEcho            = 8
	icmpRouterAdvert    = 9
	icmpTimeExceeded    = 11
	icmpParameter       = 12
	icmpTimestamp       = 13
	icmpTimestampReply  = 14
	icmpInformation     = 15
	icmpInfoReply       = 16
	icmpAddressMask     = 17
	icmpAddressMaskRepl = 18
	icmpExtendedEcho    = 42
	icmpExtendedReply   = 43
)

var icmpTypeNames = map[uint8]string{
	icmpEchoReply: "Echo (ping) reply", 1: "Reserved", 2: "Reserved", icmpUnreachable: "Destination unreachable",
	4: "Source quench (flow control)", icmpRedirect: "Redirect", 6: "Alternate host address",
	icmpEcho: "Echo (ping) request", icmpRouterAdvert: "Router advertisement", 10: "Router solicitation",
	icmpTimeExceeded: "Time-to-live exceeded", icmpParameter: "Parameter problem",
	icmpTimestamp: "Timestamp request", icmpTimestampReply: "Timestamp reply",
	icmpInformation: "Information request", icmpInfoReply: "Information reply",
	icmpAddressMask: "Address mask request", icmpAddressMaskRepl: "Address mask reply", 30: "Traceroute",
	40: "Photuris", icmpExtendedEcho: "Extended Echo request", icmpExtendedReply: "Extended Echo reply",
}

var icmpUnreachableNames = [...]string{
	"Network unreachable", "Host unreachable", "Protocol unreachable", "Port unreachable",
	"Fragmentation needed", "Source route failed", "Destination network unknown", "Destination host unknown",
	"Source host isolated", "Network administratively prohibited", "Host administratively prohibited",
	"Network unreachable for TOS", "Host unreachable for TOS", "Communication administratively filtered",
	"Host precedence violation", "Precedence cutoff in effect",
}

var icmpCodeNames = map[uint8][]string{
	icmpUnreachable:  icmpUnreachableNames[:],
	icmpRedirect:     {"Redirect for network", "Redirect for host", "Redirect for TOS and network", "Redirect for TOS and host"},
	icmpTimeExceeded: {"Time to live exceeded in transit", "Fragment reassembly time exceeded"},
	icmpRouterAdvert: {"Normal router advertisement"},
	icmpExtendedEcho: {"No error"},
	icmpParameter:    {"Pointer indicates the error", "Required option missing", "Bad length"},
}

// icmp is RFC 792.
func icmp(p *packet, v view) bool {
	p.setProtocol("ICMP")
	p.clearInfo()
	kind, code := v.u8(0), v.u8(1)
	p.ask()
	switch kind {
	case icmpEcho, icmpEchoReply:
		p.ping(v, overICMP, kind == icmpEcho)
		return true
	case icmpTimestamp, icmpTimestampReply, icmpAddressMask, icmpAddressMaskRepl, icmpInformation, icmpInfoReply:
		sequence := v.u16(6)
		p.setInfof("%-20s id=0x%04x, seq=%d/%d, ttl=%d", icmpTypeNames[kind], v.u16(4), sequence, sequence>>8|sequence<<8, p.TTL)
		return true
	}
	name, known := icmpTypeNames[kind]
	switch {
	case !known:
		name = "Unknown ICMP (obsolete or malformed?)"
	case kind == icmpRouterAdvert && v.size > 8+int(v.u8(4))*int(v.u8(5))*4:
		name = "Mobile IP Advertisement" // it has extensions (RFC 5944 2.1)
	}
	p.setInfo(name)
	if codes := icmpCodeNames[kind]; int(code) < len(codes) {
		p.addInfof(" (%s)", codes[code])
	}
	return true
}

// pings are the echo requests of a conversation that wait for their reply.
type pings struct {
	sent map[uint64]int // frame by the checksum of the reply, identifier and sequence number
}

// maxPings of one conversation.
const maxPings = 1 << 12

// ping is an echo request or reply, of IPv4 or IPv6.
func (p *packet) ping(v view, t transport, request bool) {
	p.converse(t)
	known := state[pings](p)
	id, sequence := v.u16(4), v.u16(6)
	key := uint64(replyChecksum(v.u16(2), t, request))<<32 | uint64(id)<<16 | uint64(sequence)
	word := map[bool]string{true: "request", false: "reply"}[request]
	if t == overICMP {
		p.setInfof("%-20s id=0x%04x, seq=%d/%d, ttl=%d", "Echo (ping) "+word, id, sequence, sequence>>8|sequence<<8, p.TTL)
	} else {
		p.setInfof("Echo (ping) %s id=0x%04x, seq=%d, hop limit=%d", word, id, sequence, p.TTL)
	}
	if request {
		if known.sent == nil || len(known.sent) >= maxPings {
			known.sent = make(map[uint64]int)
		}
		known.sent[key] = p.Number
		return
	}
	if frame, ok := known.sent[key]; ok {
		p.addInfof(" (request in %d)", frame)
		delete(known.sent, key)
	}
}

// replyChecksum returns the checksum of the reply that a message is, or asks for: it has the
// same data, so only the type makes a difference (RFC 1624). Wireshark knows them by it.
func replyChecksum(checksum uint16, t transport, request bool) uint16 {
	const v4, v6 = icmpEcho << 8, 0x0100 // of the types: 8 to 0, and 128 to 129
	if request {
		sum := uint32(^checksum)
		if t == overICMP {
			sum += ^uint32(v4) & 0xffff
		} else {
			sum += v6
		}
		checksum = ^uint16(sum + sum>>16)
	}
	if checksum == 0xffff {
		return 0
	}
	return checksum
}
