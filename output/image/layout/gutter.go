package layout

import (
	"strconv"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// A gutter is the margin at the left with the time of each message. Each of
// its columns may be missing.
type gutter struct {
	tick   float64 // left end of the marks of the captures
	slots  int     // number of captures that have a place of their own; 0 for no marks
	number float64 // right end of the numbers
	clock  float64 // left end of the times
	delta  float64 // right end of the times since the message before
	right  float64
}

const (
	tickPitch = 4.0
	gutterGap = 10.0
)

// measureGutter finds the columns of the gutter. The digits of a face are
// equally wide, so one text of each length is measured.
func (l *Layout) measureGutter() {
	g := gutter{tick: margin, right: margin}
	if n := len(l.captures); n > 1 {
		g.slots = min(n, captureInks)
		g.right += tickPitch*float64(g.slots) + 4
	}
	if n := len(l.messages); l.opts.Number && n > 0 {
		g.right += l.opts.Metrics.Width(TimeFace, strconv.Itoa(int(l.messages[n-1].number)))
		g.number = g.right
		g.right += gutterGap
	}
	clocks, deltas := l.gutterWidths()
	if clocks > 0 {
		g.clock = g.right
		g.right += clocks + gutterGap
	}
	if deltas > 0 {
		g.right += deltas
		g.delta = g.right
	}
	l.gutter = g
}

func (l *Layout) gutterWidths() (clocks, deltas float64) {
	measured := make(map[[2]int]float64)
	width := func(f Face, s string) float64 {
		key := [2]int{int(f), len(s)}
		w, ok := measured[key]
		if !ok {
			w = l.opts.Metrics.Width(f, s)
			measured[key] = w
		}
		return w
	}
	for i := range l.messages {
		if s := l.stamps.clock(i); s != "" {
			clocks = max(clocks, width(TimeFace, s))
		}
		if s := l.delta(i); s != "" {
			deltas = max(deltas, width(DeltaFace, s))
		}
	}
	for _, d := range l.dates {
		clocks = max(clocks, width(TagFace, d.text))
	}
	return clocks, deltas
}

// delta returns the time since the message before, in milliseconds; from ten
// seconds on as people read it.
func (l *Layout) delta(i int) string {
	if i == 0 || l.opts.Time == output.TimeNone || l.opts.Time == output.TimeDelta {
		return ""
	}
	m, before := &l.messages[i], &l.messages[i-1]
	if m.clock != before.clock || m.clock == seq.NoClock {
		return ""
	}
	d := time.Duration(m.sent - before.sent)
	if d.Abs() >= 10*time.Second {
		return "+" + output.Duration(d)
	}
	var b [24]byte
	s := b[:0]
	if d >= 0 {
		s = append(s, '+')
	}
	return string(strconv.AppendFloat(s, float64(d)/1e6, 'f', 3, 64))
}

// drawGutter draws what stands in the gutter beside message i.
func (c *sheet) drawGutter(i int, y float64) {
	m, g := &c.messages[i], &c.gutter
	if g.slots > 0 {
		captures, ok := c.seen[i]
		if !ok {
			captures = []int{int(m.capture)}
		}
		for _, capture := range captures {
			x := g.tick + tickPitch*float64(capture%g.slots)
			c.Box(Box{X: x, Y: y - 10, W: 2.5, H: 12, Fill: CaptureInk(capture)})
		}
	}
	text := func(x float64, a Anchor, f Face, s string) {
		c.Text(Text{X: x, Y: y, Anchor: a, Face: f, Ink: Muted, String: s, Width: c.opts.Metrics.Width(f, s)})
	}
	if g.number > 0 {
		text(g.number, End, TimeFace, strconv.Itoa(int(m.number)))
	}
	if s := c.stamps.clock(i); s != "" {
		text(g.clock, Start, TimeFace, s)
	}
	if s := c.delta(i); s != "" {
		text(g.delta, End, DeltaFace, s)
	}
}

// drawDate draws a day in the gutter.
func (c *sheet) drawDate(text string, y float64) {
	c.Text(Text{X: max(c.gutter.clock, margin), Y: y, Face: TagFace, Ink: Muted, String: text,
		Width: c.opts.Metrics.Width(TagFace, text)})
}

// drawUnit says in what unit the deltas below are.
func (c *sheet) drawUnit(y float64) {
	const unit = "Δ ms"
	c.Text(Text{X: c.gutter.delta, Y: y, Anchor: End, Face: DeltaFace, Ink: Muted, String: unit,
		Width: c.opts.Metrics.Width(DeltaFace, unit)})
}
