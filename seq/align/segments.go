package align

import (
	"hash/maphash"
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// A packet list does not tell the sequence numbers of those segments whose row is
// that of a protocol above TCP ("Continuation"). But its marks tell where such a segment
// stands: without a mark it begins where the highest one before ended, a fast
// retransmission begins at the last acknowledgement, and a segment behind a gap or a
// spurious retransmission is what the next selective acknowledgement speaks of. What
// cannot be told for sure stays without a place.

// A place is where in its connection a segment stands.
type place struct {
	stream  int32  // that it is part of, by follower.streams
	at      uint32 // its sequence number there
	payload uint32 // its length
	index   int32  // of the sighting
}

// A follower follows the connections of one capture after the other.
type follower struct {
	seen    *sightings
	streams []stream
	places  []place
	capture int
	flows   map[flowKey]*flow
	open    map[way]*between // by the addresses of the client first
	held    int              // entries of the sides, at most: see bound
}

// Between are the connections that are open between a client and a server.
type between struct {
	flows []*flow
	rows  [2]int // of the client and of the server, that may be of any of them
}

// maxFlows is how many connections are followed at a time. With more the oldest are
// not known any more than with less, so all are forgotten.
const maxFlows = 1 << 14

// A flowKey is the ends of a connection, in the direction of a packet.
type flowKey struct {
	way
	source, destination uint16
}

func (k flowKey) back() flowKey {
	return flowKey{way{k.way.destination, k.way.source}, k.destination, k.source}
}

// A flow is a connection.
type flow struct {
	key    flowKey  // of the client
	sides  [2]side  // what the client sends, and what the server sends
	header int      // bytes of a frame before the payload; 0 if not known
	among  *between // nil once it is closed
	index  int      // there
}

// A side is what one end of a connection sends. Sequence numbers are relative to its SYN,
// or to what the capture has them relative to if it began later.
type side struct {
	stream int32  // of follower.streams
	begun  bool   // there is one
	origin bool   // its SYN was seen
	base   uint32 // the number of the SYN
	synced bool   // next is known, or the last of the runs goes on
	next   uint32 // after the highest segment
	acked  uint32 // what the other end has acknowledged last
	ended  bool
	rows   int       // of those of any connection, how many are known of: see flow.settle
	runs   []run     // behind gaps that nothing has told of yet
	told   []located // since something has agreed with them
	spare  inferred  // a spurious retransmission; no payload if there is none
}

// follow takes the next packet of a capture, which is sighting index.
func (f *follower) follow(p *seq.Packet, index int32) {
	if f.flows == nil || p.Capture != f.capture {
		f.capture, f.held, f.flows, f.open = p.Capture, 0, make(map[flowKey]*flow), make(map[way]*between)
	}
	c, server := f.find(p)
	if c == nil {
		return
	}
	if f.held > maxHeld {
		f.bound()
	}
	c.settle()
	here, there := &c.sides[0], &c.sides[1]
	if server {
		here, there = there, here
	}
	payload, known := c.payload(p)
	switch {
	case !here.begun:
	case !known:
		here.forget()
	case p.Known.Has(seq.KnowsSeq):
		f.numbered(here, there, p, index, payload)
	case payload > 0:
		f.unnumbered(here, p.Marks, inferred{index, payload})
	}
	if p.Known.Has(seq.KnowsAck) && there.begun {
		f.acknowledge(there, p)
	}
	here.ended = here.ended || p.Flags&seq.FlagFIN != 0
	if p.Flags&seq.FlagRST != 0 || here.ended && there.ended {
		f.close(c)
	}
}

// find returns the connection of a packet, and whether the server sent it; nil if it is
// not followed, or not known.
func (f *follower) find(p *seq.Packet) (c *flow, server bool) {
	ends := way{p.Source, p.Destination}
	if !p.Known.Has(seq.KnowsPorts) {
		return f.only(p, ends)
	}
	if p.Protocol == "UDP" {
		return nil, false
	}
	key := flowKey{ends, p.SourcePort, p.DestinationPort}
	if p.Known.Has(seq.KnowsFlags|seq.KnowsSeq) && p.Flags&seq.FlagSYN != 0 && !p.Marks.Has(seq.AnyRetransmission|seq.OutOfOrder) {
		return f.begin(p, key)
	}
	if c := f.flows[key]; c != nil {
		return c, false
	}
	if c := f.flows[key.back()]; c != nil {
		return c, true
	}
	if !p.Known.Has(seq.KnowsFlags|seq.KnowsSeq) || p.Flags&(seq.FlagSYN|seq.FlagRST) != 0 {
		return nil, false
	}
	c = f.add(p, key) // the capture began late
	c.sides[0] = side{begun: true, stream: f.addStream(stream{})}
	c.sides[1] = side{begun: true, stream: f.addStream(stream{})}
	return c, false
}

// only returns the connection that is open between two addresses. Where there are several,
// from now on it is not known where any of them stands.
func (f *follower) only(p *seq.Packet, ends way) (c *flow, server bool) {
	if strings.HasPrefix(p.Protocol, "ICMP") || p.Protocol == "ARP" {
		return nil, false
	}
	away, toward := f.open[ends], f.open[way{ends.destination, ends.source}]
	switch {
	case away.size()+toward.size() > 1:
		away.doubt(0)
		toward.doubt(1)
	case away.size() == 1:
		return away.flows[0], false
	case toward.size() == 1:
		return toward.flows[0], true
	}
	return nil, false
}

func (b *between) size() int {
	if b == nil {
		return 0
	}
	return len(b.flows)
}

// doubt says that a row may be of any connection, by its client or its server. They settle that
// when they are next met: there may be many connections, and many such rows.
func (b *between) doubt(sender int) {
	if b != nil {
		b.rows[sender]++
	}
}

// settle forgets where the sides stand that have sent rows since which may be of another connection.
func (c *flow) settle() {
	if c.among == nil {
		return
	}
	for i := range c.sides {
		if s := &c.sides[i]; s.rows != c.among.rows[i] {
			s.forget()
			s.rows = c.among.rows[i]
		}
	}
}

// begin takes a SYN.
func (f *follower) begin(p *seq.Packet, key flowKey) (c *flow, server bool) {
	if p.Flags&seq.FlagACK != 0 {
		if c = f.flows[key.back()]; c != nil {
			f.start(&c.sides[1], p, key)
		}
		return c, true
	}
	if c = f.flows[key]; c != nil {
		f.close(c)
	}
	c = f.add(p, key)
	f.start(&c.sides[0], p, key)
	return c, false
}

// add follows a connection from now on.
func (f *follower) add(p *seq.Packet, key flowKey) *flow {
	if len(f.flows) >= maxFlows {
		clear(f.flows)
		clear(f.open)
		f.held = 0
	}
	own := p.Clone() // the texts may share a large buffer
	key.way = way{own.Source, own.Destination}
	among := f.open[key.way]
	if among == nil {
		among = &between{}
		f.open[key.way] = among
	}
	c := &flow{key: key, among: among, index: len(among.flows)}
	f.flows[key] = c
	among.flows = append(among.flows, c)
	return c
}

// start takes the SYN of a side.
func (f *follower) start(s *side, p *seq.Packet, key flowKey) {
	hash := maphash.Comparable(hashSeed, key)
	if s.origin && s.base == p.Seq && f.streams[s.stream].hash == hash && s.next == s.base+1 {
		return
	}
	*s = side{begun: true, origin: true, base: p.Seq, stream: f.addStream(stream{hash: hash, origin: true})}
}

// close ends a connection. What comes after that is still known as one of it.
func (f *follower) close(c *flow) {
	b := c.among
	if b == nil {
		return
	}
	c.settle()
	last := len(b.flows) - 1
	b.flows[c.index] = b.flows[last]
	b.flows[c.index].index = c.index
	b.flows[last] = nil
	if b.flows = b.flows[:last]; last == 0 {
		delete(f.open, c.key.way)
	}
	c.among = nil
}

// payload returns the bytes of a packet above TCP, if they are known. A frame that
// may have been filled up to the least length does not tell them.
func (c *flow) payload(p *seq.Packet) (payload uint32, known bool) {
	const tcp = 20
	if p.Known.Has(seq.KnowsPayload) {
		header := p.Length - p.Payload
		if p.Flags&seq.FlagSYN == 0 && header > tcp && p.Length != leastFrame && (c.header == 0 || header < c.header) {
			c.header = header
		}
		return uint32(p.Payload), true
	}
	if c.header == 0 || p.Length <= c.header || p.Length == leastFrame {
		return 0, false
	}
	return uint32(p.Length - c.header), true
}
