package layout

import (
	"sort"
	"strconv"
	"strings"

	"github.com/packetseq/packetseq/output"
)

// maxDotted is the number of lifelines up to which the break of a gap is
// dotted; above, it is a clean break.
const maxDotted = 100

// drawLifelines draws the lifelines between two heights of the page, broken
// where there is a gap.
func (c *sheet) drawLifelines(from, to float64) {
	if len(c.lines) == 0 {
		return
	}
	c.Begin(Group{Class: "lifelines"})
	first, last := c.gapsBetween(c.from, c.to)
	y := c.page.heads + c.headH
	if first > 0 && c.gapTops[first-1] >= c.page.top {
		y = c.y(c.gapTops[first-1]) + gapHeight
	}
	for _, top := range c.gapTops[first:last] {
		a := c.y(top)
		b := a + gapHeight
		c.lifelines(max(y, from), min(a, to), Solid)
		if len(c.lines) <= maxDotted {
			c.lifelines(a+2, b, Dotted)
		}
		y = b
	}
	c.lifelines(max(y, from), min(c.page.foot, to), Solid)
	c.End()
}

// gapsBetween returns the indices of the gaps of this page, from the first to
// before the last, that lie between two heights of the axis.
func (c *sheet) gapsBetween(from, to float64) (first, last int) {
	first = sort.SearchFloat64s(c.gapTops, max(from-gapHeight, c.page.top))
	last = sort.SearchFloat64s(c.gapTops, min(to, c.page.bottom))
	return first, max(first, last)
}

func (c *sheet) lifelines(from, to float64, d Dash) {
	if from >= to {
		return
	}
	for _, x := range c.lines {
		c.Stroke(Stroke{Points: []Point{{x, from}, {x, to}}, Width: 1, Ink: Lifeline, Dash: d})
	}
}

// drawGaps says for how long nothing was sent.
func (c *sheet) drawGaps() {
	first, last := c.gapsBetween(c.from, c.to)
	for i := first; i < last; i++ {
		s := output.Duration(c.gaps[i].Duration)
		c.Text(Text{X: c.gapX(), Y: c.y(c.gapTops[i]) + gapHeight/2 + 4, Anchor: Middle, Face: LightFace, Ink: Muted,
			String: s, Width: c.opts.Metrics.Width(LightFace, s)})
	}
}

// gapX returns where the text of a gap is: in the middle of the lifelines, or
// of the first column where it would be on a lifeline or far away.
func (l *Layout) gapX() float64 {
	n := len(l.lines)
	switch {
	case n == 0:
		return l.width / 2
	case n == 1:
		return l.lines[0] + 60
	case n%2 == 0 && l.lines[n-1]-l.lines[0] < 1600:
		return (l.lines[n/2-1] + l.lines[n/2]) / 2
	}
	return (l.lines[0] + l.lines[1]) / 2
}

// A titleLine is a line above the diagram.
type titleLine struct {
	face       Face
	ink        Ink
	text, full string
	y          float64
}

func (l *Layout) titleHeight() float64 { return 76.5 }

// writeTitle makes the heading, and the line that says what is shown.
func (l *Layout) writeTitle() {
	l.titles = []titleLine{
		{face: TitleFace, ink: Foreground, full: l.heading(), y: margin + 16},
		{face: SubtitleFace, ink: Muted, full: l.summary(), y: margin + 37},
	}
	for i := range l.titles {
		t := &l.titles[i]
		t.text, _ = l.shorten(t.face, t.full, l.width-2*margin)
	}
}

func (l *Layout) heading() string {
	if l.opts.Title != "" {
		return Visible(l.opts.Title)
	}
	const most = 4
	names := l.captureNames()
	if len(names) == 0 {
		return "packets"
	}
	if n := len(names); n > most {
		names = append(names[:most-1], strconv.Itoa(n-most+1)+" more")
	}
	return strings.Join(names, " + ")
}

// summary says how many packets there are, in what time, and what filter chose
// them.
func (l *Layout) summary() string {
	s := counted(l.end.Packets, "packet")
	if l.end.Messages != l.end.Packets {
		s += " in " + counted(l.end.Messages, "message")
	}
	if d := l.end.Last.Sub(l.end.First); l.end.Messages > 1 && d > 0 {
		s += " · " + output.Duration(d)
	}
	if l.opts.Filter != "" {
		s += " · " + Visible(l.opts.Filter)
	}
	return s
}

// counted returns a number and what is counted, in the plural unless it is one.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func (c *sheet) drawTitle() {
	for _, t := range c.titles {
		c.Begin(Group{Class: "title", Title: t.full})
		c.Text(Text{X: margin, Y: t.y, Face: t.face, Ink: t.ink, String: t.text, Width: c.opts.Metrics.Width(t.face, t.text)})
		c.End()
	}
}

func (l *Layout) clockNote(c int) string {
	a := l.captures[c].Align
	if a == nil {
		return ""
	}
	s := "the reference clock"
	if c > 0 {
		s = "clock " + output.Duration(a.Offset.Abs())
		if a.Offset < 0 {
			s += " behind"
		} else {
			s += " ahead"
		}
	}
	if a.Error > 0 {
		s += " (± " + output.Duration(a.Error) + ")"
	}
	if a.Skew != 0 {
		s += ", " + strconv.FormatFloat(a.Skew, 'f', 1, 64) + " ppm fast"
	}
	return s
}
