package output

import (
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

func TestCaptureNote(t *testing.T) {
	clock := func(offset, err time.Duration, skew float64) *seq.Alignment {
		return &seq.Alignment{Offset: offset, Error: err, Skew: skew}
	}
	for _, test := range []struct {
		capture seq.Capture
		shown   []int // by capture
		want    string
	}{
		{seq.Capture{Name: "a.csv", Packets: 22}, []int{22}, "a.csv: 22 packets"},
		{seq.Capture{Name: "a.csv", Packets: 1}, []int{1}, "a.csv: 1 packet"},
		{seq.Capture{Name: "a.csv", Packets: 22}, []int{1}, "a.csv: 1 of 22 packets"},
		{seq.Capture{Name: "a.csv", Packets: 1}, []int{0}, "a.csv: 0 of 1 packet"},
		{seq.Capture{Name: "a.csv", Packets: -1}, []int{7}, "a.csv: 7 packets"},
		{seq.Capture{Name: "a.csv", Packets: 3}, nil, "a.csv: 3 packets"},
		{seq.Capture{Name: "a.csv", Packets: -1}, nil, "a.csv"},
		{seq.Capture{Name: "-", Packets: 2}, []int{2}, "standard input: 2 packets"},
		{seq.Capture{Index: 1, Name: "b.csv", Packets: 9}, []int{4, 5}, "b.csv: 5 of 9 packets"},
		{seq.Capture{Name: "a.csv", Packets: 2, Align: clock(0, 0, 0)}, []int{2}, "a.csv: 2 packets, the reference clock"},
		{seq.Capture{Index: 1, Name: "b.csv", Packets: 2, Align: clock(1500*time.Millisecond, 310*time.Microsecond, 0)}, []int{2, 2},
			"b.csv: 2 packets, clock 1.5 s ahead (± 310 µs)"},
		{seq.Capture{Index: 1, Name: "b.csv", Packets: 2, Align: clock(-2*time.Hour, 0, -12.34)}, []int{2, 2},
			"b.csv: 2 packets, clock 2 h behind, -12.3 ppm fast"},
		{seq.Capture{Name: "a.csv", Packets: 2, Shift: time.Hour}, []int{2}, "a.csv: 2 packets, its clock 1 h ahead (--offset)"},
		{seq.Capture{Index: 1, Name: "b.csv", Packets: 2, Shift: -1700 * time.Millisecond, Align: clock(time.Second, 0, 0)}, []int{2, 2},
			"b.csv: 2 packets, its clock 1.7 s behind (--offset), clock 1 s ahead"},
		{seq.Capture{Index: 2, Name: "c.csv", Align: &seq.Alignment{To: 2}}, nil, "c.csv: 0 packets, a reference clock of its own"},
		{seq.Capture{Index: 3, Name: "d.csv", Align: &seq.Alignment{To: 2, Offset: time.Second}}, nil, "d.csv: 0 packets, clock 1 s ahead of c.csv"},
		{seq.Capture{Index: 3, Name: "d.csv", Align: &seq.Alignment{To: 2, Offset: -time.Second}}, nil, "d.csv: 0 packets, clock 1 s behind c.csv"},
		{seq.Capture{Index: 1, Name: "b.csv", Align: &seq.Alignment{Given: true, Offset: -time.Second}}, nil,
			"b.csv: 0 packets, clock 1 s behind, as given (--offset)"},
		{seq.Capture{Index: 1, Name: "b.csv", Unknown: true}, nil, "b.csv: 0 packets, clock unknown"},
		{seq.Capture{Index: 1, Name: "b.csv", Unknown: true, Shift: time.Hour}, nil, "b.csv: 0 packets, its clock 1 h ahead (--offset)"},
	} {
		captures := []seq.Capture{{Name: "a.csv"}, {Name: "b.csv"}, {Name: "c.csv"}, {Name: "d.csv"}}
		captures[test.capture.Index] = test.capture
		if got := CaptureNote(captures, test.capture.Index, seq.End{PerCapture: test.shown}); got != test.want {
			t.Errorf("%+v: %q, want %q", test.capture, got, test.want)
		}
	}
}

func TestCounted(t *testing.T) {
	for n, want := range map[int]string{0: "0 packets", 1: "1 packet", 2: "2 packets", -1: "-1 packets", 1200: "1200 packets"} {
		if got := Counted(n, "packet"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
