package dissect

import "net/netip"

// minEtherType is the least number that is an EtherType and not a length (IEEE 802.3).
const minEtherType = 0x0600

func ethernet(p *packet, v view) bool {
	p.setProtocol("Ethernet")
	v.need(0, 6)
	p.macs = v.bytes(0, 12)
	p.setAddresses(netip.Addr{}, netip.Addr{}) // those of the tunnel are not the frame's
	kind := v.u16(12)
	p.setInfo("Ethernet II")
	p.etherPayload(kind, v.from(14))
	p.f5Trailer()
	return true
}

// etherPayload hands on what is behind an EtherType or a length.
func (p *packet) etherPayload(kind uint16, v view) {
	if kind >= minEtherType {
		p.byEtherType(kind, v)
		return
	}
	if kind <= 1500 {
		v = v.part(0, min(int(kind), v.size))
		p.call(llc, v)
		return
	}
	p.ask()
	p.setInfof("Ethernet Unknown: Invalid length/type: 0x%04x (%d)", kind, kind)
}

// vlan is an IEEE 802.1Q or 802.1ad tag.
func vlan(p *packet, v view) bool {
	p.setProtocol("VLAN")
	tag := v.u16(0)
	p.setInfof("PRI: %d  DEI: %d  ID: %d", tag>>13, tag>>12&1, tag&0xfff)
	p.etherPayload(v.u16(2), v.from(4))
	return true
}

// mpls is a stack of labels. What is below it is told by nothing but its first
// bits (RFC 4928).
func mpls(p *packet, v view) bool {
	p.setProtocol("MPLS")
	p.setInfo("MPLS Label Switched Packet")
	const channelLabel = 13 // of RFC 5586
	for bottom := false; !bottom; v = v.from(4) {
		entry := v.u32(0)
		if bottom = entry&0x100 != 0; bottom && entry>>12 == channelLabel {
			return p.pseudowireChannel(v.from(4))
		}
	}
	switch v.u8(0) >> 4 {
	case 4:
		return p.call(ipv4, v)
	case 6:
		return p.call(ipv6, v)
	case 1:
		return p.pseudowireChannel(v)
	case 0:
		if !plainEthernet(v) {
			v.need(0, 4)
			v = v.from(4)
		}
		return p.call(ethernet, v)
	}
	p.ask()
	return true
}

// plainEthernet tells a frame from one behind a control word (RFC 4448 4.6), which is mostly
// 0: it begins with two addresses that a manufacturer gave.
func plainEthernet(v view) bool {
	const local = 2
	return v.size >= 14 && v.u16(0) != 0 && v.u8(0)&local == 0 && v.u8(6)&local == 0
}

// pseudowireChannel is what is carried beside a pseudowire (RFC 4385 5).
func (p *packet) pseudowireChannel(v view) bool {
	switch v.u16(2) {
	case 0x21:
		return p.call(ipv4, v.from(4))
	case 0x57:
		return p.call(ipv6, v.from(4))
	}
	p.ask()
	return true
}
