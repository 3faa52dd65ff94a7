package layout

import (
	"slices"
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
	form   deltaForm
	delay  float64 // right end of the one-way delays
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
	g.form = l.deltaForm()
	l.gutter.form = g.form
	clocks, deltas, delays := l.gutterWidths()
	if clocks > 0 {
		g.clock = g.right
		g.right += clocks + gutterGap
	}
	if deltas > 0 {
		g.right += deltas
		g.delta = g.right
		g.right += gutterGap
	}
	if delays > 0 {
		g.right += max(delays, l.opts.Metrics.Width(DeltaFace, delayHead))
		g.delay = g.right
	} else if deltas > 0 {
		g.right -= gutterGap
	}
	l.gutter = g
}

func (l *Layout) gutterWidths() (clocks, deltas, delays float64) {
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
		if s := l.delayText(i); s != "" {
			delays = max(delays, width(DeltaFace, s))
		}
	}
	for _, d := range l.dates {
		clocks = max(clocks, width(TagFace, d.text))
	}
	return clocks, deltas, delays
}

// A deltaForm is how all the times since the message before are written: in one
// unit, with their points one below the other.
type deltaForm struct {
	unit     time.Duration
	name     string
	decimals int
	most     time.Duration // from which on it is written as people say it
}

var (
	deltaMillis  = deltaForm{unit: time.Millisecond, name: "Δ ms", most: 100 * time.Second}
	deltaSeconds = deltaForm{unit: time.Second, name: "Δ s", most: day}
)

const day = 24 * time.Hour

// deltaForm chooses the unit by the median, and no more decimals than the
// captures have.
func (l *Layout) deltaForm() deltaForm {
	var known []time.Duration
	digits := 0
	for i := range l.messages {
		digits = max(digits, int(l.messages[i].digits))
		if d, ok := l.since(i); ok {
			known = append(known, d.Abs())
		}
	}
	slices.Sort(known)
	if n := len(known); digits == 0 || n > 0 && known[n/2] >= time.Second {
		f := deltaSeconds
		f.decimals = min(digits, 3)
		return f
	}
	f := deltaMillis
	f.decimals = min(max(digits-3, 0), 3)
	return f
}

// since returns the time since the message before, if both have one of a clock.
func (l *Layout) since(i int) (time.Duration, bool) {
	if i == 0 || l.opts.Time == output.TimeNone || l.opts.Time == output.TimeDelta {
		return 0, false
	}
	m, before := &l.messages[i], &l.messages[i-1]
	return output.Since(before.time(before.sent), m.time(m.sent)), m.clock == before.clock && m.clock != seq.NoClock
}

// delta returns the text of the time since the message before.
func (l *Layout) delta(i int) string {
	d, ok := l.since(i)
	if !ok {
		return ""
	}
	f := l.gutter.form
	var b [24]byte
	s := b[:0]
	if d >= 0 {
		s = append(s, '+')
	}
	if d.Abs() >= f.most {
		return string(s) + output.Duration(d)
	}
	if f.unit == time.Millisecond && f.decimals == 3 {
		return string(output.AppendMillis(s, d))
	}
	return string(strconv.AppendFloat(s, float64(d)/float64(f.unit), 'f', f.decimals, 64))
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
	if s := c.delayText(i); s != "" {
		text(g.delay, End, DeltaFace, s)
	}
}

// drawDate draws a day in the gutter.
func (c *sheet) drawDate(text string, y float64) {
	c.Text(Text{X: max(c.gutter.clock, margin), Y: y, Face: TagFace, Ink: Muted, String: text,
		Width: c.opts.Metrics.Width(TagFace, text)})
}

// drawUnits says in what units the deltas and delays below are.
func (c *sheet) drawUnits(y float64) {
	unit := func(right float64, s string) {
		if right > 0 {
			c.Text(Text{X: right, Y: y, Anchor: End, Face: DeltaFace, Ink: Muted, String: s, Width: c.opts.Metrics.Width(DeltaFace, s)})
		}
	}
	unit(c.gutter.delta, c.gutter.form.name)
	unit(c.gutter.delay, delayHead)
}
