// Package align finds out which frame of one capture is which frame of another,
// how their clocks stand to each other, and what way each packet took.
//
// It takes the packets of all captures once (Matcher.Add), thinks (Matcher.Plan), and
// then tells of each packet, read again in the same order, where else it was
// seen (Plan.Reader). docs/merge.md has the method and its limits.
package align

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// A Matcher collects what the captures show.
type Matcher struct {
	seen     sightings
	starts   []int32 // of each capture, its first sighting; one more for the end
	ways     ways
	keys     keyMaker
	follower follower
	offsets  []time.Duration
	captures int
	clocks   []seq.Clock // of each capture, what its times count from
	missed   [][]int64   // of each capture, when it showed that it had missed a packet
	words    bool        // the keys are made of words in all captures
	kinds    facts       // raw where a capture is raw, sure where one is not
	pairs    map[[2]uint8]*pair
}

// MaxCaptures is how many captures can be matched with each other.
const MaxCaptures = 64

// New returns a Matcher of captures, at most MaxCaptures. Offsets are by how much
// the user says that each one's clock is ahead, which counts where the packets do not
// tell it.
func New(offsets []time.Duration) *Matcher {
	return &Matcher{ways: newWays(), captures: len(offsets), offsets: offsets, clocks: make([]seq.Clock, len(offsets)),
		missed: make([][]int64, len(offsets)), pairs: make(map[[2]uint8]*pair)}
}

// NewByWords returns a Matcher that takes no more of raw packets than other forms
// tell, too.
func NewByWords(offsets []time.Duration) *Matcher {
	m := New(offsets)
	m.words = true
	return m
}

// Mixed reports whether some captures are raw and others are not, so that keys of
// bytes find nothing in common: they need a Matcher by words.
func (m *Matcher) Mixed() bool { return !m.words && m.kinds == raw|sure }

// Add takes the next packet of a capture. All packets of the first capture come
// first, in the order of the capture, then those of the next.
func (m *Matcher) Add(p *seq.Packet) {
	for len(m.starts) <= p.Capture {
		m.starts = append(m.starts, int32(m.seen.n))
	}
	s := sighting{
		at: p.Time.NS, number: int32(p.Number), way: m.ways.of(p), length: uint16(min(max(p.Length, leastFrame), math.MaxUint16)), link: linkOf(p), capture: uint8(p.Capture), ttl: p.TTL,
	}
	if p.Identity != (seq.Identity{}) && !m.words {
		s.key, s.loose, s.facts = rawKeys(p)
		m.kinds |= raw
	} else {
		s.key, s.loose, s.facts = m.keys.keys(p)
	}
	if p.Identity == (seq.Identity{}) && p.Protocol == "TCP" { // of a raw capture it would have one
		m.kinds |= sure
	}
	if p.Time.Clock != seq.NoClock {
		s.facts |= timed
		m.clocks[p.Capture] = p.Time.Clock
	}
	if p.Marks.Has(seq.ACKedUnseenSegment | seq.PreviousSegmentNotCaptured) {
		s.facts |= gap
	}
	if p.Marks.Has(seq.AnyRetransmission | seq.OutOfOrder | seq.DupACK | seq.KeepAlive) {
		s.facts |= again
	}
	if p.Marks.Has(seq.ACKedUnseenSegment) {
		m.missed[p.Capture] = append(m.missed[p.Capture], p.Time.NS)
	}
	if p.Length > largestFrame {
		s.facts |= large
	}
	m.seen.add(s)
	if s.facts&raw == 0 {
		m.follower.seen = &m.seen
		m.follower.follow(p, int32(m.seen.n-1))
	}
}

// largestFrame is the most bytes of an Ethernet frame without its check sequence,
// with two VLAN tags. What is larger was made of several frames by the network card, or is
// to be cut into several.
const largestFrame = 1522

// leastFrame is the bytes of the least Ethernet frame without its check sequence.
// Its sender may see it before it is filled up to that.
const leastFrame = 60

// Plan finds out what belongs together.
func (m *Matcher) Plan() *Plan {
	for len(m.starts) <= m.captures {
		m.starts = append(m.starts, int32(m.seen.n))
	}
	m.follower.sortPlaces()
	exact := m.sorted(func(s *sighting) uint64 { return s.key })
	m.joinInside(exact)
	m.pairUnique(exact, 0)
	loose := m.sorted(func(s *sighting) uint64 { return s.loose })
	m.pairUnique(loose, sure)
	m.uniteStreams()
	m.solve()
	m.partWeak()
	m.pairOthers(exact)
	m.pairPlaces()
	m.pairLoose(loose, sure)
	m.pairLoose(m.sorted(func(s *sighting) uint64 { return uint64(s.length) << 48 }), 0)
	m.solve()
	return m.plan()
}

// groups are sightings whose keys are equal, one after the other.
type groups struct {
	order []int32
	key   func(*sighting) uint64
	seen  *sightings
}

// sorted returns all sightings in the order of a key, then capture, then time. They
// are dealt out by the first byte of the key, so that few keys are held at a time.
func (m *Matcher) sorted(key func(*sighting) uint64) groups {
	type entry struct {
		key   uint64
		index int32
	}
	const deal = 64 - 8
	var ends [257]int
	for i := range m.seen.n {
		ends[key(m.seen.at(int32(i)))>>deal+1]++
	}
	for i := range 256 {
		ends[i+1] += ends[i]
	}
	order, next := make([]int32, m.seen.n), ends
	for i := range m.seen.n {
		hand := &next[key(m.seen.at(int32(i)))>>deal]
		order[*hand] = int32(i)
		*hand++
	}
	var entries []entry
	for hand := range 256 {
		dealt := order[ends[hand]:ends[hand+1]]
		entries = entries[:0]
		for _, i := range dealt {
			entries = append(entries, entry{key(m.seen.at(i)), i})
		}
		slices.SortFunc(entries, func(a, b entry) int {
			return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.index, b.index))
		})
		for i, e := range entries {
			dealt[i] = e.index
		}
	}
	return groups{order, key, &m.seen}
}

// each calls f with the sightings of each key that has several, first capture
// first, in each capture in its order.
func (g groups) each(f func(group []int32)) {
	for i := 0; i < len(g.order); {
		key := g.key(g.seen.at(g.order[i]))
		end := i + 1
		for end < len(g.order) && g.key(g.seen.at(g.order[end])) == key {
			end++
		}
		if end-i > 1 {
			f(g.order[i:end])
		}
		i = end
	}
}

// eachPair calls f with what every two captures have of a group.
func (m *Matcher) eachPair(group []int32, f func(a, b []int32)) {
	parts := m.parts(group)
	for i, a := range parts {
		for _, b := range parts[i+1:] {
			f(a, b)
		}
	}
}

// parts cuts a group into what each capture has of it.
func (m *Matcher) parts(group []int32) (parts [][]int32) {
	for len(group) > 0 {
		capture, n := m.seen.at(group[0]).capture, 1
		for n < len(group) && m.seen.at(group[n]).capture == capture {
			n++
		}
		parts = append(parts, group[:n])
		group = group[n:]
	}
	return parts
}

// heads returns the sightings that are the first of their packet in the capture.
func (m *Matcher) heads(part []int32, into []int32) []int32 {
	for _, i := range part {
		if m.isHead(i) {
			into = append(into, i)
		}
	}
	return into
}

// isHead reports whether a sighting is the first of its packet in its capture.
func (m *Matcher) isHead(i int32) bool {
	s := m.seen.at(i)
	for j := s.next; j != i; j = m.seen.at(j).next {
		if other := m.seen.at(j); other.capture == s.capture && j < i {
			return false
		}
	}
	return true
}

// pairUnique joins what each of two captures saw once, and of which certain
// facts are known.
func (m *Matcher) pairUnique(g groups, known facts) {
	var a, b []int32
	g.each(func(group []int32) {
		m.eachPair(group, func(inA, inB []int32) {
			a, b = m.heads(inA, a[:0]), m.heads(inB, b[:0])
			if len(a) == 1 && len(b) == 1 && m.seen.at(a[0]).has(known) && m.seen.at(b[0]).has(known) {
				m.tryJoin(a[0], b[0])
			}
		})
	})
}

// tryJoin makes one packet of two, unless a capture has seen both.
func (m *Matcher) tryJoin(i, j int32) bool {
	if m.seen.seenIn(i, m.seen.at(j).capture) || m.seen.shareCapture(i, j) {
		return false
	}
	m.seen.join(i, j)
	return true
}

// partWeak parts again the packets that only words made one: a retransmission may
// have the words of the packet that was lost. Between which clocks they are,
// they told well enough. What is one inside of a capture stays so.
func (m *Matcher) partWeak() {
	for i := int32(0); i < int32(m.seen.n); i++ {
		s := m.seen.at(i)
		if s.facts&(raw|sure) != 0 {
			continue
		}
		m.seen.part(i)
	}
}
