package dissect

// dtlsPorts are the UDP ports that speak DTLS.
var dtlsPorts = []uint16{853, 2221, 5684, 5868}

const dtlsRecordHeader = 13 // RFC 6347 4.1

// dtls is RFC 4347 and RFC 6347.
func dtls(p *packet, v view) bool {
	s := state[dtlsSession](p)
	v.u8(0)
	fromServer := s.fromServer(p, dtlsPorts)
	p.setProtocol("DTLS")
	p.clearInfo()
	for offset := 0; v.left(offset) > 0; {
		if s.version == tlsUnknown && !looksLikeDTLS(v, offset) {
			p.joinInfo(", ", "Continuation Data")
			p.setProtocol("DTLS")
			return true
		}
		offset = p.dtlsRecord(s, v, offset, fromServer)
	}
	return true
}

// looksLikeDTLS checks the type and the version of a record.
func looksLikeDTLS(v view, offset int) bool {
	if !isTLSContent(v.u8(offset)) {
		return false
	}
	version := v.u16(offset + 1)
	return version == dtlsV10 || version == dtlsV12 || version == dtlsV0
}

// dtlsHeuristic knows DTLS on any port by records that fill the datagram.
func dtlsHeuristic(p *packet, v view) bool {
	if len(v.data) < 3 || !looksLikeDTLS(v, 0) {
		return false
	}
	if !v.whole() {
		return cutDTLS(v) && dtls(p, v)
	}
	offset := 0
	for v.has(offset, dtlsRecordHeader) && looksLikeDTLS(v, offset) {
		if v.u8(offset) == tlsConnectionID {
			s := state[dtlsSession](p)
			offset += s.cidLengths[side(!s.fromServer(p, dtlsPorts))]
			if !v.has(offset, dtlsRecordHeader) {
				return false
			}
		}
		offset += dtlsRecordHeader + int(v.u16(offset+11))
		if offset == v.size {
			return dtls(p, v)
		}
	}
	return p.fragmented && offset >= dtlsRecordHeader && dtls(p, v)
}

// cutDTLS does with what was captured of a datagram.
func cutDTLS(v view) bool {
	offset := 0
	for v.has(offset, 3) {
		if !looksLikeDTLS(v, offset) {
			return false
		}
		if !v.has(offset, dtlsRecordHeader) {
			return true
		}
		offset += dtlsRecordHeader + int(v.u16(offset+11))
	}
	return offset <= v.size
}

// dtlsRecord is RFC 6347 4.1, and RFC 9146 4 where the type says so.
func (p *packet) dtlsRecord(s *dtlsSession, v view, offset int, fromServer bool) int {
	content, version := v.u8(offset), v.u16(offset+1)
	header := dtlsRecordHeader
	if content == tlsConnectionID {
		header += s.cidLengths[side(!fromServer)]
	}
	size := int(v.u16(offset + header - 2))
	end := offset + header + size
	if !isTLSContent(content) {
		p.joinInfo(", ", "Continuation Data")
		p.setProtocol("DTLS")
		return end
	}
	at := offset + header
	first := v.u8(at)
	if s.version == tlsUnknown {
		s.learn(content, first, true, version)
	}
	p.setProtocol(tlsVersionName(s.version, "DTLS"))
	switch content {
	case tlsChangeCipherSpec:
		p.joinInfo(", ", "Change Cipher Spec")
	case tlsAlert:
		p.dtlsAlert(v.from(at))
	case tlsHandshake:
		p.dtlsHandshake(s, v, at, at+size)
	case tlsApplicationData:
		p.joinInfo(", ", "Application Data")
		v.need(at, size)
	case tlsHeartbeat:
		p.tlsHeartbeat(v.part(at, size), false)
	case tlsConnectionID:
		p.joinInfo(", ", "Connection ID")
		v.need(at, size)
	}
	return end
}

// dtlsAlert is an alert, or an encrypted one if its two bytes make no sense.
func (p *packet) dtlsAlert(v view) {
	level, name := tlsAlertLevels[v.u8(0)], tlsAlertNames[v.u8(1)]
	if level == "" || name == "" {
		p.joinInfo(", ", "Encrypted Alert")
		return
	}
	p.joinInfo(", ", "Alert (Level: "+level+", Description: "+name+")")
}
