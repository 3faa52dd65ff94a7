package align

import (
	"cmp"
	"slices"
)

// pairPlaces joins the segments that stand at one place of their connection, whatever
// their rows say.
func (m *Matcher) pairPlaces() {
	places := slices.DeleteFunc(m.follower.places, func(p place) bool { return p.index == revoked })
	slices.SortFunc(places, func(x, y place) int {
		return cmp.Or(cmp.Compare(x.hash, y.hash), cmp.Compare(x.index, y.index))
	})
	var group, a, b []int32
	for start, end := 0, 0; start < len(places); start = end {
		group = group[:0]
		for end = start; end < len(places) && places[end].hash == places[start].hash; end++ {
			group = append(group, places[end].index)
		}
		m.eachPair(group, func(inA, inB []int32) {
			if p := m.pairOf(inA[0], inB[0]); p != nil {
				a, b = m.open(inA, p.b, a[:0]), m.open(inB, p.a, b[:0])
				m.assign(p, a, b)
			}
		})
	}
	// From here on it is asked where a sighting stands.
	slices.SortFunc(places, func(x, y place) int { return cmp.Compare(x.index, y.index) })
	m.follower.places, m.follower.sorted = places, true
}

// contradict reports whether two sightings tell that they are not one packet: they have
// other time stamps or acknowledge something else, or stand at other places of one connection.
func (m *Matcher) contradict(i, j int32) bool {
	a, b := m.seen.at(i), m.seen.at(j)
	if a.has(sure) && b.has(sure) && a.loose != b.loose {
		return true
	}
	if a.has(based) && b.has(based) && a.way == b.way {
		return a.key != b.key
	}
	x, known := m.placeOf(i)
	y, both := m.placeOf(j)
	return known && both && (x.part != y.part || a.way == b.way && x.hash != y.hash)
}

// placeOf returns the place of a sighting, if it has one.
func (m *Matcher) placeOf(i int32) (at place, known bool) {
	places := m.follower.places
	if !m.follower.sorted {
		return place{}, false
	}
	n, known := slices.BinarySearchFunc(places, i, func(p place, i int32) int { return cmp.Compare(p.index, i) })
	if !known {
		return place{}, false
	}
	return places[n], true
}
