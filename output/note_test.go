package output

import (
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

func TestClockNote(t *testing.T) {
	for _, c := range []struct {
		capture seq.Capture
		want    string
	}{
		{seq.Capture{}, ""},
		{seq.Capture{Shift: 9*time.Hour + 900*time.Millisecond}, "its clock 9 h 0 min 0.9 s ahead (--offset)"},
		{seq.Capture{Shift: -1700 * time.Millisecond}, "its clock 1.7 s behind (--offset)"},
		{seq.Capture{Align: &seq.Alignment{}}, "the reference clock"},
		{seq.Capture{Index: 1, Align: &seq.Alignment{Offset: -time.Second, Error: time.Millisecond, Skew: 2}},
			"clock 1 s behind (± 1 ms), 2.0 ppm fast"},
		{seq.Capture{Index: 1, Shift: time.Hour, Align: &seq.Alignment{Offset: time.Second}},
			"its clock 1 h ahead (--offset), clock 1 s ahead"},
	} {
		if got := ClockNote(c.capture, ""); got != c.want {
			t.Errorf("%+v: %q, want %q", c.capture, got, c.want)
		}
	}
}
