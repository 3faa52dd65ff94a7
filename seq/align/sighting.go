package align

import (
	"sort"
	"unsafe"
)

// A sighting is what is kept of one packet in one capture: 24 bytes, without a
// pointer in them.
type sighting struct {
	at      int64  // nanoseconds, on the clock of its capture
	next    int32  // the next sighting of the same packet, in a ring
	way     uint32 // between whom, by Matcher.ways
	length  uint16 // of the frame, at least that of the least Ethernet frame
	link    uint16 // hash of interface and link-layer addresses
	facts   facts
	capture uint8
	ttl     uint8 // 0 if not known
}

// facts are what is known of a sighting beside its keys.
type facts uint16

const (
	sure    facts = 1 << iota // loose says enough by itself, whoever the ends are
	raw                       // the keys are of the packet's bytes, not of its Info
	gap                       // the capture itself tells that it has missed what came before
	large                     // larger than a frame on the wire: made of several by the network card
	lost                      // seen leaving, never seen arriving
	timed                     // it has a time
	based                     // an acknowledgement with numbers relative to both SYNs: key is the same everywhere between these addresses
	again                     // Wireshark takes it for one that was sent before
	begins                    // the first of its packet on its way
	follows                   // not the first of its packet in its capture
	common                    // the same whenever the hosts speak: two like it may be of different times
	wordy                     // known by words alone, that another connection may have, too
)

// has reports whether all facts in f are known.
func (s *sighting) has(f facts) bool { return s.facts&f == f }

const (
	chunkBits = 14
	chunkSize = 1 << chunkBits
)

// keys are those of one sighting.
type keys struct {
	exact uint64 // what the packet is; equal in all captures of it
	loose uint64 // the same with less of it: see keyMaker.keys
}

// sightings is a long list that grows without being copied. The keys stand beside it:
// they are done with when it is known what belongs together.
type sightings struct {
	chunks []*[chunkSize]sighting
	keys   []*[chunkSize]keys
	n      int
}

func (l *sightings) at(i int32) *sighting { return &l.chunks[i>>chunkBits][i&(chunkSize-1)] }
func (l *sightings) keysOf(i int32) *keys { return &l.keys[i>>chunkBits][i&(chunkSize-1)] }

// size returns how many bytes the list takes.
func (l *sightings) size() int {
	return len(l.chunks)*chunkSize*int(unsafe.Sizeof(sighting{})) + len(l.keys)*chunkSize*int(unsafe.Sizeof(keys{}))
}

func (l *sightings) add(s sighting, k keys) {
	at := l.n & (chunkSize - 1)
	if at == 0 {
		l.chunks = append(l.chunks, new([chunkSize]sighting))
		l.keys = append(l.keys, new([chunkSize]keys))
	}
	s.next = int32(l.n)
	l.chunks[len(l.chunks)-1][at] = s
	l.keys[len(l.keys)-1][at] = k
	l.n++
}

// join makes one packet of two. The rings of both must be different ones.
func (l *sightings) join(i, j int32) {
	a, b := l.at(i), l.at(j)
	a.next, b.next = b.next, a.next
}

// joinInside makes one packet of two that one capture shows, of which j is the later.
func (l *sightings) joinInside(i, j int32) {
	l.join(i, j)
	l.at(j).facts |= follows
}

// part makes of one packet as many as kinds of captures have seen it, of which kind tells one
// below MaxCaptures; nil if each is one by itself.
func (l *sightings) part(i int32, kind func(capture uint8) uint8) {
	if l.alone(i) {
		return
	}
	var last [MaxCaptures]struct {
		met         bool
		first, last int32
	}
	for j, end := i, false; !end; {
		s := l.at(j)
		next := s.next
		k := s.capture
		if kind != nil {
			k = kind(k)
		}
		of := &last[k]
		if !of.met {
			of.met, of.first = true, j
		} else {
			l.at(of.last).next = j
		}
		of.last = j
		s.next = of.first
		j, end = next, next == i
	}
}

// alone reports whether the packet was seen once only.
func (l *sightings) alone(i int32) bool { return l.at(i).next == i }

// seenIn reports whether the packet of sighting i was seen in a capture.
func (l *sightings) seenIn(i int32, capture uint8) bool {
	for j := i; ; {
		if s := l.at(j); s.capture == capture {
			return true
		} else if j = s.next; j == i {
			return false
		}
	}
}

// seenBy returns the captures that have seen the packet of sighting i, a bit each.
func (l *sightings) seenBy(i int32) (captures uint64) {
	for j := i; ; {
		s := l.at(j)
		captures |= 1 << s.capture
		if j = s.next; j == i {
			return captures
		}
	}
}

// numbers are those of the frames of a list of sightings. Most captures number
// them without a gap: runs are kept in which each number is one more.
type numbers []numberRun

type numberRun struct {
	from  int32 // the first sighting of it
	ahead int32 // its number, less from
}

// add says the number of the next sighting.
func (n *numbers) add(i, number int32) {
	if last := len(*n) - 1; last < 0 || (*n)[last].ahead != number-i {
		*n = append(*n, numberRun{i, number - i})
	}
}

// of returns the number of a sighting.
func (n numbers) of(i int32) int32 {
	run := sort.Search(len(n), func(k int) bool { return n[k].from > i }) - 1
	return n[run].ahead + i
}
