package layout

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// blocks are Metrics in which every character is as wide as half its height,
// bold ones a little wider.
type blocks struct{}

func (blocks) Width(f Face, s string) float64 {
	return float64(utf8.RuneCountInString(s)) * blocks{}.one(f)
}

func (blocks) Fit(f Face, s string, width float64) int {
	for i := range s {
		if width -= (blocks{}).one(f); width < 0 {
			return i
		}
	}
	return len(s)
}

func (blocks) one(f Face) float64 {
	if f.Bold() {
		return f.Size() * 0.6
	}
	return f.Size() * 0.5
}

// A printer is a Pen that writes each shape on a line.
type printer struct{ w io.Writer }

func (p printer) Begin(g Group) { fmt.Fprintf(p.w, "group %q %q %q\n", g.ID, g.Class, g.Title) }
func (p printer) End()          { fmt.Fprintln(p.w, "end") }
func (p printer) Stroke(s Stroke) {
	fmt.Fprintf(p.w, "  line ink%d w%g dash%d%s\n", s.Ink, s.Width, s.Dash, points(s.Points))
}
func (p printer) Fill(f Fill) { fmt.Fprintf(p.w, "  fill ink%d%s\n", f.Ink, points(f.Points)) }
func (p printer) Box(b Box) {
	fmt.Fprintf(p.w, "  box %.1f,%.1f %.1fx%.1f r%g fill%d border%d\n", b.X, b.Y, b.W, b.H, b.Radius, b.Fill, b.Border)
}
func (p printer) Text(t Text) {
	fmt.Fprintf(p.w, "  text %.1f,%.1f w%.1f anchor%d face%d ink%d %q\n", t.X, t.Y, t.Width, t.Anchor, t.Face, t.Ink, t.String)
}

func points(ps []Point) string {
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, " %.1f,%.1f", p.X, p.Y)
	}
	return b.String()
}

// sent is the time of the first message of the scenes: a second before midnight.
var sent = time.Date(2026, 11, 23, 23, 59, 59, 0, time.UTC).UnixNano()

func at(ms float64) seq.Time {
	return seq.Time{NS: sent + int64(ms*1e6), Clock: seq.AbsoluteClock, Digits: 6}
}

// A scene is a diagram in the words of a test.
type scene struct {
	Diagram
	messages int
}

func newScene(names ...string) *scene {
	s := &scene{}
	s.Capture(seq.Capture{Name: "client.pcap", Packets: 9})
	for i, n := range names {
		s.Participant(seq.Participant{Index: i, Name: n, Addresses: []string{fmt.Sprintf("10.0.0.%d", i+1)}})
	}
	return s
}

// message adds a message, changed by what is given.
func (s *scene) message(from, to int, ms float64, label string, change ...func(*seq.Message)) *scene {
	s.messages++
	m := seq.Message{
		Number: s.messages, From: from, To: to, Sent: at(ms), Received: at(ms), Last: at(ms),
		Label: label, Count: 1, Seen: []seq.Sighting{{Time: at(ms)}},
	}
	for _, c := range change {
		c(&m)
	}
	s.Message(&m)
	return s
}

func (s *scene) lay(change ...func(*Options)) *Layout {
	s.End(seq.End{Packets: s.messages, Messages: s.messages, PerCapture: []int{s.messages}, First: at(0), Last: at(1000)})
	o := Options{Options: output.Options{Zone: time.UTC, Version: "1.0"}, Metrics: blocks{}}
	for _, c := range change {
		c(&o)
	}
	return New(&s.Diagram, o)
}

func arrives(ms float64) func(*seq.Message) {
	return func(m *seq.Message) { m.Received = at(ms) }
}

func kind(k seq.Kind) func(*seq.Message) { return func(m *seq.Message) { m.Kind = k } }

func lost(m *seq.Message) { m.Lost = true }

func seenBy(captures ...int) func(*seq.Message) {
	return func(m *seq.Message) {
		m.Seen = nil
		for _, c := range captures {
			m.Seen = append(m.Seen, seq.Sighting{Capture: c})
		}
	}
}

// A recorder keeps what a page holds, and the order of it.
type recorder struct {
	texts   []Text
	strokes []orderedStroke
	grounds []orderedBox // that labels stand on
	order   int
}

type orderedStroke struct {
	Stroke
	order int
}

type orderedBox struct {
	Box
	order int
}

func (r *recorder) Begin(Group) {}
func (r *recorder) End()        {}
func (r *recorder) Stroke(s Stroke) {
	s.Points = append([]Point(nil), s.Points...)
	r.order++
	r.strokes = append(r.strokes, orderedStroke{s, r.order})
}
func (r *recorder) Fill(Fill) {}
func (r *recorder) Box(b Box) {
	if b.Fill == Background {
		r.order++
		r.grounds = append(r.grounds, orderedBox{b, r.order})
	}
}
func (r *recorder) Text(t Text) { r.texts = append(r.texts, t) }

func draw(l *Layout) *recorder {
	r := &recorder{}
	for page := range l.Pages() {
		l.Draw(page, 0, l.Height(page), r)
	}
	return r
}
