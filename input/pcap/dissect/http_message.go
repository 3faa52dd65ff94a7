package dissect

import (
	"bytes"
	"strconv"
	"strings"
)

// An httpKind is what the first line of a message is.
type httpKind uint8

const (
	httpOther httpKind = iota
	httpRequest
	httpResponse
	httpNotification
)

// httpKindOf tells what a line begins, and the method of a request. An "M-" in
// front marks a mandatory extension (RFC 2774).
func httpKindOf(line []byte) (kind httpKind, method string) {
	line = bytes.TrimPrefix(line, []byte("M-"))
	if bytes.HasPrefix(line, []byte("HTTP/")) || bytes.HasPrefix(line, []byte("ICY")) {
		return httpResponse, ""
	}
	word, _, _ := bytes.Cut(line, []byte{' '})
	kind = httpMethods[string(word)]
	return kind, string(word)
}

// httpHeaders are those that tell how the body is to be read.
type httpHeaders struct {
	kind       httpKind
	status     int
	mediaType  string // in lower case
	parameters string // of the media type
	length     int64  // -1 if there is none
	chunked    bool
	transfer   string // another transfer encoding; "?" if it is none that is known
	encoding   string // of the content
	upgrade    string
	host       string
}

// httpMessage words the message at offset, and returns the offset behind it. It
// returns false if there is no telling where that is.
func (p *packet) httpMessage(s *httpState, name string, v view, offset int) (next int, ok bool) {
	if v.left(offset) > 3 && v.u16(offset) == 0x0d0a {
		offset += 2 // an empty line in front is passed over (RFC 9112 2.2)
	}
	if c := v.u8(offset); c < ' ' || c > '~' {
		if s.seen {
			p.setProtocol(name)
			p.setInfo("Continuation")
		}
		return 0, false
	}
	n, _, ok := v.line(offset, true)
	if !ok {
		if !p.messageComplete(v, offset, textBody{wanted: true}) {
			return 0, false
		}
		n = 0
	}
	first := v.data[offset : offset+n]
	kind, _ := httpKindOf(first)
	switch {
	case kind != httpOther:
		if p.writes() {
			p.setInfo(printable(first) + " ")
		}
		if !p.messageComplete(v, offset, s.bodyOf(p, kind, first)) {
			return 0, false
		}
		p.setProtocol(name)
	case s.seen:
		p.setInfo("Continuation")
		p.setProtocol(name)
	}
	h := httpHeaders{length: -1}
	offset = s.readHeaders(&h, v, offset)
	p.httpName(&h, first)
	s.response = h.kind == httpResponse
	next = p.httpBody(&h, v, offset)
	s.switchProtocol(p, &h, next)
	return next, true
}

// bodyOf tells what body a message has: responses to HEAD and CONNECT have none,
// nor have some statuses (RFC 9112 6.3), nor is waited at the end of the
// conversation.
func (s *httpState) bodyOf(p *packet, kind httpKind, first []byte) textBody {
	const fin = 1
	if p.Flags&fin != 0 {
		return textBody{}
	}
	if kind != httpResponse {
		return textBody{wanted: true}
	}
	code := 0
	_, rest := token(first)
	if word, _ := token(rest); len(word) == 3 {
		code, _ = strconv.Atoi(string(word))
	}
	switch {
	case s.method == "HEAD", code/100 == 1, code == 204, code == 304,
		code/100 == 2 && (s.method == "CONNECT" || s.method == "SSTP_DUPLEX_POST"):
		return textBody{}
	}
	return textBody{wanted: true, untilFIN: true}
}

// readHeaders reads the lines up to the empty one, and returns the offset behind.
func (s *httpState) readHeaders(h *httpHeaders, v view, offset int) int {
	for seen := false; offset < len(v.data); seen = true {
		n, next, _ := v.line(offset, false)
		line := v.data[offset : offset+n]
		kind, method := httpKindOf(line)
		colon := bytes.IndexByte(line, ':')
		switch {
		case kind != httpOther:
			h.kind = kind
			s.firstLine(h, line, method)
		case n == 0:
			return next
		case colon >= 0:
			h.header(line[:colon], bytes.TrimLeft(line[colon+1:], " \t"))
			if h.kind == httpResponse {
				s.webSocketHeader(line[:colon], bytes.TrimLeft(line[colon+1:], " \t"))
			}
		default:
			if seen {
				v.need(offset, n+1)
			}
			return offset
		}
		offset = next
	}
	return offset
}

// firstLine keeps what the first line tells.
func (s *httpState) firstLine(h *httpHeaders, line []byte, method string) {
	word, rest := token(line)
	if h.kind == httpResponse {
		if word, _ := token(rest); len(word) >= 3 {
			h.status, _ = strconv.Atoi(string(word[:3]))
			s.status = h.status
		}
		return
	}
	s.method = method
	if len(word) < len(line) {
		uri, _ := token(rest)
		s.uri = string(uri)
		s.seen = true
	}
}

// header keeps what a header tells of the body.
func (h *httpHeaders) header(name, value []byte) {
	switch strings.ToLower(string(name)) {
	case "content-type":
		h.mediaType, h.parameters = splitMediaType(string(value))
	case "content-length":
		h.length = -1
		digits, _, _ := strings.Cut(strings.TrimLeft(string(value), " \t"), " ")
		if n, err := strconv.ParseInt(strings.TrimSpace(digits), 10, 64); err == nil && n >= 0 {
			h.length = n
		}
	case "content-encoding":
		h.encoding = string(value)
	case "transfer-encoding":
		h.transferEncoding(string(value))
	case "host":
		h.host = string(value)
	case "upgrade":
		h.upgrade = strings.ToLower(string(value))
	}
}

// transferEncoding reads a list of codings (RFC 9112 7).
func (h *httpHeaders) transferEncoding(value string) {
	h.transfer = "?"
	for coding := range strings.FieldsFuncSeq(value, func(r rune) bool { return strings.ContainsRune(" \t,", r) }) {
		switch {
		case strings.HasPrefix(coding, "chunked"):
			h.chunked = true
		case h.transfer == "?":
			switch coding = strings.TrimPrefix(coding, "x-"); coding {
			case "compress", "deflate", "gzip", "identity":
				h.transfer = coding
			}
		}
	}
}

// splitMediaType returns a media type in lower case, and its parameters.
func splitMediaType(value string) (mediaType, parameters string) {
	end := strings.IndexAny(value, "; \t\n\v\f\r")
	if end < 0 {
		return strings.ToLower(value), ""
	}
	return strings.ToLower(value[:end]), strings.TrimLeft(value[end:], "; \t\n\v\f\r")
}

// switchProtocol hands what follows to the protocol that the server switches to
// (RFC 9110 7.8).
func (s *httpState) switchProtocol(p *packet, h *httpHeaders, next int) {
	if s.method == "" || h.kind != httpResponse || h.upgrade == "" || s.status != 101 || p.stream.more > 0 {
		return
	}
	name, _, _ := strings.Cut(h.upgrade, "/")
	s.switched, s.switchedAt, s.next = p.Number, next, httpUpgrades[name]
}
