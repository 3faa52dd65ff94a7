package align

import (
	"cmp"
	"hash/maphash"
	"slices"
)

// A stream is what one end of a connection sends, as one capture shows it. Streams that
// are one are joined to a tree: sequence numbers begin elsewhere in a capture
// that began late, and the ends have other names behind a translation of addresses.
type stream struct {
	hash   uint64 // of its ends; counts if the SYN was seen
	origin bool   // sequence numbers are relative to the SYN
	parent int32
	shift  uint32 // what comes to a sequence number to be one of parent
}

func (f *follower) addStream(s stream) int32 {
	s.parent = int32(len(f.streams))
	f.streams = append(f.streams, s)
	return s.parent
}

// root returns which stream stands for all that are one with a stream, and what comes to
// a sequence number to be one of it.
func (f *follower) root(i int32) (root int32, shift uint32) {
	for f.streams[i].parent != i {
		s := &f.streams[i]
		if up := &f.streams[s.parent]; up.parent != s.parent { // halve the path
			s.parent, s.shift = up.parent, s.shift+up.shift
			continue
		}
		shift += s.shift
		i = s.parent
	}
	return i, shift
}

// unite says that sequence number x of a stream is y of another.
func (f *follower) unite(a, b int32, x, y uint32) {
	ra, sa := f.root(a)
	rb, sb := f.root(b)
	if ra == rb {
		return
	}
	if f.streams[rb].origin && !f.streams[ra].origin {
		ra, sa, x, rb, sb, y = rb, sb, y, ra, sa, x
	}
	f.streams[rb].parent, f.streams[rb].shift = ra, x+sa-y-sb
}

// uniteStreams finds out which streams are one: those between the same ports that begin with
// a SYN, and those of which packets are one for sure.
func (m *Matcher) uniteStreams() {
	f := &m.follower
	first := make(map[uint64]int32)
	for i, s := range f.streams {
		if !s.origin {
			continue
		}
		if j, known := first[s.hash]; known {
			f.unite(j, int32(i), 0, 0)
		} else {
			first[s.hash] = int32(i)
		}
	}
	type link struct {
		a, b  int32
		ahead uint32 // of a sequence number of b
	}
	votes := make(map[link]int)
	for _, p := range f.places {
		for j := m.seen.at(p.index).next; j != p.index; j = m.seen.at(j).next {
			q, known := m.placeOf(j)
			if known && p.index < j && p.payload == q.payload && m.seen.at(p.index).has(sure) && m.seen.at(j).has(sure) {
				votes[link{p.stream, q.stream, p.at - q.at}]++
			}
		}
	}
	links := make([]link, 0, len(votes))
	for l := range votes {
		links = append(links, l)
	}
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(cmp.Compare(votes[y], votes[x]), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.ahead, y.ahead))
	})
	for _, l := range links {
		f.unite(l.a, l.b, l.ahead, 0)
	}
}

// sortPlaces puts the places in the order of the sightings, and drops those that were none.
func (f *follower) sortPlaces() {
	f.places = slices.DeleteFunc(f.places, func(p place) bool { return p.index == revoked })
	slices.SortFunc(f.places, func(x, y place) int { return cmp.Compare(x.index, y.index) })
}

// A placeKey is a hash of a place that is the same in all captures.
type placeKey struct {
	hash  uint64
	index int32
}

// pairPlaces joins the segments that stand at one place of their connection, whatever
// their rows say. It takes a part of the hashes at a time, so that few are held.
func (m *Matcher) pairPlaces() {
	const parts = 8
	var keys []placeKey
	for part := range uint64(parts) {
		keys = keys[:0]
		for _, p := range m.follower.places {
			root, shift := m.follower.root(p.stream)
			if hash := maphash.Comparable(hashSeed, place{root, p.at + shift, p.payload, 0}); hash%parts == part {
				keys = append(keys, placeKey{hash, p.index})
			}
		}
		m.pairKeys(keys)
	}
}

func (m *Matcher) pairKeys(keys []placeKey) {
	slices.SortFunc(keys, func(x, y placeKey) int {
		return cmp.Or(cmp.Compare(x.hash, y.hash), cmp.Compare(x.index, y.index))
	})
	var group, a, b []int32
	for start, end := 0, 0; start < len(keys); start = end {
		group = group[:0]
		for end = start; end < len(keys) && keys[end].hash == keys[start].hash; end++ {
			group = append(group, keys[end].index)
		}
		m.eachPair(group, func(inA, inB []int32) {
			if p := m.pairOf(inA[0], inB[0]); p != nil {
				a, b = m.open(inA, p.b, a[:0]), m.open(inB, p.a, b[:0])
				if len(a) > 0 && len(b) > 0 {
					m.assign(p, a, b, terms{missed: m.missedCost(p, inA, inB)})
				}
			}
		})
	}
}

// A spot is the place of a sighting as one of all streams that are one.
type spot struct {
	known   bool
	origin  bool // the stream's numbers are relative to its SYN: they say as much of any other such
	stream  int32
	at      uint32
	payload uint32
}

func (m *Matcher) spotOf(i int32) spot {
	p, known := m.placeOf(i)
	if !known {
		return spot{}
	}
	root, shift := m.follower.root(p.stream)
	return spot{true, m.follower.streams[root].origin, root, p.at + shift, p.payload}
}

// contradict reports whether two sightings tell that they are not one packet: they have
// other time stamps or acknowledge something else, or stand at other places.
func (m *Matcher) contradict(a, b *assigned) bool {
	if a.has(sure) && b.has(sure) && m.seen.keysOf(a.index).loose != m.seen.keysOf(b.index).loose {
		return true
	}
	if a.has(based) && b.has(based) && a.way == b.way {
		return m.seen.keysOf(a.index).exact != m.seen.keysOf(b.index).exact
	}
	x, y := &a.spot, &b.spot
	if !x.known || !y.known {
		return false
	}
	comparable := x.stream == y.stream || x.origin && y.origin
	return x.payload != y.payload || comparable && x.at != y.at
}

// placeOf returns the place of a sighting, if it has one.
func (m *Matcher) placeOf(i int32) (at place, known bool) {
	places := m.follower.places
	n, known := slices.BinarySearchFunc(places, i, func(p place, i int32) int { return cmp.Compare(p.index, i) })
	if !known {
		return place{}, false
	}
	return places[n], true
}
