package layout

import (
	"strconv"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// A footItem is one entry of the footer: a sample of an arrow, or the mark of a
// capture, or nothing, and a text.
type footItem struct {
	class string
	arrow *arrow
	tick  Ink
	text  string
	width float64
}

// A footLine is what stands side by side in the footer.
type footLine []footItem

const (
	footPitch   = 18.0
	sampleWidth = 30.0
	itemGap     = 20.0
)

// writeFooter makes the legend of the kinds that occur, and the notes: what was
// captured where, by which clock, and what was lost.
func (l *Layout) writeFooter() {
	l.footLines = append(l.flow(l.samples()), l.flow(l.notes())...)
}

func (l *Layout) footerHeight() float64 { return float64(len(l.footLines)) * footPitch }

// mostFooter is how many lines of legend and notes every page carries.
const mostFooter = 6

// footerEverywhere reports whether every page has the legend and the notes, and
// not the last one only.
func (l *Layout) footerEverywhere() bool { return len(l.footLines) <= mostFooter }

// samples returns an arrow of every form that occurs, and notes the inks.
func (l *Layout) samples() []footItem {
	var occurs [kinds]bool // as their look, which an ACK with data does not have
	retransmitted, lost, data := false, false, false
	for i := range l.messages {
		m := &l.messages[i]
		if m.look() == dataLook {
			data = true
		} else {
			occurs[m.kind] = true
		}
		retransmitted = retransmitted || m.tagged()
		lost = lost || m.lost
	}
	l.inks = []Ink{Foreground, Muted, Lifeline, HeadFill, HeadBorder}
	if lost || occurs[seq.RST] || occurs[seq.RSTACK] {
		l.inks = append(l.inks, Alert)
	}
	var items []footItem
	add := func(text string, a arrow) {
		a.to.X = sampleWidth
		items = append(items, footItem{class: "legend", arrow: &a, text: text})
	}
	for _, k := range seq.Kinds() {
		if occurs[k] {
			l.inks = append(l.inks, KindInk(k))
			add(k.String(), arrow{ink: KindInk(k), look: looks[k]})
		}
		if k == seq.ACK && data {
			if !occurs[k] {
				l.inks = append(l.inks, KindInk(k))
			}
			add("ACK with data", arrow{ink: KindInk(k), look: dataLook})
		}
	}
	plain := arrow{ink: Muted, look: looks[seq.Other]}
	if retransmitted {
		a := plain
		a.dash = Dashed
		add("sent again", a)
	}
	if lost {
		a := plain
		a.lost, a.lostAt = true, lostAt
		add("lost", a)
	}
	return items
}

// notes returns what is to be known of the captures.
func (l *Layout) notes() []footItem {
	var items []footItem
	for i := range l.captures {
		item := footItem{class: "capture", text: l.captureNote(i)}
		if l.gutter.slots > 0 {
			item.tick = CaptureInk(i)
			if i < captureInks {
				l.inks = append(l.inks, item.tick)
			}
		}
		items = append(items, item)
	}
	if s := output.LossNote(l.captures, l.end); s != "" {
		items = append(items, footItem{class: "losses", text: s})
	}
	if l.gutter.delay > 0 {
		items = append(items, footItem{class: "delays", text: output.DelayNote})
	}
	return items
}

// captureNote says how many packets of a capture are shown, and how its clock
// stands to that of the first.
func (l *Layout) captureNote(i int) string {
	c := l.captures[i]
	names := l.captureNames()
	s, other := names[i], ""
	if c.Align != nil && c.Align.To != 0 && c.Align.To < len(names) {
		other = names[c.Align.To]
	}
	shown := c.Packets
	if i < len(l.end.PerCapture) {
		shown = l.end.PerCapture[i]
	}
	if shown >= 0 {
		s += ": "
		if c.Packets > shown {
			s += strconv.Itoa(shown) + " of "
			shown = c.Packets
		}
		s += output.Counted(shown, "packet")
	}
	if n := output.ClockNote(c, other); n != "" {
		s += ", " + n
	}
	return s
}

// flow sets items side by side, and begins a new line where the page ends.
func (l *Layout) flow(items []footItem) []footLine {
	room := l.width - 2*margin
	var lines []footLine
	x := room
	for _, item := range items {
		indent := 0.0
		switch {
		case item.arrow != nil:
			indent = sampleWidth + 6
		case item.tick != NoInk:
			indent = 8
		}
		item.text, _ = l.shorten(SmallFace, item.text, room-indent)
		item.width = indent + l.opts.Metrics.Width(SmallFace, item.text)
		if x+item.width > room {
			lines = append(lines, nil)
			x = 0
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], item)
		x += item.width + itemGap
	}
	return lines
}

// drawFooter draws the foot of a page, from 0: the legend and the notes on the
// last or on each, the program and the page's number on each.
func (c *sheet) drawFooter(n int) {
	y := c.page.foot + 20
	if len(c.heads) > 0 {
		y += c.headH
	}
	if n == len(c.pages)-1 || c.footerEverywhere() {
		for _, line := range c.footLines {
			x := margin
			for i := range line {
				c.drawFootItem(&line[i], x, y)
				x += line[i].width + itemGap
			}
			y += footPitch
		}
	}
	c.Begin(Group{Class: "footer"})
	small := func(x float64, a Anchor, s string) {
		c.Text(Text{X: x, Y: y, Anchor: a, Face: SmallFace, Ink: Muted, String: s, Width: c.opts.Metrics.Width(SmallFace, s)})
	}
	program := "packetseq"
	if c.opts.Version != "" {
		program += " " + c.opts.Version
	}
	if pages := len(c.pages); pages > 1 {
		small(c.width-margin, End, "page "+strconv.Itoa(n+1)+" of "+strconv.Itoa(pages))
		program, _ = c.shorten(SmallFace, program+" · "+c.Heading(), c.width/2)
	}
	small(margin, Start, program)
	c.End()
}

func (c *sheet) drawFootItem(item *footItem, x, y float64) {
	c.Begin(Group{Class: item.class})
	defer c.End()
	textX := x
	switch {
	case item.arrow != nil:
		a := *item.arrow
		a.from = Point{x, y - 4}
		a.to = Point{x + sampleWidth, y - 4}
		a.draw(c.Pen, y-20, y+20)
		textX += sampleWidth + 6
	case item.tick != NoInk:
		c.Box(Box{X: x, Y: y - 9, W: 2.5, H: 11, Fill: item.tick})
		textX += 8
	}
	c.Text(Text{X: textX, Y: y, Face: SmallFace, Ink: Muted, String: item.text,
		Width: c.opts.Metrics.Width(SmallFace, item.text)})
}
