package align

import (
	"cmp"

	"github.com/packetseq/packetseq/seq"
)

// Reader returns the packets of a capture, which r gives again in the order in
// which the Plan was made of them: each packet once in all captures, where its
// way begins, with its Path, and times on the clock of the first capture.
func (p *Plan) Reader(capture int, r seq.Reader) seq.Reader {
	return &reader{plan: p, reader: r, next: p.m.starts[capture], end: p.m.starts[capture+1]}
}

// Begins reports whether the way of a packet begins in a capture: of all packets,
// Reader returns those. It may be true also where the number of the frame does not tell.
// Several goroutines may ask at a time.
func (p *Plan) Begins(capture, number int) bool {
	i := int(p.m.starts[capture]) + number - 1
	if number < 1 || i >= int(p.m.starts[capture+1]) || int(p.m.numbers.of(int32(i))) != number {
		return true
	}
	return p.m.seen.at(int32(i)).has(begins)
}

// findBegins marks the first sighting of each packet.
func (p *Plan) findBegins() {
	for sightings := range p.packets() {
		p.m.seen.at(sightings[0]).facts |= begins
	}
}

// Size returns about how many bytes a Matcher keeps of the packets that it was given, without
// pointers in them.
func (m *Matcher) Size() int { return m.seen.size() + len(m.numbers)*8 + m.follower.size() }

// Size returns about how many bytes a Plan keeps of the packets, without pointers in them.
func (p *Plan) Size() int { return p.m.Size() }

type reader struct {
	plan      *Plan
	reader    seq.Reader
	next, end int32
	sightings []int32
}

func (r *reader) Read(packet *seq.Packet) error {
	for {
		if err := r.reader.Read(packet); err != nil {
			return err
		}
		i := r.next
		r.next++
		if i >= r.end { // the capture grew since
			continue
		}
		if !r.plan.m.seen.at(i).has(begins) {
			continue
		}
		r.sightings = r.plan.sightingsOf(i, r.sightings)
		path := r.plan.path(r.sightings, packet.Time)
		packet.Time = path.Seen[0].Time
		packet.Path = path
		return nil
	}
}

// path describes the way of a packet.
func (p *Plan) path(sightings []int32, t seq.Time) *seq.Path {
	path := &seq.Path{Seen: make([]seq.Sighting, len(sightings))}
	for i, index := range sightings {
		s := p.m.seen.at(index)
		t.NS = s.at
		if s.has(timed) {
			t.NS = p.ToFirst(int(s.capture), s.at)
			if root := p.clocks[s.capture].root; p.sizes[root] > 1 {
				t.Clock = p.m.clocks[root]
			}
		}
		path.Seen[i] = seq.Sighting{Capture: int(s.capture), Frame: int(p.m.numbers.of(index)), Time: t}
	}
	last := p.m.seen.at(sightings[len(sightings)-1])
	path.Lost = last.has(lost)
	path.Source, path.Destination = p.lastAddresses(sightings)
	return path
}

// lastAddresses returns the addresses that the last sighting of a packet shows, or
// the last that shows one: the header of Linux cooked captures has no destination.
func (p *Plan) lastAddresses(sightings []int32) (source, destination string) {
	for i := len(sightings) - 1; i >= 0 && (source == "" || destination == ""); i-- {
		way := p.m.ways.all[p.m.seen.at(sightings[i]).way]
		source, destination = cmp.Or(source, way.source), cmp.Or(destination, way.destination)
	}
	return source, destination
}
