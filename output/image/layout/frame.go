package layout

import (
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
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
		x, width := c.gapX(i), c.opts.Metrics.Width(LightFace, s)
		y := c.y(c.gapTops[i]) + gapHeight/2
		c.Box(Box{X: x - width/2 - 3, Y: y - 8, W: width + 6, H: 16, Fill: Background})
		c.Text(Text{X: x, Y: y + 4, Anchor: Middle, Face: LightFace, Ink: Muted, String: s, Width: width})
	}
}

// gapX returns where the text of a gap is: between two lifelines, in the middle
// of those of the conversation that goes on after it.
func (l *Layout) gapX(i int) float64 {
	next := l.gaps[i].next
	if next >= len(l.messages) {
		next = len(l.messages) - 1
	}
	if next < 0 || len(l.lines) == 0 {
		return l.width / 2
	}
	m := &l.messages[next]
	left, right := int(min(m.from, m.to)), int(max(m.from, m.to))
	if column := (left + right) / 2; column < len(l.lines)-1 {
		if left < right && (right-left)%2 == 0 && l.lines[right]-l.lines[column] < l.lines[column]-l.lines[left] {
			column-- // the wider side
		}
		return (l.lines[column] + l.lines[column+1]) / 2
	}
	return l.lines[left] + lastGap
}

// lastGap is how far at the right of the last lifeline the text of a gap stands.
const lastGap = 60.0

// A titleLine is a line above the diagram.
type titleLine struct {
	face       Face
	ink        Ink
	text, full string
	cut        string // full, if text is not that
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
		var cut bool
		if t.text, cut = l.shorten(t.face, t.full, l.width-2*margin); cut {
			t.cut = t.full
		}
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
	s := output.Counted(l.end.Packets, "packet")
	if l.end.Messages != l.end.Packets {
		s += " in " + output.Counted(l.end.Messages, "message")
	}
	if d := l.end.Last.Sub(l.end.First); l.end.Messages > 1 && d > 0 && l.oneClock() {
		s += " · " + output.Duration(d)
	}
	if z := l.zone(); z != "" {
		s += " · times in " + z
	}
	if l.opts.Filter != "" {
		s += " · " + Visible(l.opts.Filter)
	}
	return s
}

// oneClock reports whether all messages have times of one kind, so that those of
// the first and the last can be compared.
func (l *Layout) oneClock() bool {
	for i := range l.messages {
		if l.messages[i].clock != l.messages[0].clock {
			return false
		}
	}
	return true
}

// zone returns the zone of the times of day that are shown: "UTC", or an offset
// from it, or two where the clocks were changed; empty if none are shown.
func (l *Layout) zone() string {
	if l.opts.Time != output.TimeAbsolute && l.opts.Time != "" {
		return ""
	}
	zone := l.opts.Zone
	if zone == nil {
		zone = time.Local
	}
	first, last := "", ""
	for i := range l.messages {
		m := &l.messages[i]
		if m.clock != seq.AbsoluteClock {
			continue
		}
		last = offset(time.Unix(0, m.sent).In(zone))
		if first == "" {
			first = last
		}
	}
	if first != last {
		return first + ", then " + last
	}
	return first
}

// offset returns the offset of a time from UTC, such as +02:00.
func offset(t time.Time) string {
	if _, seconds := t.Zone(); seconds == 0 {
		return "UTC"
	}
	return t.Format("-07:00")
}

func (c *sheet) drawTitle() {
	for _, t := range c.titles {
		c.Begin(Group{Class: "title", Title: t.full})
		c.Text(Text{X: margin, Y: t.y, Face: t.face, Ink: t.ink, String: t.text, Full: t.cut, Width: c.opts.Metrics.Width(t.face, t.text)})
		c.End()
	}
}
