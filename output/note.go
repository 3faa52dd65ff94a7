package output

import (
	"slices"
	"strconv"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// CaptureNote says, for the footer of a diagram, how many packets of a capture
// are shown, and how its clock stands to that of the first.
func CaptureNote(c seq.Capture, e seq.End) string {
	s := c.Name
	if s == "-" {
		s = "standard input"
	}
	shown := c.Packets
	if c.Index < len(e.PerCapture) {
		shown = e.PerCapture[c.Index]
	}
	if shown >= 0 {
		s += ": "
		if c.Packets > shown {
			s += strconv.Itoa(shown) + " of "
			shown = c.Packets
		}
		s += Counted(shown, "packet")
	}
	if n := ClockNote(c); n != "" {
		s += ", " + n
	}
	return s
}

// ClockNote says how the clock of a capture stands to that of the first: what
// the user said of it, and what was measured. It is empty if neither is known.
func ClockNote(c seq.Capture) string {
	s := ""
	if c.Shift != 0 {
		s = "its clock " + aheadOrBehind(c.Shift) + " (--offset)"
	}
	if c.Align == nil {
		return s
	}
	if s != "" {
		s += ", "
	}
	if c.Index == 0 {
		s += "the reference clock"
	} else {
		s += "clock " + aheadOrBehind(c.Align.Offset)
	}
	if c.Align.Error > 0 {
		s += " (± " + Duration(c.Align.Error) + ")"
	}
	if c.Align.Skew != 0 {
		s += ", " + strconv.FormatFloat(c.Align.Skew, 'f', 1, 64) + " ppm fast"
	}
	return s
}

func aheadOrBehind(offset time.Duration) string {
	if offset < 0 {
		return Duration(offset.Abs()) + " behind"
	}
	return Duration(offset) + " ahead"
}

// LossNote says how many packets were lost on the way. It is empty if none were known to
// be, unless captures were compared, so that it would be known.
func LossNote(captures []seq.Capture, e seq.End) string {
	if e.Lost > 0 {
		return Counted(e.Lost, "packet") + " lost on the way"
	}
	if slices.ContainsFunc(captures, func(c seq.Capture) bool { return c.Align != nil }) {
		return "none lost"
	}
	return ""
}

// Counted returns a number with what it counts: "1 packet", "22 packets".
func Counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// ClockNotes are what text forms without a footer say at their end of captures
// whose clocks were set against each other.
type ClockNotes struct {
	captures []seq.Capture
	aligned  bool
	delays   bool // some were written
}

// Add takes the next capture.
func (n *ClockNotes) Add(c seq.Capture) {
	n.captures = append(n.captures, c)
	n.aligned = n.aligned || c.Align != nil
}

// Texts returns a line for each capture, or nothing if no clock was measured.
func (n *ClockNotes) Texts(e seq.End) (lines []string) {
	if !n.aligned {
		return nil
	}
	for _, c := range n.captures {
		lines = append(lines, CaptureNote(c, e))
	}
	lines = append(lines, LossNote(n.captures, e))
	if n.delays {
		lines = append(lines, DelayNote)
	}
	return lines
}

// AppendDelay appends behind the time of a message how long it was on its way,
// " +1.343 ms"; nothing where that is not known.
func (n *ClockNotes) AppendDelay(b []byte, m *seq.Message) []byte {
	d := OneWay(m, n.captures)
	if d < 0 {
		return b
	}
	n.delays = true
	return append(AppendMillis(append(b, " +"...), d), " ms"...)
}
