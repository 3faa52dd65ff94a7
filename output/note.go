package output

import (
	"strconv"

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
	if c.Align != nil {
		s += ", " + clockNote(c.Index, c.Align)
	}
	return s
}

// clockNote says how the clock of a capture stands to that of the first.
func clockNote(capture int, a *seq.Alignment) string {
	s := "the reference clock"
	if capture > 0 {
		s = "clock " + Duration(a.Offset.Abs())
		if a.Offset < 0 {
			s += " behind"
		} else {
			s += " ahead"
		}
	}
	if a.Error > 0 {
		s += " (± " + Duration(a.Error) + ")"
	}
	if a.Skew != 0 {
		s += ", " + strconv.FormatFloat(a.Skew, 'f', 1, 64) + " ppm fast"
	}
	return s
}

// Counted returns a number with what it counts: "1 packet", "22 packets".
func Counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}
