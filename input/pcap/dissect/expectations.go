package dissect

import "net/netip"

// maxExpectations is how many announced conversations may be waited for.
const maxExpectations = 1 << 12

// An announcement says between whom a conversation will be, as another one told:
// one end, and the address of the other, whose port is not known.
type announcement struct {
	transport transport
	end       endpoint
	other     netip.Addr
}

// An expectation is what the conversation will carry.
type expectation struct {
	dissector dissector
	state     any // a pointer, as state returns it; may be nil
}

// expectations are the conversations that were announced and did not begin yet.
type expectations struct {
	byAnnouncement map[announcement]expectation
	order          []announcement // the oldest first
}

// expect lets d word the next conversation that fits. With it begins a state
// that its announcer may share.
func (p *packet) expect(a announcement, d dissector, state any) {
	e := &p.conversations.expected
	if e.byAnnouncement == nil {
		e.byAnnouncement = make(map[announcement]expectation)
	}
	if _, known := e.byAnnouncement[a]; !known {
		if len(e.order) == maxExpectations {
			delete(e.byAnnouncement, e.order[0])
			e.order = e.order[1:]
		}
		e.order = append(e.order, a)
	}
	e.byAnnouncement[a] = expectation{d, state}
}

// meet gives a conversation that begins what was announced for it. An
// announcement is good for one conversation.
func (e *expectations) meet(c *conversation, source, destination endpoint) {
	if len(e.byAnnouncement) == 0 {
		return
	}
	for _, a := range [...]announcement{
		{c.flow.transport, destination, source.address},
		{c.flow.transport, source, destination.address},
	} {
		met, known := e.byAnnouncement[a]
		if !known {
			continue
		}
		c.dissector = met.dissector
		if met.state != nil {
			c.states = append(c.states, met.state)
		}
		delete(e.byAnnouncement, a)
		for i := range e.order {
			if e.order[i] == a {
				e.order = append(e.order[:i], e.order[i+1:]...)
				break
			}
		}
		return
	}
}
