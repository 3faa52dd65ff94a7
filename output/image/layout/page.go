package layout

import (
	"math"
	"sort"
)

// A page is what of the axis one page shows, and where.
type page struct {
	top, bottom float64 // on the axis
	heads       float64 // y of the heads above
	body        float64 // y of the axis's top
	foot        float64 // y of the heads below
	height      float64
	day         string // of the first row; empty for none
}

const (
	leastBody = 3 * rowPitch // of a page, however little room there is
	footGap   = 8.0          // above the heads below
	pageLine  = 26.0         // below them: version and page number
)

// Divide divides the diagram anew into pages of at most that many points in
// height; 0 for one page.
func (l *Layout) Divide(limit float64) {
	l.pages = l.pages[:0]
	top := 0.0
	for {
		p := l.page(top)
		p.bottom = l.bodyEnd
		if limit > 0 {
			p.bottom = l.pageEnd(top, limit-p.body-l.below(false), limit-p.body-l.below(true))
		}
		last := p.bottom >= l.bodyEnd
		p.foot = math.Floor(p.body+p.bottom-p.top+footGap) + 0.5
		p.height = math.Ceil(p.foot + l.below(last) - footGap)
		l.pages = append(l.pages, p)
		if last {
			return
		}
		top = p.bottom
	}
}

// page returns a page that begins at a height of the axis.
func (l *Layout) page(top float64) page {
	p := page{top: top, heads: margin + 0.5}
	if top == 0 {
		p.heads = l.titleHeight()
	}
	s := sort.Search(len(l.strips), func(i int) bool { return l.strips[i].top >= top })
	if s < len(l.strips) && l.strips[s].date {
		// The day that begins here stands above the first row anyway.
		p.top = l.strips[s].top + dateHeight
	}
	if s < len(l.strips) {
		p.day = l.dayAt(l.strips[s].first)
	}
	p.body = p.heads + 8
	if len(l.heads) > 0 {
		p.body += l.headH
	}
	if p.day != "" || l.gutter.delta > 0 || l.gutter.delay > 0 {
		p.body += 14
	}
	return p
}

// dayAt returns the day of a message.
func (l *Layout) dayAt(message int) string {
	i := sort.Search(len(l.dates), func(i int) bool { return l.dates[i].next > message })
	if i == 0 {
		return ""
	}
	return l.dates[i-1].text
}

// below returns the height of what stands below the axis on a page.
func (l *Layout) below(last bool) float64 {
	h := footGap + pageLine + 14
	if len(l.heads) > 0 {
		h += l.headH
	}
	if last || l.footerEverywhere() {
		h += l.footerHeight()
	}
	return h
}

// pageEnd returns the height of the axis where a page ends that begins at top:
// after the last whole strip for which there is room, or the end of the
// diagram if that fits with the footer below it.
func (l *Layout) pageEnd(top, room, roomOfLast float64) float64 {
	room = max(room, leastBody)
	if l.bodyEnd-top <= max(roomOfLast, leastBody) {
		return l.bodyEnd
	}
	// The last page keeps a few rows above its footer.
	end := min(top+room, l.bodyEnd-2*rowPitch)
	i := sort.Search(len(l.strips), func(i int) bool { return l.strips[i].top > end }) - 1
	for i >= 0 && i+1 < len(l.strips) && l.strips[i].top <= top {
		i++ // at least one strip a page
	}
	if i < 0 || l.strips[i].top <= top {
		return l.bodyEnd
	}
	return l.strips[i].top
}

// A sheet is one page, or a part of it, being drawn.
type sheet struct {
	Pen
	*Layout
	page     *page
	from, to float64 // the part, on the axis
}

// y returns where a height of the axis is on the page.
func (c *sheet) y(axis float64) float64 { return axis - c.page.top + c.page.body }

// covers reports whether something on the axis is to be drawn.
func (c *sheet) covers(top, bottom float64) bool { return bottom > c.from && top < c.to }

// Draw draws the shapes of a page, from 0, that lie between two heights, in
// points from its top; what reaches over them is drawn whole.
func (l *Layout) Draw(n int, from, to float64, pen Pen) {
	p := &l.pages[n]
	c := &sheet{Pen: pen, Layout: l, page: p}
	c.from = max(p.top, from-p.body+p.top)
	c.to = min(p.bottom, to-p.body+p.top)
	c.drawLifelines(from, to)
	if c.from < c.to {
		c.drawRows()
	}
	if n == 0 && from < p.heads {
		c.drawTitle()
	}
	if from < p.body && to > p.heads {
		c.drawTopStrip()
		c.drawHeads(p.heads, true)
	}
	if to > p.foot {
		c.drawHeads(p.foot, false)
		c.drawFooter(n)
	}
}

// drawTopStrip draws what stands above the first row: the day, and the unit of
// the deltas.
func (c *sheet) drawTopStrip() {
	if c.page.day != "" {
		c.drawDate(c.page.day, c.page.body-2)
	}
	c.drawUnits(c.page.body - 2)
	if len(c.messages) == 0 {
		const none = "no packets"
		c.Text(Text{X: c.width / 2, Y: c.page.body + c.bodyEnd/2 + 4, Anchor: Middle, Face: LabelFace, Ink: Muted,
			String: none, Width: c.opts.Metrics.Width(LabelFace, none)})
	}
}

// drawRows draws the gaps, days and messages of the part.
func (c *sheet) drawRows() {
	c.drawGaps()
	c.drawComments()
	for _, d := range c.dates {
		if d.top > 0 && c.covers(d.top, d.top+dateHeight) && d.top >= c.page.top && d.top < c.page.bottom {
			c.drawDate(d.text, c.y(d.top)+13)
		}
	}
	first := sort.Search(len(c.places), func(i int) bool { return c.places[i].lowest > c.from-stopSize })
	var flying []int
	for i := first; i < len(c.places) && c.places[i].send-sendDrop < c.to; i++ {
		p := &c.places[i]
		landed := 0
		for _, j := range flying {
			if c.places[j].arrive > p.send-sendDrop {
				flying[landed] = j
				landed++
			}
		}
		flying = flying[:landed]
		if p.arrive > c.from-stopSize {
			c.drawMessage(i, flying)
		}
		if p.arrive > p.send+slant {
			flying = append(flying, i)
		}
	}
}
