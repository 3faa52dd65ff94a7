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

// measureNeeds notes what the rows gathered need.
func (l *ladder) measureNeeds() {
	if l.needs == nil {
		l.needs = map[[2]int]int{}
	}
	for i := range l.rows {
		r := &l.rows[i]
		if r.gap {
			continue
		}
		ends := [2]int{l.columns.hosts[l.column(r.from)], l.columns.hosts[l.column(r.to)]}
		l.needs[ends] = max(l.needs[ends], r.need())
	}
}

// place sets the lifelines side by side: as far from each other as the labels
// need; if that is too far for the screen, the widest gaps shrink first.
func (l *ladder) place() {
	shown := l.columns.hosts
	room := l.width - l.gutter.cells() - 1
	gaps := l.wanted()
	shrink(gaps, room)
	for _, g := range gaps {
		room -= g
	}
	left := min(l.headCells(shown[0])/2, room/2)
	right := min(l.headCells(shown[len(shown)-1])/2, room-left)
	if len(shown) == 1 {
		right = room - left
	}
	l.at = append(l.at[:0], left)
	for i, g := range gaps {
		l.at = append(l.at, l.at[i]+g)
	}
	l.right = l.at[len(l.at)-1] + 1 + right
}

// wanted returns the cells that each gap between two lifelines would like.
func (l *ladder) wanted() []int {
	shown := l.columns.hosts
	gaps := make([]int, len(shown)-1)
	for i := range gaps {
		gaps[i] = max(leastPitch, l.headCells(shown[i])/2+l.headCells(shown[i+1])/2+2)
		if l.opts.Screen.Live {
			gaps[i] = livePitch
		}
		if shown[i+1] == others {
			gaps[i] = max(gaps[i], othersPitch)
		}
	}
	for _, n := range l.neededGaps() {
		has := 0
		for _, g := range gaps[n.left:n.right] {
			has += g
		}
		more, among := max(n.cells-has, 0), n.right-n.left
		for i := range among {
			gaps[n.left+i] += more / among
			if i < more%among {
				gaps[n.left+i]++
			}
		}
	}
	return gaps
}

// A neededGap is the room that the labels between two columns need.
type neededGap struct{ left, right, cells int }

// neededGaps returns what is needed, between near columns first.
func (l *ladder) neededGaps() []neededGap {
	last := len(l.columns.hosts) - 1
	var needed []neededGap
	for ends, cells := range l.needs {
		n := neededGap{l.columnOf(ends[0]), l.columnOf(ends[1]), cells}
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

// shrink makes the sum of gaps no larger than room, by making the largest of
// them equally large.
func shrink(gaps []int, room int) {
	order := make([]int, len(gaps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(gaps[a], gaps[b]) })
	for k, i := range order {
		gaps[i] = min(gaps[i], room/(len(gaps)-k))
		room -= gaps[i]
	}
}
