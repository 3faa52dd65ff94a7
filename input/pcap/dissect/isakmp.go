package dissect

import "fmt"

const isakmpHeader = 28

// The exchanges of version 1 (RFC 2408 3.1, RFC 2409) and version 2 (RFC 7296 3.1).
var (
	isakmpExchanges1 = map[byte]string{
		0: "NONE", 1: "Base", 2: "Identity Protection (Main Mode)", 3: "Authentication Only", 4: "Aggressive", 5: "Informational",
		6: "Transaction (Config Mode)", 32: "Quick Mode", 33: "New Group Mode",
	}
	isakmpExchanges2 = map[byte]string{
		34: "IKE_SA_INIT", 35: "IKE_AUTH", 36: "CREATE_CHILD_SA", 37: "INFORMATIONAL", 38: "IKE_SESSION_RESUME",
	}
)

// Payloads of which Info tells.
const (
	isakmpFragment      = 53  // RFC 7383
	isakmpCiscoFragment = 132 // of Cisco's IKE version 1
)

// isakmpState is what is kept of a conversation.
type isakmpState struct {
	fragments uint64 // those of Cisco's that have come, a bit each
}

// isakmp is IKE of both versions. What is too short for it leaves Info empty, as it
// does in Wireshark.
func isakmp(p *packet, v view) bool {
	const initiator, response = 0x08, 0x20
	p.setProtocol("ISAKMP")
	p.clearInfo()
	if v.size < isakmpHeader || v.u32(24) < isakmpHeader {
		return true
	}
	version, exchange, flags := v.u8(17)>>4, v.u8(18), v.u8(19)
	switch version {
	case 1:
		p.addInfo(isakmpExchange(isakmpExchanges1, exchange))
	case 2:
		p.addInfo(isakmpExchange(isakmpExchanges2, exchange))
		side, kind := "Responder", "Request"
		if flags&initiator != 0 {
			side = "Initiator"
		}
		if flags&response != 0 {
			kind = "Response"
		}
		p.addInfof(" MID=%02d %s %s", v.u32(20), side, kind)
	}
	size := int(v.u32(24)) - isakmpHeader
	v.need(24, size)
	if enciphered := version == 1 && flags&1 != 0; !enciphered {
		p.isakmpPayloads(version, v.u8(16), v.from(isakmpHeader), size)
	}
	return true
}

func isakmpExchange(names map[byte]string, exchange byte) string {
	if name, known := names[exchange]; known {
		return name
	}
	return fmt.Sprintf("Unknown %d", exchange)
}

// isakmpPayloads goes over the payloads, each of which tells the kind of the next.
func (p *packet) isakmpPayloads(version, kind byte, v view, left int) {
	for at := 0; left >= 4 && kind != 0; {
		next, size := v.u8(at), int(v.u16(at+2))
		if size < 4 {
			size = 4
		} else {
			v.need(at+4, size-4)
			switch {
			case kind == isakmpFragment && version == 2:
				p.addInfof(" (fragment %d/%d)", v.u16(at+4), v.u16(at+6))
			case kind == isakmpCiscoFragment && size >= 8:
				p.isakmpCisco(v.u8(at+6), v.u8(at+7) != 0)
			}
		}
		kind, at, left = next, at+size, left-size
	}
}

// isakmpCisco tells of a fragment, which are numbered from 1 on, and whether it
// is the last of all.
func (p *packet) isakmpCisco(number byte, last bool) {
	s := state[isakmpState](p)
	s.fragments |= 1 << (number - 1)
	prefix, suffix := "", ""
	if last {
		suffix = " - last"
		if s.fragments == 1<<number-1 {
			prefix = "Reassembled + "
			s.fragments = 0
		}
	}
	p.addInfof(" (%sMessage fragment %d%s)", prefix, number, suffix)
}
