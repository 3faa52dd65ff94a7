package dissect

import "bytes"

// The commands of RFC 854 that have something behind them.
const (
	telnetSB   = 250
	telnetWill = 251
	telnetDont = 254
	telnetIAC  = 255
)

// telnet is RFC 854. Its words are always the same; only a command that is cut
// by the end of the segment tells.
func telnet(p *packet, v view) bool {
	p.setProtocol("TELNET")
	p.setInfo("Telnet Data ...")
	for at := 0; at < v.size; {
		n := bytes.IndexByte(v.data[min(at, len(v.data)):], telnetIAC)
		if n < 0 {
			break
		}
		at += n
		switch command := v.u8(at + 1); {
		case command == telnetIAC: // data
			at += 2
		case command == telnetSB:
			at = telnetOption(v, at)
		case command >= telnetWill && command <= telnetDont:
			v.need(at+2, 1)
			at += 3
		default:
			at += 2
		}
	}
	return true
}

// telnetOption returns the offset of the command that ends an option's data
// (RFC 855), or the end of the segment.
func telnetOption(v view, at int) int {
	v.need(at+2, 1)
	for at += 3; at < len(v.data); at += 2 {
		n := bytes.IndexByte(v.data[at:], telnetIAC)
		if n < 0 {
			break
		}
		at += n
		if at+1 >= len(v.data) || v.data[at+1] != telnetIAC {
			return at
		}
	}
	return v.size
}
