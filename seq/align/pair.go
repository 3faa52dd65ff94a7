package align

import (
	"cmp"
	"math"
	"slices"
)

// A pair is what two captures a and b, a the first, have in common.
type pair struct {
	a, b    uint8
	shared  int // how many packets
	sides   sides
	samples []sample  // in the order of time in a
	pieces  []piece   // the clocks; none if packets went one way only
	rough   []piece   // about the offset, for matching; there is always one
	delays  [2]delays // of the ways back and forth

	together bool // both were taken at one place

	untold     []shared // the packets, where they do not tell the clocks
	impossible bool     // by what the user says of the clocks, they arrived before they were sent
}

// delays are those of one direction, beyond the offset, in nanoseconds.
type delays struct {
	n                  int
	least, median, top float64
	spread             float64 // median of how much they differ from the median
}

// A shared packet is one that both captures of a pair saw.
type shared struct {
	sample
	way  uint32
	hops int // that it took from a to b; less than 0 from b to a
}

// maxShared is about how many packets are looked at to find the clock of a
// capture, and roughShared how many for what is enough to match by it.
const (
	maxShared   = 1 << 18
	roughShared = 1 << 16
)

// maxSharing is up to how many captures so many packets are looked at of each two: of more,
// of each two fewer.
const maxSharing = 16

// solve finds the clocks of all pairs of captures from what is joined by now, about most
// packets of each.
func (m *Matcher) solve(most int) {
	found := make(map[[2]uint8][]shared)
	every := uint32(max(1, m.seen.n/m.captures/most, m.seen.n/most*m.captures/maxSharing))
	for i := int32(0); i < int32(m.seen.n); i++ {
		if !sampled(i, every) || m.seen.alone(i) || !m.isHead(i) || !m.seen.at(i).has(timed) {
			continue
		}
		m.collect(i, found)
	}
	clear(m.pairs)
	for key, packets := range found {
		slices.SortStableFunc(packets, func(x, y shared) int { return cmp.Compare(x.at, y.at) })
		packets = mainClusters(packets)
		p := &pair{a: key[0], b: key[1], shared: len(packets)}
		p.sides = m.sidesOf(packets)
		p.solve(packets, m.ways.back)
		m.pairs[key] = p
	}
}

// sampled reports whether sighting i is one of the sample of about one in so many. It is
// not each nth: traffic has a beat of its own, and where requests and replies take turns
// those of one direction would be all.
func sampled(i int32, every uint32) bool { return uint32(i)*(spread>>32) <= math.MaxUint32/every }

// collect adds the packet of a sighting, the first in its capture a, to what a
// shares with each later capture b.
func (m *Matcher) collect(i int32, found map[[2]uint8][]shared) {
	first := m.seen.at(i)
	for j := first.next; j != i; j = m.seen.at(j).next {
		other := m.seen.at(j)
		if other.capture <= first.capture || !m.isHead(j) || !other.has(timed) {
			continue
		}
		key := [2]uint8{first.capture, other.capture}
		found[key] = append(found[key], shared{
			sample: sample{at: first.at, diff: other.at - first.at},
			way:    first.way,
			hops:   hops(first, other),
		})
	}
}

// hops returns how many hops the second sighting is behind the first, if both tell.
func hops(first, other *sighting) int {
	if first.ttl == 0 || other.ttl == 0 {
		return 0
	}
	return int(first.ttl) - int(other.ttl)
}

// clusterGap is what differences of two captures' times may not differ by unless
// a clock was set, in nanoseconds.
const clusterGap = 2e9

// mainClusters leaves out packets whose times differ by quite another time than
// those of most: they are not the same packets after all.
func mainClusters(packets []shared) []shared {
	diffs := make([]int64, len(packets))
	for i, s := range packets {
		diffs[i] = s.diff
	}
	slices.Sort(diffs)
	type span struct {
		low, high int64
		n         int
	}
	var spans []span
	for _, d := range diffs {
		if n := len(spans); n > 0 && uint64(d)-uint64(spans[n-1].high) < clusterGap {
			spans[n-1].high = d
			spans[n-1].n++
			continue
		}
		spans = append(spans, span{d, d, 1})
	}
	most := slices.MaxFunc(spans, func(x, y span) int { return cmp.Compare(x.n, y.n) }).n
	return slices.DeleteFunc(packets, func(s shared) bool {
		i, _ := slices.BinarySearchFunc(spans, s.diff, func(x span, d int64) int { return cmp.Compare(x.high, d) })
		return spans[i].n*20 < most
	})
}

// sidesOf finds out which ways lead from a to b: a hop counts the TTL down; and
// what went one way comes later in b, by the delays of both directions, than what went
// the other way about that time.
func (m *Matcher) sidesOf(packets []shared) sides {
	hops, sides := make(map[uint32]int), sides{ofWays: make(map[uint32]int), ends: m.ways.ends}
	latest := make(map[uint32]*shared)
	for i := range packets {
		s := &packets[i]
		hops[s.way] += cmp.Compare(s.hops, 0)
		latest[s.way] = s
		if back := m.ways.back[s.way]; back >= 0 {
			if other := latest[uint32(back)]; other != nil && uint32(back) != s.way {
				later := cmp.Compare(s.diff, other.diff)
				sides.ofWays[s.way] += later
				sides.ofWays[uint32(back)] -= later
			}
		}
	}
	for way, n := range hops {
		if n != 0 {
			sides.ofWays[way] = n
		}
	}
	sides.findHosts()
	return sides
}

// solve finds the clocks, and how long packets are under way.
func (p *pair) solve(packets []shared, back []int32) {
	if p.pieces = samePlace(packets, back, sameStamp); len(p.pieces) > 0 && p.sides.level(packets) {
		p.together = true
		p.sides.ofWays = make(map[uint32]int)
		p.sides.findHosts()
	} else {
		p.pieces = nil
	}
	p.sample(packets)
	if len(p.samples) > 0 {
		p.pieces = fit(p.samples)
	}
	if len(p.pieces) == 0 {
		p.pieces = samePlace(packets, back, 2*slack)
	}
	p.rough = p.pieces
	if len(p.rough) == 0 {
		p.rough = []piece{{base: packets[0].at, offset: float64(middle(packets))}}
		p.untold = packets
	}
	p.measure()
}

// sample makes samples of the packets of which it is known which way they went.
func (p *pair) sample(packets []shared) {
	p.samples = p.samples[:0]
	for _, s := range packets {
		if side := p.sides.of(s.way); side != 0 {
			s.forward = side > 0
			p.samples = append(p.samples, s.sample)
		}
	}
}

// settle takes how long each packet was under way by clocks that others tell: less than 0 from b
// to a. That tells which way they went, where nothing else does.
func (p *pair) settle(delay func(*shared) int64) {
	late := make(map[uint32]int)
	for i := range p.untold {
		s := &p.untold[i]
		late[s.way] += cmp.Compare(delay(s), 0)
	}
	for way, n := range late {
		if side := p.sides.of(way); side == 0 {
			p.sides.ofWays[way] = n
		} else if n != 0 && (side > 0) != (n > 0) {
			p.impossible = true
		}
	}
	p.sides.findHosts()
	p.sample(p.untold)
	first, last := &p.untold[0], &p.untold[len(p.untold)-1]
	p.pieces = []piece{{from: first.at, until: last.at, base: first.at, offset: float64(first.diff - delay(first))}}
	p.rough = p.pieces
	p.measure()
	p.untold = nil
}

// impossible reports whether the user said of a capture's clock what cannot be.
func (m *Matcher) impossible(capture int) bool {
	for key, pair := range m.pairs {
		if int(key[1]) == capture && pair.impossible {
			return true
		}
	}
	return false
}

// measure finds how long packets are under way.
func (p *pair) measure() {
	var each [2][]float64
	for _, s := range p.samples {
		d := float64(s.diff) - p.offset(s.at)
		if s.forward {
			each[1] = append(each[1], d)
		} else {
			each[0] = append(each[0], -d)
		}
	}
	for i, all := range each {
		p.delays[i] = delaysOf(all)
	}
}

// sameStamp is what the time stamps of a packet differ by at most that two programs capture at one
// place, and less than any two places are apart for all packets, in nanoseconds: also where one rounds to
// microseconds.
const sameStamp = 5e3

// samePlace returns the clocks of captures that were taken at one place: what goes
// either way has the same times in both, within some nanoseconds. It returns none if that is not so.
func samePlace(packets []shared, back []int32, within int64) []piece {
	low, high := packets[0].diff, packets[0].diff
	met, both := make(map[uint32]bool), false
	for _, s := range packets {
		low, high = min(low, s.diff), max(high, s.diff)
		met[s.way] = true
		both = both || back[s.way] >= 0 && uint32(back[s.way]) != s.way && met[uint32(back[s.way])]
	}
	if !both || high-low > within {
		return nil
	}
	last := packets[len(packets)-1].at
	return []piece{{
		from: packets[0].at, until: last, base: packets[0].at,
		offset: float64(low+high) / 2, err: float64(high-low) / 2,
	}}
}

func middle(packets []shared) int64 {
	diffs := make([]int64, len(packets))
	for i, s := range packets {
		diffs[i] = s.diff
	}
	slices.Sort(diffs)
	return diffs[len(diffs)/2]
}

func delaysOf(all []float64) delays {
	if len(all) == 0 {
		return delays{}
	}
	slices.Sort(all)
	d := delays{n: len(all), least: all[0], median: all[len(all)/2], top: all[len(all)-1]}
	off := make([]float64, len(all))
	for i, x := range all {
		off[i] = math.Abs(x - d.median)
	}
	slices.Sort(off)
	d.spread = max(off[len(off)/2], slack)
	return d
}

// offset returns by how much the clock of b is ahead of that of a, about.
func (p *pair) offset(at int64) float64 {
	return pieceAt(p.rough, at).at(at)
}
