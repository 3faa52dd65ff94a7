package dissect

import "slices"

// A tlsSession is what is known of a TLS or DTLS connection.
type tlsSession struct {
	version    uint16
	server     endpoint // valid once a Client Hello was seen
	after      int      // number of the last frame before TLS began, if it began late
	ciphered   [2]int   // frame of the first Change Cipher Spec, of the client and of the server
	handshakes [2]tlsFragment
}

// A dtlsSession is that of DTLS on the same conversation.
type dtlsSession struct {
	tlsSession
	messages   []*dtlsMessage
	cidLengths [2]int // of the connection IDs (RFC 9146) that the client and the server want to be sent
}

// A tlsFragment is a handshake message that goes on in later records.
type tlsFragment struct {
	head []byte // up to maxTLSHead bytes
	have int    // bytes up to now; 0 if no message waits
}

// maxTLSHead is how much is kept of a handshake message over several records.
// What is told of one is found in less.
const maxTLSHead = 1 << 14

func (f *tlsFragment) add(data []byte) {
	f.have += len(data)
	f.head = append(f.head, data[:min(len(data), maxTLSHead-len(f.head))]...)
}

// startTLS says that behind this packet the conversation goes on as TLS: the
// answer to STARTTLS and its likes.
func (p *packet) startTLS() { p.startTLSAfter(p.Number) }

// startTLSNow says that TLS begins in this packet.
func (p *packet) startTLSNow() { p.startTLSAfter(p.Number - 1) }

func (p *packet) startTLSAfter(frame int) {
	s := state[tlsSession](p)
	if s.after != 0 || p.conversation == nil {
		return
	}
	s.after = frame
	p.conversation.dissector = tls
}

// fromServer reports whether the server of the session sent p. Without a Client
// Hello it is known by its port.
func (s *tlsSession) fromServer(p *packet, ports []uint16) bool {
	if s.server.address.IsValid() {
		return s.server == endpoint{p.source, p.SourcePort}
	}
	return slices.Contains(ports, p.SourcePort)
}

// side returns the index of the sender in the arrays of a session.
func side(fromServer bool) int {
	if fromServer {
		return 1
	}
	return 0
}

// learn takes the version from a record or a handshake message, unless it is a
// Client Hello, which only proposes one.
func (s *tlsSession) learn(content, handshake byte, datagram bool, version uint16) {
	switch {
	case content == tlsHandshake && (handshake == tlsClientHello || tlsHandshakeName(handshake) == ""):
		return
	case content == tlsHandshake && handshake == tlsHelloVerifyRequest && !datagram:
		return
	}
	if handshake == tlsServerHello {
		version = finalTLSVersion(version)
	}
	switch version {
	case sslV3, tlsV10, tlsV11, tlsV12, tlsV13, gmtlsV1:
		if !datagram {
			s.version = version
		}
	case dtlsV0, dtlsV10, dtlsV12:
		if datagram {
			s.version = version
		}
	}
}

// finalTLSVersion takes the drafts of TLS 1.3 for it: 0x7fNN, and two of Facebook.
func finalTLSVersion(version uint16) uint16 {
	if version>>8 == 0x7f || version == 0xfb17 || version == 0xfb1a {
		return tlsV13
	}
	return version
}
