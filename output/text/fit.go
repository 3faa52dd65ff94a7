package text

import (
	"cmp"
	"slices"
)

// choose returns the columns that suit the recent messages best, for the hosts
// known so far.
func (l *ladder) choose(width int, g gutter) columns {
	c := columns{width: width, gutter: g, known: len(l.hosts)}
	l.deal(&c)
	gaps := l.wanted(&c)
	room := width - g.cells() - 1
	shrink(gaps, room)
	for _, g := range gaps {
		room -= g.cells
	}
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
	c.drawPlain(l.lifeline)
	return c
}

// deal chooses the hosts that get a lifeline: all, or if there are too many the
// busiest, and one lifeline more for all others.
func (l *ladder) deal(c *columns) {
	n := len(l.hosts)
	if n > c.most() {
		n = c.most() - 1
	}
	c.hosts = l.busiest(n)
	if n < len(l.hosts) {
		c.hosts = append(c.hosts, others)
	}
	c.of = slices.Repeat([]int{len(c.hosts) - 1}, len(l.hosts))
	for column, host := range c.hosts {
		if host != others {
			c.of[host] = column
		}
	}
}

// busiest returns the n hosts with most of the recent messages, in their order.
// Where fewer had any, those that are shown come next, and then the first ones.
func (l *ladder) busiest(n int) []int {
	messages := map[int]int{}
	for _, d := range l.recent {
		messages[d.from]++
		messages[d.to]++
	}
	chosen := make([]int, 0, len(messages))
	for host := range messages {
		chosen = append(chosen, host)
	}
	slices.SortFunc(chosen, func(a, b int) int {
		return cmp.Or(cmp.Compare(messages[b], messages[a]), cmp.Compare(a, b))
	})
	chosen = chosen[:min(n, len(chosen))]
	add := func(host int) {
		if len(chosen) < n && host != others && !slices.Contains(chosen, host) {
			chosen = append(chosen, host)
		}
	}
	for _, host := range l.columns.hosts {
		add(host)
	}
	for host := 0; len(chosen) < n; host++ {
		add(host)
	}
	slices.Sort(chosen)
	return chosen
}

// A gapDemand is what the messages that cross the gap between two lifelines ask
// of it.
type gapDemand struct {
	left, right int // columns
	cells       int // from lifeline to lifeline, for the longest label
	messages    int
}

// wanted returns what each gap between two lifelines would like to have.
func (l *ladder) wanted(c *columns) []gapDemand {
	gaps := make([]gapDemand, len(c.hosts)-1)
	for i := range gaps {
		g := &gaps[i]
		g.cells = max(leastPitch, l.headCells(c.hosts[i])/2+l.headCells(c.hosts[i+1])/2+2)
		if c.hosts[i+1] == others {
			g.cells = max(g.cells, othersPitch)
		}
	}
	for _, d := range l.pairs(c) {
		has, among := 0, d.right-d.left
		for _, g := range gaps[d.left:d.right] {
			has += g.cells
		}
		more := max(d.cells-has, 0)
		for i := range among {
			g := &gaps[d.left+i]
			g.messages += d.messages
			g.cells += more / among
			if i < more%among {
				g.cells++
			}
		}
	}
	return gaps
}

// pairs returns what the recent messages between two columns ask for, near
// columns first. Messages beside one lifeline ask for a gap at its side.
func (l *ladder) pairs(c *columns) []gapDemand {
	last := len(c.hosts) - 1
	if last == 0 {
		return nil
	}
	sum := map[[2]int]gapDemand{}
	for _, m := range l.recent {
		left, right := c.column(m.from), c.column(m.to)
		if left > right {
			left, right = right, left
		}
		if left == right {
			left = min(left, last-1)
			right = left + 1
		}
		d := sum[[2]int{left, right}]
		sum[[2]int{left, right}] = gapDemand{left, right, max(d.cells, m.cells+arrowCells), d.messages + 1}
	}
	pairs := make([]gapDemand, 0, len(sum))
	for _, d := range sum {
		if l.opts.Screen.Live {
			d.cells = max(d.cells, livePitch)
		}
		pairs = append(pairs, d)
	}
	slices.SortFunc(pairs, func(a, b gapDemand) int {
		return cmp.Or(cmp.Compare(a.right-a.left, b.right-b.left), cmp.Compare(a.left, b.left))
	})
	return pairs
}

// shrink makes the sum of gaps no larger than room. Each keeps tightPitch, and
// gets no more of the rest than its share by the number of messages.
func shrink(gaps []gapDemand, room int) {
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
