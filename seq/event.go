package seq

import "time"

// A Writer takes the events of one diagram, in this order: every capture; then
// messages and gaps, a participant before its first message; then the end.
//
// What an event points to belongs to the caller and is valid until the method
// returns: a Writer that keeps a message keeps a copy (Message.Clone). An error
// ends the diagram; no method is called after it, nor after End.
type Writer interface {
	Capture(Capture) error

	// Participant introduces a lifeline, and comes again with the same Index
	// when another address turns up behind the same name. Indices count up
	// from 0 in the order of first introduction, which is the order of the
	// lifelines from left to right.
	Participant(Participant) error

	Message(*Message) error
	Gap(Gap) error

	// End is the last event. The Writer completes what it writes.
	End(End) error
}

// A Capture is one of the files or streams that the packets come from.
type Capture struct {
	Index   int        // in the order of the command line, from 0
	Name    string     // as the user gave it; "-" for standard input
	Packets int        // packets read from it; -1 while not known
	Align   *Alignment // nil where its clock is not set to another's, nor another's to it

	// Unknown is whether it was looked for how its clock stands to the others', and nothing tells.
	Unknown bool

	Shift time.Duration // that the user said its clock is ahead; times are set back by it
}

// SharesClock reports whether the times of two captures are on one clock, so that their
// difference is true.
func (c Capture) SharesClock(other Capture) bool {
	return c.Index == other.Index || c.Align != nil && other.Align != nil && c.Align.To == other.Align.To
}

// An Alignment says how the clock of one capture stands to that of another: the first one of
// those that are tied to each other.
type Alignment struct {
	To     int           // Capture.Index of that one; its own if others are set to it
	Given  bool          // the user said the offset, and its error is not known
	Offset time.Duration // how far it is ahead, at its own first packet
	Error  time.Duration // half the width of the interval that the sightings allow
	Skew   float64       // parts per million that it runs fast
}

// A Participant is a lifeline: its name is its identity.
type Participant struct {
	Index     int      // from 0
	Name      string   // any text
	Addresses []string // seen so far behind the name, in order of appearance
}

// A Message is one packet on its way from one participant to another (or to
// itself).
type Message struct {
	Number   int // in the diagram, from 1
	From, To int // participants

	// Sent and Received are equal where there is only one sighting.
	Sent, Received Time

	Packet *Packet // as it was seen first
	Label  string  // what to write at the arrow: Info, shortened as the user chose; empty with LabelNone
	Kind   Kind
	Marks  Marks
	Count  int  // packets that the message stands for; above 1 for a folded run
	Lost   bool // seen leaving, and never seen arriving

	// Of a lost message, the participants between which it was lost: the last that it
	// came to, which is From or one where it was captured on its way, and the next one
	// there. Equal where that is not known.
	LostAfter, LostBefore int

	Seen  []Sighting // where it was captured, in the order of its way; of a folded run the first and the last
	Bytes int        // payload above TCP or UDP of those packets, as far as it is known
	Last  Time       // of a folded run, the time of its last packet; else Sent
}

// A Sighting is one place where a packet was captured.
type Sighting struct {
	Capture int // Capture.Index
	Frame   int // Packet.Number in that capture
	Time    Time
}

// A Gap is a silence between two messages.
type Gap struct {
	Duration time.Duration
	After    Time // of the message before
	Before   Time // of the message after
}

// End closes a diagram with its figures.
type End struct {
	Packets     int // read and not filtered away
	Messages    int
	Lost        int
	PerCapture  []int // packets of each capture, by Capture.Index
	First, Last Time  // of the messages; zero if there are none
}
