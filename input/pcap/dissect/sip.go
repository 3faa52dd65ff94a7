package dissect

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

const sipVersion = "SIP/2.0"

// sip is RFC 3261 in a datagram.
func sip(p *packet, v view) bool {
	_, ok := p.sipMessage(v, 0, false)
	return ok
}

func sipBody(p *packet, _ mediaEntity, v view) bool { return sip(p, v) }

// sipOverTCP has messages one after the other, each with its length (RFC 3261 18.3).
func sipOverTCP(p *packet, v view) bool {
	const longLine = 1500
	if first := v.u8(0); v.size == 1 && (first < ' ' || first > '~') {
		return false // a byte that keeps the connection alive
	}
	for offset := 0; v.left(offset) > 0; {
		if v.left(offset) < longLine && p.canReassemble() {
			if _, _, ok := v.line(offset, true); !ok {
				p.needMore(offset, oneMoreSegment)
				return true
			}
		}
		next, ok := p.sipMessage(v, offset, true)
		if !ok {
			break
		}
		offset = next
	}
	return true
}

// sipOverTCPHeuristic finds SIP on other ports.
func sipOverTCPHeuristic(p *packet, v view) bool {
	if len(v.data) == 0 || v.data[0] < ' ' || v.data[0] > '~' {
		return false
	}
	n, _, _ := v.line(0, false)
	if kind, _ := sipLine(v.data, n); kind == sipOther || n == 0 {
		return false
	}
	return sipOverTCP(p, v)
}

// A sipKind is what the first line of a message is.
type sipKind uint8

const (
	sipOther sipKind = iota
	sipRequest
	sipStatus
)

// sipLine tells what the first n bytes of data begin, and the method of a request.
func sipLine(data []byte, n int) (kind sipKind, method string) {
	line := data[:n]
	first := bytes.IndexByte(line, ' ')
	if first <= 0 {
		return sipOther, ""
	}
	second := bytes.IndexByte(line[first+1:], ' ')
	if second < 0 {
		return sipOther, ""
	}
	word, rest := line[first+1:first+1+second], line[first+second+2:]
	if string(line[:first]) == sipVersion {
		if len(word) != 3 || !isDigits(word) {
			return sipOther, ""
		}
		return sipStatus, ""
	}
	if len(word) < 3 || bytes.IndexByte(word[1:], ':') < 0 || string(rest) != sipVersion {
		return sipOther, ""
	}
	return sipRequest, string(line[:first])
}

func isDigits(text []byte) bool {
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(text) > 0
}

// sipMessage words the message at offset, and returns the offset behind it. It
// returns false if there is none.
func (p *packet) sipMessage(v view, offset int, overTCP bool) (next int, ok bool) {
	if c := v.u8(offset); !overTCP && (c < ' ' || c > '~') {
		return 0, false
	}
	n, next, _ := v.line(offset, false)
	line := v.data[offset : offset+n]
	if n == 0 || bytes.IndexByte(line, 0) >= 0 {
		return 0, false
	}
	kind, method := sipLine(line, n)
	if kind == sipOther {
		if !overTCP {
			return 0, false
		}
		p.setProtocol("SIP")
		p.setInfo("Continuation")
		return v.size, true
	}
	if overTCP && !p.messageComplete(v, offset, textBody{wanted: true}) {
		return 0, false
	}
	p.setProtocol("SIP")
	m := sipMessage{kind: kind, method: method, length: -1}
	if kind == sipStatus {
		m.status, _ = strconv.Atoi(string(line[len(sipVersion)+1 : len(sipVersion)+4]))
	}
	if p.writes() {
		p.sipFirstLine(kind, method, line)
	}
	next, ok = m.headers(p, v, next)
	if !ok {
		return next, true
	}
	p.sipSummary(&m)
	p.addInfo(" | ")
	p.fenceInfo()
	return p.sipPayload(&m, v, next), true
}

func (p *packet) sipFirstLine(kind sipKind, method string, line []byte) {
	switch {
	case kind == sipStatus:
		p.setInfo("Status: " + printable(line[len(sipVersion)+1:]))
	case sipMethods[method]:
		p.setInfo("Request: " + printable(line[:len(line)-len(sipVersion)-1]))
	default:
		p.setInfo("Unknown request: " + printable(line[:len(line)-len(sipVersion)-1]))
	}
}

// sipSummary says what a registration or an answer is about.
func (p *packet) sipSummary(m *sipMessage) {
	if !p.writes() {
		return
	}
	gone, some := m.gone, m.contacts
	if m.expired {
		gone += m.undated
	}
	switch {
	case m.kind == sipStatus:
		if m.status == 200 {
			p.addInfo(" (" + printable([]byte(m.sequence)) + ")")
		}
		switch {
		case m.sequence != "REGISTER" || m.status/100 != 2:
		case gone == 0:
			p.addInfo(fmt.Sprintf("  (%s)", bindings(some)))
		default:
			p.addInfo(fmt.Sprintf("  (removed %s)", bindings(gone)))
			if some > gone {
				p.addInfo(fmt.Sprintf(" (%s kept)", bindings(some-gone)))
			}
		}
	case m.method != "REGISTER":
	case m.star && m.expired:
		p.addInfo("  (remove all bindings)")
	case gone > 0:
		p.addInfo(fmt.Sprintf("  (remove %s)", bindings(gone)))
		if some > gone {
			p.addInfo(fmt.Sprintf(" (add %s)", bindings(some-gone)))
		}
	case some == 0:
		p.addInfo("  (fetch bindings)")
	default:
		p.addInfo(fmt.Sprintf("  (%s)", bindings(some)))
	}
}

func bindings(n int) string {
	if n == 1 {
		return "1 binding"
	}
	return strconv.Itoa(n) + " bindings"
}

// sipPayload words the body at offset, and returns the offset behind it.
func (p *packet) sipPayload(m *sipMessage, v view, offset int) (next int) {
	body := v.from(min(offset, v.size))
	if m.length >= 0 {
		body = body.part(0, m.length)
	}
	if len(body.data) == 0 {
		return offset
	}
	next = offset + body.size
	if strings.HasPrefix(m.encoding, "gzip") || strings.HasPrefix(m.encoding, "deflate") {
		if data := decompressed(m.encoding, body.data); len(data) > 0 {
			body = viewOf(data)
		}
	}
	if m.entity.mediaType != "" {
		p.mediaByType(m.entity, body)
	}
	return next
}
