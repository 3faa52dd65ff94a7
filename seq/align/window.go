package align

import "math"

// pairOthers joins what two captures saw several times, now that the clocks say
// what can be what.
func (m *Matcher) pairOthers(g groups) {
	g.each(func(group []int32) {
		m.eachPair(group, func(inA, inB []int32) {
			if p, a, b := m.openPair(inA, inB); p != nil {
				m.assign(p, a, b, terms{missed: m.missedCost(p, inA, inB)})
			}
		})
	})
}

// openPair returns the pair of captures of two parts, and those sightings in each
// that the other has not seen; no pair if there is nothing to join. They hold until the
// next call.
func (m *Matcher) openPair(inA, inB []int32) (p *pair, a, b []int32) {
	if p = m.pairOf(inA[0], inB[0]); p == nil {
		return nil, nil, nil
	}
	m.work.a, m.work.b = m.open(inA, p.b, m.work.a[:0]), m.open(inB, p.a, m.work.b[:0])
	if len(m.work.a) == 0 || len(m.work.b) == 0 {
		return nil, nil, nil
	}
	return p, m.work.a, m.work.b
}

// pairLoose joins what has no partner yet by weaker keys, if it goes between ends that
// are known to be the same, or has facts by which the key says enough; 0 are none.
func (m *Matcher) pairLoose(g groups, enough facts) {
	if len(g.order) == 0 {
		return
	}
	same := m.sameWays()
	g.each(func(group []int32) {
		m.eachPair(group, func(inA, inB []int32) {
			p, a, b := m.openPair(inA, inB)
			if p == nil {
				return
			}
			away, toward := m.byWay(a), m.byWay(b)
			fits := func(way, other uint32) bool {
				return same.has(way, other) || enough != 0 && m.seen.at(toward[other][0]).has(enough)
			}
			for _, l := range lotsOf(away, toward, same, fits) {
				m.assignLot(p, l, fits)
			}
		})
	})
}

// assignLot joins the sightings of a lot. All ways are assigned at once: what one of them could
// be, another may be, and each alone would take what is the other's.
func (m *Matcher) assignLot(p *pair, l lot, fits func(way, other uint32) bool) {
	if len(l.away) == 1 { // all toward fit it
		fits = nil
	}
	m.assign(p, l.sightings(l.away), l.sightings(l.toward), terms{missedCost, fits})
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

// missedCost returns what it costs that a sender's capture missed one of the packets
// that look the same, which are all that two captures have of them. What is late by less than a
// round trip was not sent again.
func (m *Matcher) missedCost(p *pair, a, b []int32) float64 {
	if m.seen.at(a[0]).has(raw) {
		return sureMissedCost
	}
	if m.onlyHead(a) < 0 && m.onlyHead(b) < 0 {
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
	if p.sides.of(from.way) > 0 {
		d = p.delays[1]
	} else {
		delay = -delay
	}
	return delay - d.median, d.n > 0 && p.sides.of(from.way) != 0
}
