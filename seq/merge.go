package seq

import (
	"container/heap"
	"io"
	"slices"
)

// Merge returns the packets of all readers in one order: by time, then by
// capture, then by frame number; a reader's own packets stay in the order in
// which it gives them (see Sort). Captures on different clocks have no common
// order: those on the clock that turns up first, in the order of the readers,
// go before all others.
//
// A packet without a time, or on another clock than the first of its reader
// that has one, comes right after the packet before it. Those without a time
// that a reader begins with come first of all.
//
// The first error other than io.EOF is returned at once and ends the stream: a
// caller who wants the packets of the other readers turns it into io.EOF.
func Merge(readers ...Reader) Reader {
	if len(readers) == 1 {
		return readers[0]
	}
	return &merger{readers: readers}
}

// A merger holds the next packet of each reader, the earliest on top.
type merger struct {
	readers []Reader // not yet asked; nil once they have been
	sources sourceHeap
	taken   bool    // the packet on top has been returned
	clocks  []Clock // in the order in which they turned up
	err     error   // that ended the stream
}

// A source is one reader and the next packet of it.
type source struct {
	reader Reader
	index  int // among the readers
	packet Packet
	placer placer
	at     position // of packet
	rank   int      // of the clock that it is on; -1 if there is none yet
}

func (m *merger) Read(p *Packet) error {
	if m.err == nil {
		m.err = m.advance()
	}
	if m.err != nil {
		return m.err
	}
	m.taken = true
	*p = m.sources[0].packet
	return nil
}

// advance brings the next packet to the top. A source is read on only now, and
// not when its packet was returned, so that what a live capture has given is
// not held back until more of it comes.
func (m *merger) advance() error {
	for i, r := range m.readers {
		s := &source{reader: r, index: i, rank: -1}
		switch err := m.fill(s); err {
		case nil:
			m.sources = append(m.sources, s)
		case io.EOF:
		default:
			return err
		}
	}
	if m.readers != nil {
		m.readers = nil
		heap.Init(&m.sources)
	}
	if m.taken {
		m.taken = false
		switch err := m.fill(m.sources[0]); err {
		case nil:
			heap.Fix(&m.sources, 0)
		case io.EOF:
			heap.Pop(&m.sources)
		default:
			return err
		}
	}
	if len(m.sources) == 0 {
		return io.EOF
	}
	return nil
}

// fill reads the next packet of a source.
func (m *merger) fill(s *source) error {
	if err := s.reader.Read(&s.packet); err != nil {
		return err
	}
	s.at = s.placer.of(&s.packet)
	if s.rank < 0 && s.placer.clock != NoClock {
		s.rank = m.rankOf(s.placer.clock)
	}
	return nil
}

// rankOf returns as the how manieth a clock turned up, from 0.
func (m *merger) rankOf(clock Clock) int {
	rank := slices.Index(m.clocks, clock)
	if rank < 0 {
		rank = len(m.clocks)
		m.clocks = append(m.clocks, clock)
	}
	return rank
}

// A sourceHeap is a heap.Interface over the sources of a merger.
type sourceHeap []*source

func (h sourceHeap) Len() int      { return len(h) }
func (h sourceHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

func (h sourceHeap) Less(i, j int) bool {
	a, b := h[i], h[j]
	switch {
	case a.rank != b.rank:
		return a.rank < b.rank
	case a.at.ns != b.at.ns:
		return a.at.ns < b.at.ns
	case a.packet.Capture != b.packet.Capture:
		return a.packet.Capture < b.packet.Capture
	case a.at.number != b.at.number:
		return a.at.number < b.at.number
	}
	return a.index < b.index
}

// Push is what heap.Interface asks for.
func (h *sourceHeap) Push(x any) { *h = append(*h, x.(*source)) }

// Pop is what heap.Interface asks for.
func (h *sourceHeap) Pop() any {
	last := len(*h) - 1
	s := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return s
}
