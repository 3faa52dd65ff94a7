// Package align finds out which frame of one capture is which frame of another,
// how their clocks stand to each other, and what way each packet took.
//
// It takes the packets of all captures once (Matcher.Add), thinks (Matcher.Plan), and
// then tells of each packet, read again in the same order, where else it was
// seen (Plan.Reader). docs/merge.md has the method and its limits.
package align

import (
	"math"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// A Matcher collects what the captures show.
type Matcher struct {
	seen     sightings
	numbers  numbers // of the frames of seen
	starts   []int32 // of each capture, its first sighting; one more for the end
	ways     ways
	keys     keyMaker
	follower follower
	offsets  []time.Duration
	captures int
	clocks   []seq.Clock // of each capture, what its times count from
	missed   [][]int64   // of each capture, when it showed that it had missed a packet
	words    bool        // the keys are made of words in all captures
	met      facts       // those of any sighting
	raw      uint64      // the captures that are raw, a bit each
	rows     uint64      // those with packets that would have an identity in a raw capture
	alike    uint64      // those that show a packet several times that another shows, too
	pairs    map[[2]uint8]*pair
	group    [MaxCaptures]uint8 // of each capture, the first one that it shares packets with
	work     work
}

// work is memory that is used again and again.
type work struct {
	parts      [][]int32
	packets    []packet
	heads      [MaxCaptures]int32 // see packetsOf
	a, b       []int32
	assignment assignment
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
func (m *Matcher) Mixed() bool { return !m.words && m.raw != 0 && m.rows&^m.raw != 0 }

// Add takes the next packet of a capture. All packets of the first capture come
// first, in the order of the capture, then those of the next.
func (m *Matcher) Add(p *seq.Packet) {
	for len(m.starts) <= p.Capture {
		m.starts = append(m.starts, int32(m.seen.n))
	}
	s := sighting{
		at: p.Time.NS, way: m.ways.of(p), length: uint16(min(max(p.Length, leastFrame), math.MaxUint16)), link: linkOf(p), capture: uint8(p.Capture), ttl: p.TTL,
	}
	var k keys
	if ByBytes(p) && !m.words {
		k.exact, k.loose, s.facts = rawKeys(p)
		m.raw |= 1 << p.Capture
	} else {
		k.exact, k.loose, s.facts = m.keys.keys(p)
	}
	if frame := p.Source != "" && p.Source == p.SourceMAC; !ByBytes(p) && !frame { // without IP there is none
		m.rows |= 1 << p.Capture
	}
	if s.facts&raw != 0 {
		if p.Identity.Common {
			s.facts |= common
		}
	} else {
		s.facts |= m.ways.repeating(p, s.way)
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
	m.met |= s.facts
	m.numbers.add(int32(m.seen.n), int32(p.Number))
	m.seen.add(s, k)
	if s.facts&raw == 0 {
		m.follower.seen = &m.seen
		m.follower.follow(p, int32(m.seen.n-1))
	}
}

// ByBytes reports whether a packet is known by its bytes: New's Matcher needs no
// words of it.
func ByBytes(p *seq.Packet) bool { return p.Identity != (seq.Identity{}) }

// largestFrame is the most bytes of an Ethernet frame without its check sequence,
// with two VLAN tags. What is larger was made of several frames by the network card, or is
// to be cut into several.
const largestFrame = 1522

// leastFrame is the bytes of the least Ethernet frame without its check sequence.
// Its sender may see it before it is filled up to that.
const leastFrame = 60

// Plan finds out what belongs together. It is called once, after all packets were
// added.
func (m *Matcher) Plan() *Plan {
	for len(m.starts) <= m.captures {
		m.starts = append(m.starts, int32(m.seen.n))
	}
	m.follower.sortPlaces()
	exact := m.groupsBy(func(i int32) (uint64, bool) { return m.seen.keysOf(i).exact, true })
	repeating := m.repeating(exact)
	var repeated [MaxCaptures]int
	exact.leave(func(group []int32) bool {
		m.joinInside(group, repeating)
		m.countRepeated(group, &repeated)
		return m.pairUnique(group)
	})
	stamped := m.groupsBy(func(i int32) (uint64, bool) {
		return m.seen.keysOf(i).loose, m.seen.at(i).has(sure)
	})
	stamped.each(func(group []int32) { m.pairUnique(group) })
	m.uniteStreams()
	m.untie(&repeated)
	m.solve(roughShared)
	m.partWeak()
	m.pairOthers(exact)
	m.pairPlaces()
	m.pairLoose(m.groupsBy(m.looseKey), sure)
	m.pairLoose(m.groupsBy(m.lengthKey), 0)
	m.seen.keys, m.follower = nil, follower{}
	m.solve(maxShared)
	m.work = work{}
	return m.plan()
}

// looseKey is the key of packets that not all captures are known to have seen.
func (m *Matcher) looseKey(i int32) (uint64, bool) {
	if !m.isOpen(i) {
		return 0, false
	}
	return m.seen.keysOf(i).loose, true
}

// lengthKey is a key of the length of such packets. What bytes tell apart needs no
// lengths.
func (m *Matcher) lengthKey(i int32) (uint64, bool) {
	s := m.seen.at(i)
	if m.raw&(1<<s.capture) != 0 || !m.isOpen(i) {
		return 0, false
	}
	return uint64(s.length) * spread, true
}

// spread is an odd number by which small numbers become keys all of whose
// bits vary: 2^64 divided by the golden ratio.
const spread = 0x9e3779b97f4a7c15

// isOpen reports whether a sighting is the first of its packet in its capture, and
// there are captures that have not seen it.
func (m *Matcher) isOpen(i int32) bool {
	all := uint64(1)<<m.captures - 1
	return m.isHead(i) && m.seen.at(i).has(timed) && (m.seen.alone(i) || m.seen.seenBy(i) != all)
}

// isHead reports whether a sighting is the first of its packet in its capture.
func (m *Matcher) isHead(i int32) bool { return m.seen.at(i).facts&follows == 0 }

// onlyHead returns the sighting that is the first of the one packet that a part shows; -1
// if it shows several.
func (m *Matcher) onlyHead(part []int32) int32 {
	only := int32(-1)
	for _, i := range part {
		if !m.isHead(i) {
			continue
		}
		if only >= 0 {
			return -1
		}
		only = i
	}
	return only
}

// tryJoin makes one packet of two, unless a capture has seen both.
func (m *Matcher) tryJoin(i, j int32) bool {
	if m.seen.seenBy(i)&m.seen.seenBy(j) != 0 {
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
		if m.seen.at(i).facts&(raw|sure) == 0 {
			m.seen.part(i, nil)
		}
	}
}
