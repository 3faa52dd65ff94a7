package dissect

import (
	"fmt"
	"strings"
)

// Types of ICMPv6 messages (IANA, "ICMPv6 Parameters") that say more than their name.
const (
	icmpv6Unreachable      = 1
	icmpv6TooBig           = 2
	icmpv6TimeExceeded     = 3
	icmpv6Parameter        = 4
	icmpv6Echo             = 128
	icmpv6EchoReply        = 129
	icmpv6RouterSolicit    = 133
	icmpv6RouterAdvert     = 134
	icmpv6NeighbourSolicit = 135
	icmpv6NeighbourAdvert  = 136
	icmpv6Redirect         = 137
	icmpv6ListenerReport2  = 143
)

var icmpv6TypeNames = map[uint8]string{
	1:   "Destination Unreachable",
	2:   "Packet Too Big",
	3:   "Time Exceeded",
	4:   "Parameter Problem",
	100: "Private experimentation",
	101: "Private experimentation",
	127: "Reserved for expansion of ICMPv6 error messages",
	128: "Echo (ping) request",
	129: "Echo (ping) reply",
	130: "Multicast Listener Query",
	131: "Multicast Listener Report",
	132: "Multicast Listener Done",
	133: "Router Solicitation",
	134: "Router Advertisement",
	135: "Neighbor Solicitation",
	136: "Neighbor Advertisement",
	137: "Redirect",
	138: "Router Renumbering",
	139: "Node Information Query",
	140: "Node Information Reply",
	141: "Inverse Neighbor Discovery Solicitation",
	142: "Inverse Neighbor Discovery Advertisement",
	143: "Multicast Listener Report Message v2",
	144: "Home Agent Address Discovery Request",
	145: "Home Agent Address Discovery Reply",
	146: "Mobile Prefix Solicitation",
	147: "Mobile Prefix Advertisement",
	148: "Certification Path Solicitation",
	149: "Certification Path Advertisement",
	150: "Experimental Mobility",
	151: "Multicast Router Advertisement",
	152: "Multicast Router Solicitation",
	153: "Multicast Router Termination",
	154: "FMIPv6",
	155: "RPL Control",
	156: "Locator Update",
	157: "Duplicate Address Request",
	158: "Duplicate Address Confirmation",
	159: "MPL Control Message",
	160: "Extended Echo request",
	161: "Extended Echo reply",
	200: "Private experimentation",
	201: "Private experimentation",
	255: "Reserved for expansion of ICMPv6 informational messages",
}

var icmpv6CodeNames = map[uint8][]string{
	icmpv6Unreachable: {"no route to destination", "Administratively prohibited", "Beyond scope of source address",
		"Address unreachable", "Port unreachable", "Source address failed ingress/egress policy",
		"Reject route to destination", "Error in Source Routing Header", "Headers too long"},
	icmpv6TimeExceeded: {"hop limit exceeded in transit", "fragment reassembly time exceeded"},
	icmpv6Parameter: {"erroneous header field encountered", "unrecognized Next Header type encountered",
		"unrecognized IPv6 option encountered", "IPv6 First Fragment has incomplete IPv6 Header Chain"},
}

// icmpv6 is RFC 4443, with Neighbor Discovery (RFC 4861).
func icmpv6(p *packet, v view) bool {
	p.setProtocol("ICMPv6")
	p.clearInfo()
	kind, code := v.u8(0), v.u8(1)
	p.ask()
	if kind == icmpv6Echo || kind == icmpv6EchoReply {
		p.ping(v, overICMPv6, kind == icmpv6Echo)
		return true
	}
	name, known := icmpv6TypeNames[kind]
	if !known {
		name = fmt.Sprintf("Unknown (%d)", kind)
	}
	p.setInfo(name)
	switch codes := icmpv6CodeNames[kind]; {
	case int(code) < len(codes):
		p.addInfof(" (%s)", codes[code])
	case codes != nil:
		p.addInfo(" (Unknown)")
	}
	switch kind {
	case icmpv6Unreachable, icmpv6TooBig, icmpv6TimeExceeded, icmpv6Parameter:
		v.u8(8) // the packet that it is about
	case icmpv6ListenerReport2:
		v.listenerRecords()
	case icmpv6RouterSolicit:
		p.linkOptions(v.from(8), " from ", 1)
	case icmpv6RouterAdvert:
		p.linkOptions(v.from(16), " from ", 1)
	case icmpv6NeighbourSolicit:
		p.addInfof(" for %s", ipv6At(v, 8))
		p.linkOptions(v.from(24), " from ", 1)
	case icmpv6NeighbourAdvert:
		p.neighbour(v)
	case icmpv6Redirect:
		p.linkOptions(v.from(40), " is at ", 2)
	}
	return true
}

// listenerRecords goes over the records of RFC 3810 5.2, of which Wireshark's
// Info tells nothing, but whether they are all there.
func (v view) listenerRecords() {
	at := 8
	for range v.u16(6) {
		at += 20 + 4*int(v.u8(at+1)) + 16*int(v.u16(at+2))
		v.need(0, at)
	}
}

// neighbour is a Neighbor Advertisement: whose address, its flags, and where it is.
func (p *packet) neighbour(v view) {
	flags := v.u8(4)
	p.addInfof(" %s", ipv6At(v, 8))
	var words []string
	for i, word := range [...]string{"rtr", "sol", "ovr"} {
		if flags&(0x80>>i) != 0 {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		words = []string{"none"}
	}
	p.addInfof(" (%s)", strings.Join(words, ", "))
	p.linkOptions(v.from(24), " is at ", 2)
}

// linkOptions goes over the options of Neighbor Discovery, and writes the
// link-layer addresses in those of one type: 1 source, 2 target.
func (p *packet) linkOptions(v view, before string, wanted byte) {
	for v.size > 0 {
		kind, size := v.u8(0), int(v.u8(1))*8
		if size == 0 {
			return
		}
		if kind == wanted && size == 8 {
			p.addInfo(before + p.texts.mac(v.bytes(2, 6)))
		}
		v.need(0, size)
		v = v.from(size)
	}
}
