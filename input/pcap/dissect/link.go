package dissect

import "fmt"

// linkLayer begins the dissection of a frame.
func (p *packet) linkLayer(link uint32, v view) {
	if d := p.table.latestLink.of(p.table.links, link); d != nil {
		p.call(d, v)
		return
	}
	p.ask()
	p.setInfo(fmt.Sprintf("[link type %d]", link))
}

// byEtherType hands v to the protocol with an EtherType, and says so where
// there is none.
func (p *packet) byEtherType(etherType uint16, v view) {
	if d := p.table.latestEtherType.of(p.table.etherTypes, etherType); d != nil && p.call(d, v) {
		return
	}
	p.ask()
	p.setProtocol(fmt.Sprintf("0x%04x", etherType))
	p.setInfo("Ethernet II")
}

// loopback is BSD's: the address family in the byte order of the machine that
// captured, or of the network.
func loopback(p *packet, v view) bool {
	p.setProtocol("Null/Loopback")
	family := v.le32(0)
	if family > 0xffff {
		family = v.u32(0)
	}
	switch rest := v.from(4); family {
	case 2: // AF_INET everywhere
		p.call(ipv4, rest)
	case 10, 23, 24, 28, 30: // AF_INET6 of Linux, Windows, NetBSD, FreeBSD, macOS
		p.call(ipv6, rest)
	default:
		p.ask()
	}
	return true
}

// rawIP goes by the version in the first byte.
func rawIP(p *packet, v view) bool {
	switch v.u8(0) >> 4 {
	case 4:
		return p.call(ipv4, v)
	case 6:
		return p.call(ipv6, v)
	}
	p.ask()
	p.setProtocol("Raw")
	p.setInfo("Raw packet data")
	return true
}

// sll is Linux's cooked capture (LINKTYPE_LINUX_SLL).
func sll(p *packet, v view) bool {
	return p.cooked(v, 16, sllFields{protocol: v.u16(14), kind: v.u16(0), hardware: v.u16(2), addressAt: 6, addressSize: v.u16(4)})
}

// sll2 is its second version (LINKTYPE_LINUX_SLL2).
func sll2(p *packet, v view) bool {
	p.Interface = v.u32(4)
	return p.cooked(v, 20, sllFields{protocol: v.u16(0), kind: uint16(v.u8(10)), hardware: v.u16(8), addressAt: 12, addressSize: uint16(v.u8(11))})
}

// sllFields are what both headers of cooked captures tell.
type sllFields struct {
	protocol, kind, hardware uint16
	addressAt                int
	addressSize              uint16
}

var sllKinds = [...]string{"Unicast to us", "Broadcast", "Multicast", "Unicast to another host", "Sent by us"}

func (p *packet) cooked(v view, header int, f sllFields) bool {
	p.setProtocol("SLL")
	if f.addressSize == 6 {
		p.macs, p.SourceMAC = nil, p.texts.mac(v.bytes(f.addressAt, 6))
	} else if f.addressSize == 4 {
		p.Source = ipv4At(v, f.addressAt).String()
	}
	if int(f.kind) < len(sllKinds) {
		p.setInfo(sllKinds[f.kind])
	}
	rest := v.from(header)
	switch {
	case f.protocol == 4: // 802.2
		p.call(llc, rest)
	case f.protocol >= minEtherType:
		p.byEtherType(f.protocol, rest)
	default:
		p.ask()
	}
	return true
}
