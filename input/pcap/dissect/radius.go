package dissect

const radiusHeader = 20

// radiusState is what is kept of the requests between two endpoints, by identifier
// and code.
type radiusState struct {
	calls map[[2]uint8]*radiusCall
}

type radiusCall struct {
	frame         int
	authenticator [16]byte
	answered      bool
	answer        uint8 // code of the latest one
}

// radius is RFC 2865 3.
func radius(p *packet, v view) bool {
	code, size := v.u8(0), v.u16(2)
	name, known := radiusCodes[code]
	if !known || size < radiusHeader || size > 4096 {
		return false
	}
	id := v.u8(1)
	p.setProtocol("RADIUS")
	if p.writes() {
		p.clearInfo()
		p.addInfo(name)
		p.addInfoUint(" id=", uint64(id))
	}
	authenticator := [16]byte(v.bytes(4, 16))
	switch request, isResponse := radiusResponses[code]; {
	case isResponse:
		if call := state[radiusState](p).calls[[2]uint8{request, id}]; call != nil {
			if call.answered && call.answer == code {
				p.addInfo(", Duplicate Response")
			}
			call.answered, call.answer = true, code
		}
	case radiusRequests[code]:
		p.radiusRequest([2]uint8{code, id}, authenticator)
	}
	radiusAttributes(v, min(int(size), v.size))
	return true
}

// radiusRequest finds out whether a request was sent before.
func (p *packet) radiusRequest(key [2]uint8, authenticator [16]byte) {
	s := state[radiusState](p)
	if s.calls == nil {
		s.calls = make(map[[2]uint8]*radiusCall)
	}
	if call := s.calls[key]; call != nil && call.frame != p.Number && call.authenticator == authenticator {
		p.addInfo(", Duplicate Request")
		return
	}
	s.calls[key] = &radiusCall{frame: p.Number, authenticator: authenticator}
}

// radiusAttributes finds out whether the attributes are all there.
func radiusAttributes(v view, end int) {
	for at := radiusHeader; at+2 <= end; {
		size := int(v.u8(at + 1))
		if size < 2 || at+size > end {
			return
		}
		v.need(at, size)
		at += size
	}
}
