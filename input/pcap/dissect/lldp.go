package dissect

import (
	"bytes"
	"encoding/hex"
)

// Types of TLVs (IEEE 802.1AB 8.4).
const (
	lldpEnd         = 0
	lldpChassis     = 1
	lldpPort        = 2
	lldpTimeToLive  = 3
	lldpSystemName  = 5
	lldpSystemWords = 6
)

// Kinds of names of a chassis and of a port, as Wireshark shortens them, by subtype.
var (
	lldpChassisKinds = [...]string{1: "CC", 2: "IA", 3: "PC", 4: "MA", 5: "NA", 6: "IN", 7: "LA"}
	lldpPortKinds    = [...]string{1: "IA", 2: "PC", 3: "MA", 4: "NA", 5: "IN", 6: "AC", 7: "LA"}
)

// lldp is IEEE 802.1AB: three TLVs that must come first, and any others.
func lldp(p *packet, v view) bool {
	p.setProtocol("LLDP")
	p.clearInfo()
	p.ask()
	for place, want := range [...]struct {
		kind    uint8
		invalid string
	}{{lldpChassis, "Invalid Chassis ID TLV"}, {lldpPort, "Invalid Port ID TLV"}, {lldpTimeToLive, "Invalid Time-to-Live TLV"}} {
		kind, tlv := lldpTLV(v)
		if kind != want.kind || place < 2 && !p.lldpName(kind, tlv) {
			p.setInfo(want.invalid)
			return true
		}
		if kind == lldpTimeToLive {
			p.addInfoUint("", uint64(tlv.u16(0)))
			p.addInfo(" ")
		}
		v = v.from(2 + tlv.size)
	}
	for len(v.data) > 0 {
		kind, tlv := lldpTLV(v)
		switch kind {
		case lldpEnd:
			return true
		case lldpChassis, lldpPort, lldpTimeToLive:
			p.setInfo([...]string{lldpChassis: "Duplicate Chassis ID TLV", lldpPort: "Duplicate Port ID TLV",
				lldpTimeToLive: "Duplicate Time-To-Live TLV"}[kind])
			return true
		case lldpSystemName:
			p.addInfo("SysN=" + paddedText(tlv) + " ")
		case lldpSystemWords:
			p.addInfo("SysD=" + paddedText(tlv) + " ")
		}
		v = v.from(2 + tlv.size)
	}
	return true
}

// lldpTLV returns the first of v, which must be there as a whole.
func lldpTLV(v view) (kind uint8, value view) {
	head := v.u16(0)
	size := int(head & 0x1ff)
	v.need(0, 2+size)
	return uint8(head >> 9), v.part(2, size)
}

// lldpName writes what a chassis or a port is called. It returns false if the
// length is wrong.
func (p *packet) lldpName(kind uint8, tlv view) bool {
	kinds := lldpChassisKinds[:]
	if kind == lldpPort {
		kinds = lldpPortKinds[:]
	}
	if tlv.size < 2 {
		return false
	}
	name, subtype := "Rs", int(tlv.u8(0))
	if subtype > 0 && subtype < len(kinds) {
		name = kinds[subtype]
	}
	text, value := "", tlv.from(1)
	switch name {
	case "Rs":
		text = "Reserved"
	case "MA":
		if value.size != 6 {
			return false
		}
		text = p.texts.mac(value.bytes(0, 6))
	case "NA":
		const inet, inet6 = 1, 2
		switch family := value.u8(0); {
		case family == inet && value.size == 5:
			text = ipv4At(value, 1).String()
		case family == inet6 && value.size == 17:
			text = ipv6At(value, 1).String()
		case family == inet || family == inet6:
			return false
		default:
			text = hexText(value.from(1))
		}
	case "PC":
		text = hexText(value)
	default:
		text = paddedText(value)
	}
	p.addInfo(name + "/" + text + " ")
	return true
}

// hexText returns bytes as Wireshark does where it has no better words: the
// first 36 of them.
func hexText(v view) string {
	const most = 36
	data := v.bytes(0, v.size)
	if len(data) > most {
		return hex.EncodeToString(data[:most]) + "…"
	}
	return hex.EncodeToString(data)
}

// paddedText returns a text that ends at its first zero byte.
func paddedText(v view) string {
	data := v.bytes(0, v.size)
	if end := bytes.IndexByte(data, 0); end >= 0 {
		data = data[:end]
	}
	return printable(data)
}
