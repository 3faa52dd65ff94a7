package dissect

import (
	"bytes"
	"encoding/binary"
	"net/netip"

	"github.com/packetseq/packetseq/seq"
)

const (
	// maxConversations is how many are remembered. One of those that have been idle for
	// longest is forgotten first; see idle.
	maxConversations = 1 << 15
)

// A transport tells the kinds of conversations apart.
type transport uint8

const (
	overTCP transport = iota
	overUDP
	overSCTP
	overICMP
	overICMPv6
	transports
)

// An endpoint is one end of a conversation.
type endpoint struct {
	address netip.Addr
	port    uint16
}

// A flow names a conversation by its two ends, the lesser first, and tells IPv4
// addresses from those of IPv6 that stand for them. It has no pointer in it, so
// that it is hashed and compared as plain bytes.
type flow struct {
	low, high [18]byte // address, port
	transport transport
	is4       bool
}

func flowOf(t transport, source, destination endpoint) flow {
	f := flow{source.key(), destination.key(), t, source.address.Is4()}
	if bytes.Compare(f.low[:], f.high[:]) > 0 {
		f.low, f.high = f.high, f.low
	}
	return f
}

func (e endpoint) key() (key [18]byte) {
	address := e.address.As16()
	copy(key[:], address[:])
	binary.BigEndian.PutUint16(key[16:], e.port)
	return key
}

// A conversation is what is kept of the packets between two endpoints.
type conversation struct {
	flow   flow
	first  endpoint // who sent its first packet
	second endpoint // whom it was sent to
	stream int      // Wireshark's index among those of its transport
	frame  int      // number of its first packet
	tcp    *tcpAnalysis

	firstText, secondText string // their addresses, once they have been shown

	// dissector words its payload, where one was found or announced; it comes
	// before ports.
	dissector dissector

	states []any // of the protocols, a pointer for each; see state

	used         bool          // since it was looked at for being idle
	newer, older *conversation // in conversations.newest
}

// conversations is the one place where state between packets is kept.
type conversations struct {
	announced      announcements
	expected       expectations
	byFlow         map[flow]*conversation
	recent         [1 << slotBits]*conversation // some of them, by slot
	newest, oldest *conversation                // a list of all of them, in the order of idle
	current        *conversation                // that was found or begun last
	streams        [transports]int
	held           int      // bytes of TCP payload that wait for the rest of a message
	spare          [][]byte // buffers of messages, to be used again
}

func newConversations() conversations {
	return conversations{byFlow: make(map[flow]*conversation)}
}

// find returns the conversation of a packet from source to destination, or nil.
// Most belong to one of a few, which are found without a look into the map.
func (c *conversations) find(t transport, source, destination endpoint) *conversation {
	recent := &c.recent[slot(source, destination)]
	found := *recent
	if found == nil || !found.isOf(t, source, destination) {
		found = c.byFlow[flowOf(t, source, destination)]
		if found == nil {
			return nil
		}
		*recent = found
	}
	found.used = true
	c.current = found
	return found
}

// idle returns a conversation that was not used since it began, or was looked at
// last: the oldest of those, as in the clock algorithm of paging. To keep a list in the order of
// use would touch three conversations with each packet. The current one, in which the packet at
// hand may be tunnelled, is not idle; if there is no other, idle returns nil.
func (c *conversations) idle() *conversation {
	for range 2 * len(c.byFlow) {
		if !c.oldest.used && c.oldest != c.current {
			return c.oldest
		}
		c.oldest.used = false
		c.renew(c.oldest)
	}
	return nil
}

// renew makes a conversation the newest.
func (c *conversations) renew(one *conversation) {
	c.unlink(one)
	c.link(one)
}

const slotBits = 12

// slot returns where in conversations.recent a conversation may be, in whichever
// direction. The ports of clients are counted up.
func slot(source, destination endpoint) int {
	return int(source.port^destination.port) & (1<<slotBits - 1)
}

// isOf reports whether c is between two ends.
func (c *conversation) isOf(t transport, source, destination endpoint) bool {
	return c.flow.transport == t &&
		(c.first == source && c.second == destination || c.first == destination && c.second == source)
}

// link puts a conversation in front of all others.
func (c *conversations) link(newest *conversation) {
	newest.newer, newest.older = nil, c.newest
	if c.newest == nil {
		c.oldest = newest
	} else {
		c.newest.newer = newest
	}
	c.newest = newest
}

// unlink takes a conversation out of the list.
func (c *conversations) unlink(one *conversation) {
	if one.newer == nil {
		c.newest = one.older
	} else {
		one.newer.older = one.older
	}
	if one.older == nil {
		c.oldest = one.newer
	} else {
		one.older.newer = one.newer
	}
}

// forget removes a conversation.
func (c *conversations) forget(one *conversation) {
	c.unlink(one)
	delete(c.byFlow, one.flow)
	if recent := &c.recent[slot(one.first, one.second)]; *recent == one {
		*recent = nil
	}
	c.held -= one.release()
}

// begin starts a conversation with a packet, in place of one that had its ends.
func (c *conversations) begin(t transport, source, destination endpoint) *conversation {
	f := flowOf(t, source, destination)
	if old := c.byFlow[f]; old != nil {
		c.forget(old)
	} else if len(c.byFlow) >= maxConversations {
		c.forget(c.idle()) // there are others than the current one
	}
	begun := &conversation{flow: f, first: source, second: destination, stream: c.streams[t]}
	c.expected.meet(begun, source, destination)
	c.streams[t]++
	c.link(begun)
	c.current = begun
	c.byFlow[f] = begun
	c.recent[slot(source, destination)] = begun
	return begun
}

// converse finds or starts the conversation that p is part of, with the ports
// that its headers told.
func (p *packet) converse(t transport) *conversation {
	source, destination := endpoint{p.source, p.SourcePort}, endpoint{p.destination, p.DestinationPort}
	c := p.conversations.find(t, source, destination)
	if c == nil {
		c = p.conversations.begin(t, source, destination)
		c.frame = p.Number
	}
	p.join(c, source)
	return c
}

// join makes c the conversation of p, which source sent.
func (p *packet) join(c *conversation, source endpoint) {
	p.conversation, p.forward = c, c.first == source
	p.Stream = c.stream
	p.Known |= seq.KnowsStream
}

// state returns what the protocol whose state is a T keeps of the conversation
// of p: a zero T at first. Without a conversation it is a T that no one keeps.
func state[T any](p *packet) *T {
	if p.conversation == nil {
		return new(T)
	}
	for _, s := range p.conversation.states {
		if t, ok := s.(*T); ok {
			return t
		}
	}
	t := new(T)
	p.conversation.states = append(p.conversation.states, t)
	return t
}
