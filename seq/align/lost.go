package align

import (
	"math/bits"
	"slices"
)

// findLost marks the packets that left one capture and never came to the next.
func (p *Plan) findLost() {
	m := p.m
	between := p.neighbours()
	p.missed = p.missedTimes()
	carried := m.carried()
	for sightings := range p.packets() {
		i := sightings[len(sightings)-1]
		s := m.seen.at(i)
		if !s.has(timed) || s.has(large) && s.length > carried[s.capture] {
			continue
		}
		for set := between[wayIn{s.capture, s.way}]; set != 0; set &= set - 1 {
			if p.hadToArrive(i, uint8(bits.TrailingZeros64(set))) {
				s.facts |= lost
				break
			}
		}
	}
}

// carried returns the length of the largest frame of each capture that another shows as one, too: it was
// not cut up on its way, though it has the headers of a tunnel.
func (m *Matcher) carried() []uint16 {
	largest := make([]uint16, m.captures)
	for i := int32(0); i < int32(m.seen.n); i++ {
		if s := m.seen.at(i); s.has(large) && m.seen.at(s.next).capture != s.capture {
			largest[s.capture] = max(largest[s.capture], s.length)
		}
	}
	return largest
}

// A wayIn is a way of packets as one capture shows it.
type wayIn struct {
	capture uint8
	way     uint32
}

// neighbours returns to which captures the packets go that a capture sees on a way, a
// bit each.
func (p *Plan) neighbours() map[wayIn]uint64 {
	next := make(map[wayIn]uint64)
	for sightings := range p.packets() {
		for n, i := range sightings[:len(sightings)-1] {
			s := p.m.seen.at(i)
			if p.m.seen.at(sightings[n+1]).capture == s.capture {
				continue
			}
			for _, j := range sightings[n+1:] {
				if after := p.m.seen.at(j); p.site[after.capture] != p.site[s.capture] {
					next[wayIn{s.capture, s.way}] |= 1 << after.capture
					break
				}
			}
		}
	}
	return next
}

// hadToArrive reports whether capture next ran when the packet of sighting i
// should have come there, and shows no gap of its own then.
func (p *Plan) hadToArrive(i int32, next uint8) bool {
	m := p.m
	s := m.seen.at(i)
	if !p.tied(s.capture, next) || m.starts[next] == m.starts[next+1] {
		return false
	}
	key := [2]uint8{min(s.capture, next), max(s.capture, next)}
	pair := m.pairs[key]
	if pair == nil || len(pair.pieces) == 0 {
		return false
	}
	d := pair.delays[0]
	if (pair.sides.of(s.way) > 0) == (s.capture < next) {
		d = pair.delays[1]
	}
	sent := p.ToFirst(int(s.capture), s.at)
	first := p.ToFirst(int(next), m.seen.at(m.starts[next]).at)
	last := p.ToFirst(int(next), m.seen.at(m.starts[next+1]-1).at)
	due := sent + int64(d.median)
	earliest := sent + int64(2*d.least-d.median) // one may take less than any seen, by what that takes less than usual
	return earliest >= first && sent+int64(d.top) <= last && !p.missedAbout(next, due)
}

// acknowledged is how long after a packet its acknowledgement comes at most, in
// nanoseconds: a receiver may delay it by half a second (RFC 9293 3.8.6.3).
const acknowledged = 1e9

// missedAbout reports whether a capture shows the acknowledgement of a packet that it did
// not show, about when one was due: it arrived there, and the capture missed it.
func (p *Plan) missedAbout(capture uint8, due int64) bool {
	missed := p.missed[capture]
	i, _ := slices.BinarySearch(missed, due-slack)
	return i < len(missed) && missed[i] <= due+acknowledged
}

// missedTimes returns when each capture showed that it had missed a packet, in order,
// on the clock of the first one.
func (p *Plan) missedTimes() [][]int64 {
	all := make([][]int64, p.m.captures)
	for capture, times := range p.m.missed {
		for _, at := range times {
			all[capture] = append(all[capture], p.ToFirst(capture, at))
		}
		slices.Sort(all[capture])
	}
	return all
}
