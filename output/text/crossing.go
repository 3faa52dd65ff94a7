package text

import (
	"container/heap"

	"github.com/packetseq/packetseq/seq"
)

// A crossing finds the messages that one row cannot show truly. A row shows a
// message where it leaves. That is all right as long as nothing happens at the
// receiver before it arrives; else the ladder would say that the receiver had
// it already. Such a message gets two rows, where it leaves and where it arrives:
//
//	├─ [ACK] Seq=81 ────────···│
//	│◄─────────────── [FIN] ───┤   sent before the ACK was there
//	│      ··· [ACK] Seq=81 ──►│
//
// So at each lifeline the rows are in the order of what happened there. Packets
// that fly side by side keep one row each.
//
// Rows are held until it is known whether they need a second one: no longer than
// their message is on its way, and no more than maxHeld of them.
type crossing struct {
	held   []row
	gone   int                 // rows at the head of held that were taken out
	base   int                 // index of held[0]: rows are counted from 0 as they come
	flying flight              // messages on their way
	toward map[int][]undecided // by receiver: messages to it that may yet need a second row, in their order
}

// An undecided is the index of a row that may need a second one.
type undecided = int

// Bounds of what is held. Where more is under way, rows get a second one though
// none may be needed, or have only one.
const (
	maxHeld   = 1024
	maxFlying = 1 << 14
)

// message takes the row of a message.
func (c *crossing) message(r *row) {
	if len(c.flying) > 0 {
		c.land(r.sent)
		c.split(r.from, c.base+len(c.held))
	}
	if r.from != r.to && !r.lost && r.received.Clock == r.sent.Clock && r.received.NS > r.sent.NS && len(c.flying) < maxFlying {
		index := c.base + len(c.held)
		if c.toward == nil {
			c.toward = make(map[int][]undecided)
		}
		c.toward[r.to] = append(c.toward[r.to], index)
		r.undecided = true
		heap.Push(&c.flying, arriving{*r, index})
	}
	c.held = append(c.held, *r)
}

// other takes a row that is no message: a silence, or a note.
func (c *crossing) other(r *row) { c.held = append(c.held, *r) }

// land brings in what arrived up to a time.
func (c *crossing) land(until seq.Time) {
	for len(c.flying) > 0 && c.flying[0].received.Clock == until.Clock && c.flying[0].received.NS <= until.NS {
		c.landOne()
	}
}

func (c *crossing) landAll() {
	for len(c.flying) > 0 {
		c.landOne()
	}
}

func (c *crossing) landOne() {
	a := heap.Pop(&c.flying).(arriving)
	c.split(a.to, a.index) // what it has overtaken
	if list := c.toward[a.to]; len(list) > 0 && list[0] == a.index {
		c.held[a.index-c.base].undecided = false
		c.decided(a.to, list[1:])
		return
	}
	// It has a second row, which happens at the receiver before what is still on
	// its way there.
	c.split(a.to, c.base+len(c.held))
	a.row.undecided, a.row.arrival = false, true
	c.held = append(c.held, a.row)
}

// split gives a second row to the undecided messages to a host that come before
// a row.
func (c *crossing) split(host int, before int) {
	list := c.toward[host]
	n := 0
	for ; n < len(list) && list[n] < before; n++ {
		r := &c.held[list[n]-c.base]
		r.undecided, r.leaving = false, true
	}
	if n > 0 {
		c.decided(host, list[n:])
	}
}

// decided keeps the messages to a host of which it is not decided yet.
func (c *crossing) decided(host int, rest []undecided) {
	if len(rest) == 0 {
		delete(c.toward, host)
		return
	}
	c.toward[host] = rest
}

// next takes out the first row, if all is known of it; else it returns nil. The row
// is valid until the next one is put in.
func (c *crossing) next() *row {
	if c.gone == len(c.held) {
		return nil
	}
	first := &c.held[c.gone]
	if first.undecided {
		if len(c.held)-c.gone <= maxHeld {
			return nil
		}
		c.split(first.to, c.base+c.gone+1)
	}
	c.gone++
	return first
}

// tidy forgets the rows that were taken out.
func (c *crossing) tidy() {
	if c.gone < len(c.held) && c.gone < maxHeld {
		return // to move them each time would be slow
	}
	rest := copy(c.held, c.held[c.gone:])
	clear(c.held[rest:]) // what the labels point to
	c.held = c.held[:rest]
	c.base += c.gone
	c.gone = 0
}

// An arriving is a message on its way.
type arriving struct {
	row
	index int
}

// A flight is a heap of the messages on their way, the first to arrive on top.
type flight []arriving

func (f flight) Len() int      { return len(f) }
func (f flight) Swap(i, j int) { f[i], f[j] = f[j], f[i] }
func (f flight) Less(i, j int) bool {
	if f[i].received.NS != f[j].received.NS {
		return f[i].received.NS < f[j].received.NS
	}
	return f[i].index < f[j].index
}
func (f *flight) Push(x any) { *f = append(*f, x.(arriving)) }
func (f *flight) Pop() any {
	old := *f
	last := old[len(old)-1]
	old[len(old)-1] = arriving{}
	*f = old[:len(old)-1]
	return last
}
