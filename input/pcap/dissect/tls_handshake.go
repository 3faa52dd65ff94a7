package dissect

import (
	"bytes"
	"encoding/binary"

	"github.com/packetseq/packetseq/seq"
)

// tlsHandshake is RFC 8446 4: the messages of a record, of which the first may
// have begun, and the last may end, in another.
func (p *packet) tlsHandshake(s *tlsSession, v view, fromServer bool) {
	waits := &s.handshakes[side(fromServer)]
	offset, first := 0, true
	if waits.have > 0 {
		used, complete := waits.extend(v)
		switch {
		case used == 0: // it was cut: the message cannot be told
			*waits = tlsFragment{}
		case !complete:
			return
		default:
			p.tlsMessage(s, view{waits.head, waits.have}, first)
			*waits = tlsFragment{}
			offset, first = used, false
		}
	}
	if first && p.tlsEncrypted(s, v, fromServer) {
		p.joinInfo(", ", tlsEncryptedHandshake)
		return
	}
	for offset < v.size {
		size, rest := 0, v.size-offset
		if rest >= 4 {
			size = 4 + int(v.u24(offset+1))
		}
		if size == 0 || rest < size {
			if first {
				p.joinInfo(", ", "["+orEncrypted(tlsHandshakeName(v.u8(offset)))+" Fragment]")
			}
			waits.add(v.bytes(offset, rest))
			return
		}
		p.tlsMessage(s, v.part(offset, size), first)
		offset += size
		first = false
	}
}

const tlsEncryptedHandshake = "Encrypted Handshake Message"

func orEncrypted(name string) string {
	if name == "" {
		return tlsEncryptedHandshake
	}
	return name
}

// extend adds the record to the message that waits. It returns how much of the
// record belongs to it, and whether the message is complete.
func (f *tlsFragment) extend(v view) (used int, complete bool) {
	var head [4]byte
	known := copy(head[:], f.head)
	known += copy(head[known:], v.data)
	used = v.size
	total := 0
	if known == len(head) {
		total = 4 + int(binary.BigEndian.Uint32(head[:])&0xffffff)
		used = min(used, total-f.have)
	}
	if used <= 0 || !v.has(0, used) {
		return 0, false
	}
	f.add(v.bytes(0, used))
	return used, f.have == total
}

// tlsEncrypted guesses whether a record has no plain messages: all that comes in
// frames behind Change Cipher Spec, and what makes no sense.
func (p *packet) tlsEncrypted(s *tlsSession, v view, fromServer bool) bool {
	const leastEncrypted = 16 // nonce and tag, or the shortest MAC
	if v.size < leastEncrypted {
		return false
	}
	if v.u32(0) == 0 && v.u8(4) == 0 { // the nonce of AES-GCM begins with zeros
		return true
	}
	if frame := s.ciphered[side(fromServer)]; frame != 0 && p.Number > frame {
		return true
	}
	return tlsHandshakeName(v.u8(0)) == "" || v.u8(1) != 0
}

// tlsMessage words one handshake message.
func (p *packet) tlsMessage(s *tlsSession, v view, first bool) {
	kind := v.u8(0)
	name := tlsHandshakeName(kind)
	if name == "" && !first {
		return
	}
	if first && kind == tlsServerHello && v.size > 4+2 {
		version, retry := tlsServerVersion(v)
		s.learn(tlsHandshake, kind, false, version)
		if retry {
			name = tlsHandshakeName(tlsHelloRetryRequest)
		}
	}
	p.joinInfo(", ", orEncrypted(name))
	switch kind {
	case tlsClientHello:
		s.server = endpoint{p.destination, p.DestinationPort}
		p.tlsNames(v)
		if tlsOffersEarlyData(v) {
			s.version = tlsV13
		}
	case tlsServerHello:
		p.setProtocol(tlsVersionName(s.version, "SSL"))
	}
}

// tlsRetryRandom is the Random of a Server Hello that is a Hello Retry Request:
// the SHA-256 of "HelloRetryRequest" (RFC 8446 4.1.3).
var tlsRetryRandom = []byte("\xcf\x21\xad\x74\xe5\x9a\x61\x11\xbe\x1d\x8c\x02\x1e\x65\xb8\x91" +
	"\xc2\xa2\x11\x16\x7a\xbb\x8c\x5e\x07\x9e\x09\xe2\xc8\xa8\x33\x9c")

// Extensions (IANA, "TLS ExtensionType Values").
const (
	tlsEarlyData         = 42
	tlsSupportedVersions = 43
)

// tlsServerVersion returns the version of a Server Hello (RFC 8446 4.1.3), and
// whether it is a Hello Retry Request.
func tlsServerVersion(v view) (version uint16, retry bool) {
	const random, session = 6, 6 + 32
	version = v.u16(4)
	if version != tlsV12 || v.size < 4+46 {
		return version, false
	}
	retry = bytes.Equal(v.bytes(random, len(tlsRetryRandom)), tlsRetryRandom)
	at := session + 1 + int(v.u8(session)) + 5 // cipher suite, compression, size of extensions
	for at+6 <= v.size {
		kind, size := v.u16(at), int(v.u16(at+2))
		if at+4+size > v.size {
			break
		}
		if kind == tlsSupportedVersions && size == 2 {
			return v.u16(at + 4), retry
		}
		at += 4 + size
	}
	return version, retry
}

// tlsOffersEarlyData reports whether a Client Hello says that data of TLS 1.3
// follows at once (RFC 8446 4.2.10).
func tlsOffersEarlyData(v view) bool {
	_, offers := helloExtension(v, tlsEarlyData)
	return offers
}

// helloExtension returns the data of an extension of a Client Hello.
func helloExtension(v view, kind uint16) (data view, ok bool) {
	extensions := helloExtensions(v.from(4), true, false)
	for extensions.has(0, 4) {
		size := int(extensions.u16(2))
		if !extensions.has(4, size) {
			break
		}
		if extensions.u16(0) == kind {
			return extensions.part(4, size), true
		}
		extensions = extensions.from(4 + size)
	}
	return view{}, false
}

// tlsNames tells the name of the server that a Client Hello asks for (RFC 6066 3).
func (p *packet) tlsNames(v view) {
	const serverName, hostName = 0, 0
	if !p.wantsNames() || state[httpState](p).proxied { // to a proxy it is another's name
		return
	}
	if names, ok := helloExtension(v, serverName); ok && names.has(0, 5) && names.u8(2) == hostName {
		if size := int(names.u16(3)); names.has(5, size) {
			p.named(p.destination, printable(names.bytes(5, size)), seq.NameOfTLS)
		}
	}
}

// helloExtensions returns the extensions of the body of a Client or Server Hello
// (RFC 8446 4.1.2, RFC 6347 4.2.1), as far as they were captured.
func helloExtensions(v view, client, datagram bool) view {
	at := 2 + 32 // version, random
	skip := func(width int) {
		switch {
		case !v.has(at, width):
			at = v.size
		case width == 1:
			at += 1 + int(v.u8(at))
		default:
			at += 2 + int(v.u16(at))
		}
	}
	skip(1) // session
	switch {
	case client:
		if datagram {
			skip(1) // cookie
		}
		skip(2) // cipher suites
		skip(1) // compression methods
	default:
		at += 2 + 1
	}
	if !v.has(at, 2) {
		return view{}
	}
	return v.part(at+2, int(v.u16(at)))
}
