package dissect

// The requests of PostgreSQL that have no type (53.7): what is in place of the version.
const (
	pgsqlPort = 5432

	pgsqlSSLRequest = 80877103
)

// pgsqlState is what is kept of a connection.
type pgsqlState struct {
	tlsAsked bool // the next byte is its answer
}

// pgsql is the protocol of PostgreSQL, version 3. Info has the direction, and the
// letters of all messages of the segment.
func pgsql(p *packet, v view) bool {
	s := state[pgsqlState](p)
	p.setProtocol("PGSQL")
	if p.DestinationPort == pgsqlPort {
		p.setInfo(">")
	} else {
		p.setInfo("<")
	}
	if s.tlsAsked {
		const willing = 'S'
		s.tlsAsked = false
		if v.u8(0) == willing {
			p.startTLS()
		}
		return true
	}
	first := true
	p.pdus(v, 5, pgsqlLength, func(p *packet, v view) bool {
		if !first {
			p.addInfo("/")
		}
		first = false
		p.pgsqlMessage(s, v)
		v.needAll()
		return true
	})
	return true
}

// pgsqlLength is behind the type, or first where there is none.
func pgsqlLength(v view) int {
	if v.u8(0) == 0 {
		return int(v.u32(0))
	}
	return int(v.u32(1)) + 1
}

func (p *packet) pgsqlMessage(s *pgsqlState, v view) {
	kind := v.data[:1]
	if kind[0] != 0 {
		p.addInfo(printable(kind))
	}
	body := v.from(5)
	if p.DestinationPort == pgsqlPort {
		switch kind[0] {
		case 0:
			s.tlsAsked = v.u32(4) == pgsqlSSLRequest
		case 'Q', 'P', 'B', 'E', 'f':
			zeroEnded(body, 0)
		}
		return
	}
	switch kind[0] {
	case 'R':
		body.need(0, 4)
	case 'K':
		body.need(0, 8)
	case 'S', 'C':
		zeroEnded(body, 0)
	case 'Z':
		body.need(0, 1)
	case 'D':
		pgsqlRow(body)
	}
}

// pgsqlRow reads a row: the number of fields, and of each the length and the value.
func pgsqlRow(v view) {
	at := 2
	for range v.u16(0) {
		size := int32(v.u32(at))
		at += 4
		if size > 0 {
			v.need(at, int(size))
			at += int(size)
		}
	}
}
