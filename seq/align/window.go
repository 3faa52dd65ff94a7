package align

// pairOthers joins what two captures saw several times, now that the clocks say
// what can be what.
func (m *Matcher) pairOthers(g groups) {
	g.each(func(group []int32) {
		m.eachPair(group, func(inA, inB []int32) {
			if p, a, b := m.openPair(inA, inB); p != nil {
				m.assign(p, a, b, nil)
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

// assignLot joins the sightings of a lot: each way's by themselves, unless so many ways
// are one behind a translation that this would take too long.
func (m *Matcher) assignLot(p *pair, l lot, fits func(way, other uint32) bool) {
	if len(l.away) > fewWays {
		m.assign(p, l.sightings(l.away), l.sightings(l.toward), fits)
		return
	}
	for _, away := range l.away {
		var to [][]int32
		for _, toward := range l.toward {
			if fits(m.seen.at(away[0]).way, m.seen.at(toward[0]).way) {
				to = append(to, toward)
			}
		}
		m.assign(p, away, l.sightings(to), nil)
	}
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
