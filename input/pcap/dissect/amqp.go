package dissect

import (
	"fmt"
	"strings"
)

// An amqpVersion is one of those that differ in their frames.
type amqpVersion uint8

const (
	amqpUnknown amqpVersion = iota
	amqp09
	amqp010
	amqp10
)

const (
	amqpHeader = "AMQP"

	maxAMQPFrame = 1 << 20
	maxAMQPTypes = 1 << 8
)

// amqpState is what is kept of a connection.
type amqpState struct {
	version amqpVersion
	types   map[uint16]string // media types of the contents that channels send
}

// amqp is AMQP in its versions 0-9, 0-10 and 1.0. Which of them a connection has is
// told by its first bytes, or by what its frames look like.
func amqp(p *packet, v view) bool {
	p.setProtocol("AMQP")
	p.clearInfo()
	if v.size < 8 {
		p.needMore(0, oneMoreSegment)
		return true
	}
	s := state[amqpState](p)
	s.learn(v)
	switch s.version {
	case amqp09:
		p.pdus(v, 7, amqp09Length, func(p *packet, v view) bool { return p.amqp09(s, v) })
	case amqp010:
		p.pdus(v, 8, func(v view) int { return amqpLength(v, func() int { return int(v.u16(2)) }) }, amqp010Frame)
	case amqp10:
		p.pdus(v, 8, func(v view) int { return amqpLength(v, func() int { return int(v.u32(0)) }) }, amqp10Frame)
	default:
		p.addInfo("AMQP (unknown version)")
		p.fenceInfo()
	}
	return true
}

// isAMQPHeader reports whether v begins with a protocol header.
func isAMQPHeader(v view) bool {
	return v.has(0, len(amqpHeader)) && string(v.data[:len(amqpHeader)]) == amqpHeader
}

// amqpLength is 8 for a protocol header, else what the frame tells.
func amqpLength(v view, told func() int) int {
	if isAMQPHeader(v) {
		return 8
	}
	return told()
}

func amqp09Length(v view) int {
	return amqpLength(v, func() int { return min(int(v.u32(3)), maxAMQPFrame) + 8 })
}

// learn finds the version. Headers go both ways, and the last one counts.
func (s *amqpState) learn(v view) {
	const frameEnd = 0xce
	switch {
	case isAMQPHeader(v):
		switch [3]byte(v.bytes(5, 3)) {
		case [3]byte{1, 0, 0}:
			s.version = amqp10
		default:
			if v.u8(6) == 0 && v.u8(7) == 9 {
				s.version = amqp09
			} else if v.u8(6) == 0 && v.u8(7) == 10 {
				s.version = amqp010
			}
		}
	case s.version != amqpUnknown:
	case endsWith(v, int(v.u32(3))+7, frameEnd):
		s.version = amqp09
	case v.u8(4) == 0:
		s.version = amqp010
	default:
		s.version = amqp10
	}
}

func endsWith(v view, at int, end byte) bool { return at < v.size && v.u8(at) == end }

// amqp09 is a frame of version 0-9 or 0-9-1 (2.3.5).
func (p *packet) amqp09(s *amqpState, v view) bool {
	const method, header, body, heartbeat = 1, 2, 3, 8
	if isAMQPHeader(v) {
		p.addInfof("Protocol-Header %d-%d-%d", v.u8(5), v.u8(6), v.u8(7))
		p.fenceInfo()
		return true
	}
	channel := v.u16(1)
	switch v.u8(0) {
	case method:
		p.amqpMethod(v)
	case header:
		p.amqpContentHeader(s, channel, v)
	case body:
		size := int(v.u32(3))
		v.need(7, size)
		p.addInfo("Content-Body ")
		if mediaType := s.types[channel]; mediaType != "" {
			p.mediaByType(mediaEntity{mediaType: mediaType}, v.part(7, size))
		}
	case heartbeat:
		p.addInfo("Heartbeat ")
	}
	if v.has(0, v.size-1) { // Wireshark does not read the mark of its end
		p.fenceInfo()
		return true
	}
	panic(cutShort)
}

// amqpMethod names a method, and shows what amqpClass.shown says.
func (p *packet) amqpMethod(v view) {
	class, known := amqpClasses[v.u16(7)]
	if !known || !p.writes() {
		return
	}
	method := v.u16(9)
	name, known := class.methods[method]
	if !known {
		if class.silent {
			return
		}
		name = fmt.Sprintf("Unknown (%d)", method)
	}
	p.addInfo(class.name + "." + name + " ")
	at := 11
	for _, step := range class.shown[method] {
		if step >= '0' && step <= '9' {
			at += int(step - '0')
			continue
		}
		size := int(v.u8(at))
		text := v.bytes(at+1, size)
		at += 1 + size
		if label := amqpLabels[step]; label != "" {
			p.addInfo(label + printable(text) + " ")
		}
	}
}

// amqpContentHeader tells of what type the content of a channel will be.
func (p *packet) amqpContentHeader(s *amqpState, channel uint16, v view) {
	p.addInfo("Content-Header ")
	if v.u16(7) != amqpBasic {
		return
	}
	delete(s.types, channel)
	if v.u16(19)&amqpContentType == 0 {
		return
	}
	text := v.bytes(22, int(v.u8(21)))
	p.addInfo("type=" + printable(text) + " ")
	if s.types == nil {
		s.types = make(map[uint16]string)
	}
	if len(s.types) < maxAMQPTypes {
		s.types[channel] = strings.ToLower(string(text))
	}
}

// amqp010Frame is a frame of version 0-10.
func amqp010Frame(p *packet, v view) bool {
	const control, command, header, body = 0, 1, 2, 3
	if isAMQPHeader(v) {
		p.addInfof("Protocol-Header %d-%d ", v.u8(6), v.u8(7))
		p.fenceInfo()
		return true
	}
	kind := v.u8(1)
	content := v.from(12)
	switch kind {
	case control, command:
		class, known := amqp010Classes[content.u8(0)]
		if !known {
			return true
		}
		at := 1
		if content.u8(0) == amqp010Tx {
			at = 2 // where Wireshark looks for it
		}
		if method := int(content.u8(at)); method >= 1 && method <= len(class.methods) {
			p.addInfo(class.name + "." + class.methods[method-1] + " ")
		} else {
			p.addInfo("<invalid " + class.name + " method> ")
		}
	case header:
		p.addInfo("header ")
	case body:
		p.addInfo("message-body ")
	}
	p.fenceInfo()
	return true
}

// amqp10Frame is a frame of version 1.0 (2.3).
func amqp10Frame(p *packet, v view) bool {
	const performative, sasl, withTLS = 0, 1, 2
	p.clearInfo()
	if isAMQPHeader(v) {
		tls := ""
		if v.u8(4) == withTLS {
			tls = "(TLS)"
		}
		p.addInfof("Protocol-Header%s %d-%d-%d ", tls, v.u8(5), v.u8(6), v.u8(7))
		p.fenceInfo()
		return true
	}
	start := 4 * int(v.u8(4))
	if start > v.size {
		return true
	}
	content := v.from(start)
	switch v.u8(5) {
	case performative:
		if content.size == 0 {
			p.addInfo("(empty)")
		} else {
			p.amqp10Name(content, amqp1Performatives, "<invalid AMQP performative>")
		}
	case sasl:
		p.amqp10Name(content, amqp1SASL, "<invalid SASL method>")
	}
	p.fenceInfo()
	return true
}

func (p *packet) amqp10Name(v view, names map[byte]string, unknown string) {
	name, known := names[v.u8(2)]
	if !known {
		name = unknown
	}
	p.addInfo(name + " ")
}
