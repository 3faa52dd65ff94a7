package text

import (
	"cmp"
	"slices"
)

// choose returns the columns that suit the recent messages best, for the hosts
// known so far. One long label may ask for room that many short ones lack, and so
// may two hosts that send little: it tries what becomes of it if the longest
// labels of each pair of hosts do not count, and if only busy pairs may ask.
func (l *ladder) choose(width int, g gutter) columns {
	c := columns{width: width, gutter: g, known: len(l.hosts)}
	l.deal(&c)
	pairs := l.pairs(&c)
	best, bestCut, bestMissing := columns{}, 0, 0
	for _, d := range l.attempts() {
		next := c
		l.place(&next, wanted(&next, pairs, d))
		cut, missing := next.cuts(l.recent), next.missing(l.recent)
		if best.at == nil || cmp.Or(cmp.Compare(cut, bestCut), cmp.Compare(missing, bestMissing)) < 0 {
			best, bestCut, bestMissing = next, cut, missing
		}
		if bestCut == 0 {
			break
		}
	}
	best.drawPlain(l.lifeline)
	return best
}

// attempts returns the demands to try.
func (l *ladder) attempts() (d []demands) {
	if l.opts.Screen.Live {
		return []demands{{percent: 100, part: 4}}
	}
	for _, part := range []int{0, 10, 3} {
		for _, percent := range []int{100, 75, 50} {
			d = append(d, demands{percent, part})
		}
	}
	return d
}

// place sets where the lifelines stand. The labels come first; what they leave is
// for the heads.
func (l *ladder) place(c *columns, gaps []gapDemand) {
	room := c.room()
	shrink(gaps, room)
	for _, g := range gaps {
		room -= g.cells
	}
	room = l.widen(c, gaps, room)
	left := min(l.headCells(c.hosts[0])/2, room/2)
	right := min(l.headCells(c.hosts[len(c.hosts)-1])/2, room-left)
	if len(gaps) == 0 {
		right = room - left
	}
	c.at = append(c.at, left)
	for i, g := range gaps {
		c.at = append(c.at, c.at[i]+g.cells)
	}
	c.right = c.at[len(gaps)] + 1 + right
}

// widen gives the gaps what their heads would like to have, as far as there is
// room, and returns what is left of it.
func (l *ladder) widen(c *columns, gaps []gapDemand, room int) int {
	for left := len(gaps); left > 0; left-- {
		g := &gaps[len(gaps)-left]
		like := max(leastPitch, l.headCells(c.hosts[g.left])/2+l.headCells(c.hosts[g.right])/2+2)
		if c.hosts[g.right] == others {
			like = max(like, othersPitch)
		}
		more := min(max(like-g.cells, 0), room/left)
		g.cells += more
		room -= more
	}
	return room
}

// A gapDemand is what the messages that cross the gap between two lifelines ask
// of it.
type gapDemand struct {
	left, right int // columns
	floor       int // cells that it has at least
	cells       int // from lifeline to lifeline, for the labels
	weight      int // of the messages
}

// A pair is two columns that recent messages go between.
type pair struct {
	left, right int
	labels      []int // their cells, in order
	weight      int
}

// mostWeight is that of two hosts of a live diagram: that they sent much does not
// mean that they will go on.
const mostWeight = 16

// maxStairs is how many lifelines may stand so close that each name has need of
// lines of its own.
const maxStairs = 6

// demands say which labels count.
type demands struct {
	percent int // of those of each pair, shortest first

	// A pair with less than one such part of the weight of the busiest does not
	// count: its labels stand beside their arrows. 0 for none.
	part int
}

// asking returns the pairs that count.
func (d demands) asking(pairs []pair) (asking []pair) {
	busiest := 0
	for _, p := range pairs {
		busiest = max(busiest, p.weight)
	}
	for _, p := range pairs {
		if d.part == 0 || p.weight*d.part >= busiest {
			asking = append(asking, p)
		}
	}
	return asking
}

// wanted returns what each gap between two lifelines would like to have.
func wanted(c *columns, pairs []pair, d demands) []gapDemand {
	gaps := make([]gapDemand, len(c.hosts)-1)
	for i := range gaps {
		gaps[i] = gapDemand{left: i, right: i + 1, floor: idlePitch}
	}
	asking := d.asking(pairs)
	for _, p := range asking {
		among := gaps[p.left:p.right]
		for i := range among {
			among[i].weight += p.weight
		}
		raise(among, func(g *gapDemand) *int { return &g.floor }, tightPitch)
	}
	stairs := 0
	for _, g := range gaps {
		if g.floor < wrappedPitch {
			stairs++
		}
	}
	for i := range gaps {
		g := &gaps[i]
		if stairs > maxStairs {
			g.floor = max(g.floor, wrappedPitch)
		}
		g.cells = g.floor
	}
	for _, p := range asking {
		longest := p.labels[(len(p.labels)-1)*d.percent/100]
		raise(gaps[p.left:p.right], func(g *gapDemand) *int { return &g.cells }, longest+arrowCells)
	}
	return gaps
}

// raise makes the sum of a measure of some gaps no less than total.
func raise(gaps []gapDemand, measure func(*gapDemand) *int, total int) {
	for i := range gaps {
		total -= *measure(&gaps[i])
	}
	for i := range gaps {
		if total <= 0 {
			return
		}
		left := len(gaps) - i
		more := (total + left - 1) / left
		*measure(&gaps[i]) += more
		total -= more
	}
}

// pairs returns the columns that recent messages go between, near ones first.
// Messages beside one lifeline ask for a gap at its side; but those of two hosts
// without one run over all others.
func (l *ladder) pairs(c *columns) []pair {
	last := len(c.hosts) - 1
	if last == 0 {
		return nil
	}
	found := map[[2]int]*pair{}
	for i, m := range l.recent {
		left, right := c.column(m.from), c.column(m.to)
		switch from, to := c.hidden(m.from), c.hidden(m.to); {
		case from && to:
			continue
		case from:
			m.cells += len("from : ") + min(l.hosts[m.from].name.cells, maxHidden)
		case to:
			m.cells += len("to : ") + min(l.hosts[m.to].name.cells, maxHidden)
		}
		if left > right {
			left, right = right, left
		}
		if left == right {
			left = min(left, last-1)
			right = left + 1
		}
		p := found[[2]int{left, right}]
		if p == nil {
			p = &pair{left: left, right: right}
			found[[2]int{left, right}] = p
		}
		p.labels = append(p.labels, m.cells)
		p.weight += l.weight(i)
	}
	pairs := make([]pair, 0, len(found))
	for _, p := range found {
		if l.opts.Screen.Live { // nobody knows what will come
			p.weight = min(p.weight, mostWeight)
			p.labels = append(p.labels, livePitch-arrowCells)
		}
		slices.Sort(p.labels)
		pairs = append(pairs, *p)
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.right-a.left, b.right-b.left), cmp.Compare(a.left, b.left))
	})
	return pairs
}

// weight returns how much recent message i counts. All the same, if they are what
// is to be drawn. For what will come in a live diagram the last one tells most,
// and those that have just opened a connection.
func (l *ladder) weight(i int) int {
	weight := 1
	if l.opts.Screen.Live {
		age := len(l.recent) - 1 - i
		if age == 0 {
			weight += mostWeight / 2
		}
		if l.recent[i].opens && age < mostWeight/2 {
			weight += mostWeight / 2
		}
	}
	return weight
}

// shrink makes the sum of gaps no larger than room. Each keeps its floor, and
// gets no more of the rest than its share by the weight of its messages.
func shrink(gaps []gapDemand, room int) {
	weights := 0
	order := make([]int, len(gaps))
	for i, g := range gaps {
		order[i] = i
		weights += g.weight + 1
		room -= g.floor
	}
	// Those that need less than their share leave more to the others.
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare((gaps[a].cells-gaps[a].floor)*(gaps[b].weight+1), (gaps[b].cells-gaps[b].floor)*(gaps[a].weight+1))
	})
	for _, i := range order {
		g := &gaps[i]
		weight := g.weight + 1
		more := min(g.cells-g.floor, room*weight/weights)
		g.cells = g.floor + more
		room -= more
		weights -= weight
	}
}
