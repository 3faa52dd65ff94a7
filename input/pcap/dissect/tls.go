package dissect

const (
	tlsRecordHeader = 5 // RFC 8446 5.1
	tlsMaxRecord    = 1 << 14
)

// waiting is the offset that a record returns whose rest is still to come.
const waiting = -1

// tls is SSL 2.0 and 3.0, and TLS 1.0 (RFC 2246) to 1.3 (RFC 8446).
func tls(p *packet, v view) bool {
	s := state[tlsSession](p)
	if isText(v) || s.after >= p.Number {
		return false
	}
	fromServer := s.fromServer(p, tlsPorts)
	p.setProtocol(tlsVersionName(s.version, "SSL"))
	p.clearInfo()
	for offset := 0; v.left(offset) > 0; {
		offset = p.tlsAnyRecord(s, v, offset, fromServer)
		if offset == waiting {
			return true
		}
	}
	p.fenceInfo()
	return true
}

// isText reports whether v begins with four printable characters, which TLS
// hardly does.
func isText(v view) bool {
	if len(v.data) <= 4 {
		return false
	}
	for _, c := range v.data[:4] {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// tlsHeuristic knows TLS on any port by its first record, and tells its
// conversation.
func tlsHeuristic(p *packet, v view) bool {
	if !looksLikeTLSRecord(v) && !looksLikeV2Hello(v) {
		return false
	}
	if p.conversation != nil {
		p.conversation.dissector = tls
	}
	return tls(p, v)
}

func looksLikeTLSRecord(v view) bool {
	if len(v.data) < tlsRecordHeader || v.data[0] != tlsHandshake && v.data[0] != tlsApplicationData {
		return false
	}
	size := v.u16(3)
	return isTLSRecordVersion(v.u16(1)) && size > 0 && size < tlsMaxRecord+2048
}

func isTLSRecordVersion(version uint16) bool {
	return version >= sslV3 && version <= tlsV12 || version == gmtlsV1
}

// tlsAnyRecord words the record at offset, and returns the offset behind it.
func (p *packet) tlsAnyRecord(s *tlsSession, v view, offset int, fromServer bool) int {
	if s.version == sslV2 {
		return p.sslV2Record(s, v, offset)
	}
	if v.left(offset) < tlsRecordHeader {
		return p.tlsWait(v, offset, oneMoreSegment)
	}
	if isTLSRecordVersion(s.version) {
		if v.u8(offset) == 0x80 && v.u8(offset+2) == tlsClientHello {
			return p.sslV2Record(s, v, offset)
		}
		return p.tlsRecord(s, v, offset, fromServer)
	}
	switch {
	case looksLikeV2(v, offset):
		return p.sslV2Record(s, v, offset)
	case isTLSContent(v.u8(offset)) && isTLSRecordVersion(v.u16(offset+1)):
		return p.tlsRecord(s, v, offset, fromServer)
	}
	p.joinInfo(", ", "Continuation Data")
	return v.size
}

// tlsWait asks for more of the record at offset; where that is not to be had,
// nothing is said of it.
func (p *packet) tlsWait(v view, offset, more int) int {
	if !p.canReassemble() {
		return v.size
	}
	p.needMore(offset, more)
	return waiting
}

// tlsRecord is RFC 8446 5.1.
func (p *packet) tlsRecord(s *tlsSession, v view, offset int, fromServer bool) int {
	content := v.u8(offset)
	if !isTLSContent(content) && s.version != tlsUnknown && s.version != sslV3 {
		v.need(offset, v.left(offset))
		p.joinInfo(", ", "Ignored Unknown Record")
		return v.size
	}
	version, size := v.u16(offset+1), int(v.u16(offset+3))
	if !isTLSContent(content) {
		p.joinInfo(", ", "Continuation Data")
		return offset + tlsRecordHeader + size
	}
	if have := v.left(offset); have < tlsRecordHeader+size {
		return p.tlsWait(v, offset, tlsRecordHeader+size-have)
	}
	body := v.part(offset+tlsRecordHeader, size)
	first := v.u8(offset + tlsRecordHeader)
	if s.version == tlsUnknown {
		s.learn(content, first, false, version)
		p.setProtocol(tlsVersionName(version, "SSL"))
	} else {
		version = s.version
	}
	body.need(0, size)
	switch content {
	case tlsChangeCipherSpec:
		p.joinInfo(", ", "Change Cipher Spec")
		s.cipher(p, fromServer)
	case tlsAlert:
		p.tlsAlert(body)
	case tlsHandshake:
		p.tlsHandshake(s, body, fromServer)
	case tlsApplicationData:
		p.joinInfo(", ", "Application Data")
	case tlsHeartbeat:
		if version != tlsV13 {
			p.tlsHeartbeat(body, true)
		}
	}
	return offset + tlsRecordHeader + size
}

// cipher notes a Change Cipher Spec, which means nothing in TLS 1.3.
func (s *tlsSession) cipher(p *packet, fromServer bool) {
	if frame := &s.ciphered[side(fromServer)]; *frame == 0 && s.version != tlsV13 {
		*frame = p.Number
	}
}

// tlsAlert is RFC 8446 6. One that is longer is encrypted.
func (p *packet) tlsAlert(v view) {
	if v.size != 2 {
		p.joinInfo(", ", "Encrypted Alert")
		return
	}
	level, known := tlsAlertLevels[v.u8(0)]
	if !known {
		level = "Unknown"
	}
	name, known := tlsAlertNames[v.u8(1)]
	if !known {
		name = "Unknown"
	}
	p.joinInfo(", ", "Alert (Level: "+level+", Description: "+name+")")
}

// tlsHeartbeat is RFC 6520. It may be encrypted; then it has no known type, or
// less room than it says.
func (p *packet) tlsHeartbeat(v view, plain bool) {
	kind, size := v.u8(0), int(v.u16(1))
	const overhead = 3 + 16 // type, length, and the least padding
	plain = plain || v.size <= overhead || size+overhead <= v.size
	switch {
	case kind == 1 && plain:
		p.joinInfo(", ", "Heartbeat Request")
	case kind == 2 && plain:
		p.joinInfo(", ", "Heartbeat Response")
	default:
		p.joinInfo(", ", "Encrypted Heartbeat")
	}
}
