package text

import (
	"cmp"
	"slices"
)

// deal chooses the hosts that get a lifeline: all, or if there are too many the
// busiest, and one lifeline more for all others. Those that send nothing take
// little room.
func (l *ladder) deal(c *columns) {
	always := max(1+c.room()/leastPitch, 1)
	for n := min(len(l.hosts), always+maxStairs); ; n-- {
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
		if len(c.hosts) <= always || l.fits(c) {
			return
		}
	}
}

// fits reports whether there is room for the labels of each pair of hosts that
// sends more than a little.
func (l *ladder) fits(c *columns) bool {
	cells := 0
	attempts := l.attempts()
	for _, g := range wanted(c, l.pairs(c), attempts[len(attempts)-1]) {
		cells += g.floor
		if g.floor >= tightPitch {
			cells += leastPitch - tightPitch
		}
	}
	return cells <= c.room()
}

// busiest returns the n hosts with most of the recent messages, in their order.
// Where fewer had any, those that are shown come next, and then the first ones.
func (l *ladder) busiest(n int) []int {
	messages := map[int]int{}
	for i, d := range l.recent {
		messages[d.from] += l.weight(i)
		messages[d.to] += l.weight(i)
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
