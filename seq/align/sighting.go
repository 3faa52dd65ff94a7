package align

import "github.com/packetseq/packetseq/seq"

// A sighting is what is kept of one packet in one capture: 48 bytes, of which
// matching needs no more than the keys, the time and the way.
type sighting struct {
	key   uint64 // what the packet is; equal in all captures of it
	loose uint64 // the same with less of it: see Matcher.keys
	at    int64  // nanoseconds, on the clock of its capture

	number  int32  // Packet.Number
	next    int32  // the next sighting of the same packet, in a ring
	way     uint32 // between whom, by Matcher.ways
	length  uint16 // of the frame, at least that of the least Ethernet frame
	link    uint16 // hash of interface and link-layer addresses
	capture uint8
	ttl     uint8 // 0 if not known
	facts   facts
}

// facts are what is known of a sighting beside its keys.
type facts uint8

const (
	sure  facts = 1 << iota // loose says enough by itself, whoever the ends are
	raw                     // the keys are of the packet's bytes, not of its Info
	gap                     // the capture itself tells that it has missed what came before
	large                   // larger than a frame on the wire: made of several by the network card
	lost                    // seen leaving, never seen arriving
	timed                   // it has a time
	based                   // an acknowledgement with numbers relative to both SYNs: key is the same everywhere between these addresses
	again                   // Wireshark takes it for one that was sent before
)

// has reports whether all facts in f are known.
func (s *sighting) has(f facts) bool { return s.facts&f == f }

const (
	chunkBits = 14
	chunkSize = 1 << chunkBits
)

// sightings is a long list that grows without being copied.
type sightings struct {
	chunks [][]sighting
	n      int
}

func (l *sightings) at(i int32) *sighting { return &l.chunks[i>>chunkBits][i&(chunkSize-1)] }

func (l *sightings) add(s sighting) {
	if l.n&(chunkSize-1) == 0 {
		l.chunks = append(l.chunks, make([]sighting, 0, chunkSize))
	}
	last := &l.chunks[len(l.chunks)-1]
	s.next = int32(l.n)
	*last = append(*last, s)
	l.n++
}

// join makes one packet of two. The rings of both must be different ones.
func (l *sightings) join(i, j int32) {
	a, b := l.at(i), l.at(j)
	a.next, b.next = b.next, a.next
}

// part makes of one packet as many as captures have seen it.
func (l *sightings) part(i int32) {
	var last [MaxCaptures]struct {
		met         bool
		first, last int32
	}
	for j, end := i, false; !end; {
		s := l.at(j)
		next := s.next
		of := &last[s.capture]
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

// shareCapture reports whether any capture has both packets.
func (l *sightings) shareCapture(i, j int32) bool {
	for k := i; ; {
		s := l.at(k)
		if l.seenIn(j, s.capture) {
			return true
		}
		if k = s.next; k == i {
			return false
		}
	}
}

// A way is who sent a packet to whom, as the addresses that a capture shows.
type way struct {
	source, destination string
}

// ways numbers the ways of packets.
type ways struct {
	numbers map[way]uint32
	all     []way
	back    []int32 // of each the opposite way; -1 while it has not been met
	last    way
	number  uint32 // of last
}

func newWays() ways { return ways{numbers: make(map[way]uint32)} }

func (w *ways) of(p *seq.Packet) uint32 {
	at := way{p.Source, p.Destination}
	if len(w.all) > 0 && at == w.last {
		return w.number
	}
	n, known := w.numbers[at]
	if !known {
		n = w.add(p)
	}
	w.last, w.number = w.all[n], n
	return n
}

func (w *ways) add(p *seq.Packet) uint32 {
	own := p.Clone() // the texts may share a large buffer
	at := way{own.Source, own.Destination}
	n := uint32(len(w.all))
	w.numbers[at] = n
	w.all = append(w.all, at)
	w.back = append(w.back, -1)
	if back, known := w.numbers[way{at.destination, at.source}]; known {
		w.back[n], w.back[back] = int32(back), int32(n)
	}
	return n
}
