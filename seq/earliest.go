package seq

import "container/heap"

// An Earliest tells of the packets of one capture, as they are read, which may
// still be among its first n in the order of Sort: so that no work is done for the
// words of those that Limit will not let through. It holds n times.
type Earliest struct {
	n      int
	placer placer
	first  positionHeap // of the first n up to now, the last of them on top

	number int  // of the packet that was asked about last
	may    bool // and the answer
}

// NewEarliest returns an Earliest of the first n packets of a capture; n is above 0.
func NewEarliest(n int) *Earliest { return &Earliest{n: n} }

// May reports whether p may be among the first. It is to be asked about every packet
// that is read, in the order in which they are, and may be asked again about the
// latest.
func (e *Earliest) May(p *Packet) bool {
	if p.Number != e.number || e.number == 0 {
		e.number, e.may = p.Number, e.take(e.placer.of(p))
	}
	return e.may
}

// take reports whether a packet at this place is among the first up to now.
func (e *Earliest) take(at position) bool {
	switch {
	case len(e.first) < e.n:
		heap.Push(&e.first, at)
	case at.before(e.first[0]):
		e.first[0] = at
		heap.Fix(&e.first, 0)
	default:
		return false
	}
	return true
}

// A positionHeap is a heap.Interface, the last place on top.
type positionHeap []position

func (h positionHeap) Len() int           { return len(h) }
func (h positionHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h positionHeap) Less(i, j int) bool { return h[j].before(h[i]) }

// Push is what heap.Interface asks for.
func (h *positionHeap) Push(x any) { *h = append(*h, x.(position)) }

// Pop is what heap.Interface asks for.
func (h *positionHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
