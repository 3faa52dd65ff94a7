package seq

import (
	"container/heap"
	"math"
)

// maxHeldTexts bounds the texts of the packets that a Sorter holds, in bytes.
const maxHeldTexts = 16 << 20

// A Sorter puts the packets of one capture in order of time, as far as a window
// of them allows. Wireshark keeps the order in which packets were written, in
// which times may run backwards.
type Sorter struct {
	reader Reader
	window int
	placer placer
	err    error // that ended the reader

	// The packets held, window of them once there are so many: those that came
	// in order, and those that came too late to be put behind them.
	ordered  ring
	mended   heldHeap
	texts    int // bytes of their texts
	arrived  int // packets read, to keep those of one place in their order
	lateness int // value of arrived at the last packet put into mended; 0 if there is none

	last int64 // nanoseconds of the place of the packet returned last
	late int
}

// Sort returns the packets of one capture by time, then by frame number. It
// holds up to window packets, about 200 bytes each besides their texts, and
// fewer where these are more than 16 MB in all; with a window of 0 each packet
// is passed on at once, as a live capture needs it. A packet that comes too late
// for the window is returned where it came, and counted. A packet without a
// time, or on another clock than the first that has one, takes the place right
// behind the packet that came before it.
func Sort(r Reader, window int) *Sorter {
	return &Sorter{reader: r, window: window, last: math.MinInt64}
}

// Late returns how many of the packets returned so far are earlier than one
// returned before them, because the window was too small.
func (s *Sorter) Late() int { return s.late }

// Read is Reader's. An error of the reader comes after the packets
// that were read before it.
func (s *Sorter) Read(p *Packet) error {
	s.fill()
	h := s.take()
	if h == nil {
		return s.err
	}
	s.texts -= h.packet.texts()
	if h.ns < s.last {
		s.late++
	} else {
		s.last = h.ns
	}
	*p = h.packet
	return nil
}

// fill reads until the window is full.
func (s *Sorter) fill() {
	for s.err == nil && s.held() <= s.window && (s.texts <= maxHeldTexts || s.held() == 0) {
		h := s.ordered.room() // where most packets stay: saves a copy of each
		if s.err = s.reader.Read(&h.packet); s.err != nil {
			return
		}
		h.position = s.placer.of(&h.packet)
		s.hold()
	}
}

// held returns how many packets are held.
func (s *Sorter) held() int { return s.ordered.n + len(s.mended) }

// hold takes the packet in s.ordered.room() into the window.
//
// Packets that came near each other share the memory of their texts, and leave
// together as long as none is late. Where some are, a few packets may stay while
// many pass by, and each would keep all the memory that it shares; so copies are
// held as long as one of the last window packets was late. After that, what
// came before has left the window.
func (s *Sorter) hold() {
	s.arrived++
	h := s.ordered.room()
	h.order = s.arrived
	s.texts += h.packet.texts()
	if s.ordered.n > 0 && h.before(s.ordered.last()) {
		s.lateness = s.arrived
		late := *h
		late.packet.unshare()
		heap.Push(&s.mended, &late)
		return
	}
	if s.lateness > 0 && s.arrived-s.lateness <= s.window {
		h.packet.unshare()
	}
	s.ordered.n++
}

// take removes the earliest packet held, and returns it until the next is held;
// nil if there is none. What is in mended is earlier than the last of ordered,
// which therefore is never empty before mended is.
func (s *Sorter) take() *held {
	if s.ordered.n == 0 {
		return nil
	}
	if len(s.mended) > 0 && s.mended[0].before(s.ordered.first()) {
		return heap.Pop(&s.mended).(*held)
	}
	return s.ordered.pop()
}

// A held packet is one in the window of a Sorter.
type held struct {
	packet Packet
	position
	order int // of arrival
}

// before reports whether h comes before g.
func (h *held) before(g *held) bool {
	if h.position == g.position {
		return h.order < g.order
	}
	return h.position.before(g.position)
}

// A ring is a queue of packets that grows as it must.
type ring struct {
	packets []held // their number is a power of two, or none
	head, n int
}

func (r *ring) at(i int) *held { return &r.packets[(r.head+i)&(len(r.packets)-1)] }
func (r *ring) first() *held   { return r.at(0) }
func (r *ring) last() *held    { return r.at(r.n - 1) }

// room returns the place of the next packet, behind the last: n counts it once
// it is to stay.
func (r *ring) room() *held {
	if r.n == len(r.packets) {
		grown := make([]held, max(64, 2*r.n))
		n := copy(grown, r.packets[r.head:])
		copy(grown[n:], r.packets[:r.head])
		r.packets, r.head = grown, 0
	}
	return r.at(r.n)
}

func (r *ring) pop() *held {
	p := r.first()
	r.head = (r.head + 1) & (len(r.packets) - 1)
	r.n--
	return p
}

// A heldHeap is a heap.Interface, the earliest packet on top.
type heldHeap []*held

func (h heldHeap) Len() int           { return len(h) }
func (h heldHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h heldHeap) Less(i, j int) bool { return h[i].before(h[j]) }

// Push is what heap.Interface asks for.
func (h *heldHeap) Push(x any) { *h = append(*h, x.(*held)) }

// Pop is what heap.Interface asks for.
func (h *heldHeap) Pop() any {
	last := len(*h) - 1
	a := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return a
}
