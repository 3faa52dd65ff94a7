package dissect

import "slices"

const (
	// dtlsMessageHeader is RFC 6347 4.2.2.
	dtlsMessageHeader = 12

	// maxDTLSMessages is how many messages in fragments are remembered of a
	// session, and maxDTLSGaps how many of their fragments may have come early.
	maxDTLSMessages = 16
	maxDTLSGaps     = 64

	dtlsConnectionID = 54 // extension (RFC 9146 3)
)

// A dtlsMessage is a handshake message that comes in fragments.
type dtlsMessage struct {
	key   dtlsMessageKey
	total int
	have  int      // bytes without gap from its beginning
	early [][2]int // what came from behind a gap: begin and end
	head  []byte   // up to maxTLSHead bytes
}

// Each sender counts its messages.
type dtlsMessageKey struct {
	sender endpoint
	seq    uint16
}

// message returns what is known of a message; a new one has total bytes.
func (s *dtlsSession) message(key dtlsMessageKey, total int) (m *dtlsMessage, fresh bool) {
	for _, m := range s.messages {
		if m.key == key {
			return m, false
		}
	}
	if len(s.messages) == maxDTLSMessages {
		s.messages = slices.Delete(s.messages, 0, 1)
	}
	m = &dtlsMessage{key: key, total: total}
	s.messages = append(s.messages, m)
	return m, true
}

// add puts a fragment to the message.
func (m *dtlsMessage) add(offset int, data []byte) {
	end := offset + len(data)
	if offset > m.have {
		if len(m.early) < maxDTLSGaps {
			m.early = append(m.early, [2]int{offset, end})
		}
		return
	}
	if len(m.head) == m.have && end > m.have {
		fresh := data[m.have-offset:]
		m.head = append(m.head, fresh[:min(len(fresh), maxTLSHead-len(m.head))]...)
	}
	m.have = max(m.have, end)
	for more := true; more; {
		more = false
		for _, part := range m.early {
			if part[0] <= m.have && part[1] > m.have {
				m.have, more = part[1], true
			}
		}
	}
}

// dtlsHandshake is RFC 6347 4.2.2: the messages, or fragments of them, of a
// record from at to end.
func (p *packet) dtlsHandshake(s *dtlsSession, v view, at, end int) {
	for first := true; at < end; first = false {
		kind, size := v.u8(at), int(v.u24(at+9))
		name := ""
		if at+size <= end { // else it is encrypted
			name = tlsHandshakeName(kind)
		}
		if name == "" {
			if first {
				p.joinInfo(", ", tlsEncryptedHandshake)
			}
			return
		}
		p.joinInfo(", ", name)
		total, offset := int(v.u24(at+1)), int(v.u24(at+6))
		seq := v.u16(at + 4)
		at += dtlsMessageHeader
		switch {
		case size+offset > total && offset == 0 || size == total && offset == 0:
			p.dtlsMessage(s, kind, v.part(at, size))
		case size+offset > total || offset > 0 && size == 0: // no part of the message
		default:
			p.fragmented = true
			m, fresh := s.message(dtlsMessageKey{endpoint{p.source, p.SourcePort}, seq}, total)
			m.add(offset, v.bytes(at, size))
			if fresh || m.have < m.total || offset+size != m.total {
				p.addInfo(" (Fragment)")
				break
			}
			p.addInfo(" (Reassembled)")
			p.dtlsMessage(s, kind, viewOf(m.head))
		}
		at += size
	}
}

// dtlsMessage learns what a whole handshake message tells of the session.
func (p *packet) dtlsMessage(s *dtlsSession, kind byte, v view) {
	v.need(0, v.size)
	switch kind {
	case tlsClientHello:
		s.server = endpoint{p.destination, p.DestinationPort}
		s.learnConnectionID(v, 0)
	case tlsServerHello:
		s.learn(tlsHandshake, kind, true, v.u16(0))
		p.setProtocol(tlsVersionName(s.version, "SSL"))
		s.learnConnectionID(v, 1)
	}
}

// learnConnectionID reads from a hello how long the connection IDs are that its
// sender wants to be sent.
func (s *dtlsSession) learnConnectionID(v view, side int) {
	extensions := helloExtensions(v, side == 0, true)
	for extensions.has(0, 4) {
		kind, size := extensions.u16(0), int(extensions.u16(2))
		if kind == dtlsConnectionID && extensions.has(4, 1) {
			s.cidLengths[side] = int(extensions.u8(4))
		}
		if !extensions.has(4, size) {
			return
		}
		extensions = extensions.from(4 + size)
	}
}
