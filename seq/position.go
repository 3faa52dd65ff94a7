package seq

import "math"

// A position is where a packet stands among those of its capture, on the clock of
// the capture.
type position struct {
	ns     int64 // math.MinInt64 before the first packet with a time
	number int
}

// before reports whether p comes before q.
func (p position) before(q position) bool {
	return p.ns < q.ns || p.ns == q.ns && p.number < q.number
}

// A placer finds the places of the packets of one capture, in the order in
// which they are read. A packet without a time takes the place of the packet
// before it, since nothing else says when it was; and so does one on another
// clock than the capture began on, so that what is on that clock is not held
// back by it.
type placer struct {
	clock Clock // of the first packet that has a time
	last  position
}

func (l *placer) of(p *Packet) position {
	switch {
	case l.clock == NoClock && p.Time.Clock == NoClock:
		return position{ns: math.MinInt64}
	case l.clock == NoClock:
		l.clock = p.Time.Clock
	}
	if p.Time.Clock == l.clock {
		l.last = position{p.Time.NS, p.Number}
	}
	return l.last
}
