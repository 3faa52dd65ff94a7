package layout

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

var update = flag.Bool("update", false, "write the golden files")

func scenes() map[string]*Layout {
	return map[string]*Layout{
		"empty": newScene().lay(),
		"handshake": newScene("Client", "Server").
			message(0, 1, 0, "[SYN] Seq=0", kind(seq.SYN)).
			message(1, 0, 2.614, "[SYN, ACK] Seq=0 Ack=1", kind(seq.SYNACK)).
			message(0, 1, 2.7, "[ACK] Seq=1 Ack=1", kind(seq.ACK)).lay(),
		"forms": newScene("Client", "Server").
			message(0, 1, 0, "[TCP Retransmission] GET /", func(m *seq.Message) { m.Marks = seq.Retransmission }).
			message(1, 0, 1, "[TCP Dup ACK 3#1] sent again", func(m *seq.Message) { m.Marks = seq.FastRetransmission }).
			message(0, 1, 2, "gone", lost).
			message(1, 0, 3, "[RST]", kind(seq.RST)).
			message(0, 0, 4, "to oneself").
			message(1, 1, 5, "to oneself at the right").
			message(0, 1, 6, "Data", func(m *seq.Message) { m.Count = 7; m.Last = at(9) }).
			lay(func(o *Options) { o.Number = true; o.Filter = "tcp"; o.Title = "A\ttitle" }),
		"gap and midnight": func() *Layout {
			s := newScene("Client", "Server").message(0, 1, 0, "before", arrives(3000))
			s.Gap(seq.Gap{Duration: 1500 * time.Millisecond, After: at(0), Before: at(1500)})
			return s.message(1, 0, 1500, "after").lay()
		}(),
		"crossing": func() *Layout {
			s := newScene("Client", "Server")
			s.Capture(seq.Capture{Index: 1, Name: "server.pcap", Packets: 3, Align: &seq.Alignment{Offset: -time.Hour, Error: time.Millisecond}})
			return s.message(0, 1, 0, "slow, sent first", arrives(50), seenBy(0, 1)).
				message(1, 0, 10, "on its way when the first one is", arrives(30), seenBy(1, 0)).
				message(0, 1, 20, "overtakes", arrives(40), seenBy(0, 1)).lay()
		}(),
		"over lifelines": newScene("a", "b", "c", "d").
			message(0, 3, 0, "a label that goes over the lifelines between its ends").
			message(1, 2, 1, "x").
			message(2, 0, 2, "back").lay(func(o *Options) { o.Time = output.TimeRelative }),
		"no times": newScene("a", "b").message(1, 0, 0, "x").lay(func(o *Options) { o.Time = output.TimeNone }),
	}
}

func TestShapes(t *testing.T) {
	for name, l := range scenes() {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for page := range l.Pages() {
				fmt.Fprintf(&b, "page %d: %gx%g\n", page+1, l.Width(), l.Height(page))
				l.Draw(page, 0, l.Height(page), printer{&b})
			}
			golden(t, strings.ReplaceAll(name, " ", "-"), b.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// crosses reports whether a line passes through the letters of a text.
func crosses(s orderedStroke, t Text) bool {
	left, right, top, bottom := t.Left(), t.Left()+t.Width, t.Y-t.Face.Size()*0.75, t.Y
	for i := range len(s.Points) - 1 {
		a, b := s.Points[i], s.Points[i+1]
		for k := 0.0; k <= 1; k += 1.0 / 512 {
			x, y := a.X+(b.X-a.X)*k, a.Y+(b.Y-a.Y)*k
			if x > left && x < right && y > top && y < bottom {
				return true
			}
		}
	}
	return false
}

// No line goes through a text, unless the text has a ground of its own there,
// on which the line gives way.
func TestNoLineCrossesAText(t *testing.T) {
	all := scenes()
	all["storm"] = storm().lay()
	for name, l := range all {
		r := draw(l)
		for _, text := range r.texts {
			if text.Ink == Muted || text.Ink == Foreground {
				continue // beside the arrows, or in a head
			}
			for _, s := range r.strokes {
				if crosses(s, text) && !grounded(r, s.order, text) {
					t.Errorf("%s: a line%s crosses %q at %.1f,%.1f", name, points(s.Points), text.String, text.Left(), text.Y)
				}
			}
		}
	}
}

// grounded reports whether a text stands on a ground that was drawn after a line.
func grounded(r *recorder, line int, t Text) bool {
	for _, b := range r.grounds {
		if b.order > line && b.X <= t.Left() && b.X+b.W >= t.Left()+t.Width && b.Y < t.Y && b.Y+b.H > t.Y {
			return true
		}
	}
	return false
}

// storm is many messages that cross each other.
func storm() *scene {
	s := newScene("a", "b", "c")
	for i := range 60 {
		from, to := i%3, (i+1+i%2)%3
		s.message(from, to, float64(i), fmt.Sprintf("message %d of a storm", i), arrives(float64(i)+float64(i*7919%23)))
	}
	return s
}

// Every sending and arrival has its own place, and they are in the order of time.
func TestAxisIsInTheOrderOfTime(t *testing.T) {
	s := storm()
	l := s.lay()
	type moment struct {
		time int64
		y    float64
	}
	var moments []moment
	for i, p := range l.places {
		m := &l.Diagram.messages[i]
		moments = append(moments, moment{m.sent, p.send})
		if m.received > m.sent {
			moments = append(moments, moment{m.received, p.arrive})
		}
	}
	for _, a := range moments {
		for _, b := range moments {
			if a.time < b.time && a.y >= b.y {
				t.Fatalf("%d is at %.1f, and the later %d at %.1f", a.time, a.y, b.time, b.y)
			}
			if a != b && math.Abs(a.y-b.y) < slant && a.time != b.time {
				t.Fatalf("%d and %d are only %.1f apart", a.time, b.time, a.y-b.y)
			}
		}
	}
	for i := 1; i < len(l.places); i++ {
		if d := l.places[i].send - l.places[i-1].send; d < rowPitch {
			t.Errorf("no room for the label of message %d: %.1f", i+1, d)
		}
	}
}

func paged(height float64) func(*Options) {
	return func(o *Options) { o.PageHeight = func(float64) float64 { return height } }
}

// However the diagram is divided, every message is named once, with its label
// whole, and no page is too high.
func TestPagesLoseNothing(t *testing.T) {
	whole := draw(storm().lay())
	labels := make(map[string]int)
	for _, text := range whole.texts {
		if strings.HasPrefix(text.String, "message ") {
			labels[text.String]++
		}
	}
	if len(labels) != 60 {
		t.Fatalf("%d labels", len(labels))
	}
	for height := 400.0; height < 2500; height += 97 {
		l := storm().lay(paged(height))
		got := make(map[string]int)
		for page := range l.Pages() {
			if l.Height(page) > height {
				t.Errorf("a page of %g, but %g is the limit", l.Height(page), height)
			}
			r := &recorder{}
			l.Draw(page, 0, l.Height(page), r)
			for _, text := range r.texts {
				if strings.HasPrefix(text.String, "message ") {
					got[text.String]++
				}
				if text.Y > l.Height(page) || text.Y < 0 {
					t.Errorf("%q is outside page %d", text.String, page+1)
				}
			}
			for _, s := range r.strokes {
				for _, p := range s.Points {
					if p.Y < 0 || p.Y > l.Height(page) {
						t.Errorf("a line%s leaves page %d of %g", points(s.Points), page+1, l.Height(page))
					}
				}
			}
		}
		if diff := cmp.Diff(labels, got); diff != "" {
			t.Errorf("pages of %g (-whole +pages):\n%s", height, diff)
		}
	}
}

// Parts of a page, drawn one by one, hold all that the page holds.
func TestPartsMakeThePage(t *testing.T) {
	for name, l := range scenes() {
		whole, parts := &lineSet{}, &lineSet{}
		l.Draw(0, 0, l.Height(0), printer{whole})
		for y := 0.0; y < l.Height(0); y += 31 {
			l.Draw(0, y, min(y+31, l.Height(0)), printer{parts})
		}
		for line := range whole.lines {
			// A lifeline is drawn in parts.
			if !parts.lines[line] && !strings.HasPrefix(line, fmt.Sprintf("  line ink%d ", Lifeline)) {
				t.Errorf("%s: missing in the parts: %s", name, line)
			}
		}
	}
}

type lineSet struct{ lines map[string]bool }

func (s *lineSet) Write(b []byte) (int, error) {
	if s.lines == nil {
		s.lines = make(map[string]bool)
	}
	s.lines[strings.TrimSuffix(string(b), "\n")] = true
	return len(b), nil
}

func TestShorten(t *testing.T) {
	l := &Layout{opts: Options{Metrics: blocks{}}}
	for _, c := range []struct {
		in    string
		chars int
		want  string
	}{
		{"fits", 4, "fits"},
		{"Standard query response", 23, "Standard query response"},
		{"Standard query response", 22, "Standard query…"},
		{"Standard query, response", 16, "Standard query…"},
		{"Standard query response", 9, "Standard…"},
		{"averylongword", 8, "averylo…"},
		{"a averylongword", 10, "a averylo…"},
		{"CONNECT www.example.test:443 HTTP/1.1", 26, "CONNECT…"},
		{"GET /one/two/three/four/five/six/seven", 24, "GET /one/two/three/…"},
		{"日本語の文字列", 4, "日本語…"},
	} {
		if got, _ := l.shorten(LabelFace, c.in, float64(c.chars)*6); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.in, c.chars, got, c.want)
		}
	}
}

func TestManyLifelines(t *testing.T) {
	names := make([]string, 10_000)
	for i := range names {
		names[i] = fmt.Sprintf("host%d.example.net", i)
	}
	s := newScene(names...)
	for i := range 2000 {
		s.message(i, len(names)-1-i, float64(i*500), "x")
		s.Gap(seq.Gap{Duration: time.Second, After: at(float64(i * 500)), Before: at(float64(i*500 + 500))})
	}
	start := time.Now()
	l := s.lay(func(o *Options) { o.MaxWidth = 32767 })
	if l.Width() <= 32767 {
		t.Errorf("%d lifelines in %g points", len(names), l.Width())
	}
	for i := 1; i < len(l.lines); i++ {
		if l.lines[i]-l.lines[i-1] < (l.heads[i].width+l.heads[i-1].width)/2 {
			t.Fatalf("heads %d and %d overlap", i-1, i)
		}
	}
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("laid out in %v", d)
	}
}
