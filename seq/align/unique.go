package align

import (
	"iter"
	"math/bits"
	"slices"
)

// A packet is what captures are known to have seen of one.
type packet struct {
	head  int32  // of the first capture of a group that has seen it
	seen  uint64 // the captures that have, a bit each
	later uint64 // the captures of the group behind the first one
}

// pairUnique joins what each of two captures saw once under one key. It reports
// whether that leaves something to be found out.
func (m *Matcher) pairUnique(group []int32) (left bool) {
	parts := m.parts(group)
	if len(parts) == 1 {
		return false
	}
	packets, left := m.packetsOf(parts)
	if len(packets) < len(parts) && !m.seen.at(group[0]).has(common) {
		for _, part := range parts {
			m.alike |= 1 << m.seen.at(part[0]).capture
		}
	}
	joined := packets[:0]
	for _, p := range packets {
		others := func(q packet) bool { return q.seen&p.seen == 0 } // no capture has seen both
		if k := slices.IndexFunc(joined, others); k >= 0 {
			m.seen.join(joined[k].head, p.head)
			joined[k].seen |= p.seen
		} else {
			joined = append(joined, p)
		}
	}
	for _, p := range joined {
		left = left || p.later&^p.seen != 0
	}
	return left
}

// packetsOf returns of what packets parts show one only, in the order of the captures, and whether that
// is not all there is to know: a part shows several, or its key is weak. It goes around the ring of
// each packet once, however many captures are in it.
func (m *Matcher) packetsOf(parts [][]int32) (packets []packet, more bool) {
	heads := &m.work.heads
	var captures uint64
	for _, part := range parts {
		first := m.seen.at(part[0])
		if heads[first.capture] = m.onlyHead(part); heads[first.capture] >= 0 {
			captures |= 1 << first.capture
		} else {
			more = true
		}
		more = more || first.facts&(raw|sure) == 0
	}
	packets = m.work.packets[:0]
	for open := captures; open != 0; {
		first := bits.TrailingZeros64(open)
		p := packet{head: heads[first], later: captures &^ (1<<(first+1) - 1)}
		for i := p.head; ; {
			s := m.seen.at(i)
			if p.seen |= 1 << s.capture; heads[s.capture] == i {
				open &^= 1 << s.capture
			}
			if i = s.next; i == p.head {
				break
			}
		}
		packets = append(packets, p)
	}
	m.work.packets = packets
	return packets, more
}

// packets gives all sightings of each packet, in the order of its way. They hold until the next.
func (p *Plan) packets() iter.Seq[[]int32] {
	return func(yield func([]int32) bool) {
		seen := &p.m.seen
		met := make([]uint64, seen.n/64+1) // a bit each: rings are gone around once
		var sightings []int32
		for i := range int32(seen.n) {
			if met[i/64]&(1<<(i%64)) != 0 {
				continue
			}
			sightings = p.sightingsOf(i, sightings)
			for _, j := range sightings {
				met[j/64] |= 1 << (j % 64)
			}
			if !yield(sightings) {
				return
			}
		}
	}
}
