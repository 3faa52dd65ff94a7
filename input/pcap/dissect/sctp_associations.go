package dissect

import (
	"cmp"
	"slices"
)

const (
	// maxSCTPHalves is how many directions of associations are remembered; the
	// one that began first is forgotten first.
	maxSCTPHalves = 1 << 12

	// maxSCTPAhead is how many TSNs are remembered of a direction behind a gap.
	maxSCTPAhead = 1 << 12

	// maxSCTPParts and maxSCTPBytes bound what of a direction waits for the rest of its message.
	maxSCTPParts = 1 << 10
	maxSCTPBytes = 1 << 20

	// maxSCTPHeld bounds what waits in all directions.
	maxSCTPHeld = 32 << 20
)

// An sctpHalfID names one direction of an association. Its addresses may change
// with the path, so they do not count (RFC 9260 6.4).
type sctpHalfID struct {
	source, destination uint16
	tag                 uint32
}

// An sctpHalf is what is known of one direction of an association.
type sctpHalf struct {
	peer    *sctpHalf
	base    uint32 // TSN of the first DATA chunk, which is shown as 0
	started bool

	next  uint32 // the TSN behind all that came without gap; relative
	ahead map[uint32]struct{}

	messages map[sctpMessageID][]sctpPart // in the order of their TSNs
	parts    int
	bytes    int
}

// sctpHalves are the directions of all associations.
type sctpHalves struct {
	byID   map[sctpHalfID]*sctpHalf
	byAge  []sctpHalfID // a ring, once it is full
	oldest int
	held   int                       // bytes that wait in all of them
	lonely map[[2]endpoint]*sctpHalf // without peer yet, by source and port of destination
}

func newSCTPHalves() sctpHalves {
	return sctpHalves{byID: make(map[sctpHalfID]*sctpHalf), lonely: make(map[[2]endpoint]*sctpHalf)}
}

// half returns the direction that p belongs to by its ports and verification tag.
// It is nil for a tag of 0, which begins an association.
func (s *sctpHalves) half(p *packet, tag uint32) *sctpHalf {
	if tag == 0 {
		return nil
	}
	id := sctpHalfID{p.SourcePort, p.DestinationPort, tag}
	h := s.byID[id]
	if h == nil {
		h = new(sctpHalf)
		s.keep(id, h)
	}
	if h.peer == nil {
		s.match(p, h)
	}
	return h
}

// match looks for the direction that answers h: that from the address and port
// which h goes to, if it has no peer.
func (s *sctpHalves) match(p *packet, h *sctpHalf) {
	source, destination := endpoint{p.source, p.SourcePort}, endpoint{p.destination, p.DestinationPort}
	there, here := [2]endpoint{destination, {port: source.port}}, [2]endpoint{source, {port: destination.port}}
	switch other, known := s.lonely[there]; {
	case known && other != nil:
		h.peer, other.peer = other, h
		s.lonely[there] = nil
	case known:
		s.lonely[there] = h
	default:
		if len(s.lonely) >= maxSCTPHalves {
			clear(s.lonely)
		}
		s.lonely[here] = h
	}
}

func (s *sctpHalves) keep(id sctpHalfID, h *sctpHalf) {
	if len(s.byAge) < maxSCTPHalves {
		s.byAge = append(s.byAge, id)
	} else {
		s.drop(s.byID[s.byAge[s.oldest]])
		delete(s.byID, s.byAge[s.oldest])
		s.byAge[s.oldest] = id
		s.oldest = (s.oldest + 1) % maxSCTPHalves
	}
	s.byID[id] = h
}

// drop forgets what waits in a direction.
func (s *sctpHalves) drop(h *sctpHalf) {
	s.held -= h.bytes
	h.messages, h.parts, h.bytes = nil, 0, 0
}

// gather adds a part as sctpHalf.add does. If too much waits in all directions, what
// waits in those that began first is forgotten.
func (s *sctpHalves) gather(h *sctpHalf, id sctpMessageID, part sctpPart) (whole []byte, ppid uint32, complete bool) {
	before := h.bytes
	whole, ppid, complete = h.add(id, part)
	s.held += h.bytes - before
	if s.held > maxSCTPHeld {
		for i := 0; s.held > maxSCTPHeld/2 && i < len(s.byAge); i++ {
			s.drop(s.byID[s.byAge[(s.oldest+i)%len(s.byAge)]])
		}
	}
	return whole, ppid, complete
}

// relative returns a TSN relative to the first one of its direction.
func (h *sctpHalf) relative(tsn uint32) uint32 {
	if !h.started {
		h.started, h.base = true, tsn
	}
	return tsn - h.base
}

// sent remembers a relative TSN, and reports whether it came before.
func (h *sctpHalf) sent(tsn uint32) bool {
	if tsn < h.next {
		return true
	}
	if tsn == h.next {
		for h.next++; len(h.ahead) > 0; h.next++ {
			if _, came := h.ahead[h.next]; !came {
				break
			}
			delete(h.ahead, h.next)
		}
		return false
	}
	if _, came := h.ahead[tsn]; came {
		return true
	}
	if h.ahead == nil || len(h.ahead) >= maxSCTPAhead {
		h.ahead = make(map[uint32]struct{})
	}
	h.ahead[tsn] = struct{}{}
	return false
}

// An sctpMessageID says which message of its direction a part belongs to. The messages
// that are sent without order have none of their own.
type sctpMessageID struct {
	stream    uint16
	unordered bool
	number    uint32
}

// An sctpPart is a part of a message.
type sctpPart struct {
	tsn         uint32
	first, last bool
	ppid        uint32 // what the message carries, if first
	data        []byte
}

// add puts a part to its message, and returns the message if it is complete.
func (h *sctpHalf) add(id sctpMessageID, part sctpPart) (whole []byte, ppid uint32, complete bool) {
	if h.messages == nil || h.parts >= maxSCTPParts || h.bytes > maxSCTPBytes {
		h.messages, h.parts, h.bytes = make(map[sctpMessageID][]sctpPart), 0, 0
	}
	parts := h.messages[id]
	at, known := slices.BinarySearchFunc(parts, part.tsn, func(p sctpPart, tsn uint32) int { return cmp.Compare(p.tsn, tsn) })
	if known {
		return nil, 0, false
	}
	part.data = slices.Clone(part.data)
	parts = slices.Insert(parts, at, part)
	h.messages[id] = parts
	h.parts, h.bytes = h.parts+1, h.bytes+len(part.data)
	from, to := at, at
	for !parts[from].first && from > 0 && parts[from-1].tsn+1 == parts[from].tsn {
		from--
	}
	for !parts[to].last && to+1 < len(parts) && parts[to].tsn+1 == parts[to+1].tsn {
		to++
	}
	if !parts[from].first || !parts[to].last {
		return nil, 0, false
	}
	for _, p := range parts[from : to+1] {
		whole = append(whole, p.data...)
	}
	ppid = parts[from].ppid
	h.parts, h.bytes = h.parts-(to+1-from), h.bytes-len(whole)
	if parts = slices.Delete(parts, from, to+1); len(parts) > 0 {
		h.messages[id] = parts
	} else {
		delete(h.messages, id)
	}
	return whole, ppid, true
}
