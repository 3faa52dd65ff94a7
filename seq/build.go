package seq

import (
	"cmp"
	"io"
	"time"
)

// Options say how packets become a diagram.
type Options struct {
	Captures []Capture     // that the packets come from, by Index
	Names    *Names        // nil: addresses
	By       By            // what a lifeline is
	Order    []string      // names of lifelines from left to right; each gets its lifeline even if nothing reaches it
	Gap      time.Duration // a Gap where nothing was sent for longer; 0 means never
	Label    LabelMode

	// Points are the names of the lifelines of where captures were taken, by
	// Capture.Index, where that is on the way of packets and not at its end: empty for the
	// others, and past its length.
	Points []string

	// Places are lifelines where captures were taken, in the order of the way of packets.
	// They come after those of Order, and before those that appear.
	Places []Place
	Remark func(string) // tells the user something that is no error; may be nil
}

// A Place is the lifeline of where a capture was taken.
type Place struct {
	Name      string
	Addresses []string // that it is known to have
}

// By says what a lifeline is.
type By uint8

// What a lifeline can be.
const (
	ByHost By = iota // an address
	ByPort           // an address and port
	ByMAC            // a link-layer address
)

// Build reads all packets from src and writes the events of their diagram to
// dst. It returns the figures that it wrote with the last event. The packets
// must be in the order of the diagram (see Merge).
//
// When src fails, the diagram of what was read is completed all the same, and
// the error returned. When dst fails, its error is returned at once.
func Build(dst Writer, src Reader, o Options) (End, error) {
	b := newBuilder(dst, o)
	if err := b.begin(); err != nil {
		return b.end, err
	}
	// One packet and one message are used again and again: a Writer that keeps
	// them keeps copies.
	var (
		p   Packet
		err error
	)
	for {
		if err = src.Read(&p); err != nil {
			break
		}
		if err := b.packet(&p); err != nil {
			return b.end, err
		}
	}
	if err == io.EOF {
		err = nil
	}
	b.lifelines.remarkUnused(b.Order, b.Remark)
	b.lifelines.remarkLacking(b.end.Packets, b.Remark)
	return b.end, cmp.Or(err, dst.End(b.end))
}

// A builder makes the events of one diagram.
type builder struct {
	Options
	dst       Writer
	lifelines lifelines
	clocks    clockCheck
	end       End
	latest    Time // of the messages so far
	message   Message
	seen      [1]Sighting // of message
}

func newBuilder(dst Writer, o Options) *builder {
	if o.Remark == nil {
		o.Remark = func(string) {}
	}
	return &builder{
		Options:   o,
		dst:       dst,
		lifelines: newLifelines(dst, o),
		clocks:    clockCheck{captures: o.Captures, remark: o.Remark},
		end:       End{PerCapture: make([]int, len(o.Captures))},
	}
}

// begin writes what comes before the first packet.
func (b *builder) begin() error {
	for _, c := range b.Captures {
		if err := b.dst.Capture(c); err != nil {
			return err
		}
	}
	for _, name := range b.Order {
		if _, err := b.lifelines.named(name, ""); err != nil {
			return err
		}
	}
	for _, place := range b.Places {
		if err := b.lifelines.introduce(place); err != nil {
			return err
		}
	}
	return nil
}

// packet writes the events of one packet.
func (b *builder) packet(p *Packet) error {
	if err := b.gap(p.Time); err != nil {
		return err
	}
	b.lifelines.check(p)
	from, err := b.lifelines.from(p)
	if err != nil {
		return err
	}
	if err := b.points(p); err != nil {
		return err
	}
	to, err := b.lifelines.to(p)
	if err != nil {
		return err
	}
	if err := b.lifelines.translated(p, from, to); err != nil {
		return err
	}
	b.count(p)
	seen, received, lost := b.path(p)
	b.message = Message{
		Number: b.end.Messages,
		From:   from,
		To:     to,
		Sent:   p.Time, Received: received, Last: p.Time,
		Packet: p,
		Label:  Label(p, b.Label),
		Kind:   KindOf(p),
		Marks:  p.Marks,
		Count:  1,
		Bytes:  p.Payload,
		Lost:   lost,
		Seen:   seen,
	}
	if lost {
		b.message.LostAfter, b.message.LostBefore = b.lostBetween(seen[len(seen)-1].Capture, from, to)
	}
	return b.dst.Message(&b.message)
}

// lostBetween returns the participants between which a message was lost that a
// capture saw last.
func (b *builder) lostBetween(last, from, to int) (after, before int) {
	between := func(index, a, b int) bool { return min(a, b) < index && index < max(a, b) }
	after, before = from, to
	if index, ok := b.point(last); ok && between(index, from, to) {
		after = index
	}
	for capture := range b.Points {
		if index, ok := b.point(capture); ok && between(index, after, before) {
			before = index
		}
	}
	return after, before
}

// point returns the participant of a capture that packets pass; false if it is
// none, or was not met yet.
func (b *builder) point(capture int) (index int, ok bool) {
	if capture >= len(b.Points) || b.Points[capture] == "" {
		return 0, false
	}
	index, ok = b.lifelines.byName[b.Points[capture]]
	return index, ok
}

// points introduces the lifelines that the way of p passes.
func (b *builder) points(p *Packet) error {
	if p.Path == nil {
		return nil
	}
	for _, s := range p.Path.Seen {
		if s.Capture < len(b.Points) && b.Points[s.Capture] != "" {
			if _, err := b.lifelines.named(b.Points[s.Capture], ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// path returns where a packet was seen, and when it arrived: when it was sent, where that is
// not known.
func (b *builder) path(p *Packet) (seen []Sighting, received Time, lost bool) {
	if p.Path == nil {
		b.seen[0] = Sighting{Capture: p.Capture, Frame: p.Number, Time: p.Time}
		return b.seen[:], p.Time, false
	}
	if p.Path.Lost {
		b.end.Lost++
	}
	seen = p.Path.Seen
	received = seen[len(seen)-1].Time
	if first, last := seen[0].Capture, seen[len(seen)-1].Capture; max(first, last) < len(b.Captures) && !b.Captures[first].SharesClock(b.Captures[last]) {
		received = p.Time
	}
	return seen, received, p.Path.Lost
}

// gap writes the silence before a message that is sent at t, if there is one.
// A message out of order, or without a time, neither ends a silence nor begins one.
func (b *builder) gap(t Time) error {
	before := b.latest
	if t.Clock == NoClock || before.Clock == t.Clock && t.NS <= before.NS {
		return nil
	}
	b.latest = t
	silence := t.Sub(before)
	if b.end.Messages == 0 || b.Gap <= 0 || silence <= b.Gap {
		return nil
	}
	return b.dst.Gap(Gap{Duration: silence, After: before, Before: t})
}

// count adds a packet to the figures.
func (b *builder) count(p *Packet) {
	if b.end.First.Clock == NoClock { // of a packet without a time, or of none
		b.end.First, b.end.Last = p.Time, p.Time
	}
	b.end.Messages++
	if p.Path == nil {
		b.countIn(p.Capture)
	} else {
		for _, s := range p.Path.Seen {
			b.countIn(s.Capture)
		}
	}
	if b.end.PerCapture[p.Capture] == 1 {
		b.clocks.first(p)
	}
	if p.Time.Sub(b.end.First) < 0 {
		b.end.First = p.Time
	}
	if p.Time.Sub(b.end.Last) > 0 {
		b.end.Last = p.Time
	}
}

// countIn adds a packet of a capture to the figures.
func (b *builder) countIn(capture int) {
	b.end.Packets++
	if capture >= len(b.end.PerCapture) {
		more := make([]int, capture+1-len(b.end.PerCapture))
		b.end.PerCapture = append(b.end.PerCapture, more...)
	}
	b.end.PerCapture[capture]++
}
