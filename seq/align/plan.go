package align

import (
	"cmp"
	"slices"
	"time"
)

// A Plan tells what is one packet of all that the captures show.
type Plan struct {
	m      *Matcher
	clocks []clock
	sizes  []int     // of each root, how many captures are set to it, with itself
	site   []int     // of each capture, the first one that was taken at the same place at the same time
	missed [][]int64 // see missedTimes
}

// A clock turns the times of a capture into those of another, its root.
type clock struct {
	root   int // the capture that its times are set to, the first of those that are tied; itself for one that is not
	parent int // that it is set against; itself for a root
	pieces []piece
	err    float64 // of its offset to the root, in nanoseconds
	given  bool    // it, or another one of that root, is set by what the user said
}

// plan makes the clocks, then finds what was lost.
func (m *Matcher) plan() *Plan {
	p := &Plan{m: m, clocks: make([]clock, m.captures)}
	p.linkClocks()
	p.site = p.sites()
	p.findLost()
	p.findBegins()
	return p
}

func errorOf(pieces []piece) (worst float64) {
	for _, p := range pieces {
		worst = max(worst, p.err)
	}
	return worst
}

// piecesBetween returns how the clock of capture to stands to that of from.
func (m *Matcher) piecesBetween(from, to int) []piece {
	if from < to {
		return m.pairs[[2]uint8{uint8(from), uint8(to)}].pieces
	}
	pieces := slices.Clone(m.pairs[[2]uint8{uint8(to), uint8(from)}].pieces)
	for i := range pieces {
		pieces[i] = pieces[i].inverse()
	}
	return pieces
}

// order compares two sightings of a packet by their places on its way.
func (p *Plan) order(i, j int32) int {
	a, b := p.m.seen.at(i), p.m.seen.at(j)
	if a.capture == b.capture {
		return cmp.Compare(i, j)
	}
	lower, sign := a, 1
	key := [2]uint8{a.capture, b.capture}
	if a.capture > b.capture {
		lower, sign, key = b, -1, [2]uint8{b.capture, a.capture}
	}
	if pair := p.m.pairs[key]; pair != nil {
		if pair.together {
			return cmp.Compare(a.capture, b.capture)
		}
		if side := pair.sides.of(lower.way); side != 0 {
			return -cmp.Compare(side, 0) * sign
		}
	}
	if p.tied(a.capture, b.capture) {
		if c := cmp.Compare(p.ToFirst(int(a.capture), a.at), p.ToFirst(int(b.capture), b.at)); c != 0 {
			return c
		}
	}
	return cmp.Compare(a.capture, b.capture)
}

// sightingsOf returns all sightings of the packet of one, in the order of its way.
func (p *Plan) sightingsOf(i int32, into []int32) []int32 {
	into = append(into[:0], i)
	for j := p.m.seen.at(i).next; j != i; j = p.m.seen.at(j).next {
		into = append(into, j)
	}
	if len(into) > 1 {
		slices.Sort(into) // whichever of them i is: order may contradict itself over several captures
		slices.SortFunc(into, p.order)
	}
	return into
}

// Shared returns the first two captures that show the same packets, and by how much
// the clock of the second is ahead of that of the first; false if no two do.
func (p *Plan) Shared() (a, b int, ahead time.Duration, shared bool) {
	const enough = 3
	for a := range p.m.captures {
		for b := a + 1; b < p.m.captures; b++ {
			pair := p.m.pairs[[2]uint8{uint8(a), uint8(b)}]
			if pair != nil && pair.shared >= enough {
				return a, b, time.Duration(pair.offset(p.m.seen.at(p.m.starts[a]).at)), true
			}
		}
	}
	return 0, 0, 0, false
}
