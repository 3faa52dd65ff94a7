package layout

import (
	"fmt"
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

// A busy column gets the room that columns of a packet or two would waste.
func TestColumnsByNeed(t *testing.T) {
	s := newScene("client", "server", "a", "b", "c", "d", "e", "f", "g", "h")
	const busy = "443 → 51234 [PSH, ACK] Seq=1 Ack=518 Win=64128 Len=1400 TSval=1 TSecr=2"
	for i := range 50 {
		s.message(i%2, 1-i%2, float64(i), busy)
	}
	for i := 1; i < 9; i++ {
		s.message(i, i+1, float64(50+i), strings.Repeat("Who has 192.168.1.1? Tell 192.168.1.35, ", 3))
	}
	l := s.lay()
	whole := 0
	for _, text := range draw(l).texts {
		if text.String == busy {
			whole++
		}
	}
	if whole != 50 {
		t.Errorf("%d of 50 labels of the busy column are whole", whole)
	}
	if got := l.lines[9] - l.lines[0]; got > 9*leastCap*5/4+mostCap+10 {
		t.Errorf("the columns take %g", got)
	}
	for i := 1; i < 9; i++ {
		if got := l.lines[i+1] - l.lines[i]; got < leastCap {
			t.Errorf("column %d is %g wide", i, got)
		}
	}
}

// The columns never exceed the limit, not even by what rounding adds.
func TestMaxWidthIsKept(t *testing.T) {
	names := make([]string, 251)
	for i := range names {
		names[i] = fmt.Sprintf("host %d", i)
	}
	s := newScene(names...)
	for i := range 250 {
		s.message(i, i+1, float64(i), strings.Repeat("x", 30+i%7))
	}
	const most = 32767 / 1.0
	if free := s.lay().Width(); free <= most {
		t.Fatalf("only %g wide", free)
	}
	for _, limit := range []float64{most, 30000.5} {
		if w := s.lay(func(o *Options) { o.MaxWidth = limit }).Width(); w > limit {
			t.Errorf("%g wide, with a limit of %g", w, limit)
		}
	}
}
