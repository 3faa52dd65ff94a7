package dissect

import (
	"bytes"
	"fmt"
	"net/netip"
)

// stunAttribute writes what Wireshark shows of an attribute of the message at an
// offset of v.
func (p *packet) stunAttribute(v view, at int, kind uint16, value view) {
	switch kind {
	case 0x0001, 0x8023, 0x802b, 0x802c, 0x8090, 0x000e:
		p.stunAddress(stunAddressNames[kind], value, nil)
	case 0x0012, 0x0016, 0x0020, 0x0027, 0x0028, 0x8020, 0x8059, 0x805a, 0x805b, 0x805c:
		p.stunAddress(stunAddressNames[kind], value, v.bytes(at+4, 16))
	case 0x0006:
		p.addInfo(" user: " + stunText(value, 0))
	case 0x0009:
		p.stunError(value)
	case 0x0014:
		p.addInfo(" realm: " + stunText(value, 0))
	case 0x0015:
		p.addInfo(" with nonce")
	case 0x0013: // data to or from a peer
		p.relayed(value)
	case 0x0019: // REQUESTED-TRANSPORT
		if value.size >= 4 {
			p.stunTransport(value.u8(0))
		}
	case 0x000c:
		if value.size >= 4 {
			p.addInfof(" ChannelNumber=0x%x", value.u16(0))
		}
	case 0x0010:
		if value.size >= 4 {
			p.addInfof(" bandwidth: %d", int32(value.u32(0)))
		}
	case 0x000d:
		if value.size >= 4 {
			p.addInfof(" lifetime: %d", int32(value.u32(0)))
		}
	}
}

func (p *packet) stunTransport(protocol byte) {
	switch protocol {
	case 6:
		p.addInfo(" TCP")
	case 17:
		p.addInfo(" UDP")
	default:
		p.addInfof(" Unknown (0x%8x)", protocol)
	}
}

// stunText returns the text at an offset, up to the first NUL.
func stunText(v view, offset int) string {
	text, _, _ := bytes.Cut(v.bytes(offset, v.left(offset)), []byte{0})
	return printable(text)
}

// stunAddress writes "XOR-MAPPED-ADDRESS: 192.0.2.1:1234". Its bits are those of the
// message, if mask is given (RFC 8489 14.2).
func (p *packet) stunAddress(name string, v view, mask []byte) {
	if v.size < 8 {
		return
	}
	size := 4
	if family := v.u8(1); family == 2 {
		size = 16
	} else if family != 1 {
		return
	}
	if v.size < 4+size {
		return
	}
	port, bits := v.u16(2), bytes.Clone(v.bytes(4, size))
	if mask != nil {
		port ^= stunCookie >> 16
		for i := range bits {
			bits[i] ^= mask[i]
		}
	}
	address, _ := netip.AddrFromSlice(bits)
	p.addInfo(" " + name + ": " + p.texts.address(address))
	p.addInfoUint(":", uint64(port))
}

// stunError is RFC 8489 14.8.
func (p *packet) stunError(v view) {
	if v.size < 4 {
		return
	}
	code := int(v.u8(2))*100 + int(v.u8(3))
	text, known := stunErrors[code]
	if !known {
		text = "*Unknown error code*"
	}
	p.addInfo(fmt.Sprintf(" error-code: %d (%s)", code, text))
	if v.size > 4 {
		p.addInfo(" " + stunText(v, 4))
	}
}
