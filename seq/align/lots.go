package align

import (
	"maps"
	"slices"
)

// sameWays are of each way those others that are the same but for a translation of
// addresses.
type sameWays struct {
	pairs map[[2]uint32]struct{}
	of    map[uint32][]uint32
}

// sameWays returns the same ways: one packet of a way in one capture was seen on
// a way in another.
func (m *Matcher) sameWays() sameWays {
	same := sameWays{make(map[[2]uint32]struct{}), make(map[uint32][]uint32)}
	for i := int32(0); i < int32(m.seen.n); i++ {
		s := m.seen.at(i)
		for j := s.next; j != i; j = m.seen.at(j).next {
			if other := m.seen.at(j); other.way != s.way && !same.has(s.way, other.way) {
				same.pairs[[2]uint32{s.way, other.way}] = struct{}{}
				same.of[s.way] = append(same.of[s.way], other.way)
			}
		}
	}
	return same
}

func (s *sameWays) has(one, other uint32) bool {
	if one == other {
		return true
	}
	_, same := s.pairs[[2]uint32{one, other}]
	return same
}

// A lot is those sightings of one key in two captures that may be the same packets by their
// ways: by way, in the one capture and the other.
type lot struct{ away, toward [][]int32 }

// sightings returns those of some ways, in order.
func (lot) sightings(ways [][]int32) []int32 {
	if len(ways) == 1 {
		return ways[0]
	}
	all := slices.Concat(ways...)
	slices.Sort(all)
	return all
}

// lotsOf deals out the ways in two captures so that ways that fit are in one lot, in
// the order of their numbers. A way fits itself, those that are the same, and it may fit
// others.
func lotsOf(away, toward map[uint32][]int32, same sameWays, fits func(way, other uint32) bool) []lot {
	first := slices.Sorted(maps.Keys(away)) // in one order each time
	parent := make([]int, len(first))
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	owner := make(map[uint32]int) // of the ways toward: one of first
	var open []uint32             // ways toward that may fit any
	for other := range toward {
		if fits(noWay, other) {
			open = append(open, other)
		}
	}
	for i, way := range first {
		parent[i] = i
		take := func(other uint32) {
			if by, taken := owner[other]; taken {
				parent[root(i)] = root(by)
			} else if _, there := toward[other]; there {
				owner[other] = i
			}
		}
		take(way)
		if others := same.of[way]; len(others) <= len(toward) {
			for _, other := range others {
				take(other)
			}
		} else {
			for other := range toward {
				if same.has(way, other) {
					take(other)
				}
			}
		}
		if len(open) > 0 {
			take(open[0])
		}
	}
	for _, other := range open {
		owner[other] = owner[open[0]]
	}
	lots := make(map[int]*lot)
	for i, way := range first {
		r := root(i)
		if lots[r] == nil {
			lots[r] = &lot{}
		}
		lots[r].away = append(lots[r].away, away[way])
	}
	for _, other := range slices.Sorted(maps.Keys(owner)) {
		l := lots[root(owner[other])]
		l.toward = append(l.toward, toward[other])
	}
	var all []lot
	for _, r := range slices.Sorted(maps.Keys(lots)) {
		if len(lots[r].toward) > 0 {
			all = append(all, *lots[r])
		}
	}
	return all
}

// noWay is no way's number.
const noWay = 1<<32 - 1
