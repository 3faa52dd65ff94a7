package align

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// groups are sightings whose keys are equal, one group after the other: first capture
// first, in each capture in its order. The first of a group is kept as its
// complement, which is negative.
type groups struct{ order []int32 }

const (
	// dealBits are the bits of a key by which sightings are dealt out, so that few
	// keys are held at a time.
	dealBits = 10
	hands    = 1 << dealBits

	// maxHand is how many times its share a hand may be for its keys to be held.
	maxHand = 16
)

// A keyOf returns the key of a sighting, in which no bits are more likely than others,
// and whether it is to be in a group at all.
type keyOf func(i int32) (key uint64, in bool)

// groupsBy returns those sightings of which others have the same key.
func (m *Matcher) groupsBy(key keyOf) groups {
	var ends [hands + 1]int
	for i := range int32(m.seen.n) {
		if k, in := key(i); in {
			ends[k>>(64-dealBits)+1]++
		}
	}
	for i := range hands {
		ends[i+1] += ends[i]
	}
	order, next := make([]int32, ends[hands]), ends
	for i := range int32(m.seen.n) {
		if k, in := key(i); in {
			hand := &next[k>>(64-dealBits)]
			order[*hand] = i
			*hand++
		}
	}
	var several [hands]int // sightings in the groups of each hand
	var turn atomic.Int64
	var workers sync.WaitGroup
	most := maxHand * (len(order)/hands + 1)
	for range min(runtime.GOMAXPROCS(0), 1+len(order)/(1<<16)) {
		workers.Go(func() {
			var s handSorter
			for hand := int(turn.Add(1)) - 1; hand < hands; hand = int(turn.Add(1)) - 1 {
				several[hand] = s.sort(order[ends[hand]:ends[hand+1]], key, most)
			}
		})
	}
	workers.Wait()
	n := 0
	for hand, count := range several {
		n += copy(order[n:], order[ends[hand]:ends[hand]+count])
	}
	return groups{order[:n]}
}

// A keyed sighting is one with its key.
type keyed struct {
	key   uint64
	index int32
}

// A handSorter finds the groups in hands.
type handSorter struct{ entries []keyed }

// sort puts the groups of a hand, whose sightings are in order, to its front, and
// returns how many sightings are in them. Keys of at most so many are held.
func (s *handSorter) sort(hand []int32, key keyOf, most int) int {
	if len(hand) > most { // many have one key
		slices.SortFunc(hand, func(i, j int32) int {
			a, _ := key(i)
			b, _ := key(j)
			return cmp.Or(cmp.Compare(a, b), cmp.Compare(i, j))
		})
		return packGroups(hand, func(i int) (uint64, int32) {
			k, _ := key(hand[i])
			return k, hand[i]
		})
	}
	s.entries = s.entries[:0]
	for _, i := range hand {
		k, _ := key(i)
		s.entries = append(s.entries, keyed{k, i})
	}
	slices.SortFunc(s.entries, func(a, b keyed) int {
		switch {
		case a.key < b.key:
			return -1
		case a.key > b.key:
			return 1
		}
		return int(a.index) - int(b.index)
	})
	return packGroups(hand, func(i int) (uint64, int32) { return s.entries[i].key, s.entries[i].index })
}

// packGroups writes the groups among the sightings that at gives, in order, to the
// front of a hand, and returns how many sightings they have.
func packGroups(hand []int32, at func(i int) (key uint64, index int32)) (n int) {
	for i := 0; i < len(hand); {
		key, first := at(i)
		end := i + 1
		for ; end < len(hand); end++ {
			k, index := at(end)
			if k != key {
				break
			}
			if end == i+1 {
				hand[n] = ^first
				n++
			}
			hand[n] = index
			n++
		}
		i = end
	}
	return n
}

// each calls f with each group.
func (g *groups) each(f func(group []int32)) {
	for order := g.order; len(order) > 0; {
		group := nextGroup(order)
		f(group)
		group[0] = ^group[0]
		order = order[len(group):]
	}
}

// leave calls f with each group, and leaves those of which it returns true.
func (g *groups) leave(f func(group []int32) bool) {
	n := 0
	for order := g.order; len(order) > 0; {
		group := nextGroup(order)
		kept := f(group)
		group[0] = ^group[0]
		order = order[len(group):]
		if kept {
			n += copy(g.order[n:], group)
		}
	}
	g.order = slices.Clone(g.order[:n])
}

// nextGroup returns the group that order begins with.
func nextGroup(order []int32) []int32 {
	end := 1
	for end < len(order) && order[end] >= 0 {
		end++
	}
	order[0] = ^order[0]
	return order[:end]
}

// parts cuts a group into what each capture has of it. They hold until the next
// call.
func (m *Matcher) parts(group []int32) [][]int32 {
	m.work.parts = m.work.parts[:0]
	for len(group) > 0 {
		capture, n := m.seen.at(group[0]).capture, 1
		for n < len(group) && m.seen.at(group[n]).capture == capture {
			n++
		}
		m.work.parts = append(m.work.parts, group[:n])
		group = group[n:]
	}
	return m.work.parts
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
