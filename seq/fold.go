package seq

import "slices"

// Fold returns a Writer that passes on to w one message for a run of like ones:
// consecutive messages with the same ends, protocol, kind, marks and loss, seen
// in the same captures, whose labels differ in their digits only, and which all
// have payload or none. It is the first of the run, with Count, Bytes, Last and
// Seen telling of the rest; End.Messages counts what was passed on, so that a
// run is one message there.
func Fold(w Writer) Writer { return &folder{Writer: w} }

// A folder holds the run that is being folded.
type folder struct {
	Writer
	run      Message    // Count is 0 while there is none
	packet   Packet     // of run
	first    []Sighting // of the first packet of run
	messages int        // passed on
}

func (f *folder) Participant(p Participant) error {
	if err := f.flush(); err != nil {
		return err
	}
	return f.Writer.Participant(p)
}

func (f *folder) Message(m *Message) error {
	if f.run.Count > 0 && f.run.like(m) && sameCaptures(f.first, m.Seen) {
		f.run.Count += m.Count
		f.run.Bytes += m.Bytes
		f.run.Last = m.Last
		if len(m.Seen) > 0 {
			f.run.Seen = append(f.run.Seen[:0], f.first[0], m.Seen[len(m.Seen)-1])
		}
		return nil
	}
	if err := f.flush(); err != nil {
		return err
	}
	// The copies are shallow: the strings of a packet stay valid.
	f.packet = *m.Packet
	f.first = append(f.first[:0], m.Seen...)
	seen := append(f.run.Seen[:0], m.Seen...)
	f.run = *m
	f.run.Packet, f.run.Seen = &f.packet, seen
	return nil
}

func (f *folder) Gap(g Gap) error {
	if err := f.flush(); err != nil {
		return err
	}
	return f.Writer.Gap(g)
}

func (f *folder) End(e End) error {
	if err := f.flush(); err != nil {
		return err
	}
	e.Messages = f.messages
	return f.Writer.End(e)
}

// flush passes on the run that is being folded.
func (f *folder) flush() error {
	if f.run.Count == 0 {
		return nil
	}
	f.messages++
	err := f.Writer.Message(&f.run)
	f.run.Count = 0
	return err
}

// like reports whether n may be folded into m. What somebody has noted on a packet
// would be lost in a run.
func (m *Message) like(n *Message) bool {
	return m.Packet.Comment == "" && n.Packet.Comment == "" && m.From == n.From && m.To == n.To && m.Kind == n.Kind && m.Marks == n.Marks && m.Lost == n.Lost &&
		(m.Bytes == 0) == (n.Bytes == 0) && m.Sent.Clock == n.Sent.Clock && m.Packet.Protocol == n.Packet.Protocol && equalButDigits(m.Label, n.Label)
}

// sameCaptures reports whether two messages were seen in the same captures, in
// the same order.
func sameCaptures(a, b []Sighting) bool {
	return slices.EqualFunc(a, b, func(s, t Sighting) bool { return s.Capture == t.Capture })
}

// equalButDigits reports whether two texts are equal when every run of digits
// in them stands for any other.
func equalButDigits(s, t string) bool {
	for s != "" && t != "" {
		i, j := digits(s), digits(t)
		switch {
		case (i > 0) != (j > 0):
			return false
		case i > 0:
			s, t = s[i:], t[j:]
		case s[0] != t[0]:
			return false
		default:
			s, t = s[1:], t[1:]
		}
	}
	return s == t
}

// digits returns how many digits s begins with.
func digits(s string) int {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return i
		}
	}
	return len(s)
}
