package dissect

import (
	"bytes"
	"net/netip"
	"strconv"
	"strings"
)

// An sdpMedia is one stream that a session description offers (RFC 8866 5.14).
type sdpMedia struct {
	address       netip.Addr
	port, control uint16
	rtp, secure   bool
	tag           int              // length of what authenticates a packet of SRTP, if it is told
	names         map[uint8]string // of dynamic payload types
}

// maxSDPMedia is how many streams of one description are looked at.
const maxSDPMedia = 64

// sdpBody announces where RTP and RTCP will go. It has no words of its own.
func sdpBody(p *packet, _ mediaEntity, v view) bool {
	p.setProtocol(p.protocol + "/SDP")
	var session sdpMedia
	var all []*sdpMedia
	current := &session
	for offset := 0; offset < len(v.data); {
		n, next, _ := v.line(offset, false)
		line := v.data[offset : offset+n]
		offset = next
		if n < 2 {
			break
		}
		if line[1] != '=' {
			continue
		}
		switch value := line[2:]; line[0] {
		case 'c':
			current.connection(value)
		case 'm':
			if len(all) == maxSDPMedia {
				return true
			}
			current = &sdpMedia{address: session.address, names: clonedNames(session.names)}
			current.media(value)
			all = append(all, current)
		case 'a':
			current.attribute(value)
		}
	}
	for _, m := range all {
		m.announce(p)
	}
	return true
}

func clonedNames(names map[uint8]string) map[uint8]string {
	clone := make(map[uint8]string, len(names))
	for number, name := range names {
		clone[number] = name
	}
	return clone
}

// connection reads "IN IP4 192.0.2.1/127".
func (m *sdpMedia) connection(value []byte) {
	if fields := bytes.Fields(value); len(fields) > 2 {
		text, _, _ := strings.Cut(string(fields[2]), "/")
		m.address, _ = netip.ParseAddr(text) // a name announces nothing
		m.address = m.address.Unmap()
	}
}

// media reads "audio 49170/2 RTP/AVP 0 97".
func (m *sdpMedia) media(value []byte) {
	fields := bytes.Fields(value)
	if len(fields) < 3 {
		return
	}
	text, _, _ := strings.Cut(string(fields[1]), "/")
	port, _ := strconv.ParseUint(text, 10, 16)
	m.port = uint16(port)
	switch string(fields[2]) {
	case "RTP/AVP", "RTP/AVPF":
		m.rtp = true
	case "RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF":
		m.rtp, m.secure = true, true
	}
}

// attribute reads "rtpmap:97 opus/48000" and the port of RTCP (RFC 3605, RFC 5761).
func (m *sdpMedia) attribute(value []byte) {
	name, text, _ := strings.Cut(string(value), ":")
	text = strings.TrimLeft(text, " \t")
	switch name {
	case "rtpmap":
		number, encoding, _ := strings.Cut(text, " ")
		encoding, _, ok := strings.Cut(encoding, "/")
		if n, err := strconv.ParseUint(number, 10, 7); err == nil && ok {
			if m.names == nil {
				m.names = make(map[uint8]string)
			}
			m.names[uint8(n)] = printable([]byte(encoding))
		}
	case "crypto": // RFC 4568 6.2
		_, suite, _ := strings.Cut(text, " ")
		switch suite, _, _ = strings.Cut(suite, " "); {
		case m.tag > 0:
		case strings.EqualFold(suite, "AES_CM_128_HMAC_SHA1_80"), strings.EqualFold(suite, "F8_128_HMAC_SHA1_80"):
			m.tag = 10
		case strings.EqualFold(suite, "AES_CM_128_HMAC_SHA1_32"):
			m.tag = 4
		}
	case "rtcp":
		if port, err := strconv.ParseUint(text, 10, 16); err == nil {
			m.control = uint16(port)
		}
	}
}

// announce tells the conversations of the endpoints.
func (m *sdpMedia) announce(p *packet) {
	if !m.rtp || m.port == 0 || !m.address.IsValid() {
		return
	}
	if m.control == 0 {
		m.control = m.port + 1
	}
	media := &rtpMedia{names: m.names, secure: m.secure, tag: m.tag}
	p.conversations.announce(endpoint{m.address, m.port}, announced{rtp, media})
	if m.control != m.port {
		p.conversations.announce(endpoint{m.address, m.control}, announced{rtcp, media})
	}
}
