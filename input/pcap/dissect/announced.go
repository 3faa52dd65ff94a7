package dissect

// maxAnnounced is how many endpoints are remembered that were announced. The one
// that was announced first is forgotten first.
const maxAnnounced = 1 << 12

// An announced endpoint has UDP of a protocol that another has told of, as SDP does
// of RTP.
type announced struct {
	dissector dissector
	media     *rtpMedia
}

// announcements are the endpoints that were announced.
type announcements struct {
	byEndpoint map[endpoint]announced
	order      []endpoint // in a ring
	oldest     int
}

// announce says what goes to and from an endpoint from now on.
func (c *conversations) announce(e endpoint, a announced) {
	n := &c.announced
	if n.byEndpoint == nil {
		n.byEndpoint = make(map[endpoint]announced)
	}
	if _, known := n.byEndpoint[e]; !known {
		if len(n.order) < maxAnnounced {
			n.order = append(n.order, e)
		} else {
			delete(n.byEndpoint, n.order[n.oldest])
			n.order[n.oldest] = e
			n.oldest = (n.oldest + 1) % maxAnnounced
		}
	}
	n.byEndpoint[e] = a
}

// byAnnouncement words a datagram whose receiver or sender was announced.
func (p *packet) byAnnouncement(v view) bool {
	known := p.conversations.announced.byEndpoint
	if len(known) == 0 {
		return false
	}
	a, ok := known[endpoint{p.destination, p.DestinationPort}]
	if !ok {
		if a, ok = known[endpoint{p.source, p.SourcePort}]; !ok {
			return false
		}
	}
	state[rtpState](p).media = a.media
	return p.call(a.dissector, v)
}
