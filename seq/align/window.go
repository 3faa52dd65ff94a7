package align

import (
	"maps"
	"math"
	"slices"
)

// pairOthers joins what two captures saw several times, now that the clocks say
// what can be what.
func (m *Matcher) pairOthers(g groups) {
	var a, b []int32
	g.each(func(group []int32) {
		m.eachPair(group, func(inA, inB []int32) {
			p := m.pairOf(inA[0], inB[0])
			if p == nil {
				return
			}
			a, b = m.open(inA, p.b, a[:0]), m.open(inB, p.a, b[:0])
			if len(a) > 0 && len(b) > 0 {
				m.assign(p, a, b, m.missedCost(p, inA, inB))
			}
		})
	})
}

// pairLoose joins what has no partner yet by weaker keys, if it goes between ends that
// are known to be the same, or has facts by which the key says enough.
func (m *Matcher) pairLoose(g groups, enough facts) {
	same := m.sameWays()
	byLength := enough == 0
	var a, b []int32
	g.each(func(group []int32) {
		m.eachPair(group, func(inA, inB []int32) {
			p := m.pairOf(inA[0], inB[0])
			if p == nil || byLength && m.seen.at(inA[0]).has(raw) {
				return
			}
			a, b = m.open(inA, p.b, a[:0]), m.open(inB, p.a, b[:0])
			if len(a) == 0 || len(b) == 0 {
				return
			}
			away, toward := m.byWay(a), m.byWay(b)
			for _, way := range slices.Sorted(maps.Keys(away)) { // in one order each time
				var to []int32
				for other, sightings := range toward {
					if same[[2]uint32{way, other}] || !byLength && m.seen.at(sightings[0]).has(enough) {
						to = append(to, sightings...)
					}
				}
				slices.Sort(to)
				m.assign(p, away[way], to, missedCost)
			}
		})
	})
}

// byWay deals out sightings by their ways.
func (m *Matcher) byWay(sightings []int32) map[uint32][]int32 {
	ways := make(map[uint32][]int32)
	for _, i := range sightings {
		way := m.seen.at(i).way
		ways[way] = append(ways[way], i)
	}
	return ways
}

// sameWays returns which ways of two captures are the same but for a translation
// of addresses: one packet of a way in the one was seen on a way in the other.
func (m *Matcher) sameWays() map[[2]uint32]bool {
	same := make(map[[2]uint32]bool)
	for w := range m.ways.all {
		same[[2]uint32{uint32(w), uint32(w)}] = true
	}
	for i := int32(0); i < int32(m.seen.n); i++ {
		s := m.seen.at(i)
		for j := s.next; j != i; j = m.seen.at(j).next {
			if other := m.seen.at(j); other.way != s.way {
				same[[2]uint32{s.way, other.way}] = true
			}
		}
	}
	return same
}

func (m *Matcher) pairOf(i, j int32) *pair {
	return m.pairs[[2]uint8{m.seen.at(i).capture, m.seen.at(j).capture}]
}

// open returns the heads of a part whose packet another capture has not seen.
func (m *Matcher) open(part []int32, other uint8, into []int32) []int32 {
	for _, i := range part {
		if !m.seen.seenIn(i, other) && m.isHead(i) && m.seen.at(i).has(timed) {
			into = append(into, i)
		}
	}
	return into
}

// best is the most likely assignment. Delays have a long tail, so that a strange
// one costs less than many that are a little strange, and two that have no partner less
// than a shift of all that follow. A receiver's capture that tells of a gap makes it likely
// that the packet before was lost.
func (m *Matcher) best(p *pair, a, b []int32, missed float64) [][2]int32 {
	from, to := a, b
	if p.sides[m.seen.at(a[0]).way] < 0 {
		from, to = b, a
	}
	width := len(to) + 1
	cost := make([]float64, (len(from)+1)*width)
	steps := make([]uint8, len(cost))
	for i := 0; i <= len(from); i++ {
		for j := 0; j <= len(to); j++ {
			at := i*width + j
			if at == 0 {
				continue
			}
			cost[at] = math.Inf(1)
			try := func(step uint8, c float64) {
				if c < cost[at] {
					cost[at], steps[at] = c, step
				}
			}
			if i > 0 {
				try(stepLost, cost[at-width]+lostCost)
			}
			if j > 0 {
				try(stepMissed, cost[at-1]+missed)
			}
			if i > 0 && j > 0 {
				c := m.strangeness(p, from[i-1], to[j-1])
				if gap := m.seen.at(to[j-1]).has(gap); gap && i > 1 {
					try(stepLostJoin, cost[at-2*width-1]+c)
					c += lostCost
				}
				try(stepJoin, cost[at-width-1]+c)
			}
		}
	}
	var joined [][2]int32
	for i, j := len(from), len(to); i > 0 || j > 0; {
		switch steps[i*width+j] {
		case stepLost:
			i--
		case stepMissed:
			j--
		case stepJoin:
			joined = append(joined, [2]int32{from[i-1], to[j-1]})
			i, j = i-1, j-1
		case stepLostJoin:
			joined = append(joined, [2]int32{from[i-1], to[j-1]})
			i, j = i-2, j-1
		}
	}
	return joined
}

// The steps of an assignment.
const (
	stepLost     = iota // the packet never arrived
	stepMissed          // the sender's capture missed it
	stepJoin            // it arrived
	stepLostJoin        // the one before never arrived, and this one did
)

// What steps cost, in the unit of strangeness: lostCost is as much as a delay that
// is strange by four times what delays differ by. More than any delay costs what says that the
// sender's capture missed a packet, where no other packet looks the same: one that was held up on its way
// is strange by as many times as one likes, where delays differ little.
const (
	lostCost       = 3
	missedCost     = 4
	sureMissedCost = 100
)

// missedCost returns what it costs that a sender's capture missed one of the packets
// that look the same, which are all that two captures have of them. What is late by less than a
// round trip was not sent again.
func (m *Matcher) missedCost(p *pair, a, b []int32) float64 {
	if m.seen.at(a[0]).has(raw) {
		return sureMissedCost
	}
	if len(m.heads(a, nil)) > 1 && len(m.heads(b, nil)) > 1 {
		return missedCost
	}
	roundTrip := p.delays[0].median + p.delays[1].median
	for _, i := range a[:min(len(a), maxAssigned)] {
		for _, j := range b[:min(len(b), maxAssigned)] {
			if late, ok := m.late(p, i, j); ok && math.Abs(late) < roundTrip {
				return sureMissedCost
			}
		}
	}
	return missedCost
}

// late returns by how much longer a packet was under way than usual, if i and j are one, in
// nanoseconds. It is not ok if that is not known.
func (m *Matcher) late(p *pair, i, j int32) (late float64, ok bool) {
	if m.seen.at(i).capture != p.a {
		i, j = j, i
	}
	from := m.seen.at(i)
	delay, d := float64(m.seen.at(j).at-from.at)-p.offset(from.at), p.delays[0]
	if p.sides[from.way] > 0 {
		d = p.delays[1]
	} else {
		delay = -delay
	}
	return delay - d.median, d.n > 0 && p.sides[from.way] != 0
}

// maxAssigned is how many sightings of one key are assigned to each other in the
// most likely way; of more, one such part after the other.
const maxAssigned = 256

// assign joins sightings in a with those in b that can be the same packets, in
// their order, so that delays are as usual. What it costs that one of them was missed is
// missed.
func (m *Matcher) assign(p *pair, a, b []int32, missed float64) {
	for len(a) > 0 && len(b) > 0 {
		na, nb := min(len(a), maxAssigned), min(len(b), maxAssigned)
		for _, j := range m.best(p, a[:na], b[:nb], missed) {
			m.tryJoin(j[0], j[1])
		}
		a, b = a[na:], b[nb:]
	}
}

// strangeness returns how unlikely it is that i and j are one packet, by
// its delay; it is infinite where they cannot be.
func (m *Matcher) strangeness(p *pair, i, j int32) float64 {
	if m.seen.at(i).capture != p.a {
		i, j = j, i
	}
	from, to := m.seen.at(i), m.seen.at(j)
	if m.contradict(i, j) {
		return math.Inf(1)
	}
	delay := float64(to.at-from.at) - p.offset(from.at)
	side := p.sides[from.way]
	d := p.delays[0]
	if side > 0 {
		d = p.delays[1]
	}
	if side == 0 || d.n == 0 {
		if math.Abs(delay) > unknownDelay {
			return math.Inf(1)
		}
		return math.Log1p(math.Abs(delay) / unknownDelay)
	}
	if side < 0 {
		delay = -delay
	}
	if len(p.pieces) > 0 && delay < -slack || delay > d.top*2+unknownDelay {
		return math.Inf(1)
	}
	off := (delay - d.median) / d.spread
	return math.Log1p(off * off)
}

// unknownDelay is up to which delay packets are matched where none is known, and
// beyond the longest that is known, in nanoseconds.
const unknownDelay = 1e9
