package output

import (
	"slices"
	"strconv"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// CaptureNote says, for the footer of a diagram, how many packets of a capture
// are shown, and how its clock stands to that of the first.
func CaptureNote(captures []seq.Capture, i int, e seq.End) string {
	c := captures[i]
	s := title(c)
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
	if n := ClockNote(c, name(captures, c)); n != "" {
		s += ", " + n
	}
	return s
}

// title is the name of a capture as a footer has it.
func title(c seq.Capture) string {
	if c.Name == "-" {
		return "standard input"
	}
	return c.Name
}

// name returns the name of the capture that the clock of c is set to; it is empty where that
// is the first one, or not known.
func name(captures []seq.Capture, c seq.Capture) string {
	if c.Align == nil || c.Align.To == 0 || c.Align.To >= len(captures) {
		return ""
	}
	return title(captures[c.Align.To])
}

// ClockNote says how the clock of a capture stands to that of another: what
// the user said of it, and what was measured. The other one has a name where it is not the
// first. It is empty if nobody asked for that.
func ClockNote(c seq.Capture, other string) string {
	s := ""
	if c.Shift != 0 {
		s = "its clock " + aheadOrBehind(c.Shift) + " (--offset)"
	}
	if c.Align == nil {
		if c.Unknown && c.Shift == 0 {
			s = "clock unknown"
		}
		return s
	}
	if s != "" {
		s += ", "
	}
	switch {
	case c.Index == 0:
		s += "the reference clock"
	case c.Align.To == c.Index:
		s += "a reference clock of its own"
	default:
		s += "clock " + aheadOrBehind(c.Align.Offset)
		switch {
		case other == "":
		case c.Align.Offset < 0:
			s += " " + other
		default:
			s += " of " + other
		}
	}
	if c.Align.Given {
		s += ", as given (--offset)"
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
// whose clocks were to be set against each other.
type ClockNotes struct {
	captures []seq.Capture
	aligned  bool
	delays   bool // some were written
}

// Add takes the next capture.
func (n *ClockNotes) Add(c seq.Capture) {
	n.captures = append(n.captures, c)
	n.aligned = n.aligned || c.Align != nil || c.Unknown
}

// Texts returns a line for each capture, or nothing if clocks were not to be measured.
func (n *ClockNotes) Texts(e seq.End) (lines []string) {
	if !n.aligned {
		return nil
	}
	for i := range n.captures {
		lines = append(lines, CaptureNote(n.captures, i, e))
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
