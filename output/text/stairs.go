package text

import (
	"net"
	"net/netip"
	"slices"
)

// heights returns the lines that the stairs take, and those of the other texts
// below them. It sets the step of each stair: all end where those begin.
func heights(headings []heading) (stairs, level int) {
	eachFlight(headings, func(flight []heading, descending bool) {
		lines := 0
		for _, h := range flight {
			lines += len(h.text)
		}
		stairs = max(stairs, lines)
	})
	eachFlight(headings, func(flight []heading, descending bool) {
		step := stairs
		for i := range flight {
			h := &flight[i]
			if descending {
				h = &flight[len(flight)-1-i]
			}
			step -= len(h.text)
			h.step = step
		}
	})
	for _, h := range headings {
		if !h.stair {
			level = max(level, len(h.text))
		}
	}
	return stairs, level
}

// eachFlight calls do with each run of stairs side by side, from left to right.
// They descend to the right, so that each text may run over those at its right;
// at the right edge of the screen they do so to the left.
func eachFlight(headings []heading, do func(flight []heading, descending bool)) {
	for i := 0; i < len(headings); i++ {
		first := i
		for i < len(headings) && headings[i].stair {
			i++
		}
		if i > first {
			do(headings[first:i], first == 0 || i < len(headings))
		}
	}
}

// widenStairs gives each stair the zone that its text may take: as far as the
// edge of the screen, or the next flight and what that needs.
func (l *ladder) widenStairs(headings []heading) {
	column, begin := 0, 0
	eachFlight(headings, func(flight []heading, descending bool) {
		for !headings[column].stair {
			column++
		}
		end := l.beforeFlight(headings, column+len(flight))
		for i := range flight {
			at := l.at[column+i]
			if descending {
				flight[i].zone = zone{at, end}
			} else {
				flight[i].zone = zone{begin, at + 1}
			}
		}
		column, begin = column+len(flight), end+1
	})
}

// beforeFlight returns the cell that a flight must leave free for the next one,
// if that begins at some column or behind. Of two that run into each other each
// has half of what is between them, or what the second does not need.
func (l *ladder) beforeFlight(headings []heading, column int) int {
	next := column
	for next < len(headings) && !headings[next].stair {
		next++
	}
	if next == len(headings) {
		return l.right
	}
	need := 0
	for i := next; i < len(headings); i++ {
		if !headings[i].stair { // it runs to the right
			return l.at[next] - 1
		}
		need = max(need, l.headCells(l.columns.hosts[i])-(l.at[i]-l.at[next]))
	}
	return max((l.at[column-1]+l.at[next])/2, l.at[next]-need)
}

// repeat returns so many lines of lifeline.
func (l *ladder) repeat(lines int) block {
	return slices.Repeat(block{{span{text: l.lifeline, cells: 1}, l.muted}}, lines)
}

// keepAddresses makes stairs of names that are addresses and would be broken, unless there would be
// too many.
func (l *ladder) keepAddresses(headings []heading) {
	var broken []int
	stairs := 0
	for i, h := range headings {
		host := l.columns.hosts[i]
		switch {
		case h.stair:
			stairs++
		case host != others && l.hosts[host].unnamed && l.hosts[host].name.cells > h.cells():
			broken = append(broken, i)
		}
	}
	if stairs+len(broken) > maxStairs {
		return
	}
	for _, i := range broken {
		headings[i].stair = true
	}
	tried := slices.Clone(headings)
	l.widenStairs(tried)
	for i, h := range tried {
		if host := l.columns.hosts[i]; h.stair && h.cells() < l.headCells(host) { // one in the way of another
			for _, i := range broken {
				headings[i].stair = false
			}
			return
		}
	}
}

// isShortAddress reports whether a name is an address that may stand in a line of a head whole.
func isShortAddress(name string) bool {
	if len(name) > maxHead {
		return false
	}
	_, ipErr := netip.ParseAddr(name)
	_, macErr := net.ParseMAC(name)
	return ipErr == nil || macErr == nil
}
