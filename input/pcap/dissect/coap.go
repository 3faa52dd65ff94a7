package dissect

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// A coapMessage is what is known of a message while it is read.
type coapMessage struct {
	code   byte
	token  []byte
	format int // of the content; -1 if it is not told

	blockOption int // 1 or 2 if the message has a part of a body (RFC 7959), else 0
	block       uint32
	more        bool

	path, query strings.Builder
}

// class is the digit in front of the dot of a code.
func (m *coapMessage) class() byte { return m.code >> 5 }

func (m *coapMessage) isResponse() bool { return m.class() >= 2 && m.class() <= 5 }

// coap is RFC 7252.
func coap(p *packet, v view) bool {
	p.setProtocol("CoAP")
	p.clearInfo()
	first := v.u8(0)
	m := coapMessage{code: v.u8(1), format: -1}
	id := v.u16(2)
	kind := first >> 4 & 3
	p.addInfo(coapTypes[kind])
	p.addInfoUint(", MID:", uint64(id))
	p.addInfo(", " + coapCodeName(m.code))
	m.token = v.bytes(4, int(first&15))
	at, ok := m.options(v, 4+len(m.token))
	if !ok {
		return true
	}
	s := state[coapState](p)
	again := s.track(p, &m, id)
	p.coapPayload(s, &m, v.from(at))
	p.coapSummary(&m)
	if again && kind <= 1 { // neither of an acknowledgement nor of a reset
		p.addInfo(" [Retransmission]")
	}
	return true
}

// coapOverTCP is RFC 8323 3.2: the length comes first, and neither type nor id.
func coapOverTCP(p *packet, v view) bool {
	length, at := int(v.u8(0)>>4), 1
	switch {
	case length < 13:
	case v.left(0) < 1+1<<(length-13):
		if p.canReassemble() {
			p.needMore(0, oneMoreSegment)
		}
		return true
	case length == 13:
		length, at = int(v.u8(1))+13, 2
	case length == 14:
		length, at = int(v.u16(1))+269, 3
	default:
		length, at = int(v.u32(1))+65805, 5
	}
	tokenSize := int(v.u8(0) & 15)
	size := at + 1 + tokenSize + length
	if size > v.size && p.canReassemble() {
		p.needMore(0, size-v.size)
		return true
	}
	v = v.part(0, size)
	p.setProtocol("CoAP")
	p.clearInfo()
	m := coapMessage{code: v.u8(at), format: -1}
	p.addInfo(coapCodeName(m.code))
	m.token = v.bytes(at+1, tokenSize)
	at, ok := m.options(v, at+1+tokenSize)
	if !ok {
		return true
	}
	s := state[coapState](p)
	s.track(p, &m, 0)
	p.coapPayload(s, &m, v.from(at))
	p.coapSummary(&m)
	return true
}

func coapCodeName(code byte) string {
	if name, known := coapCodes[code]; known {
		return name
	}
	return "Unknown " + strconv.Itoa(int(code))
}

// coapSummary says to what the message belongs.
func (p *packet) coapSummary(m *coapMessage) {
	if !p.writes() {
		return
	}
	if len(m.token) > 0 {
		p.addInfo(", TKN:" + strings.ReplaceAll(colons(m.token), ":", " "))
	}
	if m.blockOption > 0 {
		end := ""
		if used := m.blockOption == 1 && m.class() == 0 || m.blockOption == 2 && m.isResponse(); used && !m.more {
			end = "End of "
		}
		p.addInfof(", %sBlock #%d", end, m.block)
	}
	if m.path.Len() > 0 {
		p.addInfo(", " + printable([]byte(m.path.String())))
	}
	p.addInfo(printable([]byte(m.query.String())))
}

// coapPayload words a body, if all of it has come.
func (p *packet) coapPayload(s *coapState, m *coapMessage, v view) {
	if v.size == 0 || !s.complete(p, m) || !p.writes() {
		return
	}
	mediaType := coapFormats[m.format]
	if m.format < 0 && (m.class() == 4 || m.class() == 5) { // a diagnosis (RFC 7252 5.5.2)
		mediaType = "text/plain"
	}
	v.need(0, v.size)
	p.mediaByType(mediaEntity{mediaType: mediaType}, v)
}

// coapState is what is kept of a conversation.
type coapState struct {
	requests map[string]*coapRequest // by their tokens
	blocks   [2]uint32               // how many parts of a body came, of each direction
}

// maxCoAPRequests is how many requests are remembered, before all are forgotten.
const maxCoAPRequests = 1 << 10

// A coapRequest is a request and its answers.
type coapRequest struct {
	path string
	seen map[coapID]int // the frame in which a message first was
}

// A coapID tells a message from its like.
type coapID struct {
	id       uint16
	response bool
}

// track puts requests and answers together by their token, and reports whether the
// message was seen before.
func (s *coapState) track(p *packet, m *coapMessage, id uint16) (again bool) {
	if m.code == 0 || len(m.token) == 0 {
		return false
	}
	key := hex.EncodeToString(m.token)
	r := s.requests[key]
	switch {
	case r == nil && m.class() != 0:
		return false
	case r == nil:
		if len(s.requests) >= maxCoAPRequests || s.requests == nil {
			s.requests = make(map[string]*coapRequest)
		}
		r = &coapRequest{path: m.path.String(), seen: make(map[coapID]int)}
		s.requests[key] = r
	case m.isResponse():
		m.path.Reset()
		m.path.WriteString(r.path)
	}
	if m.class() != 0 && !m.isResponse() {
		return false
	}
	if len(r.seen) >= maxCoAPRequests {
		clear(r.seen)
	}
	this := coapID{id, m.isResponse()}
	if _, again = r.seen[this]; !again {
		r.seen[this] = p.Number
	}
	return again
}

// complete reports whether the message has a body, or the last part of one that came
// part by part.
func (s *coapState) complete(p *packet, m *coapMessage) bool {
	if m.blockOption == 0 {
		return true
	}
	direction := 0
	if !p.forward {
		direction = 1
	}
	come := &s.blocks[direction]
	if m.block == 0 {
		*come = 0
	}
	if m.block == *come {
		*come++
	}
	return !m.more && *come == m.block+1
}

// options reads the options at an offset, and returns where the payload begins. It
// returns false if there is a fault in them.
func (m *coapMessage) options(v view, at int) (next int, ok bool) {
	for number := 0; at < v.size; {
		first := v.u8(at)
		at++
		if first == 0xff {
			break
		}
		delta, size := int(first>>4), int(first&15)
		if delta == 15 || size == 15 {
			return 0, false
		}
		delta, at = coapExtended(v, delta, at)
		size, at = coapExtended(v, size, at)
		if size > v.left(at) {
			return 0, false
		}
		number += delta
		m.option(number, v.bytes(at, size))
		at += size
	}
	return at, true
}

// coapExtended returns a number of four bits that may go on in the bytes behind.
func coapExtended(v view, n, at int) (number, next int) {
	switch n {
	case 13:
		return int(v.u8(at)) + 13, at + 1
	case 14:
		return int(v.u16(at)) + 269, at + 2
	}
	return n, at
}

// option reads one option (RFC 7252 5.10, RFC 7959 2.1).
func (m *coapMessage) option(number int, value []byte) {
	switch number {
	case 3: // Uri-Host
		if strings.Contains(string(value), ":") {
			fmt.Fprintf(&m.path, "coap://[%s]", value)
		} else {
			fmt.Fprintf(&m.path, "coap://%s", value)
		}
	case 7: // Uri-Port
		fmt.Fprintf(&m.path, ":%d", coapUint(value))
	case 11: // Uri-Path
		m.path.WriteByte('/')
		m.path.Write(value)
	case 15: // Uri-Query
		if m.query.Len() == 0 {
			m.query.WriteByte('?')
		} else {
			m.query.WriteByte('&')
		}
		m.query.Write(value)
	case 12: // Content-Format
		m.format = int(coapUint(value))
	case 23, 27: // Block2, Block1
		m.blockOption = 2
		if number == 27 {
			m.blockOption = 1
		}
		block := coapUint(value)
		m.block, m.more = block>>4, block&8 != 0
	}
}

// coapUint returns a number of up to four bytes.
func coapUint(value []byte) (n uint32) {
	if len(value) > 4 {
		return 0
	}
	for _, c := range value {
		n = n<<8 | uint32(c)
	}
	return n
}
