package dissect

import (
	"strconv"
	"strings"
)

// Bits of the first word of L2TP (RFC 2661 3.1, RFC 3931 3.2.1).
const (
	l2tpControl  = 0x8000
	l2tpLength   = 0x4000
	l2tpSequence = 0x0800
	l2tpOffset   = 0x0200
	l2tpVersion  = 0x000f

	// l2tpEmpty is the length of a control message that only acknowledges.
	l2tpEmpty = 12
)

// l2tpMessages are the message types (IANA, "L2TP Message Type").
var l2tpMessages = map[uint16]string{
	1: "SCCRQ", 2: "SCCRP", 3: "SCCCN", 4: "StopCCN", 5: "Reserved", 6: "Hello", 7: "OCRQ", 8: "OCRP", 9: "OCCN", 10: "ICRQ",
	11: "ICRP", 12: "ICCN", 13: "Reserved", 14: "CDN", 15: "WEN", 16: "SLI", 17: "MDMST", 18: "SRRQ", 19: "SRRP", 20: "ACK",
	21: "FSQ", 22: "FSR", 23: "MSRQ", 24: "MSRP", 25: "MSE", 26: "MSI", 27: "MSEN", 28: "CSUN", 29: "CSURQ",
}

func l2tpMessage(kind uint16) string {
	if name, known := l2tpMessages[kind]; known {
		return name
	}
	return "Unknown (" + strconv.Itoa(int(kind)) + ")"
}

// l2tp is RFC 2661 (version 2), and RFC 3931 (version 3) over UDP.
func l2tp(p *packet, v view) bool {
	if !v.has(0, 2) {
		return false
	}
	word := v.u16(0)
	switch word & l2tpVersion {
	case 2:
		p.setProtocol("L2TP")
		p.clearInfo()
		p.l2tpVersion2(word, v)
	case 3:
		p.setProtocol("L2TPv3")
		p.clearInfo()
		p.ask()
		if word&l2tpControl != 0 {
			p.l2tpVersion3(v)
		} else {
			p.l2tpSession(v.u32(4))
		}
	default:
		return false
	}
	return true
}

// l2tpVersion2 words a control message, or hands on the PPP frame of a data message.
func (p *packet) l2tpVersion2(word uint16, v view) {
	at, length := 2, v.size
	if word&l2tpLength != 0 {
		length, at = int(v.u16(2)), 4
	}
	tunnel, session := v.u16(at), v.u16(at+2)
	at += 4
	if word&l2tpSequence != 0 {
		v.need(at, 4)
		at += 4
	}
	if word&l2tpControl != 0 {
		p.ask()
		p.l2tpControlInfo(v, at, word&l2tpLength != 0 && length == l2tpEmpty)
		p.addInfof(" (tunnel id=%d, session id=%d)", tunnel, session)
		if word&l2tpLength != 0 {
			v.need(0, min(length, v.size))
		}
		return
	}
	if p.writes() {
		p.setInfof("Data    Message            (tunnel id=%d, session id=%d)", tunnel, session)
	}
	if length < v.size {
		v = v.part(0, length)
	}
	if word&l2tpOffset != 0 {
		at += 2 + int(v.u16(at))
	}
	if len(v.data) <= at || !p.call(pppHDLC, v.from(at)) {
		p.ask()
	}
}

// l2tpControlInfo names a control message by its first attribute, at offset, which is the
// message type.
func (p *packet) l2tpControlInfo(v view, offset int, empty bool) {
	if empty {
		p.setInfo("Control Message - ZLB     ")
		return
	}
	p.setInfo("Control Message")
	if v.u16(offset+4) == 0 {
		p.addInfo(" - " + l2tpMessage(v.u16(offset+6)))
	}
}

// l2tpOverIP is version 3 right over IP.
func l2tpOverIP(p *packet, v view) bool {
	p.setProtocol("L2TPv3")
	p.clearInfo()
	p.ask()
	if session := v.u32(0); session != 0 {
		p.l2tpSession(session)
	} else {
		p.l2tpVersion3(v.from(4))
	}
	return true
}

// l2tpSession words a data message. What it carries only the control messages tell.
func (p *packet) l2tpSession(id uint32) {
	digits := strings.ToUpper(strconv.FormatUint(uint64(id), 16))
	p.addInfo("D[S:0x" + strings.Repeat("0", 8-len(digits)) + digits + "]")
	p.fenceInfo()
}

// l2tpVersion3 words a control message of version 3.
func (p *packet) l2tpVersion3(v view) {
	word := v.u16(0)
	at, length := 2, 0
	if word&l2tpLength != 0 {
		length, at = int(v.u16(2)), 4
	}
	connection := v.u32(at)
	at += 4
	if length == l2tpEmpty {
		p.setInfof("Control Message - ZLB (ccid=0x%08X)", connection)
		return
	}
	if word&l2tpSequence != 0 {
		at += 4
	}
	if vendor := v.u16(at + 2); vendor != 0 {
		return
	}
	p.l2tpControlInfo(v, at, false)
	p.addInfof(" (ccid=0x%08X)", connection)
}
