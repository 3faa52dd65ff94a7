package dissect

import (
	"strconv"

	"github.com/packetseq/packetseq/seq"
)

// The rules in this file are those of Wireshark 4.0's analysis of sequence
// numbers (User's Guide 7.5, "TCP Analysis").

// Scales of a window that are no shift count.
const (
	scaleUnknown = -1 // the SYN was not captured
	scaleNone    = -2
)

// windowUnknown is the window of who has not sent a packet yet.
const windowUnknown = 1<<32 - 1

// gapACKed stands for the number of duplicate ACKs where what was not captured
// was acknowledged since the last. It counts as many, until the next.
const gapACKed = -1

// A tcpFlow is what is known of one direction of a TCP conversation.
type tcpFlow struct {
	base  uint32 // sequence number that is shown as 0
	based bool

	next     uint32 // the highest sequence number up to now, and one more; 0 if there is none
	nextTime int64
	ackable  uint32 // end of what came without gap; 0 if there is none

	ack     uint32 // as last sent
	ackTime int64
	window  uint32
	scale   int8

	dupACKs   int // or gapACKed
	nonDupACK int // number of the packet that first sent ack
	marks     seq.Marks
	firstACK  bool // no ACK was seen since the SYN: its window is not scaled

	stream tcpStream
}

// A tcpAnalysis is what is known of a TCP conversation.
type tcpAnalysis struct {
	flows    [2]tcpFlow
	fwd, rev *tcpFlow // the direction of the packet at hand, and the other

	marks      seq.Marks // of the packet at hand
	dupNumber  int       // of a duplicate ACK
	dupFrame   int
	serverPort uint16
	synTime    int64 // of the SYN; 0 if it was not seen
	roundTrip  int64 // of the handshake; 0 if not known
}

func newTCPAnalysis() *tcpAnalysis {
	a := new(tcpAnalysis)
	for i := range a.flows {
		a.flows[i].scale, a.flows[i].window = scaleUnknown, windowUnknown
	}
	return a
}

// turn makes a ready for the next packet.
func (a *tcpAnalysis) turn(forward bool) {
	a.fwd, a.rev = &a.flows[0], &a.flows[1]
	if !forward {
		a.fwd, a.rev = a.rev, a.fwd
	}
	a.marks, a.dupNumber = 0, 0
}

// Sequence numbers are compared modulo 2^32 (RFC 9293 3.4).
func before(a, b uint32) bool   { return int32(a-b) < 0 }
func notAfter(a, b uint32) bool { return int32(a-b) <= 0 }
func seqAfter(a, b uint32) bool { return int32(a-b) > 0 }

// setBases learns where the sequence numbers of both directions begin: a SYN
// is 0, and what is first seen without one is 1.
func (a *tcpAnalysis) setBases(s *tcpSegment) {
	if !a.fwd.based {
		a.fwd.based, a.fwd.base = true, s.seq
		if !s.has(seq.FlagSYN) {
			a.fwd.base--
		}
	}
	if !a.rev.based && s.has(seq.FlagACK) {
		a.rev.based, a.rev.base = true, s.ack-1
	}
}

// analyse sets the marks of a segment, and remembers it for the next.
func (a *tcpAnalysis) analyse(s *tcpSegment, number int, now int64) {
	a.checkWindow(s)
	if s.ack != a.fwd.ack {
		a.fwd.nonDupACK, a.fwd.dupACKs = number, 0
	}
	a.checkAckedUnseen(s)
	if s.payload > 0 || s.has(synFin) {
		a.checkRetransmission(s, now)
	}
	a.remember(s, now)
}

// checkWindow finds those marks that go by the window, the gap before the segment and
// the repetition of what was said before.
func (a *tcpAnalysis) checkWindow(s *tcpSegment) {
	fwd, rev := a.fwd, a.rev
	plain := !s.has(synFin | seq.FlagRST)
	if s.payload == 1 && s.seq == fwd.next && rev.window == 0 {
		a.marks |= seq.ZeroWindowProbe
		return
	}
	if s.window == 0 && plain {
		a.marks |= seq.ZeroWindow
	}
	if fwd.next != 0 && seqAfter(s.seq, fwd.next) && !s.has(seq.FlagRST) {
		a.marks |= seq.PreviousSegmentNotCaptured
	}
	if s.payload <= 1 && s.seq == fwd.next-1 && plain {
		a.marks |= seq.KeepAlive
	}
	repeats := s.payload == 0 && s.seq == fwd.next && s.ack == fwd.ack && plain
	if repeats && s.window != 0 && s.window != fwd.window {
		a.marks |= seq.WindowUpdate
	}
	if s.payload > 0 && rev.scale != scaleUnknown && plain && s.seq+uint32(s.payload) == rev.ack+rev.scaledWindow() {
		a.marks |= seq.WindowFull
	}
	if !repeats || s.window != fwd.window {
		return
	}
	switch {
	case s.window != 0 && rev.marks.Has(seq.KeepAlive):
		a.marks |= seq.KeepAliveACK
	case s.window == 0 && rev.marks.Has(seq.ZeroWindowProbe):
		a.marks |= seq.ZeroWindowProbeACK
	case s.window != 0:
		fwd.dupACKs = max(fwd.dupACKs, 0) + 1
		a.marks |= seq.DupACK
		a.dupNumber, a.dupFrame = fwd.dupACKs, fwd.nonDupACK
	}
}

// scaledWindow returns the window in bytes.
func (f *tcpFlow) scaledWindow() uint32 {
	if f.firstACK || f.scale < 0 {
		return f.window
	}
	return f.window << f.scale
}

// checkAckedUnseen finds an ACK of what was not captured. It is said once for
// each gap.
func (a *tcpAnalysis) checkAckedUnseen(s *tcpSegment) {
	rev := a.rev
	if rev.ackable == 0 || !seqAfter(s.ack, rev.ackable) || !s.has(seq.FlagACK) {
		return
	}
	if before(rev.ackable, rev.next) {
		rev.ackable = rev.next
		a.marks |= seq.ACKedUnseenSegment
		return
	}
	if rev.dupACKs == 0 {
		a.marks |= seq.ACKedUnseenSegment
	}
	rev.dupACKs = gapACKed
}

// checkRetransmission tells what a segment is that does not go on where the
// last one ended.
func (a *tcpAnalysis) checkRetransmission(s *tcpSegment, now int64) {
	const (
		fastest    = 20e6 // ns from the last duplicate ACK to a fast retransmission
		outOfOrder = 3e6  // ns that a segment may be late, where the round trip is not known
	)
	if a.marks.Has(seq.KeepAlive) {
		return
	}
	fwd, rev := a.fwd, a.rev
	old := fwd.next != 0 && before(s.seq, fwd.next)
	if s.payload > 1 && fwd.next-1 == s.seq { // the byte before was a probe
		old = false
	}
	if s.payload > 0 && rev.ack != 0 && notAfter(s.seq+uint32(s.payload), rev.ack) {
		a.marks |= seq.SpuriousRetransmission
		return
	}
	if !old {
		return
	}
	if (rev.dupACKs >= 2 || rev.dupACKs == gapACKed) && rev.ack == s.seq && uint64(now-rev.ackTime) < fastest {
		a.marks |= seq.FastRetransmission
		return
	}
	late := uint64(outOfOrder)
	if a.roundTrip != 0 {
		late = uint64(a.roundTrip)
	}
	if uint64(now-fwd.nextTime) < late && fwd.next != s.end() {
		a.marks |= seq.OutOfOrder
		return
	}
	a.marks |= seq.Retransmission
}

// end returns the sequence number behind the segment. SYN and FIN count one.
func (s *tcpSegment) end() uint32 {
	end := s.seq + uint32(s.payload)
	if s.has(synFin) {
		end++
	}
	return end
}

// remember keeps what the next segments are compared with.
func (a *tcpAnalysis) remember(s *tcpSegment, now int64) {
	fwd := a.fwd
	end := s.end()
	probe := a.marks.Has(seq.ZeroWindowProbe)
	if (fwd.next == 0 || seqAfter(end, fwd.next)) && !probe {
		fwd.next, fwd.nextTime = end, now
	}
	if (fwd.ackable == 0 || s.seq == fwd.ackable) && !probe {
		fwd.ackable = fwd.next
	}
	fwd.window, fwd.ack, fwd.ackTime, fwd.marks = s.window, s.ack, now, a.marks
}

// follow learns from the flags of a segment what later ones need.
func (a *tcpAnalysis) follow(p *packet, s *tcpSegment) {
	switch {
	case s.is(seq.FlagSYN):
		a.serverPort, a.synTime = p.DestinationPort, p.Time.NS
		a.fwd.firstACK = true
	case s.is(seq.FlagSYN | seq.FlagACK):
		a.serverPort = p.SourcePort
		a.fwd.firstACK = true
	case s.is(seq.FlagACK):
		if a.synTime != 0 && a.roundTrip == 0 {
			a.roundTrip = p.Time.NS - a.synTime
		}
		a.fwd.firstACK = false
	}
}

// tcpMarkOrder is the order in which Wireshark puts marks in front, each before
// the last, with the texts.
var tcpMarkOrder = [...]struct {
	mark seq.Marks
	text string
}{
	{seq.PortNumbersReused, "[TCP Port numbers reused] "},
	{seq.Retransmission, "[TCP Retransmission] "},
	{seq.FastRetransmission, "[TCP Fast Retransmission] "},
	{seq.SpuriousRetransmission, "[TCP Spurious Retransmission] "},
	{seq.OutOfOrder, "[TCP Out-Of-Order] "},
	{seq.PreviousSegmentNotCaptured, "[TCP Previous segment not captured] "},
	{seq.ACKedUnseenSegment, "[TCP ACKed unseen segment] "},
	{seq.WindowUpdate, "[TCP Window Update] "},
	{seq.WindowFull, "[TCP Window Full] "},
	{seq.KeepAlive, "[TCP Keep-Alive] "},
	{seq.KeepAliveACK, "[TCP Keep-Alive ACK] "},
	{seq.DupACK, ""},
	{seq.ZeroWindowProbe, "[TCP ZeroWindowProbe] "},
	{seq.ZeroWindow, "[TCP ZeroWindow] "},
	{seq.ZeroWindowProbeACK, "[TCP ZeroWindowProbeAck] "},
}

func (p *packet) tcpMarks(marks seq.Marks) {
	if marks == 0 || !p.writes() {
		return
	}
	for _, m := range tcpMarkOrder {
		if !marks.Has(m.mark) {
			continue
		}
		text := m.text
		if m.mark == seq.DupACK {
			text = p.conversation.tcp.dupText()
		}
		p.prefixInfo(text)
	}
}

// dupText names a duplicate ACK by the packet that it repeats, and its number
// among those that do.
func (a *tcpAnalysis) dupText() string {
	text := append(make([]byte, 0, 40), "[TCP Dup ACK "...)
	text = append(strconv.AppendInt(text, int64(a.dupFrame), 10), '#')
	return string(append(strconv.AppendInt(text, int64(a.dupNumber), 10), "] "...))
}
