package text

import (
	"slices"
	"strings"
)

// othersName stands over the lifeline that the others share.
const othersName = "(others)"

// maxHeadLines is how many lines a name may take.
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
	headings := l.headings()
	l.countCut(headings)
	stairs, level := heights(headings)
	for i := range headings {
		h := &headings[i]
		if h.stair {
			h.text = slices.Concat(make(block, h.step), h.text, l.repeat(stairs+level-h.step-len(h.text)))
		} else { // what is lower stands on the lifeline
			h.text = slices.Concat(make(block, stairs+level-len(h.text)), h.text)
		}
	}
	l.below = 1
	l.texts(headings)
	l.gutterHead()
	l.rules(headings, l.head)
}

// countCut counts the heads that are cut, each once however often it stands in the ladder.
func (l *ladder) countCut(headings []heading) {
	for i := range headings {
		if host := l.columns.hosts[i]; host != others && headings[i].text.isCut() && !l.hosts[host].cut {
			l.hosts[host].cut = true
			l.cutHeads++
		}
	}
}

// A heading is what stands over a lifeline, or at its foot.
type heading struct {
	zone
	text block
	rule int // cells of the line under it

	// Where lifelines are too close for their names to stand side by side, each
	// name is a stair: it has lines of its own, over its neighbours.
	stair bool
	step  int // lines of stairs over it
}

// A block is a text, line by line.
type block []headLine

type headLine struct {
	span
	ink string
}

// headings returns the heading of each lifeline.
func (l *ladder) headings() []heading {
	zones := l.zones()
	headings := make([]heading, len(zones))
	for i, z := range zones {
		headings[i].zone = z
		headings[i].stair = z.cells() < min(l.headCells(l.columns.hosts[i]), leastHead)
	}
	l.keepAddresses(headings)
	l.widenStairs(headings)
	for i := range headings {
		h := &headings[i]
		h.text = l.block(l.columns.hosts[i], h.cells())
		h.rule = 1
		if h.stair {
			continue
		}
		for _, line := range h.text {
			h.rule = max(h.rule, line.cells)
		}
	}
	return headings
}

// block breaks the name of a host into lines. Each of its addresses has one below it.
func (l *ladder) block(host, cells int) (b block) {
	name, addresses := span{text: othersName, cells: len(othersName)}, []span(nil)
	if host != others {
		name, addresses = l.hosts[host].name, l.hosts[host].addresses
	}
	for _, s := range name.wrap(cells, l.ellipsis) {
		b = append(b, headLine{s, l.strong})
	}
	for _, s := range addresses {
		b = append(b, headLine{s.cut(cells, l.ellipsis), l.muted})
	}
	return b
}

// isCut reports whether one of the lines is not whole.
func (b block) isCut() bool {
	return slices.ContainsFunc(b, func(line headLine) bool { return line.mark != "" })
}

// texts draws headings side by side.
func (l *ladder) texts(headings []heading) {
	for n := 0; ; n++ {
		drawn := false
		cell := -l.gutter.cells()
		for i, h := range headings {
			if n >= len(h.text) || h.text[n].cells == 0 {
				drawn = drawn || n < len(h.text)
				continue
			}
			start := h.start(l.at[i], h.text[n].cells)
			l.spaces(start - cell)
			cell = start + h.text[n].cells
			l.put(h.text[n], cell)
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
	h := &l.hosts[host]
	return max(min(h.name.cells, maxHead), min(h.cells, maxAddress), 1)
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
// side of its lifeline: half of it, or what it does not find on the other side,
// which is the edge of the screen or the next lifeline.
func (l *ladder) reach(column, side int) int {
	cells := l.headCells(l.columns.hosts[column])
	other := 0
	switch next := column - side; {
	case next < 0:
		other = l.at[0]
	case next == len(l.at):
		other = l.right - 1 - l.at[column]
	case side > 0:
		other = (l.at[column] - l.at[next] - 2) / 2
	default:
		other = (l.at[next] - l.at[column] - 2) / 2
	}
	return max(cells-1-other, cells/2)
}

// start returns where a text of so many cells begins in a zone: centred on the
// lifeline, as far as the zone allows.
func (z zone) start(at, cells int) int {
	return max(min(at-cells/2, z.right-cells), z.left)
}

// rules draws the line between heads and lifelines, or lifelines and feet.
func (l *ladder) rules(headings []heading, joint string) {
	cell, line := 0, &l.light
	l.b = append(l.b, l.muted...)
	for i, h := range headings {
		start := min(h.start(l.at[i], h.rule), l.at[i])
		end := max(start+h.rule, l.at[i]+1)
		l.spaces(start - cell)
		l.b = line.append(l.b, l.at[i]-start)
		l.b = append(l.b, joint...)
		l.b = line.append(l.b, end-l.at[i]-1)
		cell = end
	}
	l.b = append(l.b, l.reset...)
	l.newline()
}

// longLadder is how many lines make a ladder whose names are repeated at its
// feet, because the heads may be out of sight.
const longLadder = 30

// feet ends the lifelines.
func (l *ladder) feet() {
	if l.at == nil {
		return
	}
	headings := l.headings()
	long := l.below > longLadder
	if l.cursor {
		l.b = append(l.b, '\r') // over the ^C that the terminal may have shown
	}
	l.spaces(l.gutter.cells())
	l.rules(headings, l.foot)
	if !long {
		return
	}
	stairs, level := heights(headings)
	for i := range headings {
		if h := &headings[i]; h.stair {
			h.text = slices.Concat(l.repeat(stairs+level-h.step-len(h.text)), h.text)
		}
	}
	l.texts(headings)
}
