package dissect

import (
	"encoding/binary"
	"hash/maphash"

	"github.com/packetseq/packetseq/seq"
)

// identitySeed is one for all captures of a run, whose packets are compared.
var identitySeed = maphash.MakeSeed()

// identified is how many bytes of a payload tell packets apart: few, as one of the captures
// may keep few. With the 68 bytes that tcpdump once kept, these are left of UDP over IPv4
// in each form of Linux cooked capture too.
const identified = 16

// identify notes what is the same of an IP packet wherever it is captured. The
// addresses, ports and checksums are not, nor what hops count.
// The innermost header counts: a tunnel may begin or end between two captures.
func (p *packet) identify(protocol uint8, id uint16, at fragmentAt, v view) {
	if !p.Identities {
		return
	}
	var buffer [96]byte
	b := binary.BigEndian.AppendUint16(buffer[:0], id)
	b = binary.BigEndian.AppendUint32(append(b, protocol), uint32(v.size))
	if at.offset > 0 || at.more {
		b = appendSome(binary.BigEndian.AppendUint32(b, uint32(at.offset)), v, 0)
	} else {
		b = p.appendTransport(b, protocol, v)
	}
	p.Identity = seq.Identity{
		Exact: maphash.Bytes(identitySeed, b), Loose: maphash.Bytes(identitySeed, b[2:]),
		Common: id == 0 && p.destination.IsMulticast() || protocol == protocolIGMP || protocol == protocolICMPv6 && isNeighbours(v.data),
	}
}

// Protocols of whose packets some are the same whenever hosts speak.
const (
	protocolIGMP   = 2
	protocolICMPv6 = 58
)

// isNeighbours reports whether an ICMPv6 message is for one link only: of the discovery of
// neighbours or listeners.
func isNeighbours(data []byte) bool { return len(data) > 0 && data[0] >= 130 && data[0] <= 137 }

// identifyBytes notes that a packet is what its bytes are, each time that it is sent.
func (p *packet) identifyBytes(v view) {
	if !p.Identities {
		return
	}
	h := maphash.Bytes(identitySeed, v.data)
	p.Identity = seq.Identity{Exact: h, Loose: h, Common: true}
}

// appendTransport appends what stays of a transport header, and the head of
// the payload.
func (p *packet) appendTransport(b []byte, protocol uint8, v view) []byte {
	data := v.data
	switch protocol {
	case 6:
		if len(data) < 20 {
			break
		}
		// Numbers, flags, window and the time stamp tell all segments apart, and what is
		// behind them one of the captures may have cut.
		b = append(b, data[4:16]...)
		if syn := data[13]&2 != 0; syn { // it has more options before the time stamp
			return b
		}
		header := int(data[12]>>4) * 4
		return append(b, tcpStamp(data[20:max(20, min(header, len(data)))])...)
	case 17, 136:
		return appendSome(b, v, 8)
	case 1: // identifier and checksum are translated, and errors quote what was
		if len(data) < 8 {
			break
		}
		b = append(b, data[0], data[1], data[6], data[7])
		if data[0] == 0 || data[0] == 8 {
			b = appendSome(b, v, 8)
		}
		return b
	case 58:
		if len(data) < 4 {
			break
		}
		b = append(b, data[0], data[1])
		if isNeighbours(data) {
			source, destination := p.source.As16(), p.destination.As16()
			b = append(append(b, source[8:]...), destination[8:]...)
		}
		return appendSome(b, v, 4)
	case 132:
		if len(data) < 12 {
			break
		}
		b = append(b, data[4:8]...) // the verification tag
		return appendSome(b, v, 12)
	}
	return appendSome(b, v, 0)
}

// tcpStamp returns the sender's time stamp among the options of TCP, if there is one.
// The one it echoes may be cut.
func tcpStamp(options []byte) []byte {
	const end, nop, timestamps, length = 0, 1, 8, 10
	for len(options) > 0 && options[0] != end {
		if options[0] == nop {
			options = options[1:]
			continue
		}
		if len(options) >= 6 && options[0] == timestamps && options[1] == length {
			return options[2:6]
		}
		if len(options) < 2 || options[1] < 2 || int(options[1]) > len(options) {
			break
		}
		options = options[options[1]:]
	}
	return nil
}

// appendSome appends the first bytes from offset on.
func appendSome(b []byte, v view, offset int) []byte {
	from := min(offset, len(v.data))
	return append(b, v.data[from:min(from+identified, len(v.data))]...)
}
