package output

import (
	"math"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// The time from one message to the next is the difference of the times that are shown, whatever
// is beyond their digits.
func TestSince(t *testing.T) {
	at := func(ns int64, digits uint8) seq.Time {
		return seq.Time{NS: ns, Clock: seq.AbsoluteClock, Digits: digits}
	}
	for _, c := range []struct {
		before, t seq.Time
		want      string
	}{
		{at(1043420100, 6), at(1051993900, 6), "8.573"}, // not 8.574
		{at(1043420900, 6), at(1051993100, 6), "8.573"},
		{at(1043420900, 9), at(1051993100, 9), "8.572"}, // all of it is shown: it is rounded
		{at(1043420900, 3), at(1051993100, 3), "8.000"},
		{at(-100, 6), at(100, 6), "0.001"}, // 59.999999 and 00.000000
		{at(2000000, 6), at(1000000, 6), "-1.000"},
		{seq.Time{NS: -100, Clock: seq.ElapsedClock, Digits: 6}, seq.Time{NS: 100, Clock: seq.ElapsedClock, Digits: 6}, "0.000"},
	} {
		if got := string(AppendMillis(nil, Since(c.before, c.t))); got != c.want {
			t.Errorf("%v to %v: %s, not %s", c.before, c.t, got, c.want)
		}
	}
	for _, ns := range []int64{math.MinInt64, math.MaxInt64} {
		if got := Shown(at(ns, 0)); (got < 0) != (ns < 0) {
			t.Errorf("%d is shown as %d", ns, got)
		}
		AppendMillis(nil, time.Duration(ns))
	}
}

// Relative times and those since the message before are differences of shown ones, too.
func TestStampsAgree(t *testing.T) {
	for _, mode := range []TimeMode{TimeRelative, TimeDelta} {
		s := NewStamper(Options{Time: mode, Zone: time.UTC})
		s.Append(nil, seq.Time{NS: 1043420900, Clock: seq.AbsoluteClock, Digits: 6})
		if got := string(s.Append(nil, seq.Time{NS: 1051993100, Clock: seq.AbsoluteClock, Digits: 6})); got != "0.008573" {
			t.Errorf("%s: %s", mode, got)
		}
	}
}

// That nothing was lost is said where it would be known.
func TestLossNote(t *testing.T) {
	aligned := []seq.Capture{{Align: &seq.Alignment{}}, {Index: 1}}
	for _, c := range []struct {
		captures []seq.Capture
		lost     int
		want     string
	}{
		{aligned, 0, "none lost"},
		{aligned, 1, "1 packet lost on the way"},
		{aligned[1:], 2, "2 packets lost on the way"},
		{aligned[1:], 0, ""},
	} {
		if got := LossNote(c.captures, seq.End{Lost: c.lost}); got != c.want {
			t.Errorf("%d lost: %q, not %q", c.lost, got, c.want)
		}
	}
}
