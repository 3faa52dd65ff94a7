package dissect

import (
	"bytes"
	"strconv"
	"strings"
)

// rtspState is what is kept of a conversation of RTSP: what its channels carry.
type rtspState struct{ channels map[byte]dissector }

// rtspFrame begins a packet of RTP between the messages (RFC 7826 14).
const rtspFrame = '$'

// rtsp is RFC 2326 and RFC 7826.
func rtsp(p *packet, v view) bool {
	for offset := 0; v.left(offset) > 0; {
		if offset > 0 {
			p.setInfo(", ")
			p.fenceInfo()
		}
		var ok bool
		if v.u8(offset) == rtspFrame {
			offset, ok = p.rtspInterleaved(v, offset)
		} else {
			offset, ok = p.rtspMessage(v, offset)
		}
		if !ok {
			break
		}
		p.fenceInfo()
	}
	return true
}

// rtspInterleaved words a packet on a channel, and returns the offset behind it.
func (p *packet) rtspInterleaved(v view, offset int) (next int, ok bool) {
	have := len(v.data) - offset
	if p.canReassemble() && have < 4 {
		p.needMore(offset, oneMoreSegment)
		return 0, false
	}
	channel, size := v.u8(offset+1), int(v.u16(offset+2))
	if p.canReassemble() && have < 4+size {
		p.needMore(offset, 4+size-have)
		return 0, false
	}
	p.setInfof("Interleaved channel 0x%02x, %d bytes", channel, size)
	if d := state[rtspState](p).channels[channel]; d != nil {
		p.call(d, v.part(offset+4, size))
	}
	return offset + 4 + size, true
}

// An rtspKind is what the first line of a message is.
type rtspKind uint8

const (
	rtspOther rtspKind = iota
	rtspRequest
	rtspReply
)

var rtspMethods = [...]string{
	"DESCRIBE", "ANNOUNCE", "GET_PARAMETER", "OPTIONS", "PAUSE", "PLAY", "RECORD", "REDIRECT", "SETUP", "SET_PARAMETER",
	"TEARDOWN",
}

func rtspKindOf(line []byte) rtspKind {
	if hasPrefixFold(line, "RTSP/") {
		return rtspReply
	}
	for _, method := range rtspMethods {
		if hasPrefixFold(line, method) &&
			(len(line) == len(method) || strings.IndexByte(" \t\n\v\f\r", line[len(method)]) >= 0) {
			return rtspRequest
		}
	}
	return rtspOther
}

// rtspMessage words the message at offset, and returns the offset behind it.
func (p *packet) rtspMessage(v view, offset int) (next int, ok bool) {
	n, _, _ := v.line(offset, false)
	line := v.data[min(offset, len(v.data)):min(offset+n, len(v.data))]
	kind := rtspKindOf(line)
	if kind != rtspOther && !p.messageComplete(v, offset, textBody{wanted: true}) {
		return 0, false
	}
	p.setProtocol("RTSP")
	switch kind {
	case rtspReply:
		p.setInfo("Reply: ")
		p.addInfo(printable(line))
	case rtspRequest:
		p.setInfo(printable(line))
	default:
		p.setInfo("Continuation")
	}
	h := rtspHeaders{kind: kind, length: -1}
	offset = h.read(p, v, offset)
	body := v.from(offset)
	if h.length >= 0 {
		body = body.part(0, h.length)
	} else if kind == rtspRequest {
		return offset, true
	}
	if len(body.data) == 0 {
		return offset, true
	}
	n, _, _ = body.line(0, false)
	switch {
	case rtspKindOf(body.data[:n]) != rtspOther: // the next message
		return offset, true
	case p.mediaByType(h.entity, body):
	case body.data[0] == rtspFrame:
		return offset, true
	}
	return offset + len(body.data), true
}

// rtspHeaders are those that tell of the body.
type rtspHeaders struct {
	kind   rtspKind
	length int // -1 if there is none
	entity mediaEntity
}

// read reads the lines up to the empty one, and returns the offset behind it.
func (h *rtspHeaders) read(p *packet, v view, offset int) int {
	for seen := false; offset < len(v.data); seen = true {
		n, next, _ := v.line(offset, false)
		line := v.data[offset : offset+n]
		if n == 0 {
			return next
		}
		if rtspKindOf(line) == rtspOther {
			end := bytes.IndexFunc(line, func(r rune) bool {
				return r < ' ' || r > '~' || strings.ContainsRune(`()<>@,;\"/[]?={}: `+"\t", r)
			})
			switch {
			case end >= 0 && line[end] == ':':
				h.header(p, strings.ToLower(string(line[:end])), strings.TrimLeft(string(line[end+1:]), " \t"))
			case end >= 0 && (line[end] == ' ' || line[end] == '\t'):
			case end < 0 || line[end] < ' ' || line[end] > '~':
				if seen {
					v.need(offset, n+1)
				}
				return offset
			default:
				return offset
			}
		}
		offset = next
	}
	return offset
}

func (h *rtspHeaders) header(p *packet, name, value string) {
	switch name {
	case "content-type":
		mediaType, parameters, _ := strings.Cut(value, ";")
		h.entity = mediaEntity{strings.ToLower(strings.TrimRight(mediaType, " \t")), strings.TrimLeft(parameters, " \t")}
	case "content-length":
		if n, err := strconv.ParseUint(strings.TrimSpace(value), 10, 31); err == nil {
			h.length = int(n)
		}
	case "transport":
		if h.kind == rtspReply {
			p.rtspTransport(value)
		}
	}
}

// rtspTransport announces where RTP and RTCP will go (RFC 2326 12.39).
func (p *packet) rtspTransport(value string) {
	lower := strings.ToLower(value)
	if !strings.HasPrefix(lower, "rtp/avp") {
		return
	}
	if first, second, ok := portPair(value, "interleaved="); ok {
		s := state[rtspState](p)
		if s.channels == nil {
			s.channels = make(map[byte]dissector)
		}
		if strings.HasPrefix(lower, "rtp/avp/tcp") && first < 256 && second < 256 {
			s.channels[byte(first)] = rtp
			if second > 0 {
				s.channels[byte(second)] = rtcp
			}
		}
		return
	}
	if strings.HasPrefix(lower, "rtp/avp/tcp") {
		return
	}
	client, control, _ := portPair(value, "client_port=")
	server, _, _ := portPair(value, "server_port=")
	media := new(rtpMedia)
	switch {
	case client > 0:
		p.conversations.announce(endpoint{p.destination, client}, announced{rtp, media})
	case server > 0:
		p.conversations.announce(endpoint{p.source, server}, announced{rtp, media})
	}
	if control > 0 {
		p.conversations.announce(endpoint{p.destination, control}, announced{rtcp, media})
	}
}

// portPair reads "8000-8001" behind a name.
func portPair(text, name string) (first, second uint16, ok bool) {
	_, text, ok = strings.Cut(text, name)
	if !ok {
		return 0, 0, false
	}
	text, _, _ = strings.Cut(text, ";")
	low, high, _ := strings.Cut(text, "-")
	a, err := strconv.ParseUint(low, 10, 16)
	b, _ := strconv.ParseUint(high, 10, 16) // there may be none
	return uint16(a), uint16(b), err == nil
}
