package text

import (
	"cmp"
	"slices"
)

// settle makes sure that the rows gathered can be drawn: it chooses columns, and
// draws their heads, where there is something new, or where a screen has been
// filled since the last ones.
func (l *ladder) settle() {
	if len(l.rows) == 0 {
		return
	}
	l.countActive()
	switch {
	case l.at == nil,
		l.width != l.screenWidth(),
		l.gutter != l.measureGutter(),
		len(l.hosts) > l.laid && !l.crowded(),
		l.tight():
		l.lay()
		l.heads()
	case l.pageIsFull():
		again := l.crowded() && l.better()
		if again {
			l.lay()
		}
		if again || l.screenHeight() > 0 {
			l.heads()
		}
		l.forgetActive()
	}
}

// pageIsFull reports whether it is time to think about the columns again, and to
// repeat the heads in a terminal.
func (l *ladder) pageIsFull() bool {
	height := l.screenHeight()
	if !l.opts.Screen.Live || height == 0 {
		return l.below >= batch
	}
	return l.below >= max(height-2, 8) // the cursor's line, and the row to come
}

// countActive counts the messages of each host.
func (l *ladder) countActive() {
	for i := range l.rows {
		r := &l.rows[i]
		if r.gap {
			continue
		}
		for _, host := range []int{r.from, r.to} {
			if l.hosts[host].messages++; l.hosts[host].messages == 1 {
				l.active = append(l.active, host)
			}
		}
	}
}

func (l *ladder) forgetActive() {
	for _, host := range l.active {
		l.hosts[host].messages = 0
	}
	l.active = l.active[:0]
}

// better reports whether other hosts than those shown have so many of the recent
// messages that it is worth while to change.
func (l *ladder) better() bool {
	now, all := 0, 0
	for _, host := range l.active {
		n := l.hosts[host].messages
		all += n
		if !l.hidden(host) {
			now += n
		}
	}
	best := 0
	for _, host := range l.busiest(len(l.columns.hosts) - 1) {
		best += l.hosts[host].messages
	}
	return (all-best)*2 < all-now
}

// busiest returns the n hosts with most of the recent messages, in their order.
// Where fewer had any, those that are shown come next, and then the first ones.
func (l *ladder) busiest(n int) []int {
	slices.SortFunc(l.active, func(a, b int) int {
		return cmp.Or(cmp.Compare(l.hosts[b].messages, l.hosts[a].messages), cmp.Compare(a, b))
	})
	chosen := slices.Clone(l.active[:min(n, len(l.active))])
	taken := make(map[int]bool, n)
	for _, host := range chosen {
		taken[host] = true
	}
	add := func(host int) {
		if len(chosen) < n && host != others && !taken[host] {
			chosen = append(chosen, host)
			taken[host] = true
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
