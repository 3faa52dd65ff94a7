package dissect

import (
	"github.com/packetseq/packetseq/seq"
)

// tcpMinHeader is the length of a TCP header without options (RFC 9293 3.1).
const tcpMinHeader = 20

// A tcpSegment is what a TCP header tells.
type tcpSegment struct {
	seq, ack uint32 // as in the header
	flags    seq.TCPFlags
	reserved bool // a bit is set that means nothing
	window   uint32
	header   int
	payload  int
	sized    bool // payload is known
}

// has reports whether any of the flags is set.
func (s *tcpSegment) has(flags seq.TCPFlags) bool { return s.flags&flags != 0 }

// is reports whether of SYN and ACK just those in flags are set.
func (s *tcpSegment) is(flags seq.TCPFlags) bool { return s.flags&(seq.FlagSYN|seq.FlagACK) == flags }

const synFin = seq.FlagSYN | seq.FlagFIN

// tcp is RFC 9293, with the analysis of Wireshark (tcp_analysis.go).
func tcp(p *packet, v view) bool {
	p.setProtocol("TCP")
	p.clearInfo()
	p.SourcePort, p.DestinationPort = v.u16(0), v.u16(2)
	p.Known |= seq.KnowsPorts
	if !v.has(0, 16) { // what is cut inside of the header has told its ports
		p.ask()
		p.portsInfo()
	}
	word := v.u16(12)
	s := tcpSegment{
		seq: v.u32(4), ack: v.u32(8), header: int(word>>12) * 4,
		flags: seq.TCPFlags(word & 0x1ff), reserved: word&0x0e00 != 0, window: uint32(v.u16(14)),
	}
	if !p.fragmented && v.size >= s.header {
		s.payload, s.sized = v.size-s.header, true
	}
	p.Flags = s.flags
	p.Known |= seq.KnowsFlags
	a := p.tcpConversation(&s)
	p.tcpFacts(a, &s)
	p.ask()
	p.tcpInfo(&s)
	if s.header < tcpMinHeader {
		p.addInfof(", bogus TCP header length (%d, must be at least %d)", s.header, tcpMinHeader)
		return true
	}
	a.follow(p, &s)
	v.u16(16) // the checksum is needed to go on
	if s.has(seq.FlagURG) {
		p.addInfoUint(" Urg=", uint64(v.u16(18)))
	}
	if s.sized {
		p.addInfoUint(" Len=", uint64(s.payload))
	}
	p.tcpOptions(a, &s, v)
	p.tcpMarks(a.marks)
	p.tcpPayload(a, &s, v)
	return true
}

// tcpConversation finds the conversation of a segment, or starts one: also
// when the ports of one are used again.
func (p *packet) tcpConversation(s *tcpSegment) *tcpAnalysis {
	c := p.converse(overTCP)
	if c.tcp == nil {
		c.tcp = newTCPAnalysis()
	}
	a := c.tcp
	a.turn(p.forward)
	if !a.fwd.based {
		return a
	}
	switch {
	case s.is(seq.FlagSYN) && s.seq != a.fwd.base:
		source, destination := endpoint{p.source, p.SourcePort}, endpoint{p.destination, p.DestinationPort}
		c = p.conversations.begin(overTCP, source, destination)
		c.frame = p.Number
		p.join(c, source)
		c.tcp = newTCPAnalysis()
		a = c.tcp
		a.turn(true)
		a.marks |= seq.PortNumbersReused
	case s.is(seq.FlagSYN):
		// A RST may have had the sequence number of the ACK that it answered.
		a.fwd.next = a.fwd.ackable
	case s.is(seq.FlagSYN|seq.FlagACK) && s.seq != a.fwd.base:
		a.fwd.base = s.seq
		a.marks |= seq.PortNumbersReused
	}
	return a
}

// tcpFacts analyses the segment, and puts what its header tells into p.
func (p *packet) tcpFacts(a *tcpAnalysis, s *tcpSegment) {
	p.Seq, p.Ack = s.seq, s.ack
	p.Known |= seq.KnowsSeq
	if s.has(seq.FlagACK) {
		p.Known |= seq.KnowsAck
	}
	if s.sized {
		a.setBases(s)
		a.analyse(s, p.Number, p.Time.NS)
		p.Payload = s.payload
		p.Known |= seq.KnowsPayload
		p.Seq -= a.fwd.base
		if s.has(seq.FlagACK) {
			p.Ack -= a.rev.base
		}
		if !s.has(seq.FlagSYN) && a.fwd.scale > 0 {
			s.window <<= a.fwd.scale
		}
	}
	p.Marks |= a.marks
}

// tcpInfo writes "53833 → 3128 [ACK] Seq=1 Ack=1 Win=512".
func (p *packet) tcpInfo(s *tcpSegment) {
	if !p.writes() {
		return
	}
	info := appendPorts(p.info, p.Packet)
	info = appendTCPFlags(append(info, " ["...), s)
	info = appendDecimal(append(info, "] Seq="...), uint64(p.Seq))
	if s.has(seq.FlagACK) {
		info = appendDecimal(append(info, " Ack="...), uint64(p.Ack))
	}
	p.info = appendDecimal(append(info, " Win="...), uint64(s.window))
	p.cut()
}

// tcpFlagNames are in the order of the bits.
var tcpFlagNames = [...]string{"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"}

func appendTCPFlags(text []byte, s *tcpSegment) []byte {
	if s.flags == 0 && !s.reserved {
		return append(text, "<None>"...)
	}
	if s.flags == seq.FlagACK && !s.reserved { // most segments
		return append(text, "ACK"...)
	}
	start := len(text)
	for i, name := range tcpFlagNames {
		if s.flags>>i&1 == 0 {
			continue
		}
		if len(text) > start {
			text = append(text, ", "...)
		}
		text = append(text, name...)
	}
	if s.reserved {
		if len(text) > start {
			text = append(text, ", "...)
		}
		text = append(text, "Reserved"...)
	}
	return text
}
