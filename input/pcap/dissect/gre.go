package dissect

import "fmt"

// Bits of the first word of a GRE header (RFC 1701, RFC 2784, RFC 2637 4.1).
const (
	greChecksum = 0x8000
	greRouting  = 0x4000
	greKey      = 0x2000
	greSequence = 0x1000
	greAck      = 0x0080 // of the version that carries PPP
	greVersion  = 0x0007
)

// Protocols that GRE carries; the others are EtherTypes.
const (
	grePPP      = 0x880b
	greCDMA     = 0x8881
	gre3GPP2    = 0x88d2
	greWCCP     = 0x883e
	greERSPAN   = 0x88be
	greERSPAN3  = 0x22eb
	greEoIP     = 0x6400
	greBridging = 0x6558
	greIPv4     = 0x0800
	greARP      = 0x0806
	greIPv6     = 0x86dd
	greMPLS     = 0x8847
	greMPLSMany = 0x8848
	greCDP      = 0x2000
	greAruba    = 0x8200 // and each 0x10 more, up to:
	greArubaMax = 0x8370
)

var greNames = map[uint16]string{
	0x0000: "Possible GRE keepalive packet", grePPP: "PPP", greIPv4: "IP", greARP: "ARP", 0x00fe: "OSI", greWCCP: "WCCP",
	greCDP: "CDP (Cisco)", 0x2001: "NHRP", greERSPAN: "ERSPAN", greERSPAN3: "ERSPAN III", greEoIP: "MIKROTIK EoIP",
	0xfeae: "AIROHIVE AP AP", 0x8137: "IPX", greBridging: "Transparent Ethernet bridging", 0x6559: "Frame Relay",
	greIPv6: "IPv6", greMPLS: "MPLS label switched packet", 0x894f: "Network Service Header",
	greCDMA: "CDMA2000 A10 Unstructured byte stream", gre3GPP2: "CDMA2000 A10 3GPP2 Packet", 0x8909: "CiscoMetaData",
	0xb7ea: "Huawei GRE bonding", 0x9000: "ARUBA WLAN",
}

func isGREAruba(kind uint16) bool { return kind >= greAruba && kind <= greArubaMax && kind&0xf == 0 }

func greName(kind uint16) string {
	if name, known := greNames[kind]; known {
		return name
	}
	if isGREAruba(kind) {
		return greNames[0x9000]
	}
	return fmt.Sprintf("0x%04X (unknown)", kind)
}

// gre is RFC 2784 with the keys of RFC 2890, what RFC 1701 had more, and version 1,
// which PPTP uses.
func gre(p *packet, v view) bool {
	flags, kind := v.u16(0), v.u16(2)
	p.setProtocol("GRE")
	if p.writes() {
		p.setInfo("Encapsulated ")
		p.addInfo(greName(kind))
	}
	body := v.from(greHeader(v, flags, kind))
	if flags&greSequence == 0 && body.size == 0 {
		p.ask()
		return true
	}
	if !p.grePayload(kind, flags, body) {
		p.ask()
	}
	return true
}

// greHeader returns the length of the header.
func greHeader(v view, flags, kind uint16) (size int) {
	carriesPPP := kind == grePPP && flags&greVersion != 0 || kind == gre3GPP2 || kind == greCDMA
	size = 4
	for _, bit := range [...]uint16{greChecksum | greRouting, greKey, greSequence} {
		if flags&bit != 0 {
			v.need(size, 4)
			size += 4
		}
	}
	if carriesPPP && flags&greAck != 0 {
		v.need(size, 4)
		size += 4
	}
	if flags&greRouting != 0 {
		for {
			family, length := v.u16(size), int(v.u8(size+3))
			size += 4
			if family == 0 && length == 0 {
				break
			}
			size += length
		}
	}
	switch {
	case kind == greWCCP && v.u8(4)>>4 != 4: // version 2 has a header of its own
		size += 4
	case kind == gre3GPP2: // attributes, the last of them marked
		for last := false; !last; {
			last = v.u8(size)&0x80 != 0
			size += 2 + int(v.u8(size+1))
		}
	}
	return size
}

// grePayload hands on what is carried.
func (p *packet) grePayload(kind, flags uint16, v view) bool {
	switch kind {
	case grePPP, gre3GPP2, greCDMA:
		return p.call(pppHDLC, v)
	case greWCCP:
		return p.call(ipv4, v)
	case greBridging, greEoIP:
		return p.call(ethernet, v)
	case greERSPAN:
		if flags&greSequence == 0 { // type I has no header
			p.erspanInfo()
			return p.call(ethernet, v)
		}
		return p.call(erspan, v)
	case greERSPAN3:
		return p.call(erspan, v)
	case greIPv4, greIPv6, greARP, greMPLS, greMPLSMany:
		return p.call(p.table.etherTypes[kind], v)
	case greCDP:
		const ciscoCDP = 0x00000c2000
		d := p.table.snap[ciscoCDP]
		return d != nil && p.call(d, v)
	}
	return isGREAruba(kind) && p.call(ieee80211, v)
}

func (p *packet) erspanInfo() {
	p.setProtocol("ERSPAN")
	p.setInfo("ERSPAN:")
}

// erspan is Cisco's mirror of Ethernet frames (draft-foschiano-erspan), of type II or III.
func erspan(p *packet, v view) bool {
	p.erspanInfo()
	const typeII, typeIII = 1, 2
	size, ethernetFrame := 8, true
	switch v.u8(0) >> 4 {
	case typeII:
	case typeIII:
		const subheader = 1
		size = 12
		flags := v.u16(10)
		if flags&subheader != 0 {
			size += 8
		}
		ethernetFrame = flags>>10&0x1f == 0
	default:
		p.ask()
		return true
	}
	v.need(0, size)
	if !ethernetFrame {
		p.ask()
		return true
	}
	return p.call(ethernet, v.from(size))
}
