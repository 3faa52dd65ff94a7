package seq

import "container/heap"

// A Sorter puts the packets of one capture in order of time, as far as a window
// of them allows. Wireshark keeps the order in which packets were written, in
// which times may run backwards.
type Sorter struct {
	reader Reader
	window int
	next   Packet // read, and on another clock than the packets held
	ahead  bool   // there is such a packet
	err    error  // that ended the reader

	// The packets held, window of them once there are so many: those that came
	// in order, and those that came too late to be put behind them.
	ordered  ring
	mended   packetHeap
	arrived  int // packets read, to keep those of one time in their order
	lateness int // value of arrived at the last packet put into mended; 0 if there is none

	last Time // of the packet returned last
	late int
}

// Sort returns the packets of one capture by time, then by frame number. It
// holds up to window packets, about 200 bytes each besides their texts; with a
// window of 0 each packet is passed on at once, as a live capture needs it. A
// packet that comes too late for the window is returned where it came, and
// counted. A change of the clock ends the order of what was before it; packets
// without a time keep the order of the capture.
func Sort(r Reader, window int) *Sorter {
	return &Sorter{reader: r, window: window}
}

// Late returns how many of the packets returned so far are earlier than one
// returned before them, because the window was too small.
func (s *Sorter) Late() int { return s.late }

// Read returns the next packet. An error of the reader comes after the packets
// that were read before it.
func (s *Sorter) Read() (Packet, error) {
	s.fill()
	p := s.take()
	if p == nil {
		return Packet{}, s.err
	}
	if p.Time.Sub(s.last) < 0 {
		s.late++
	} else {
		s.last = p.Time
	}
	return *p, nil
}

// fill reads until the window is full, or must be emptied first.
func (s *Sorter) fill() {
	if s.ahead && s.held() == 0 {
		s.ahead = false
		*s.ordered.room() = s.next
		s.hold()
	}
	for s.err == nil && !s.ahead && s.held() <= s.window {
		p := s.ordered.room() // where most packets stay: saves a copy of each
		if *p, s.err = s.reader.Read(); s.err != nil {
			return
		}
		if s.held() > 0 && p.Time.Clock != s.ordered.last().Time.Clock {
			s.next, s.ahead = *p, true
			return
		}
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
	p := s.ordered.room()
	if s.ordered.n > 0 && earlier(p, s.ordered.last()) {
		s.lateness = s.arrived
		late := &arrival{*p, s.arrived}
		late.unshare()
		heap.Push(&s.mended, late)
		return
	}
	if s.lateness > 0 && s.arrived-s.lateness <= s.window {
		p.unshare()
	}
	s.ordered.n++
}

// take removes the earliest packet held, and returns it until the next is held;
// nil if there is none. What is in mended is earlier than the last of ordered,
// which therefore is never empty before mended is.
func (s *Sorter) take() *Packet {
	if s.ordered.n == 0 {
		return nil
	}
	if len(s.mended) > 0 && earlier(&s.mended[0].Packet, s.ordered.first()) {
		return &heap.Pop(&s.mended).(*arrival).Packet
	}
	return s.ordered.pop()
}

// earlier reports whether p comes before q in one capture, on one clock.
func earlier(p, q *Packet) bool {
	switch {
	case p.Time.Clock == NoClock:
		return false
	case p.Time.NS != q.Time.NS:
		return p.Time.NS < q.Time.NS
	}
	return p.Number < q.Number
}

// A ring is a queue of packets that grows as it must.
type ring struct {
	packets []Packet // their number is a power of two, or none
	head, n int
}

func (r *ring) at(i int) *Packet { return &r.packets[(r.head+i)&(len(r.packets)-1)] }
func (r *ring) first() *Packet   { return r.at(0) }
func (r *ring) last() *Packet    { return r.at(r.n - 1) }

// room returns the place of the next packet, behind the last: n counts it once
// it is to stay.
func (r *ring) room() *Packet {
	if r.n == len(r.packets) {
		grown := make([]Packet, max(64, 2*r.n))
		n := copy(grown, r.packets[r.head:])
		copy(grown[n:], r.packets[:r.head])
		r.packets, r.head = grown, 0
	}
	return r.at(r.n)
}

func (r *ring) pop() *Packet {
	p := r.first()
	r.head = (r.head + 1) & (len(r.packets) - 1)
	r.n--
	return p
}

// An arrival is a packet that came too late to be put behind those before it.
type arrival struct {
	Packet
	order int // of arrival
}

// A packetHeap is a heap.Interface, the earliest packet on top.
type packetHeap []*arrival

func (h packetHeap) Len() int      { return len(h) }
func (h packetHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

func (h packetHeap) Less(i, j int) bool {
	a, b := h[i], h[j]
	return earlier(&a.Packet, &b.Packet) || !earlier(&b.Packet, &a.Packet) && a.order < b.order
}

// Push is what heap.Interface asks for.
func (h *packetHeap) Push(x any) { *h = append(*h, x.(*arrival)) }

// Pop is what heap.Interface asks for.
func (h *packetHeap) Pop() any {
	last := len(*h) - 1
	a := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return a
}
