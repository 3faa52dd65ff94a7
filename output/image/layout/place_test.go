package layout

import (
	"math"
	"strings"
	"testing"
)

// A label stands at the lifeline that the message leaves, whatever crosses there.
func TestLabelStaysWithItsSender(t *testing.T) {
	s := storm()
	l := s.lay()
	found := 0
	for _, text := range draw(l).texts {
		if !strings.HasPrefix(text.String, "message ") {
			continue
		}
		for i := range s.Diagram.messages {
			m := &s.Diagram.messages[i]
			if m.label != text.String {
				continue
			}
			found++
			edge := text.Left()
			if m.to < m.from {
				edge += text.Width
			}
			if d := math.Abs(edge - l.lines[m.from]); d > labelPad+farLabel+1 || d > 80 {
				t.Errorf("%q stands %.0f from its sender", m.label, d)
			}
		}
	}
	if found != 60 {
		t.Errorf("%d labels", found)
	}
}

// A diagram becomes as narrow as is asked for, and no narrower.
func TestMaxWidth(t *testing.T) {
	lay := func(most float64) *Layout {
		s := newScene("a", "b", "c", "d")
		for i := range 3 {
			s.message(i, i+1, float64(i), strings.Repeat("long label ", 5+i))
		}
		return s.lay(func(o *Options) { o.MaxWidth = most })
	}
	free := lay(0).Width()
	if free < 1000 {
		t.Fatalf("unlimited, it is only %g wide", free)
	}
	if w := lay(free).Width(); w != free {
		t.Errorf("a limit that is no limit makes it %g instead of %g", w, free)
	}
	for _, most := range []float64{free - 100, 800, 600} {
		if w := lay(most).Width(); w > most+4 || w < most-4 {
			t.Errorf("%g wide instead of %g", w, most)
		}
	}
}

// Columns share a screen: those that need little leave room to the others.
func TestColumnCap(t *testing.T) {
	for _, c := range []struct {
		wide []float64
		want float64
	}{
		{[]float64{500}, mostCap},
		{[]float64{2000}, mostCap},
		{[]float64{2000, 40, 100}, mostCap},
		{[]float64{2000, 2000, 240}, 500},
		{[]float64{900, 900, 900, 900}, 310},
		{[]float64{900, 900, 900, 900, 900, 900, 900, 900}, leastCap},
	} {
		if got := columnCap(c.wide); got != c.want {
			t.Errorf("%v: %g, want %g", c.wide, got, c.want)
		}
	}
}
