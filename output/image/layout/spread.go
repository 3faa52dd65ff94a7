package layout

import "slices"

// Where few packets are on their way, a little more room keeps their arrows off
// the label of the next one: above it, if they come from the same side,
//
//	────┐                          ────┐
//	 label ╲───                         ╲
//	────────   ▼        instead     label ╲
//	                               ────────  ▼
//
// or below, before they arrive, if they come from the other. Where many are, no room
// helps, and none is spent.
const (
	spreadStep = 8.0 // whole pixels at half the scale, as rowPitch
	spreadMost = 3   // steps, above and below each
	spreadRows = 8   // messages back to the first that is on its way, at most
)

// A spread is more room than there must be, in points.
type spread struct{ above, below float64 }

// spread returns the room that frees most labels of those that the messages on
// their way pass, message i's among them, whose place is set without it.
func (a *axis) spread(i int) (best spread) {
	landing, ok := a.landingBeforeNext(i)
	if !ok {
		return best
	}
	first := i
	for _, l := range landing {
		first = min(first, l.message)
	}
	if i-first > spreadRows {
		return best
	}
	kept := slices.Clone(a.places[first : i+1])
	defer copy(a.places[first:i+1], kept)
	least := a.tryRoom(first, i, spread{}, landing)
	for steps := 1; steps <= 2*spreadMost && least > 0; steps++ {
		for above := max(0, steps-spreadMost); above <= min(steps, spreadMost); above++ {
			copy(a.places[first:i+1], kept)
			s := spread{float64(above) * spreadStep, float64(steps-above) * spreadStep}
			if n := a.tryRoom(first, i, s, landing); n < least {
				best, least = s, n
			}
		}
	}
	return best
}

// landingBeforeNext returns what is on its way beside message i when that is sent,
// and i itself, in the order of arrival; false if there is none, or if some of it
// arrives after the next one is sent, so that nobody knows yet where.
func (a *axis) landingBeforeNext(i int) (landing []arrival, ok bool) {
	if len(a.flying) == 0 || len(a.flying) > spreadRows {
		return nil, false
	}
	for _, l := range a.flying {
		if a.beside(l.message, i) {
			landing = append(landing, l)
		}
	}
	if len(landing) == 0 {
		return nil, false
	}
	if m := &a.messages[i]; m.flies() {
		landing = append(landing, arrival{m.received, i})
	}
	slices.SortFunc(landing, arrival.compare)
	last := landing[len(landing)-1].time
	return landing, i+1 == len(a.messages) || last <= a.messages[i+1].sent
}

// beside reports whether two messages pass between the same two lifelines.
func (a *axis) beside(i, j int) bool {
	m, n := &a.messages[i], &a.messages[j]
	return max(min(m.from, m.to), min(n.from, n.to)) < min(max(m.from, m.to), max(n.from, n.to))
}

// tryRoom places message i and all arrivals with more room, and returns how many
// labels from message first on are crossed then.
func (a *axis) tryRoom(first, i int, s spread, landing []arrival) (crossed int) {
	p := &a.places[i]
	p.send += s.above
	p.arrive += s.above
	last := p.send
	if !a.messages[i].flies() {
		last = p.arrive
	}
	for n, l := range landing {
		last += arrivePitch
		if n == 0 {
			last += s.below
		}
		last = max(last, a.places[l.message].send+slant)
		a.places[l.message].arrive = last
	}
	var flying []int
	for k := first; k <= i; k++ {
		flying = flying[:0]
		for j := first; j < k; j++ {
			if a.places[j].arrive > a.places[k].send-sendDrop {
				flying = append(flying, j)
			}
		}
		if _, over := a.labelRoom(k, flying); over {
			crossed++
		}
	}
	return crossed
}
