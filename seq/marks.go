package seq

import "iter"

// Marks is a set of the remarks that Wireshark's TCP analysis makes on a
// packet, written in brackets at the head of Info (tcp.analysis.*), and of a
// few more in the same form.
type Marks uint32

// The marks.
const (
	Retransmission Marks = 1 << iota
	FastRetransmission
	SpuriousRetransmission
	OutOfOrder
	PreviousSegmentNotCaptured
	DupACK
	KeepAlive
	KeepAliveACK
	ZeroWindow
	ZeroWindowProbe
	ZeroWindowProbeACK
	WindowFull
	WindowUpdate
	ACKedUnseenSegment
	PortNumbersReused
	ReassembledPDU // "TCP segment of a reassembled PDU"
	Malformed      // "Malformed Packet"
)

// markTexts holds, for each mark in the order of its bit, what Wireshark writes
// inside the brackets and the word that -t json writes.
var markTexts = [...]struct{ wireshark, word string }{
	{"TCP Retransmission", "retransmission"},
	{"TCP Fast Retransmission", "fast-retransmission"},
	{"TCP Spurious Retransmission", "spurious-retransmission"},
	{"TCP Out-Of-Order", "out-of-order"},
	{"TCP Previous segment not captured", "previous-segment-not-captured"},
	{"TCP Dup ACK", "dup-ack"},
	{"TCP Keep-Alive", "keep-alive"},
	{"TCP Keep-Alive ACK", "keep-alive-ack"},
	{"TCP ZeroWindow", "zero-window"},
	{"TCP ZeroWindowProbe", "zero-window-probe"},
	{"TCP ZeroWindowProbeAck", "zero-window-probe-ack"},
	{"TCP Window Full", "window-full"},
	{"TCP Window Update", "window-update"},
	{"TCP ACKed unseen segment", "acked-unseen-segment"},
	{"TCP Port numbers reused", "port-numbers-reused"},
	{"TCP segment of a reassembled PDU", "reassembled-pdu"},
	{"Malformed Packet", "malformed"},
}

// AnyRetransmission are the marks of a segment that was sent before.
const AnyRetransmission = Retransmission | FastRetransmission | SpuriousRetransmission

// Has reports whether any of the marks in m is set.
func (marks Marks) Has(m Marks) bool { return marks&m != 0 }

// Words yields a word for each mark that is set, such as "dup-ack".
func (marks Marks) Words() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i, t := range markTexts {
			if marks&(1<<i) != 0 && !yield(t.word) {
				return
			}
		}
	}
}

// Texts yields what Wireshark writes in brackets before Info for each mark that is
// set, such as "TCP Dup ACK". Those that it writes behind Info are left out.
func (marks Marks) Texts() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i, t := range markTexts {
			if (marks&^(ReassembledPDU|Malformed))&(1<<i) != 0 && !yield(t.wireshark) {
				return
			}
		}
	}
}
