package layout

import (
	"math"
	"strconv"
	"strings"
)

// drawMessage draws what of a message lies on the part of the page that c
// covers. flying are the messages that were on their way when it was sent.
func (c *sheet) drawMessage(i int, flying []int) {
	m, p := &c.messages[i], &c.places[i]
	c.Begin(Group{ID: "m" + strconv.Itoa(int(m.number)), Class: m.class(), Title: c.title(m)})
	sendY := c.y(p.send)
	row := c.covers(p.send-sendDrop, p.send+slant)
	if row {
		c.drawGutter(i, sendY-labelRise)
	}
	switch {
	case m.from == m.to:
		c.drawLoop(i)
	default:
		c.drawArrow(i)
	}
	if row {
		c.drawLabel(i, flying)
	}
	c.End()
}

// class returns the words by which a style sheet or a test finds the message.
func (m *message) class() string {
	var b strings.Builder
	b.WriteString("message ")
	b.WriteString(m.look().class)
	if m.tagged() {
		b.WriteString(" retransmission")
	}
	if m.lost {
		b.WriteString(" lost")
	}
	return b.String()
}

// dash returns how the message's line is drawn.
func (m *message) dash() Dash {
	if m.tagged() {
		return Dashed
	}
	return Solid
}

// drawArrow draws the line from the sender to the receiver, as far as it lies
// on this page, and its end.
func (c *sheet) drawArrow(i int) {
	m, p := &c.messages[i], &c.places[i]
	a := arrow{
		from: Point{c.lines[m.from], c.y(p.send)},
		to:   Point{c.lines[m.to], c.y(p.arrive)},
		ink:  KindInk(m.kind),
		look: m.look(),
		dash: m.dash(),
		lost: m.lost,
	}
	if m.lost {
		a.lostAt = c.partOfWay(i)
	}
	a.draw(c.Pen, c.y(c.page.top), c.y(c.page.bottom))
}

// drawLoop draws the arrow of a message to oneself: out to the right, and back.
func (c *sheet) drawLoop(i int) {
	m, p := &c.messages[i], &c.places[i]
	if !c.covers(p.send-sendDrop, p.send+slant) {
		return
	}
	k := m.look()
	x, y := c.lines[m.from], c.y(p.send)
	top, end := y-7, y+4
	tip := Point{x + 1, end}
	c.Stroke(Stroke{
		Points: []Point{{x, top}, {x + loopWidth, top}, {x + loopWidth, end}, {tip.X + headLength - 1, end}},
		Width:  k.width, Ink: KindInk(m.kind), Dash: m.dash(),
	})
	if m.lost {
		drawCross(c.Pen, Point{x + loopWidth, (top + end) / 2})
		return
	}
	drawTip(c.Pen, tip, Point{-1, 0}, KindInk(m.kind), k)
}

// A label is the parts of a message's label with their widths, gaps included.
type label struct {
	tag, text, suffix    string
	full                 string // the whole label, where the parts do not hold it
	tagW, textW, suffixW float64
	face                 Face
}

func (p *label) width() float64 { return p.tagW + p.textW + p.suffixW }

// label returns the label of a message, as much of it as there is room for: the
// tag before the number of packets, and that before the text.
func (l *Layout) label(m *message, room float64) label {
	w := l.opts.Metrics
	p := label{face: m.look().face, text: m.text()}
	whole := float64(m.width) <= room
	if !whole {
		p.full = l.title(m)
	}
	left := room
	if tag, fits := l.tagIn(m, left); fits {
		p.tag, p.tagW = tag, w.Width(TagFace, tag)+2*tagPad+tagGap
		left -= p.tagW
	}
	if s := l.suffix(m); s != "" {
		if width := w.Width(TagFace, s) + tagGap; whole || width <= left {
			p.suffix, p.suffixW = s, width
			left -= width
		}
	}
	p.textW = float64(m.width) - p.tagW - p.suffixW
	if !whole {
		p.text, _ = l.shorten(p.face, p.text, max(left, 0))
		if p.textW = w.Width(p.face, p.text); p.textW > left {
			p.text, p.textW = "", 0
		}
	}
	return p
}

// tagIn returns the tag of a message for a room, in as many of its words as
// fit; false if it has none or not even its first word fits.
func (l *Layout) tagIn(m *message, room float64) (string, bool) {
	if !m.tagged() {
		return "", false
	}
	tag := m.tagText()
	room -= 2*tagPad + tagGap
	if float64(m.width) <= room || l.opts.Metrics.Width(TagFace, tag) <= room {
		return tag, true
	}
	tag, _ = l.shorten(TagFace, tag, room)
	return tag, tag != ellipsis && l.opts.Metrics.Width(TagFace, tag) <= room
}

// drawLabel finds the place of a message's label and draws it, on a ground of
// its own where it would be crossed.
func (c *sheet) drawLabel(i int, flying []int) {
	m, p := &c.messages[i], &c.places[i]
	room, crossed := c.labelRoom(i, flying)
	l := c.label(m, room.width())
	x, y := room.from, c.y(p.send)-labelRise
	if m.to < m.from {
		x = room.to - l.width()
	}
	if m.from == m.to {
		y = c.y(p.send) + 1.5 // beside the loop
	}
	if crossed || c.overLifeline(x, x+l.width(), int(min(m.from, m.to)), int(max(m.from, m.to))) {
		c.Box(Box{X: x - 3, Y: y - 11, W: l.width() + 6, H: 14, Fill: Background})
	}
	c.drawParts(&l, Point{x, y}, KindInk(m.kind), m.to < m.from)
}

// drawParts draws a label: a tag if it has one, the text, and how many packets
// it stands for. A label at the right of its arrow keeps its right end in any
// font.
func (c *sheet) drawParts(l *label, at Point, ink Ink, right bool) {
	if l.tag != "" {
		c.Box(Box{X: at.X, Y: at.Y - 10, W: l.tagW - tagGap, H: 13, Radius: 3, Border: ink, Width: 0.9})
		c.Text(Text{X: at.X + tagPad, Y: at.Y - 0.5, Face: TagFace, Ink: ink, String: l.tag, Width: l.tagW - tagGap - 2*tagPad})
	}
	if l.text != "" {
		t := Text{X: at.X + l.tagW, Y: at.Y, Face: l.face, Ink: ink, String: l.text, Full: l.full, Width: l.textW}
		if right {
			t.X, t.Anchor = t.X+l.textW, End
		}
		c.Text(t)
	}
	if l.suffix != "" {
		c.Text(Text{X: at.X + l.width(), Y: at.Y, Anchor: End, Face: TagFace, Ink: ink, String: l.suffix, Width: l.suffixW - tagGap})
	}
}

// overLifeline reports whether a text from one x to another stands on a
// lifeline between two others.
func (l *Layout) overLifeline(from, to float64, left, right int) bool {
	for i := left + 1; i < right; i++ {
		if l.lines[i] > from-3 && l.lines[i] < to+3 {
			return true
		}
	}
	return false
}

const (
	headLength = 9.0
	headHalf   = 3.8
	crossSize  = 4.0
	stopSize   = 6.5
	lostAt     = 0.6 // of the way between two lifelines, where the cross of a lost packet stands
)

// An arrow is the line of one message.
type arrow struct {
	from, to Point
	ink      Ink
	look     look
	dash     Dash
	lost     bool
	lostAt   float64 // part of the way where the cross stands
}

// partOfWay returns on which part of its way message i was lost.
func (l *Layout) partOfWay(i int) float64 {
	between, ok := l.lostBetween[i]
	if !ok {
		return lostAt
	}
	m := &l.messages[i]
	from, to := l.lines[m.from], l.lines[m.to]
	after, before := l.lines[between[0]], l.lines[between[1]]
	part := (after + (before-after)*lostAt - from) / (to - from)
	if !(part > 0 && part < 1) {
		return lostAt
	}
	return part
}

// draw draws the part of the arrow between two heights.
func (a arrow) draw(pen Pen, top, bottom float64) {
	dx, dy := a.to.X-a.from.X, a.to.Y-a.from.Y
	length := math.Hypot(dx, dy)
	along := Point{dx / length, dy / length}
	tip := Point{a.to.X - along.X*1, a.to.Y - along.Y*1}
	if a.look.stop {
		tip = Point{a.to.X - along.X*3.2, a.to.Y - along.Y*3.2}
	}
	end := Point{tip.X - along.X*(headLength-1), tip.Y - along.Y*(headLength-1)}
	if a.lost {
		end = Point{a.from.X + dx*a.lostAt, a.from.Y + dy*a.lostAt}
	}
	from, to, ok := clip(a.from, end, top, bottom)
	if ok {
		pen.Stroke(Stroke{Points: []Point{from, to}, Width: a.look.width, Ink: a.ink, Dash: a.dash})
	}
	switch {
	case end.Y < top || end.Y > bottom:
	case a.lost:
		drawCross(pen, end)
	default:
		drawTip(pen, tip, along, a.ink, a.look)
	}
}

// clip returns the part of a line that falls, from one point to a lower one,
// between two heights.
func clip(from, to Point, top, bottom float64) (a, b Point, ok bool) {
	if to.Y < top || from.Y > bottom {
		return from, to, false
	}
	at := func(y float64) Point {
		return Point{from.X + (to.X-from.X)*(y-from.Y)/(to.Y-from.Y), y}
	}
	a, b = from, to
	if from.Y < top {
		a = at(top)
	}
	if to.Y > bottom {
		b = at(bottom)
	}
	return a, b, true
}

// drawTip draws the head of an arrow, and the bar that a reset runs against.
func drawTip(pen Pen, tip, along Point, ink Ink, k look) {
	size := 1.0
	if k.width < 1 {
		size = 0.82
	}
	back := Point{tip.X - along.X*headLength*size, tip.Y - along.Y*headLength*size}
	side := Point{-along.Y * headHalf * size, along.X * headHalf * size}
	pen.Fill(Fill{Points: []Point{tip, {back.X + side.X, back.Y + side.Y}, {back.X - side.X, back.Y - side.Y}}, Ink: ink})
	if k.stop {
		x := tip.X + along.X*1.3
		pen.Stroke(Stroke{Points: []Point{{x, tip.Y - stopSize}, {x, tip.Y + stopSize}}, Width: 2.6, Ink: Alert})
	}
}

// drawCross draws where a packet was lost.
func drawCross(pen Pen, at Point) {
	const s = crossSize
	pen.Stroke(Stroke{Points: []Point{{at.X - s, at.Y - s}, {at.X + s, at.Y + s}}, Width: 2, Ink: Alert})
	pen.Stroke(Stroke{Points: []Point{{at.X - s, at.Y + s}, {at.X + s, at.Y - s}}, Width: 2, Ink: Alert})
}
