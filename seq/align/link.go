package align

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// linkClocks sets the captures' clocks against each other: of those that are tied the first
// keeps its times, and the others are set to it over those captures between them that make the error least.
func (p *Plan) linkClocks() {
	for i := range p.clocks {
		p.clocks[i] = clock{root: i, parent: i}
	}
	linked := make([]bool, len(p.clocks))
	for root := range p.clocks {
		if !linked[root] {
			linked[root] = true
			p.linkTo(root, linked)
		}
	}
	p.linkGiven()
	p.sizes = make([]int, len(p.clocks))
	for _, c := range p.clocks {
		p.sizes[c.root]++
	}
}

// linkTo sets to a root all clocks that packets tie to it.
func (p *Plan) linkTo(root int, linked []bool) {
	for {
		best, from, to := math.Inf(1), -1, -1
		for key, pair := range p.m.pairs {
			a, b := int(key[0]), int(key[1])
			if len(pair.pieces) == 0 || linked[a] == linked[b] {
				continue
			}
			if linked[b] {
				a, b = b, a
			}
			if p.clocks[a].root != root {
				continue
			}
			err := p.clocks[a].err + errorOf(pair.pieces)
			if err < best || err == best && (a < from || a == from && b < to) {
				best, from, to = err, a, b
			}
		}
		if to < 0 {
			return
		}
		linked[to] = true
		p.clocks[to] = clock{root: root, parent: from, err: best, pieces: p.m.piecesBetween(to, from)}
	}
}

// linkGiven sets clocks as the user says where captures share packets that do not tell it, as
// they went one way only.
func (p *Plan) linkGiven() {
	keys := slices.SortedFunc(maps.Keys(p.m.pairs), func(x, y [2]uint8) int {
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
	})
	for _, key := range keys {
		a, b := p.clocks[key[0]].root, p.clocks[key[1]].root
		if a == b || p.m.offsets[a] == 0 && p.m.offsets[b] == 0 {
			continue
		}
		a, b = min(a, b), max(a, b)
		p.clocks[b].parent = a
		p.clocks[b].pieces = []piece{{offset: float64(p.m.offsets[a] - p.m.offsets[b])}}
		for i := range p.clocks {
			if c := &p.clocks[i]; c.root == b || c.root == a {
				c.root, c.given = a, true
			}
		}
	}
	for _, key := range keys {
		if pair := p.m.pairs[key]; len(pair.pieces) == 0 && p.clocks[key[0]].given && p.tied(key[0], key[1]) {
			pair.settle(func(s *shared) int64 {
				return p.ToFirst(int(key[1]), s.at+s.diff) - p.ToFirst(int(key[0]), s.at)
			})
		}
	}
}

// tied reports whether the times of two captures are on one clock.
func (p *Plan) tied(a, b uint8) bool { return p.clocks[a].root == p.clocks[b].root }

// toRoot returns a time of a capture on the clock of its root.
func (p *Plan) toRoot(capture int, at int64) int64 {
	for p.clocks[capture].parent != capture {
		c := &p.clocks[capture]
		at += int64(math.Round(pieceAt(c.pieces, at).at(at)))
		capture = c.parent
	}
	return at
}

// ToFirst returns a time of a capture on the clock of the first one, as far as that is known: by
// the packets, or by what the user says of the root of its clock.
func (p *Plan) ToFirst(capture int, at int64) int64 {
	root := p.clocks[capture].root
	return p.toRoot(capture, at) - int64(p.Shift(root))
}

// Shift returns by how much the times of a capture are set back because the user says so; 0
// where its packets tell it.
func (p *Plan) Shift(capture int) time.Duration {
	c := &p.clocks[capture]
	if c.root != capture || p.sizes != nil && p.sizes[capture] == len(p.clocks) && !c.given {
		return 0
	}
	return p.m.offsets[capture]
}

// Alignment returns how the clock of a capture stands to that of the first one that it is tied
// to; nil if it is tied to none.
func (p *Plan) Alignment(capture int) *seq.Alignment {
	c := &p.clocks[capture]
	if p.sizes[c.root] < 2 {
		return nil
	}
	first, last := p.m.starts[capture], p.m.starts[capture+1]-1
	if first > last {
		return nil
	}
	from, to := p.m.seen.at(first).at, p.m.seen.at(last).at
	a := &seq.Alignment{To: c.root, Offset: time.Duration(from - p.toRoot(capture, from)), Error: time.Duration(math.Ceil(c.err))}
	a.Given = c.given && c.root != capture
	if len(c.pieces) == 1 && to > from {
		gone := float64(p.toRoot(capture, to) - p.toRoot(capture, from))
		a.Skew = math.Round((float64(to-from)/gone-1)*1e7) / 10
	}
	return a
}

// Unknown reports whether nothing tells how the clock of a capture stands to any other's.
func (p *Plan) Unknown(capture int) bool {
	return p.m.starts[capture] < p.m.starts[capture+1] && p.sizes[p.clocks[capture].root] < 2 && p.m.offsets[capture] == 0
}
