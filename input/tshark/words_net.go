package tshark

import (
	"bytes"
	"fmt"
	"strconv"
)

// udpWords says "42315 → 33442 Len=12".
func udpWords(s *sentence) bool {
	f := s.d.layer("udp")
	if !s.sayPorts(f, "udp") {
		return false
	}
	if n, ok := f.number("udp.length"); ok && n >= 8 { // the header is 8 bytes
		s.say(" Len=", strconv.FormatUint(n-8, 10))
	}
	return true
}

// ipProtocols are the names that a fragment's Info shows for IP protocols.
var ipProtocols = map[uint64]string{
	1: "ICMP", 2: "IGMP", 4: "IPIP", 6: "TCP", 17: "UDP", 41: "IPv6", 47: "GRE",
	50: "ESP", 51: "AH", 58: "IPv6-ICMP", 89: "OSPF IGP", 132: "SCTP",
}

// ipWords says what stands alone only if it is a fragment: "Fragmented IP protocol
// (proto=UDP 17, off=1480, ID=f5d7) [Reassembled in #4]".
func ipWords(s *sentence) bool {
	f := s.d.layer("ip")
	protocol, ok1 := f.number("ip.proto")
	id, ok2 := f.number("ip.id")
	offset, ok3 := f.number("ip.frag_offset")
	name, known := ipProtocols[protocol]
	if !ok1 || !ok2 || !ok3 || !known {
		return false
	}
	const unit = 8 // of the offset: RFC 791, 3.1
	s.say(fmt.Sprintf("Fragmented IP protocol (proto=%s %d, off=%d, ID=%04x)", name, protocol, offset*unit, id))
	if s.sayField(" [Reassembled in #", f, "ip.reassembled_in") {
		s.say("]")
	}
	return true
}

// arpWords says "Who has 192.168.10.80? Tell 192.168.10.10".
func arpWords(s *sentence) bool {
	f := s.d.layer("arp")
	operation, _ := f.number("arp.opcode")
	sender, target := f.get("arp.src.proto_ipv4"), f.get("arp.dst.proto_ipv4")
	senderMAC, targetMAC := f.get("arp.src.hw_mac"), f.get("arp.dst.hw_mac")
	switch operation {
	case 1:
		switch {
		case f.set("arp.isprobe"):
			s.say("Who has ", string(target), "? (ARP Probe)")
		case f.set("arp.isannouncement"):
			s.say("ARP Announcement for ", string(target))
		case f.set("arp.isgratuitous"):
			s.say("Gratuitous ARP for ", string(target), " (Request)")
		default:
			s.say("Who has ", string(target), "? Tell ", string(sender))
		}
	case 2:
		if f.set("arp.isgratuitous") {
			s.say("Gratuitous ARP for ", string(sender), " (Reply)")
		} else {
			s.say(string(sender), " is at ", string(senderMAC))
		}
	case 3:
		s.protocol = "RARP"
		s.say("Who is ", string(targetMAC), "? Tell ", string(senderMAC))
	case 4:
		s.protocol = "RARP"
		s.say(string(targetMAC), " is at ", string(target))
	}
	return sender != nil && 1 <= operation && operation <= 4
}

// icmpTypes are the texts of the ICMP types (icmp_type_str in Wireshark's packet-icmp.c).
var icmpTypes = map[uint64]string{
	0: "Echo (ping) reply", 3: "Destination unreachable", 4: "Source quench (flow control)",
	5: "Redirect", 8: "Echo (ping) request", 9: "Router advertisement", 10: "Router solicitation",
	11: "Time-to-live exceeded", 12: "Parameter problem", 13: "Timestamp request",
	14: "Timestamp reply", 17: "Address mask request", 18: "Address mask reply",
}

// icmpCodes are the texts of the codes of ICMP's errors.
var icmpCodes = map[uint64][]string{
	3: {"Network unreachable", "Host unreachable", "Protocol unreachable", "Port unreachable",
		"Fragmentation needed", "Source route failed", "Network unknown", "Host unknown",
		"Source host isolated", "Network administratively prohibited",
		"Host administratively prohibited", "Network unreachable for TOS",
		"Host unreachable for TOS", "Communication administratively filtered",
		"Host precedence violation", "Precedence cutoff in effect"},
	5: {"Redirect for network", "Redirect for host", "Redirect for TOS and network",
		"Redirect for TOS and host"},
	11: {"Time to live exceeded in transit", "Fragment reassembly time exceeded"},
	12: {"Pointer indicates the error", "Required option missing", "Bad length"},
}

// icmpWords says "Echo (ping) request  id=0x4074, seq=1/256, ttl=64".
func icmpWords(s *sentence) bool {
	f := s.d.layer("icmp")
	kind, ok := f.number("icmp.type")
	text, known := icmpTypes[kind]
	if !ok || !known {
		return false
	}
	if kind == 0 || kind == 8 {
		return s.sayPing(f, text)
	}
	code, ok := f.number("icmp.code")
	s.say(text)
	if texts := icmpCodes[kind]; ok && code < uint64(len(texts)) {
		s.say(" (", texts[code], ")")
	}
	return ok
}

func (s *sentence) sayPing(f facts, text string) bool {
	id, ok1 := f.number("icmp.ident")
	number, ok2 := f.number("icmp.seq")
	if !ok1 || !ok2 {
		return false
	}
	s.say(fmt.Sprintf("%-19s  id=0x%04x, seq=%d/%d", text, id, number, number<<8&0xff00|number>>8&0xff))
	if !s.sayField(", ttl=", s.d.layer("ip"), "ip.ttl") {
		s.sayField(", ttl=", s.d.layer("ipv6"), "ipv6.hlim")
	}
	s.sayPair(f, "icmp")
	return true
}

// sayPair appends the frame that has the other half of a ping.
func (s *sentence) sayPair(f facts, protocol string) {
	if s.sayField(" (request in ", f, protocol+".resp_to") || s.sayField(" (reply in ", f, protocol+".resp_in") {
		s.say(")")
	}
}

// icmpv6Types are the texts of the ICMPv6 types (packet-icmpv6.c).
var icmpv6Types = map[uint64]string{
	1: "Destination Unreachable", 2: "Packet Too Big", 3: "Time Exceeded", 4: "Parameter Problem",
	128: "Echo (ping) request", 129: "Echo (ping) reply", 130: "Multicast Listener Query",
	131: "Multicast Listener Report", 132: "Multicast Listener Done", 133: "Router Solicitation",
	134: "Router Advertisement", 135: "Neighbor Solicitation", 136: "Neighbor Advertisement",
	137: "Redirect", 143: "Multicast Listener Report Message v2",
}

// icmpv6Codes are the texts of the codes of ICMPv6's errors.
var icmpv6Codes = map[uint64][]string{
	1: {"no route to destination", "Administratively prohibited", "Beyond scope of source address",
		"Address unreachable", "Port unreachable", "Source address failed ingress/egress policy",
		"Reject route to destination", "Error in Source Routing Header"},
	3: {"hop limit exceeded in transit", "fragment reassembly time exceeded"},
	4: {"erroneous header field encountered", "unrecognized Next Header type encountered",
		"unrecognized IPv6 option encountered"},
}

// icmpv6Words says "Neighbor Solicitation for 2001:db8::1 from 02:01:00:00:02:9a".
func icmpv6Words(s *sentence) bool {
	f := s.d.layer("icmpv6")
	kind, ok := f.number("icmpv6.type")
	text, known := icmpv6Types[kind]
	if !ok || !known {
		return false
	}
	s.say(text)
	switch kind {
	case 128, 129:
		id, _ := f.number("icmpv6.echo.identifier")
		number, _ := f.number("icmpv6.echo.sequence_number")
		s.say(fmt.Sprintf(" id=0x%04x, seq=%d", id, number))
		s.sayField(", hop limit=", s.d.layer("ipv6"), "ipv6.hlim")
		s.sayPair(f, "icmpv6")
	case 133, 134:
		s.sayField(" from ", f, "icmpv6.opt.linkaddr")
	case 135:
		s.sayField(" for ", f, "icmpv6.nd.ns.target_address")
		s.sayField(" from ", f, "icmpv6.opt.linkaddr")
	case 136:
		s.sayAdvertisement(f)
	default:
		code, ok := f.number("icmpv6.code")
		if texts := icmpv6Codes[kind]; ok && code < uint64(len(texts)) {
			s.say(" (", texts[code], ")")
		}
	}
	return true
}

func (s *sentence) sayAdvertisement(f facts) {
	s.sayField(" ", f, "icmpv6.nd.na.target_address")
	var flags [][]byte
	for _, flag := range []struct{ field, text string }{
		{"icmpv6.nd.na.flag.r", "rtr"}, {"icmpv6.nd.na.flag.s", "sol"}, {"icmpv6.nd.na.flag.o", "ovr"},
	} {
		if f.set(flag.field) {
			flags = append(flags, []byte(flag.text))
		}
	}
	if len(flags) > 0 {
		s.say(" (", string(bytes.Join(flags, []byte(", "))), ")")
	}
	s.sayField(" is at ", f, "icmpv6.opt.linkaddr")
}
