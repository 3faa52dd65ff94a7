package layout

import (
	"cmp"
	"container/heap"
)

// A place is where a message is on the vertical axis, in points below the top
// of the first row, as if all pages were one.
type place struct {
	send, arrive float64

	// lowest is the largest arrive of this message and all before it. It never
	// falls, so that the first message that reaches into a page can be searched.
	lowest float64
}

// A strip is a horizontal part of the diagram that no page end divides. It ends
// where the next one begins.
type strip struct {
	top   float64
	first int // the first message in or below it
	date  bool
}

// An axis gives places from the top down.
type axis struct {
	*Layout
	lastSend, last float64
	flying         flight
	below          float64 // room before the next arrival
}

// placeRows gives every sending, arrival, gap and date its place.
func (l *Layout) placeRows() {
	l.places = make([]place, len(l.messages))
	a := axis{Layout: l, lastSend: sendDrop + 2 - rowPitch}
	gaps := 0
	days, notes := 0, 0
	for i := range l.messages {
		for ; gaps < len(l.gaps) && l.gaps[gaps].next <= i; gaps++ {
			a.gap(gaps)
		}
		m := &l.messages[i]
		a.land(m.sent)
		if days < len(l.dates) && l.dates[days].next == i {
			a.date(days)
			days++
		}
		a.send(i)
		if notes < len(l.comments) && l.comments[notes].message == i {
			l.comments[notes].top = a.row(i+1, commentHeight, false)
			notes++
		}
	}
	for ; gaps < len(l.gaps); gaps++ {
		a.gap(gaps)
	}
	a.landAll()
	lowest := 0.0
	for i := range l.places {
		lowest = max(lowest, l.places[i].arrive)
		l.places[i].lowest = lowest
	}
	l.bodyEnd = a.last + 16
}

// send places the sending of a message, and its arrival if that was not seen.
func (a *axis) send(i int) {
	m, p := &a.messages[i], &a.places[i]
	p.send = max(a.lastSend+rowPitch, a.last+sendDrop+1)
	p.arrive = p.send + slant
	room := a.spread(i)
	p.send, a.below = p.send+room.above, room.below
	a.strips = append(a.strips, strip{top: p.send - sendDrop, first: i})
	a.lastSend = p.send
	if m.flies() {
		a.last = p.send
		heap.Push(&a.flying, arrival{m.received, i})
		return
	}
	p.arrive = p.send + slant
	a.last = p.arrive
}

// flies reports whether it is known where a message arrives, later than it is sent.
func (m *message) flies() bool { return m.received > m.sent && m.from != m.to && !m.lost }

// land places the arrivals up to a time.
func (a *axis) land(until int64) {
	for len(a.flying) > 0 && a.flying[0].time <= until {
		a.landOne()
	}
}

func (a *axis) landAll() {
	for len(a.flying) > 0 {
		a.landOne()
	}
}

func (a *axis) landOne() {
	i := heap.Pop(&a.flying).(arrival).message
	// A packet that overtakes none needs no more slant than one seen once.
	a.last = max(a.last+arrivePitch+a.below, a.places[i].send+slant)
	a.places[i].arrive = a.last
	a.below = 0
}

// gap places a silence: what is still on its way lands on the side of it that
// is nearer in time.
func (a *axis) gap(i int) {
	g := &a.gaps[i]
	a.land(g.After.NS + int64(g.Duration)/2)
	top := a.row(g.next, gapHeight, false)
	a.gapTops = append(a.gapTops, top)
}

// date places a day. That of the first message stands at the top of the page, as
// on every page, and takes no row.
func (a *axis) date(i int) {
	if d := &a.dates[i]; d.next > 0 && d.text != "" {
		d.top = a.row(d.next, dateHeight, true)
	}
}

// row places something that is as high as given, and returns its top.
func (a *axis) row(next int, height float64, isDate bool) float64 {
	top := a.last + 6
	a.strips = append(a.strips, strip{top: top, first: next, date: isDate})
	a.last = top + height
	a.lastSend = a.last + sendDrop + 1 - rowPitch
	return top
}

// An arrival is a message on its way.
type arrival struct {
	time    int64
	message int
}

// compare orders arrivals by time.
func (a arrival) compare(b arrival) int {
	return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.message, b.message))
}

// A flight is a heap of the messages on their way, the first to arrive on top.
type flight []arrival

func (f flight) Len() int           { return len(f) }
func (f flight) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }
func (f flight) Less(i, j int) bool { return f[i].compare(f[j]) < 0 }
func (f *flight) Push(x any)        { *f = append(*f, x.(arrival)) }
func (f *flight) Pop() any {
	old := *f
	x := old[len(old)-1]
	*f = old[:len(old)-1]
	return x
}
