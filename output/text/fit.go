package text

import (
	"cmp"
	"slices"
)

// lay chooses the columns for the hosts known so far and the rows gathered.
func (l *ladder) lay() {
	l.width = l.screenWidth()
	l.gutter = l.measureGutter()
	l.laid = len(l.hosts)
	l.deal()
	l.measureNeeds()
	l.place()
	l.drawPlain(l.glyphs)
	l.forgetActive()
}

// deal chooses the hosts that get a lifeline: all, or if there are too many those
// with most messages, and one lifeline more for all others.
func (l *ladder) deal() {
	n := len(l.hosts)
	if most := l.most(); n > most {
		n = most - 1
		clear(l.needs)
	}
	shown := l.busiest(n)
	if n < len(l.hosts) {
		shown = append(shown, others)
	}
	l.columns.hosts = shown
	l.of = slices.Repeat([]int{len(shown) - 1}, len(l.hosts))
	for column, host := range shown {
		if host != others {
			l.of[host] = column
		}
	}
}

// need returns the cells that a row would like to have between its lifelines.
func (r *row) need() int { return r.label.cells + r.suffixCells() + arrowCells }

// tight reports whether a label among the rows gathered must be cut although
// the columns could be wider.
func (l *ladder) tight() bool {
	if l.opts.Screen.Live || len(l.at) < 2 || l.right >= l.width-l.gutter.cells() {
		return false
	}
	return slices.ContainsFunc(l.rows, func(r row) bool {
		return !r.gap && r.need()-arrowCells > l.between(l.column(r.from), l.column(r.to))
	})
}

// A demand is what the messages between two hosts ask for.
type demand struct {
	cells    int // between their lifelines, by the longest label
	messages int
}

// measureNeeds notes what the rows gathered ask for.
func (l *ladder) measureNeeds() {
	if l.needs == nil {
		l.needs = map[[2]int]demand{}
	}
	for i := range l.rows {
		r := &l.rows[i]
		if r.gap {
			continue
		}
		ends := [2]int{l.columns.hosts[l.column(r.from)], l.columns.hosts[l.column(r.to)]}
		d := l.needs[ends]
		l.needs[ends] = demand{max(d.cells, r.need()), d.messages + 1}
	}
}

// place sets the lifelines side by side: as far from each other as the labels
// need; if that is too far for the screen, nearer to each other where there are
// fewer messages.
func (l *ladder) place() {
	shown := l.columns.hosts
	room := l.width - l.gutter.cells() - 1
	gaps := l.wanted()
	shrink(gaps, room)
	for _, g := range gaps {
		room -= g.cells
	}
	left := min(l.headCells(shown[0])/2, room/2)
	right := min(l.headCells(shown[len(shown)-1])/2, room-left)
	if len(shown) == 1 {
		right = room - left
	}
	l.at = append(l.at[:0], left)
	for i, g := range gaps {
		l.at = append(l.at, l.at[i]+g.cells)
	}
	l.right = l.at[len(l.at)-1] + 1 + right
}

// wanted returns what each gap between two lifelines would like to have.
func (l *ladder) wanted() []demand {
	shown := l.columns.hosts
	gaps := make([]demand, len(shown)-1)
	for i := range gaps {
		g := &gaps[i]
		g.cells = max(leastPitch, l.headCells(shown[i])/2+l.headCells(shown[i+1])/2+2)
		if l.opts.Screen.Live {
			g.cells = livePitch
		}
		if shown[i+1] == others {
			g.cells = max(g.cells, othersPitch)
		}
	}
	for _, n := range l.neededGaps() {
		has, among := 0, n.right-n.left
		for _, g := range gaps[n.left:n.right] {
			has += g.cells
		}
		more := max(n.cells-has, 0)
		for i := range among {
			g := &gaps[n.left+i]
			g.messages += n.messages
			g.cells += more / among
			if i < more%among {
				g.cells++
			}
		}
	}
	return gaps
}

// A neededGap is what the messages between two columns ask for.
type neededGap struct {
	left, right int
	demand
}

// neededGaps returns what is asked for, between near columns first.
func (l *ladder) neededGaps() []neededGap {
	last := len(l.columns.hosts) - 1
	var needed []neededGap
	for ends, d := range l.needs {
		n := neededGap{l.columnOf(ends[0]), l.columnOf(ends[1]), d}
		if n.left > n.right {
			n.left, n.right = n.right, n.left
		}
		if n.left == n.right { // beside one lifeline
			n.left = min(n.left, last-1)
			n.right = n.left + 1
		}
		if n.left >= 0 {
			needed = append(needed, n)
		}
	}
	slices.SortFunc(needed, func(a, b neededGap) int {
		return cmp.Or(cmp.Compare(a.right-a.left, b.right-b.left), cmp.Compare(a.left, b.left), cmp.Compare(a.cells, b.cells))
	})
	return needed
}

// columnOf returns the column of a host or of others.
func (l *ladder) columnOf(host int) int {
	if host == others {
		return len(l.columns.hosts) - 1
	}
	return l.column(host)
}

// shrink makes the sum of gaps no larger than room. Each keeps tightPitch, and
// gets no more of the rest than its share by the number of messages.
func shrink(gaps []demand, room int) {
	weights := 0
	order := make([]int, len(gaps))
	for i, g := range gaps {
		order[i] = i
		weights += g.messages + 1
		room -= tightPitch
	}
	// Those that need less than their share leave more to the others.
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare((gaps[a].cells-tightPitch)*(gaps[b].messages+1), (gaps[b].cells-tightPitch)*(gaps[a].messages+1))
	})
	for _, i := range order {
		g := &gaps[i]
		weight := g.messages + 1
		more := min(g.cells-tightPitch, room*weight/weights)
		g.cells = tightPitch + more
		room -= more
		weights -= weight
	}
}
