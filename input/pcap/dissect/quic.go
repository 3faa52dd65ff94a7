package dissect

import "encoding/hex"

// A quicKind is what a packet is (RFC 9000 17).
type quicKind uint8

const (
	quicInitial quicKind = iota
	quic0RTT
	quicHandshake
	quicRetry
	quicVersionNegotiation
	quicShort
)

var quicKindNames = [...]string{quicInitial: "Initial", quic0RTT: "0-RTT", quicHandshake: "Handshake", quicRetry: "Retry"}

// quicKindOf reads the kind from a long header; RFC 9369 3.2 has them in another order.
func quicKindOf(first byte, version uint32) quicKind {
	kind := quicKind(first >> 4 & 3)
	if version == quicV2 {
		kind = (kind + 3) & 3
	}
	return kind
}

// A quicHeader is what is not protected of a packet.
type quicHeader struct {
	kind                quicKind
	version             uint32
	destination, source quicID
	end                 int // of the IDs
}

// quicHeaderOf reads a header. The ID of a short one may be shorter.
func quicHeaderOf(v view) (h quicHeader) {
	first := v.u8(0)
	if first&0x80 == 0 {
		h.kind = quicShort
		h.destination = quicIDAt(v, 1, maxQUICID)
		return h
	}
	h.version = v.u32(1)
	h.kind = quicKindOf(first, h.version)
	if h.version == 0 {
		h.kind = quicVersionNegotiation
	}
	at := 5
	size := int(v.u8(at))
	h.destination = quicIDAt(v, at+1, size)
	at += 1 + size
	size = int(v.u8(at))
	h.source = quicIDAt(v, at+1, size)
	h.end = at + 1 + size
	return h
}

// quic is RFC 9000, RFC 9369, and their drafts. A datagram may have several
// packets; the last one has the last word.
func quic(p *packet, v view) bool {
	p.setProtocol("QUIC")
	h := quicHeaderOf(v)
	c, fromServer := p.quic.find(p, h.kind, &h.destination)
	c = p.quic.learn(p, c, &h, fromServer)
	var first quicID
	for offset := 0; v.left(offset) > 0; {
		message := quicMessage(v, offset)
		id, known := quicDestination(message, c, fromServer)
		if offset == 0 {
			first = id
		} else if known && id != first {
			return true // padding of random bytes
		}
		head := message.u8(0)
		switch {
		case head&0x80 == 0:
			p.quicShortPacket(message, c, fromServer)
		case message.u32(1) == 0:
			p.quicVersions(message)
			return true
		case quicKindOf(head, message.u32(1)) == quicRetry:
			p.quicRetry(message)
		default:
			p.quicLongPacket(message, c, fromServer)
		}
		offset += message.size
	}
	return true
}

// quicHeuristic knows QUIC by its version, and by connections that moved.
func quicHeuristic(p *packet, v view) bool {
	const least = 13
	if len(v.data) < least {
		return false
	}
	if v.data[0]&0x80 == 0 {
		return p.quicMoved(v)
	}
	if quicDraft(v.u32(1)) < 11 || v.data[5] > maxQUICID {
		return false
	}
	at := 6 + int(v.data[5])
	if at >= len(v.data) || v.data[at] > maxQUICID {
		return false
	}
	if p.conversation != nil {
		p.conversation.dissector = quic
	}
	return quic(p, v)
}

// quicMoved looks for a known connection ID behind a short header.
func (p *packet) quicMoved(v view) bool {
	const least = 1 + 1 + 1 + 16 // header, ID, packet number, sample
	if p.quic.lengths == 0 || len(v.data) < least {
		return false
	}
	id := quicIDAt(v, 1, min(maxQUICID, len(v.data)-1-1-16))
	if c, _ := p.quic.find(p, quicShort, &id); c == nil {
		return false
	}
	if p.conversation != nil {
		p.conversation.dissector = quic
	}
	return quic(p, v)
}

// quicMessage returns the packet at offset (RFC 9000 12.2).
func quicMessage(v view, offset int) view {
	rest := v.from(offset)
	first := rest.u8(0)
	if first&0x80 == 0 {
		return rest
	}
	version := rest.u32(1)
	kind := quicKindOf(first, version)
	if version == 0 || kind == quicRetry {
		return rest
	}
	at := 5
	at += 1 + int(rest.u8(at))
	at += 1 + int(rest.u8(at))
	if kind == quicInitial {
		token, next := rest.quicVarint(at)
		at = quicAfter(next, token)
	}
	size, next := rest.quicVarint(at)
	if end := quicAfter(next, size); end < rest.size {
		return rest.part(0, end)
	}
	return rest
}

// quicAfter returns the offset behind size bytes, which may be any number.
func quicAfter(at int, size uint64) int {
	const most = 1 << 31
	return at + int(min(size, most))
}

// quicVarint is RFC 9000 16. It returns the offset behind the number too.
func (v view) quicVarint(at int) (number uint64, next int) {
	first := v.u8(at)
	number = uint64(first & 0x3f)
	size := 1 << (first >> 6)
	for _, c := range v.bytes(at+1, size-1) {
		number = number<<8 | uint64(c)
	}
	return number, at + size
}

// quicDestination reads the ID by which packets in a datagram belong together.
func quicDestination(v view, c *quicConnection, fromServer bool) (id quicID, known bool) {
	if v.u8(0)&0x80 != 0 {
		return quicIDAt(v, 6, int(v.u8(5))), true
	}
	if c == nil {
		return id, false
	}
	return quicIDAt(v, 1, c.ids[side(!fromServer)].size), true
}

// quicIDs words the connection IDs of a long header.
func (p *packet) quicIDs(h *quicHeader) {
	if h.destination.size > 0 {
		p.addInfo(", DCID=" + hex.EncodeToString(h.destination.bytes()))
	}
	if h.source.size > 0 {
		p.addInfo(", SCID=" + hex.EncodeToString(h.source.bytes()))
	}
}

// quicVersions is RFC 9000 17.2.1.
func (p *packet) quicVersions(v view) {
	p.setInfo("Version Negotiation")
	h := quicHeaderOf(v)
	p.quicIDs(&h)
	for at := h.end; v.left(at) > 0; at += 4 {
		v.u32(at)
	}
}

// quicRetry is RFC 9000 17.2.5.
func (p *packet) quicRetry(v view) {
	p.setInfo("Retry")
	h := quicHeaderOf(v)
	p.quicIDs(&h)
	if draft := quicDraft(h.version); draft == 0 || draft > 24 {
		const tag = 16
		v.need(max(h.end, v.size-tag), tag)
		return
	}
	v.bytes(h.end+1, int(v.u8(h.end)))
}

// quicShortPacket is RFC 9000 17.3. It cannot be decrypted.
func (p *packet) quicShortPacket(v view, c *quicConnection, fromServer bool) {
	p.setInfo("Protected Payload (KP0)")
	if c == nil {
		return
	}
	if id := quicIDAt(v, 1, c.ids[side(!fromServer)].size); id.size > 0 {
		p.addInfo(", DCID=" + hex.EncodeToString(id.bytes()))
	}
}

// quicLongPacket is RFC 9000 17.2. Of an Initial the frames are told as well.
func (p *packet) quicLongPacket(v view, c *quicConnection, fromServer bool) {
	h := quicHeaderOf(v)
	var keys *quicKeys
	var first byte
	var number uint64
	at := h.end
	if h.kind == quicInitial && c != nil {
		keys = c.initialKeys(&h, fromServer)
		if keys != nil {
			token, next := v.quicVarint(at)
			at = quicAfter(next, token)
			_, at = v.quicVarint(at)
			var short uint32
			first, short = keys.unmask(v, at)
			number = quicNumber(c.highest[side(fromServer)], short, int(first&3)+1)
		}
	}
	p.setInfo(quicKindNames[h.kind])
	p.quicIDs(&h)
	if keys == nil {
		return
	}
	p.addInfoUint(", PKN: ", number)
	text := keys.open(v, at+int(first&3)+1, first, number)
	if text == nil {
		return
	}
	c.highest[side(fromServer)] = number
	if v := c.version; v != quicQ050 && v != quicT050 && v != quicT051 {
		p.quicFrames(viewOf(text))
	}
}

// initialKeys returns the keys of an Initial, which depend on the first of the
// client, and on the version, which the server may change (RFC 9368).
func (c *quicConnection) initialKeys(h *quicHeader, fromServer bool) *quicKeys {
	switch {
	case !fromServer && h.destination == c.initial:
		if c.keys[0] == nil || c.derived != h.destination {
			c.deriveInitial(&c.initial)
		}
	case fromServer && h.version != c.version:
		c.version = h.version
		c.deriveInitial(&c.initial)
	}
	return c.keys[side(fromServer)]
}
