package dissect

import "github.com/packetseq/packetseq/seq"

// Extension headers of IPv6 (RFC 8200 4).
const (
	hopByHop           = 0
	routingHeader      = 43
	fragmentHeader     = 44
	destinationOptions = 60
	mobilityHeader     = 135
	shim6Header        = 140
	noNextHeader       = 59
)

// ipv6 is RFC 8200.
func ipv6(p *packet, v view) bool {
	p.setProtocol("IPv6")
	p.clearInfo()
	if version := v.u8(0) >> 4; version != 6 {
		p.ask()
		p.setInfof("Bogus IPv6 version (%d, must be 6)", version)
		return true
	}
	if v.size < 40 {
		p.ask()
		p.setInfof("Invalid IPv6 header (%d bytes, need exactly 40)", v.size)
		panic(malformed)
	}
	size, next := int(v.u16(4)), v.u8(6)
	p.TTL = v.u8(7)
	p.Known |= seq.KnowsTTL
	p.Known &^= seq.KnowsIPID
	p.setAddresses(ipv6At(v, 8), ipv6At(v, 24))
	body := v.from(40)
	if size > 0 && size <= body.size { // 0 is a jumbogram
		p.trail(body.from(size))
		body = body.part(0, size)
	}
	p.extensions(next, body)
	return true
}

// ipv6InIP is IPv6 as the payload of another IP packet. What has another
// version is not dissected there.
func ipv6InIP(p *packet, v view) bool {
	return v.u8(0)>>4 == 6 && ipv6(p, v)
}

// extensions goes over the extension headers to what follows them.
func (p *packet) extensions(next uint8, v view) {
	for {
		switch next {
		case hopByHop, destinationOptions:
			p.setInfo("IPv6 " + map[uint8]string{hopByHop: "hop-by-hop options", destinationOptions: "destination options"}[next])
		case routingHeader:
			p.routing(v)
		case fragmentHeader:
			word := v.u16(2)
			at := fragmentAt{int(word &^ 7), word&1 != 0}
			id := datagramID{p.source, p.destination, v.u32(4), v.u8(0)}
			next, v = id.protocol, v.from(8)
			if at.offset == 0 && !at.more { // an atomic fragment (RFC 6946)
				continue
			}
			p.identify(next, uint16(id.id), at, v)
			p.fragment(id, v, at)
			return
		case noNextHeader:
			p.ask()
			p.setInfo("IPv6 no next header")
			return
		default:
			p.identify(next, 0, fragmentAt{}, v)
			p.byIPProtocol(next, v)
			return
		}
		next, v = v.u8(0), v.from(int(v.u8(1))*8+8)
	}
}

// routing takes the last hop of a source route for the destination, as
// Wireshark does.
func (p *packet) routing(v view) {
	const sourceRoute, mobile = 0, 2
	size, kind, left := int(v.u8(1)), v.u8(2), int(v.u8(3))
	if (kind == sourceRoute || kind == mobile) && left > 0 && size >= 2 && left <= size/2 {
		p.setAddresses(p.source, ipv6At(v, 8+(size/2-1)*16))
	}
}
