package align

import (
	"math"
	"slices"
	"sort"
)

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

// maxAssigned is how many sightings of one key, in each capture, are assigned to each
// other at a time.
const maxAssigned = 256

// An assignment finds out which of the sightings in one capture are which in another.
// Its memory is used again.
type assignment struct {
	from, to []assigned // in the order of the way
	cost     []float64  // of the best steps to each pair of prefixes
	steps    []uint8    // the last of them
	terms
}

// terms are those of an assignment.
type terms struct {
	missed float64                      // what it costs that the sender's capture missed a packet
	fits   func(way, other uint32) bool // which ways can be the same; nil if all can
}

// assigned is what is needed of a sighting again and again.
type assigned struct {
	*sighting
	index  int32
	offset float64 // of the clocks, where the sighting is in the first capture of the pair
	side   int     // and of its way
	spot   spot    // where it stands in its connection; not for raw ones
}

// assign joins sightings in a with those in b that can be the same packets, in
// their order, so that delays are as usual.
//
// Long lists are assigned in windows. What is found in the first half of one counts, and the
// next begins there, so that no packet is cut off from its partner by the end of a window.
func (m *Matcher) assign(p *pair, a, b []int32, t terms) {
	m.work.assignment.terms = t
	if len(a) <= maxAssigned && len(b) <= maxAssigned {
		if len(a) > 0 && len(b) > 0 {
			m.best(p, a, b)
			m.take(p, len(a)+len(b))
		}
		return
	}
	size := maxAssigned
	if len(a) > veryMany || len(b) > veryMany {
		size /= 4
	}
	for a, b = m.skipApart(p, a, b); len(a) > 0 && len(b) > 0; a, b = m.skipApart(p, a, b) {
		nowA, nowB := a[:min(len(a), size)], b[:min(len(b), size)]
		if len(nowA) == len(a) && len(nowB) == len(b) {
			m.best(p, a, b)
			m.take(p, len(a)+len(b))
			return
		}
		nowA, nowB = m.sameTime(p, nowA, nowB)
		m.best(p, nowA, nowB)
		most := len(nowA) + len(nowB)
		if most >= fewAssigned {
			most /= 2
		}
		usedA, usedB := m.take(p, most)
		a, b = a[usedA:], b[usedB:]
	}
}

// fewAssigned is of how many sightings all counts: half of them might be no step.
const fewAssigned = 8

// veryMany are so many sightings of one key that they cost more than they tell: smaller windows
// will do.
const veryMany = 1 << 16

// sameTime leaves out sightings at the end that are too late for all in the other list by the
// usual delay, but for the first: their partners are not in the window.
func (m *Matcher) sameTime(p *pair, a, b []int32) (nowA, nowB []int32) {
	const unusual = 4                  // as strange as a lost packet
	late := func(i, j int32) float64 { // i, if j is its partner
		s := m.seen.at(i)
		delay, side := float64(m.seen.at(j).at-s.at)-p.offset(s.at), p.sides.of(s.way)
		switch d := &p.delays; {
		case side > 0:
			return (d[1].median - delay) / d[1].spread
		case side < 0:
			return (-d[0].median - delay) / d[0].spread
		}
		return -delay / slack
	}
	lastA, lastB := a[len(a)-1], b[len(b)-1]
	if late(lastA, lastB) > 0 {
		return a[:max(1, sort.Search(len(a), func(k int) bool { return late(a[k], lastB) > unusual }))], b
	}
	return a, b[:max(1, sort.Search(len(b), func(k int) bool { return late(lastA, b[k]) < -unusual }))]
}

// skipApart leaves out sightings in front that come too early for any in the other list.
func (m *Matcher) skipApart(p *pair, a, b []int32) (restA, restB []int32) {
	reach := max(p.delays[0].top, p.delays[1].top)*2 + unknownDelay
	for len(a) > 0 && len(b) > 0 {
		first, second := m.seen.at(a[0]), m.seen.at(b[0])
		switch delay := float64(second.at-first.at) - p.offset(first.at); {
		case delay > reach:
			a = a[1:]
		case delay < -reach:
			b = b[1:]
		default:
			return a, b
		}
	}
	return a, b
}

// take joins what the best steps join, as far as they have not gone beyond so many
// sightings of both lists, and returns how many of a and b that has used.
func (m *Matcher) take(p *pair, most int) (usedA, usedB int) {
	w := &m.work.assignment
	width := len(w.to) + 1
	usedA, usedB = -1, -1
	for i, j := len(w.from), len(w.to); i > 0 || j > 0; {
		counts := i+j <= most
		if counts && usedA < 0 {
			usedA, usedB = i, j
		}
		step := w.steps[i*width+j]
		if counts && (step == stepJoin || step == stepLostJoin) {
			m.tryJoin(w.from[i-1].index, w.to[j-1].index)
		}
		used := stepUses[step]
		i, j = i-used[0], j-used[1]
	}
	if w.from[0].capture != p.a {
		usedA, usedB = usedB, usedA
	}
	return usedA, usedB
}

// stepUses is how many sightings a step uses on either side.
var stepUses = [...][2]int{stepLost: {1, 0}, stepMissed: {0, 1}, stepJoin: {1, 1}, stepLostJoin: {2, 1}}

// best finds the most likely assignment of a and b. Delays have a long tail, so that a strange
// one costs less than many that are a little strange, and two that have no partner less
// than a shift of all that follow. A receiver's capture that tells of a gap makes it likely
// that the packet before was lost.
func (m *Matcher) best(p *pair, a, b []int32) {
	w := &m.work.assignment
	w.from, w.to = m.assigned(p, a, w.from[:0]), m.assigned(p, b, w.to[:0])
	if w.from[0].side < 0 {
		w.from, w.to = w.to, w.from
	}
	width := len(w.to) + 1
	cells := (len(w.from) + 1) * width
	w.cost, w.steps = slices.Grow(w.cost[:0], cells)[:cells], slices.Grow(w.steps[:0], cells)[:cells]
	w.cost[0] = 0
	for i := 0; i <= len(w.from); i++ {
		for j := 0; j <= len(w.to); j++ {
			if at := i*width + j; at > 0 {
				w.cost[at], w.steps[at] = m.step(p, i, j)
			}
		}
	}
}

// step returns the least cost of what goes before the sightings i and j, counted from 1,
// and the last step to there.
func (m *Matcher) step(p *pair, i, j int) (cost float64, step uint8) {
	w := &m.work.assignment
	width := len(w.to) + 1
	at := i*width + j
	cost = math.Inf(1)
	if i > 0 {
		cost, step = w.cost[at-width]+lostCost, stepLost
	}
	if j > 0 {
		if c := w.cost[at-1] + w.missed; c < cost {
			cost, step = c, stepMissed
		}
	}
	if i == 0 || j == 0 {
		return cost, step
	}
	from, to := &w.from[i-1], &w.to[j-1]
	c := p.strangeness(from, to)
	if math.IsInf(c, 1) || w.fits != nil && !w.fits(w.ways(p, from, to)) || !from.has(raw) && m.contradict(from, to) {
		return cost, step
	}
	if to.has(gap) && i > 1 {
		if c := w.cost[at-2*width-1] + c; c < cost {
			cost, step = c, stepLostJoin
		}
		c += lostCost
	}
	if c += w.cost[at-width-1]; c < cost {
		cost, step = c, stepJoin
	}
	return cost, step
}

// ways returns the ways of two sightings, that in the first capture of the pair first.
func (w *assignment) ways(p *pair, i, j *assigned) (way, other uint32) {
	if i.capture != p.a {
		i, j = j, i
	}
	return i.way, j.way
}

// assigned returns what is needed of sightings.
func (m *Matcher) assigned(p *pair, list []int32, into []assigned) []assigned {
	for _, i := range list {
		s := assigned{sighting: m.seen.at(i), index: i}
		if s.capture == p.a {
			s.offset, s.side = p.offset(s.at), p.sides.of(s.way)
		}
		if !s.has(raw) {
			s.spot = m.spotOf(i)
		}
		into = append(into, s)
	}
	return into
}

// strangeness returns how unlikely it is that two are one packet, by its delay; it is
// infinite where they cannot be.
func (p *pair) strangeness(from, to *assigned) float64 {
	if from.capture != p.a {
		from, to = to, from
	}
	delay := float64(to.at-from.at) - from.offset
	side := from.side
	d := &p.delays[0]
	if side > 0 {
		d = &p.delays[1]
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
