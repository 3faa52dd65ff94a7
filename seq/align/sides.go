package align

import (
	"cmp"
	"slices"
)

// sides are which ways lead from the first capture of a pair to the second.
type sides struct {
	ofWays  map[uint32]int // that were looked at: forward if > 0, back if < 0
	ofHosts map[uint32]int // of their ends: that of the first capture if > 0, of the second if < 0
	ends    [][2]uint32    // of all ways
}

// findHosts finds the sides of the ends of the ways.
func (s *sides) findHosts() {
	s.ofHosts = make(map[uint32]int)
	for way, n := range s.ofWays {
		s.ofHosts[s.ends[way][0]] += cmp.Compare(n, 0)
		s.ofHosts[s.ends[way][1]] -= cmp.Compare(n, 0)
	}
}

// level reports whether no hop is between the captures.
func (s *sides) level(packets []shared) bool {
	return !slices.ContainsFunc(packets, func(p shared) bool { return p.hops != 0 })
}

// of returns the side of a way in the first capture: forward if > 0, back if < 0, 0 if it is not
// known. That of ways that were not looked at, or have no opposite one, is known from where
// their ends are in other ways.
func (s *sides) of(way uint32) int {
	if n := s.ofWays[way]; n != 0 {
		return n
	}
	return s.ofHosts[s.ends[way][0]] - s.ofHosts[s.ends[way][1]]
}
