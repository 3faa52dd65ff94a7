package dissect

import (
	"container/list"
	"net/netip"

	"github.com/packetseq/packetseq/seq"
)

const (
	// maxConversations is how many are remembered; the one that was idle for
	// longest is forgotten first.
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

func (e endpoint) less(f endpoint) bool {
	if c := e.address.Compare(f.address); c != 0 {
		return c < 0
	}
	return e.port < f.port
}

// A flow names a conversation: its two ends, the lesser first.
type flow struct {
	transport transport
	low, high endpoint
}

// A conversation is what is kept of the packets between two endpoints.
type conversation struct {
	flow   flow
	first  endpoint // who sent its first packet
	stream int      // Wireshark's index among those of its transport
	frame  int      // number of its first packet
	tcp    *tcpAnalysis

	// dissector words its payload, where one was found or announced; it comes
	// before ports.
	dissector dissector

	states []any // of the protocols, a pointer for each; see state
	place  *list.Element
}

// conversations is the one place where state between packets is kept.
type conversations struct {
	byFlow  map[flow]*conversation
	byAge   *list.List // the latest used first
	streams [transports]int
	held    int // bytes of TCP payload that wait for the rest of a message

	announced announcements
}

func newConversations() conversations {
	return conversations{byFlow: make(map[flow]*conversation), byAge: list.New()}
}

// find returns the conversation of a packet from source to destination, or nil.
func (c *conversations) find(t transport, source, destination endpoint) *conversation {
	found := c.byFlow[flowOf(t, source, destination)]
	if found != nil && c.byAge.Front() != found.place {
		c.byAge.MoveToFront(found.place)
	}
	return found
}

func flowOf(t transport, source, destination endpoint) flow {
	if destination.less(source) {
		source, destination = destination, source
	}
	return flow{t, source, destination}
}

// begin starts a conversation with a packet, in place of one that had its ends.
func (c *conversations) begin(t transport, source, destination endpoint) *conversation {
	f := flowOf(t, source, destination)
	if old := c.byFlow[f]; old != nil {
		c.byAge.Remove(old.place)
		c.held -= old.release()
	} else if len(c.byFlow) >= maxConversations {
		oldest := c.byAge.Remove(c.byAge.Back()).(*conversation)
		delete(c.byFlow, oldest.flow)
		c.held -= oldest.release()
	}
	begun := &conversation{flow: f, first: source, stream: c.streams[t]}
	c.streams[t]++
	begun.place = c.byAge.PushFront(begun)
	c.byFlow[f] = begun
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
