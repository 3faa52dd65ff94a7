package output

import (
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// A delay is told where both ends of a message's way were seen, by clocks that were
// set against each other, and stands behind its time.
func TestOneWay(t *testing.T) {
	captures := []seq.Capture{
		{Index: 0, Align: &seq.Alignment{}},
		{Index: 1, Align: &seq.Alignment{}},
		{Index: 2},
		{Index: 3, Align: &seq.Alignment{To: 3}},
	}
	var notes ClockNotes
	for _, c := range captures {
		notes.Add(c)
	}
	message := func(change func(*seq.Message), seen ...int) *seq.Message {
		m := &seq.Message{Count: 1, Sent: seq.Time{Clock: seq.AbsoluteClock}}
		m.Received = m.Sent.Add(1343 * time.Microsecond)
		for _, c := range seen {
			m.Seen = append(m.Seen, seq.Sighting{Capture: c})
		}
		if change != nil {
			change(m)
		}
		return m
	}
	if lines := notes.Texts(seq.End{}); len(lines) != len(captures)+1 {
		t.Errorf("before any delay, with that of losses: %q", lines)
	}
	for name, c := range map[string]struct {
		message *seq.Message
		want    time.Duration
		text    string
	}{
		"both ends":       {message(nil, 0, 1), 1343 * time.Microsecond, "0.5 +1.343 ms"},
		"a router passed": {message(nil, 0, 2, 1), 1343 * time.Microsecond, "0.5 +1.343 ms"},
		"at once":         {message(func(m *seq.Message) { m.Received = m.Sent }, 1, 0), 0, "0.5 +0.000 ms"},
		"one end":         {message(nil, 0), -1, "0.5"},
		"one capture":     {message(nil, 1, 1), -1, "0.5"},
		"unknown clock":   {message(nil, 0, 2), -1, "0.5"},
		"another clock":   {message(nil, 0, 3), -1, "0.5"},
		"lost":            {message(func(m *seq.Message) { m.Lost = true }, 0, 1), -1, "0.5"},
		"a folded run":    {message(func(m *seq.Message) { m.Count = 2 }, 0, 1), -1, "0.5"},
		"no time":         {message(func(m *seq.Message) { m.Sent, m.Received = seq.Time{}, seq.Time{} }, 0, 1), -1, "0.5"},
	} {
		if got := OneWay(c.message, captures); got != c.want {
			t.Errorf("%s: %v instead of %v", name, got, c.want)
		}
		if got := string(notes.AppendDelay([]byte("0.5"), c.message)); got != c.text {
			t.Errorf("%s: %q instead of %q", name, got, c.text)
		}
	}
	if lines := notes.Texts(seq.End{}); lines[len(lines)-1] != DelayNote {
		t.Errorf("no note on the delays in %q", lines)
	}
}
