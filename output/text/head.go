package text

import (
	"slices"
	"strings"
)

// othersName stands over the lifeline that the others share.
const othersName = "(others)"

// maxHeadLines is how many lines a name, or its addresses, may take.
const maxHeadLines = 4

// heads draws the names over the lifelines.
func (l *ladder) heads() {
	if l.out != nil || len(l.b) > 0 {
		l.newline()
	} else if l.opts.Title != "" {
		title := l.span(l.opts.Title)
		l.inked(l.strong, string(title.append(nil)))
		l.b = append(l.b, "\n\n"...)
	}
	zones := l.zones()
	blocks := l.blocks(zones)
	height := 0
	for _, b := range blocks {
		height = max(height, len(b))
	}
	for i, b := range blocks { // what is lower stands on the lifeline
		blocks[i] = slices.Concat(make(block, height-len(b)), b)
	}
	l.below = 1
	l.texts(zones, blocks)
	l.gutterHead()
	l.rules(zones, blocks, l.head)
}

// A block is the text of a head, line by line.
type block []headLine

type headLine struct {
	span
	ink string
}

// blocks breaks the name of each lifeline, and its addresses, into lines.
func (l *ladder) blocks(zones []zone) []block {
	blocks := make([]block, len(zones))
	for i, host := range l.columns.hosts {
		name, address := span{text: othersName, cells: len(othersName)}, span{}
		if host != others {
			name, address = l.hosts[host].name, l.hosts[host].address
		}
		for _, s := range name.wrap(zones[i].cells(), l.ellipsis) {
			blocks[i] = append(blocks[i], headLine{s, l.strong})
		}
		for _, s := range address.wrap(zones[i].cells(), l.ellipsis) {
			blocks[i] = append(blocks[i], headLine{s, l.muted})
		}
	}
	return blocks
}

// texts draws blocks side by side.
func (l *ladder) texts(zones []zone, blocks []block) {
	for n := 0; ; n++ {
		drawn := false
		cell := -l.gutter.cells()
		for i, b := range blocks {
			if n >= len(b) || b[n].cells == 0 {
				drawn = drawn || n < len(b)
				continue
			}
			start := zones[i].start(l.at[i], b[n].cells)
			l.spaces(start - cell)
			cell = start + b[n].cells
			l.put(b[n], cell)
			drawn = true
		}
		if !drawn {
			return
		}
		l.newline()
	}
}

// put appends a line of a head that ends at a cell.
func (l *ladder) put(h headLine, end int) {
	l.b = append(l.b, h.ink...)
	l.b = h.append(l.b)
	if h.ink != "" {
		l.b = append(l.b, l.reset...)
	}
	if h.exotic && l.cursor {
		l.b = appendColumn(l.b, l.gutter.cells()+end)
	}
}

// headCells returns the cells that the head of a host would like to have.
func (l *ladder) headCells(host int) int {
	if host == others {
		return len(othersName)
	}
	return min(max(l.hosts[host].name.cells, l.hosts[host].address.cells, 1), maxHead)
}

// wrap breaks v into lines of no more than so many cells: after a space, or else
// a character that divides addresses, if there is one in the last half of the
// line. What does not fit into maxHeadLines ends in an ellipsis.
func (v span) wrap(cells int, ellipsis string) (lines []span) {
	for v.cells > cells && len(lines) < maxHeadLines-1 {
		head, tail := v.split(cells)
		for _, dividers := range []string{" ", ":.-_/@,"} {
			if i := strings.LastIndexAny(head.text, dividers) + 1; i > len(head.text)/2 {
				head, tail = v.split(head.before(i))
				break
			}
		}
		if head.text == "" { // a character that is wider than the line
			break
		}
		lines = append(lines, head.trimRight(" "))
		v = tail
	}
	if v.text != "" {
		lines = append(lines, v.cut(cells, ellipsis))
	}
	return lines
}

// A zone is the cells from left to right, without right, over one lifeline.
type zone struct{ left, right int }

func (z zone) cells() int { return z.right - z.left }

// zones divides the screen among the heads. Between two of them stands a space.
func (l *ladder) zones() []zone {
	zones := make([]zone, len(l.at))
	zones[0].left = 0
	for i := range len(l.at) - 1 {
		left, right := l.reach(i, 1), l.reach(i+1, -1)
		free := l.at[i+1] - l.at[i] - 2 // the lifeline of the next, and a space
		left = max(min(left, free/2), free-right)
		zones[i].right = l.at[i] + left + 1
		zones[i+1].left = zones[i].right + 1
	}
	zones[len(zones)-1].right = l.right
	return zones
}

// reach returns how many cells the head of a column would like to have on one
// side of its lifeline: half of it, or, at the edge of the screen, what it does
// not find on the other side.
func (l *ladder) reach(column, side int) int {
	cells := l.headCells(l.columns.hosts[column])
	half := cells / 2
	switch {
	case side > 0 && column == 0:
		return max(cells-1-l.at[0], half)
	case side < 0 && column == len(l.at)-1:
		return max(cells-(l.right-l.at[column]), half)
	}
	return half
}

// start returns where a text of so many cells begins in a zone: centred on the
// lifeline, as far as the zone allows.
func (z zone) start(at, cells int) int {
	return max(min(at-cells/2, z.right-cells), z.left)
}

// rules draws the line between heads and lifelines, or lifelines and feet.
func (l *ladder) rules(zones []zone, blocks []block, joint string) {
	cell, line := 0, &l.light
	l.b = append(l.b, l.muted...)
	for i, b := range blocks {
		cells := 1
		for _, h := range b {
			cells = max(cells, h.cells)
		}
		start := min(zones[i].start(l.at[i], cells), l.at[i])
		end := max(start+cells, l.at[i]+1)
		l.spaces(start - cell)
		l.b = line.append(l.b, l.at[i]-start)
		l.b = append(l.b, joint...)
		l.b = line.append(l.b, end-l.at[i]-1)
		cell = end
	}
	l.b = append(l.b, l.reset...)
	l.newline()
}

// gutterHead draws what stands in the gutter over the times: the date, and the
// unit of the deltas.
func (l *ladder) gutterHead() {
	const unit, ascii = "Δ ms", "ms"
	g := l.gutter
	l.spaces(g.beforeTime())
	l.b = append(l.b, l.muted...)
	if g.time > 0 {
		date := l.headDate()
		l.b = append(l.b, date...)
		l.spaces(g.time - len(date) + gutterSpacing)
	}
	if g.delta > 0 {
		text, cells := unit, 4
		if l.opts.Screen.ASCII {
			text, cells = ascii, len(ascii)
		}
		l.spaces(g.delta - cells)
		l.b = append(l.b, text...)
		l.spaces(gutterSpacing)
	}
	l.b = append(l.b, l.reset...)
}

// headDate returns the date of the next message, which then has no need of a line
// of its own.
func (l *ladder) headDate() string {
	if !l.absolute() {
		return ""
	}
	for i := range l.rows {
		if r := &l.rows[i]; !r.gap {
			r.date = ""
			return string(l.stamper.AppendDate(nil, r.sent))
		}
	}
	return string(l.date)
}

// longLadder is how many lines make a ladder whose names are repeated at its
// feet, because the heads may be out of sight.
const longLadder = 30

// feet ends the lifelines.
func (l *ladder) feet() {
	if l.at == nil {
		return
	}
	zones := l.zones()
	blocks := l.blocks(zones)
	long := l.below > longLadder
	if l.cursor {
		l.b = append(l.b, '\r') // over the ^C that the terminal may have shown
	}
	l.spaces(l.gutter.cells())
	l.rules(zones, blocks, l.foot)
	if long {
		l.texts(zones, blocks)
	}
}
