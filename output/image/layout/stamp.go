package layout

import (
	"github.com/packetseq/packetseq/output"
)

// stamps are the times beside the messages, one after the other: they are
// written once in the order of the messages, as a Stamper must, and read in any.
type stamps struct {
	text []byte
	ends []uint32 // of each message's time in text
}

// clock returns what stands beside a message; empty for nothing.
func (s *stamps) clock(message int) string {
	start := uint32(0)
	if message > 0 {
		start = s.ends[message-1]
	}
	return string(s.text[start:s.ends[message]])
}

// A date says on which day the messages from next on were sent. They
// have a row of their own, but for the one at the top of the diagram and those
// that are empty, of a clock that tells no day.
type date struct {
	next int
	text string
	top  float64 // on the axis
}

// stamp writes the times of all messages, and finds where the day changes.
func (l *Layout) stamp() {
	stamper := output.NewStamper(l.opts.Options)
	absolute := l.opts.Time == output.TimeAbsolute || l.opts.Time == ""
	s := stamps{ends: make([]uint32, len(l.messages))}
	var day []byte
	for i := range l.messages {
		m := &l.messages[i]
		t := m.time(m.sent)
		if !absolute {
			s.text = stamper.Append(s.text, t)
			s.ends[i] = uint32(len(s.text))
			continue
		}
		day = stamper.AppendDate(day[:0], t)
		// An empty day, of a clock that tells none, is kept too: the date comes
		// again behind it.
		if n := len(l.dates); n == 0 && len(day) > 0 || n > 0 && l.dates[n-1].text != string(day) {
			l.dates = append(l.dates, date{next: i, text: string(day)})
		}
		s.text = stamper.AppendTimeOfDay(s.text, t)
		s.ends[i] = uint32(len(s.text))
	}
	l.stamps = s
}
