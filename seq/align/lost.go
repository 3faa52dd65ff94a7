package align

import "cmp"

func compare[T cmp.Ordered](a, b T) int { return cmp.Compare(a, b) }

// findLost marks the packets that left one capture and never came to the next.
func (p *Plan) findLost() {
	m := p.m
	between := p.neighbours()
	var sightings []int32
	for i := int32(0); i < int32(m.seen.n); i++ {
		s := m.seen.at(i)
		if !s.has(timed) || s.has(large) {
			continue
		}
		sightings = p.sightingsOf(i, sightings)
		if sightings[len(sightings)-1] != i {
			continue
		}
		for next := range between[wayIn{s.capture, s.way}] {
			if p.hadToArrive(i, next) {
				s.facts |= lost
				break
			}
		}
	}
}

// A wayIn is a way of packets as one capture shows it.
type wayIn struct {
	capture uint8
	way     uint32
}

// neighbours returns to which captures the packets go that a capture sees on a way.
func (p *Plan) neighbours() map[wayIn]map[uint8]int {
	next := make(map[wayIn]map[uint8]int)
	var sightings []int32
	for i := int32(0); i < int32(p.m.seen.n); i++ {
		if p.m.seen.alone(i) {
			continue
		}
		sightings = p.sightingsOf(i, sightings)
		at := 0
		for sightings[at] != i {
			at++
		}
		if at+1 == len(sightings) {
			continue
		}
		s, after := p.m.seen.at(i), p.m.seen.at(sightings[at+1])
		if after.capture == s.capture {
			continue
		}
		key := wayIn{s.capture, s.way}
		if next[key] == nil {
			next[key] = make(map[uint8]int)
		}
		next[key][after.capture]++
	}
	return next
}

// hadToArrive reports whether capture next ran when the packet of sighting i
// should have come there, and shows no gap of its own then.
func (p *Plan) hadToArrive(i int32, next uint8) bool {
	m := p.m
	s := m.seen.at(i)
	if !p.clocks[s.capture].known || !p.clocks[next].known || m.starts[next] == m.starts[next+1] {
		return false
	}
	key := [2]uint8{min(s.capture, next), max(s.capture, next)}
	pair := m.pairs[key]
	if pair == nil || len(pair.pieces) == 0 {
		return false
	}
	d := pair.delays[0]
	if (pair.sides[s.way] > 0) == (s.capture < next) {
		d = pair.delays[1]
	}
	sent := p.ToFirst(int(s.capture), s.at)
	first := p.ToFirst(int(next), m.seen.at(m.starts[next]).at)
	last := p.ToFirst(int(next), m.seen.at(m.starts[next+1]-1).at)
	return sent+int64(d.median) >= first && sent+int64(d.top) <= last
}
