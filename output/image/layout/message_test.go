package layout

import (
	"strings"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

func carries(bytes int) func(*seq.Message) {
	return func(m *seq.Message) {
		m.Kind = seq.ACK
		m.Packet = &seq.Packet{Known: seq.KnowsPayload, Payload: bytes}
	}
}

// A segment with data is not drawn as thin as a pure ACK, and the legend says so.
func TestAckWithData(t *testing.T) {
	l := newScene("a", "b").message(0, 1, 0, "data", carries(1400)).message(1, 0, 1, "pure", carries(0)).lay()
	faces := map[string]Face{}
	for _, text := range draw(l).texts {
		faces[text.String] = text.Face
	}
	if faces["data"] != LabelFace || faces["pure"] != LightFace {
		t.Errorf("faces %v", faces)
	}
	for _, entry := range []string{"ACK", "ACK with data"} {
		if _, ok := faces[entry]; !ok {
			t.Errorf("no %q in the legend", entry)
		}
	}
}

// However little room there is, nothing of a label goes over its lifelines, and
// the whole of it is in the title.
func TestLabelStaysBetweenItsLifelines(t *testing.T) {
	const label = "[TCP Fast Retransmission] 443 → 51234 [PSH, ACK] Seq=1"
	s := newScene("a", "b", "c")
	for i := range 4 {
		s.message(i%2, 1-i%2, float64(i), label, func(m *seq.Message) {
			m.Marks = seq.FastRetransmission
			m.Count, m.Last = 12, at(39)
		})
	}
	for most := 1.0; most < 600; most += 7 {
		l := s.lay(func(o *Options) { o.MaxWidth = most })
		for _, text := range draw(l).texts {
			if text.Ink != KindInk(seq.Other) {
				continue
			}
			if text.Left() < l.lines[0] || text.Left()+text.Width > l.lines[1] {
				t.Fatalf("%q from %g to %g, the lifelines at %g", text.String, text.Left(), text.Left()+text.Width, l.lines)
			}
		}
	}
	var b strings.Builder
	l := s.lay()
	l.Draw(0, 0, l.Height(0), printer{&b})
	if !strings.Contains(b.String(), label) {
		t.Error("no title has the whole label")
	}
}

// Every page has the legend.
func TestLegendOnEveryPage(t *testing.T) {
	l := storm().lay(paged(500))
	if l.Pages() < 3 {
		t.Fatalf("%d pages", l.Pages())
	}
	for page := range l.Pages() {
		r := &recorder{}
		l.Draw(page, 0, l.Height(page), r)
		found := false
		for _, text := range r.texts {
			found = found || text.String == seq.Other.String()
		}
		if !found {
			t.Errorf("none on page %d", page+1)
		}
	}
}

// The cross of a lost packet stands between the lifelines between which it was
// lost.
func TestCrossStandsBetween(t *testing.T) {
	s := newScene("client", "inside", "outside", "server")
	between := func(after, before int) func(*seq.Message) {
		return func(m *seq.Message) { m.Lost, m.LostAfter, m.LostBefore = true, after, before }
	}
	for i := range 3 {
		s.message(0, 3, float64(2*i), "there", between(i, i+1))
		s.message(3, 0, float64(2*i+1), "back", between(3-i, 2-i))
	}
	l := s.lay()
	for i := range l.messages {
		m := &l.messages[i]
		x := l.lines[m.from] + (l.lines[m.to]-l.lines[m.from])*l.partOfWay(i)
		a, b := i/2, i/2+1
		if m.from == 3 {
			a, b = 2-i/2, 3-i/2
		}
		if x < l.lines[a]+crossSize || x > l.lines[b]-crossSize {
			t.Errorf("message %d is lost at %g, not between %g and %g", i, x, l.lines[a], l.lines[b])
		}
	}
	crosses := 0
	for _, stroke := range draw(l).strokes {
		if stroke.Ink == Alert {
			crosses++
		}
	}
	if crosses != 2*6+2 { // and one in the legend
		t.Errorf("%d strokes of crosses", crosses)
	}
}
