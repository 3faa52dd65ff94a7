package dissect

// minEtherType is the least number that is an EtherType and not a length (IEEE 802.3).
const minEtherType = 0x0600

var etherTypeNames = map[uint16]string{}

func ethernet(p *packet, v view) bool {
	p.setProtocol("Ethernet")
	destination, source := v.bytes(0, 6), v.bytes(6, 6)
	p.DestinationMAC, p.SourceMAC = p.texts.mac(destination), p.texts.mac(source)
	kind := v.u16(12)
	p.setInfo("Ethernet II")
	p.etherPayload(kind, v.from(14))
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

// llc is IEEE 802.2, with SNAP.
func llc(p *packet, v view) bool {
	p.setProtocol("LLC")
	p.clearInfo()
	dsap, ssap, control := v.u8(0), v.u8(1), v.u8(2)
	if dsap == 0xaa && ssap == 0xaa && control == 3 {
		organization, kind := v.u24(3), v.u16(6)
		if organization == 0 || organization == 0x0000f8 {
			p.byEtherType(kind, v.from(8))
			return true
		}
		p.ask()
		p.setInfof("SNAP, OUI 0x%06X, PID 0x%04X", organization, kind)
		return true
	}
	p.ask()
	p.setInfof("DSAP 0x%02x, SSAP 0x%02x", dsap, ssap)
	return true
}

// mpls is a stack of labels. What is below it is told by nothing but its first
// bits (RFC 4928).
func mpls(p *packet, v view) bool {
	p.setProtocol("MPLS")
	p.setInfo("MPLS Label Switched Packet")
	for bottom := false; !bottom; v = v.from(4) {
		bottom = v.u32(0)&0x100 != 0
	}
	switch v.u8(0) >> 4 {
	case 4:
		return p.call(ipv4, v)
	case 6:
		return p.call(ipv6, v)
	case 0: // a pseudowire, mostly of Ethernet, with a control word
		return p.call(ethernet, v.from(4))
	}
	return p.call(ethernet, v)
}
