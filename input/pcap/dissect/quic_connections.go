package dissect

import "slices"

// maxQUICID is how long a connection ID can be (RFC 9000 17.2).
const maxQUICID = 20

// A quicID is a connection ID.
type quicID struct {
	size int
	data [maxQUICID]byte
}

// quicIDAt reads n bytes; more than an ID can have make none.
func quicIDAt(v view, offset, n int) (id quicID) {
	if n <= maxQUICID {
		id.size = copy(id.data[:], v.bytes(offset, n))
	}
	return id
}

// begins reports whether raw, which may be longer, begins with id. An ID of no
// bytes begins all.
func (id *quicID) begins(raw *quicID) bool {
	return raw.size >= id.size && slices.Equal(raw.data[:id.size], id.data[:id.size])
}

func (id *quicID) bytes() []byte { return id.data[:id.size] }

// cut returns the first n bytes.
func (id *quicID) cut(n int) (short quicID) {
	short.size = copy(short.data[:n], id.data[:])
	return short
}

// A quicConnection is what is known of a QUIC connection.
type quicConnection struct {
	version uint32
	server  endpoint
	initial quicID       // the destination of the first Initial of the client
	known   bool         // initial is set
	ids     [2]quicID    // that the client and the server chose
	keys    [2]*quicKeys // of Initial packets; nil until they are known
	derived quicID       // from which they are made
	highest [2]uint64    // packet number of Initial packets
}

// A quicConversation is the connection that was last begun between two endpoints.
type quicConversation struct{ connection *quicConnection }

// maxQUICConnections is how many are known at a time by their IDs; the one that
// began first is forgotten first.
const maxQUICConnections = 1 << 12

// quicConnections finds connections by the IDs in packets. What the client chose
// is in byClient, and so is the destination of what the server sends.
type quicConnections struct {
	byClient, byServer, byInitial map[quicID]*quicConnection

	lengths uint32 // bit n is set if an ID of n bytes is known
	order   []*quicConnection
}

// side returns the table of the IDs that the client or the server chose.
func (q *quicConnections) side(server bool) map[quicID]*quicConnection {
	if server {
		return q.byServer
	}
	return q.byClient
}

// find returns the connection of a packet, or nil, and whether the server sent
// it. The ID of a packet with a short header is longer than the real one.
func (q *quicConnections) find(p *packet, kind quicKind, id *quicID) (c *quicConnection, fromServer bool) {
	if kind == quic0RTT && id.size > 0 {
		return q.byInitial[*id], false
	}
	c, fromServer = q.byDestination(p, id)
	if kind == quicInitial && id.size > 0 {
		if c == nil {
			if c = q.byInitial[*id]; c != nil {
				fromServer = false
			}
		}
		if c != nil && !fromServer && *id != c.initial && !c.ids[1].begins(id) {
			c = nil // a fresh connection, after Version Negotiation
		}
	}
	if kind == quicShort && c == nil {
		return q.ofShort(p, id)
	}
	return c, fromServer
}

// byDestination looks for an ID, or without one for what the endpoints are known for.
func (q *quicConnections) byDestination(p *packet, id *quicID) (c *quicConnection, fromServer bool) {
	if id.size == 0 {
		if c = state[quicConversation](p).connection; c == nil {
			return nil, false
		}
		return c, c.server == endpoint{p.source, p.SourcePort}
	}
	if q.lengths>>id.size&1 == 0 {
		return nil, false
	}
	if c = q.byClient[*id]; c == nil {
		return q.byServer[*id], false
	}
	if q.byServer[*id] != nil { // both chose the same
		return c, c.server == endpoint{p.source, p.SourcePort}
	}
	return c, true
}

// ofShort looks for the connection of a packet with a short header: by its
// endpoints, then by IDs of all lengths, as a connection may move.
func (q *quicConnections) ofShort(p *packet, id *quicID) (c *quicConnection, fromServer bool) {
	c, fromServer = q.byDestination(p, &quicID{})
	if c != nil && c.ids[side(!fromServer)].begins(id) {
		return c, fromServer
	}
	for n := id.size - 1; n > 0; n-- {
		if q.lengths>>n&1 == 0 {
			continue
		}
		short := id.cut(n)
		if c, fromServer = q.byDestination(p, &short); c != nil {
			return c, fromServer
		}
	}
	return nil, false
}

// learn takes from a long header what it tells of its connection, which begins
// with the first Initial of a client.
func (q *quicConnections) learn(p *packet, c *quicConnection, h *quicHeader, fromServer bool) *quicConnection {
	switch {
	case h.kind == quicInitial && !fromServer:
		if c == nil {
			c = q.begin(p, h.version)
			q.learnClient(c, h)
		} else if !c.known && h.destination.size > 0 { // the answer to a Retry
			q.learnClient(c, h)
			delete(q.byServer, c.ids[1])
			c.ids[1] = quicID{}
		}
	case c != nil && fromServer && (h.kind == quicInitial || h.kind == quicRetry || h.kind == quicHandshake):
		if h.kind == quicRetry { // the handshake begins again
			delete(q.byInitial, c.initial)
			c.initial, c.known = quicID{}, false
		}
		if c.ids[1].size == 0 && h.source.size > 0 {
			c.ids[1] = h.source
			q.insert(c, true)
		}
	}
	return c
}

func (q *quicConnections) begin(p *packet, version uint32) *quicConnection {
	if q.byClient == nil {
		q.byClient, q.byServer, q.byInitial = make(map[quicID]*quicConnection), make(map[quicID]*quicConnection), make(map[quicID]*quicConnection)
	}
	if len(q.order) == maxQUICConnections {
		q.forget(q.order[0])
		q.order = slices.Delete(q.order, 0, 1)
	}
	c := &quicConnection{version: version, server: endpoint{p.destination, p.DestinationPort}}
	q.order = append(q.order, c)
	state[quicConversation](p).connection = c
	return c
}

func (q *quicConnections) learnClient(c *quicConnection, h *quicHeader) {
	if h.source.size > 0 {
		c.ids[0] = h.source
		q.insert(c, false)
	}
	if h.destination.size > 0 {
		c.initial, c.known = h.destination, true
		q.byInitial[c.initial] = c
	}
}

func (q *quicConnections) insert(c *quicConnection, server bool) {
	id := c.ids[side(server)]
	q.side(server)[id] = c
	q.lengths |= 1 << id.size
}

func (q *quicConnections) forget(c *quicConnection) {
	for table, id := range map[*map[quicID]*quicConnection]quicID{&q.byClient: c.ids[0], &q.byServer: c.ids[1], &q.byInitial: c.initial} {
		if (*table)[id] == c {
			delete(*table, id)
		}
	}
}
