package dissect

// looksLikeV2Hello knows the Client Hello of SSL 2.0, with which SSL 3.0 and TLS
// 1.0 may begin (RFC 5246 E.2).
func looksLikeV2Hello(v view) bool {
	if len(v.data) < 46 || v.data[0] != 0x80 || v.data[2] != tlsClientHello {
		return false
	}
	ciphers, session := v.u16(5), v.u16(7)
	return ciphers != 0 && ciphers%3 == 0 && (session == 0 || session == 16) && v.u16(9) == 32
}

// Messages of SSL 2.0.
const (
	sslV2Error           = 0
	sslV2ClientHello     = 1
	sslV2ClientMasterKey = 2
	sslV2ServerHello     = 4
)

// looksLikeV2 knows a record of SSL 2.0 that is not encrypted.
func looksLikeV2(v view, offset int) bool {
	if v.u8(offset) < 0x80 {
		return false
	}
	switch v.u8(offset + 2) {
	case sslV2Error, sslV2ClientHello, sslV2ClientMasterKey, sslV2ServerHello:
		return true
	}
	return false
}

// sslV2Record is "The SSL Protocol" of 1995, 1.1: two bytes of length, or three
// where the record is padded.
func (p *packet) sslV2Record(s *tlsSession, v view, offset int) int {
	header, first := 3, v.u8(offset)
	if first&0x80 != 0 {
		header = 2
	}
	have := v.left(offset)
	if have < header {
		return p.tlsWait(v, offset, oneMoreSegment)
	}
	size := int(first&0x7f)<<8 | int(v.u8(offset+1))
	if header == 3 {
		size = int(first&0x3f)<<8 | int(v.u8(offset+1))
	}
	if have < header+size {
		return p.tlsWait(v, offset, header+size-have)
	}
	kind := v.u8(offset + header)
	if s.version == tlsUnknown && kind >= 2 && kind <= 8 {
		s.version = sslV2
	}
	p.setProtocol("SSLv2")
	if int(kind) >= len(sslV2Names) || !isV2Handshake(v, offset+header, size) {
		p.joinInfo(", ", "Encrypted Data")
	} else {
		p.joinInfo(", ", sslV2Names[kind])
		if kind == sslV2ClientHello {
			s.server = endpoint{p.destination, p.DestinationPort}
		}
		v.need(offset, header+size)
	}
	return offset + header + size
}

// isV2Handshake checks a message that may be encrypted.
func isV2Handshake(v view, at, size int) bool {
	switch v.u8(at) {
	case sslV2ClientHello:
		return isSSLVersion(v.u16(at + 1))
	case sslV2ServerHello:
		return isSSLVersion(v.u16(at + 3))
	case sslV2ClientMasterKey:
		return int(v.u16(at+4))+int(v.u16(at+6))+int(v.u16(at+8)) <= size
	}
	return false
}

// isSSLVersion reports whether any SSL, TLS or DTLS has that version: drafts and
// what RFC 8701 reserves are among them.
func isSSLVersion(version uint16) bool {
	switch {
	case tlsVersionName(version, "") != "", version >= 0x7f0e && version <= 0x7f1c, version == 0xfb17, version == 0xfb1a:
		return true
	}
	return version&0x0f0f == 0x0a0a && version>>8 == version&0xff
}
