package layout

import (
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // a machine may have no zones of its own

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// deltasOf returns the title of the column and what stands below it.
func deltasOf(l *Layout) []string {
	deltas := []string{l.gutter.form.name}
	for i := 1; i < l.Len(); i++ {
		deltas = append(deltas, l.delta(i))
	}
	return deltas
}

// The times since the message before are in one unit, which is that of most.
func TestDeltasHaveOneUnit(t *testing.T) {
	for _, c := range []struct {
		digits uint8
		sent   []float64 // ms
		want   []string
	}{
		{6, []float64{0, 0.25, 20_000, 20_001}, []string{"Δ ms", "+0.250", "+19999.750", "+1.000"}},
		{6, []float64{0, 1, 2, 200_002, 200_003}, []string{"Δ ms", "+1.000", "+1.000", "+3 min 20 s", "+1.000"}},
		{3, []float64{0, 1, 0}, []string{"Δ ms", "+1", "-1"}},
		{6, []float64{0, 5000, 5001, 25_001}, []string{"Δ s", "+5.000", "+0.001", "+20.000"}},
		{0, []float64{0, 0, 1000}, []string{"Δ s", "+0", "+1"}},
		{6, []float64{0, 2000, 86_400_000*3 + 2000}, []string{"Δ s", "+2.000", "+3 days"}},
	} {
		s := newScene("a", "b")
		for _, ms := range c.sent {
			s.message(0, 1, ms, "x", func(m *seq.Message) { m.Sent.Digits = c.digits })
		}
		if got := deltasOf(s.lay()); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, want %q", c.sent, got, c.want)
		}
	}
}

// clockKind changes the clock of a message.
func clockKind(k seq.Clock) func(*seq.Message) {
	return func(m *seq.Message) { m.Sent.Clock, m.Received.Clock = k, k }
}

// The date stands where the first time of day is, and again where times of
// another kind end; with those the whole has no duration.
func TestDateBehindOtherClocks(t *testing.T) {
	l := newScene("a", "b").
		message(0, 1, 0, "x", clockKind(seq.NoClock)).
		message(0, 1, 0, "x").
		message(0, 1, 0, "x", clockKind(seq.ElapsedClock)).
		message(0, 1, 1, "x").lay()
	dates := 0
	for _, text := range draw(l).texts {
		if text.String == "2026-11-23" {
			dates++
		}
	}
	if dates != 2 {
		t.Errorf("%d dates", dates)
	}
	if got := l.Summary(); got != "4 packets · times in UTC" {
		t.Error(got)
	}
}

func TestZoneOfTheTimes(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		mode output.TimeMode
		zone *time.Location
		ms   float64
		want string
	}{
		{output.TimeAbsolute, time.UTC, 0, " · times in UTC"},
		{"", time.FixedZone("", 2*3600), 0, " · times in +02:00"},
		{"", berlin, 150 * 86_400_000, " · times in +01:00, then +02:00"},
		{output.TimeRelative, time.UTC, 0, ""},
	} {
		l := newScene("a", "b").message(0, 1, 0, "x").message(0, 1, c.ms, "x").
			lay(func(o *Options) { o.Zone, o.Time = c.zone, c.mode })
		if got := l.Summary(); got != "2 packets · 1 s"+c.want {
			t.Errorf("%v %v: %s", c.mode, c.zone, got)
		}
	}
}

// A silence is told in the middle of the conversation that goes on after it.
func TestGapStandsInItsConversation(t *testing.T) {
	s := newScene("a", "b", "c", "d")
	for _, ends := range [][2]int{{2, 3}, {3, 1}, {0, 1}, {3, 3}} {
		s.message(0, 1, 0, "x")
		s.Gap(seq.Gap{Duration: time.Second, After: at(0), Before: at(1000)})
		s.message(ends[0], ends[1], 1000, "x")
	}
	l := s.lay()
	for i, between := range [][2]int{{2, 3}, {1, 3}, {0, 1}} {
		if x := l.gapX(i); x <= l.lines[between[0]] || x >= l.lines[between[1]] || slices.Contains(l.lines, x) {
			t.Errorf("gap %d stands at %g, the lifelines at %g", i, x, l.lines)
		}
	}
	if x := l.gapX(3); x <= l.lines[3] || x > l.width {
		t.Errorf("the last gap stands at %g of %g", x, l.width)
	}
}
