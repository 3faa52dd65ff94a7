package align

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// A Plan tells what is one packet of all that the captures show.
type Plan struct {
	m      *Matcher
	clocks []clock
	missed [][]int64 // see missedTimes
}

// A clock turns the times of a capture into those of the first one.
type clock struct {
	known  bool // the times are set against another capture's
	parent int  // that it is set against; itself for a root
	pieces []piece
	err    float64 // of its offset to the first capture, in nanoseconds
}

// plan makes the clocks, then finds what was lost.
func (m *Matcher) plan() *Plan {
	p := &Plan{m: m, clocks: make([]clock, m.captures)}
	p.linkClocks()
	p.findLost()
	p.findBegins()
	return p
}

// linkClocks sets each capture's clock against the first one's: over those
// captures between them that make the error least.
func (p *Plan) linkClocks() {
	for i := range p.clocks {
		p.clocks[i] = clock{parent: i}
	}
	if len(p.clocks) > 0 {
		p.clocks[0].known = true
	}
	for {
		best, from, to := math.Inf(1), -1, -1
		for key, pair := range p.m.pairs {
			a, b := int(key[0]), int(key[1])
			if len(pair.pieces) == 0 || p.clocks[a].known == p.clocks[b].known {
				continue
			}
			if p.clocks[b].known {
				a, b = b, a
			}
			err := p.clocks[a].err + errorOf(pair.pieces)
			if err < best || err == best && (a < from || a == from && b < to) {
				best, from, to = err, a, b
			}
		}
		if to < 0 {
			return
		}
		p.clocks[to] = clock{known: true, parent: from, err: best, pieces: p.m.piecesBetween(to, from)}
	}
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

// aligned reports whether the clock of any capture is known against the first one's.
func (p *Plan) aligned() bool {
	for i, c := range p.clocks {
		if i > 0 && c.known {
			return true
		}
	}
	return false
}

// ToFirst returns a time of a capture on the clock of the first one.
func (p *Plan) ToFirst(capture int, at int64) int64 {
	for p.clocks[capture].parent != capture {
		c := &p.clocks[capture]
		at += int64(math.Round(pieceAt(c.pieces, at).at(at)))
		capture = c.parent
	}
	if capture == 0 && p.aligned() {
		return at
	}
	return at - int64(p.m.offsets[capture])
}

// Alignment returns how the clock of a capture stands to the first one's; nil if
// the packets do not tell.
func (p *Plan) Alignment(capture int) *seq.Alignment {
	c := &p.clocks[capture]
	if !c.known || !p.aligned() {
		return nil
	}
	first, last := p.m.starts[capture], p.m.starts[capture+1]-1
	if first > last {
		return nil
	}
	from, to := p.m.seen.at(first).at, p.m.seen.at(last).at
	a := &seq.Alignment{Offset: time.Duration(from - p.ToFirst(capture, from)), Error: time.Duration(math.Ceil(c.err))}
	if len(c.pieces) == 1 && to > from {
		gone := float64(p.ToFirst(capture, to) - p.ToFirst(capture, from))
		a.Skew = math.Round((float64(to-from)/gone-1)*1e7) / 10
	}
	return a
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
		if side := pair.sides.of(lower.way); side != 0 {
			return -cmp.Compare(side, 0) * sign
		}
	}
	if c := cmp.Compare(p.ToFirst(int(a.capture), a.at), p.ToFirst(int(b.capture), b.at)); c != 0 {
		return c
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

// Remarks says what the user has to know of the clocks. Names are those of the
// captures.
func (p *Plan) Remarks(names []string) (all []string) {
	for i, name := range names {
		if a, twin := p.twinOf(i); twin {
			all = append(all, name+": shows the same packets at the same times as "+names[a]+": it is a copy of that capture")
		}
		c := &p.clocks[i]
		if c.known && p.aligned() && p.m.offsets[i] != 0 {
			all = append(all, name+": its packets tell how far its clock is ahead; --offset is not used")
		}
		switch {
		case c.known && len(c.pieces) > 1:
			all = append(all, fmt.Sprintf("%s: its clock, or that of %s, was set %d times while they ran", name, names[c.parent], len(c.pieces)-1))
		case c.known || p.m.starts[i] == p.m.starts[i+1]:
		case p.sharesAny(i):
			all = append(all, name+": packets that others saw too went one way only, which does not tell how far its clock is ahead: say it with --offset")
		default:
			all = append(all, name+": no other capture shows its packets; its times are taken as they are")
		}
	}
	return all
}

// sharesAny reports whether a capture shows packets that others show.
func (p *Plan) sharesAny(capture int) bool {
	for key := range p.m.pairs {
		if int(key[0]) == capture || int(key[1]) == capture {
			return true
		}
	}
	return false
}
