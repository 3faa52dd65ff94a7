package dissect

import (
	"bytes"
	"strconv"
	"strings"
)

// line finds the line at offset: its length without its end, which is CR, LF or
// both, and where the next one begins. The last line need have no end, unless
// complete is asked for: then ok is false if the end of the line is not there, or
// if it is a CR that the next byte may belong to.
func (v view) line(offset int, complete bool) (n, next int, ok bool) {
	if offset > len(v.data) {
		return 0, offset, false
	}
	rest := v.data[offset:]
	end := bytes.IndexByte(rest, '\n')
	before := rest
	if end >= 0 {
		before = rest[:end]
	}
	if cr := bytes.IndexByte(before, '\r'); cr >= 0 {
		end = cr
	}
	switch {
	case end < 0:
		return len(rest), len(v.data), !complete
	case rest[end] == '\n':
		return end, offset + end + 1, true
	case end+1 < len(rest) && rest[end+1] == '\n':
		return end, offset + end + 2, true
	case end+1 == len(rest) && complete:
		return end, len(v.data), false
	}
	return end, offset + end + 1, true
}

// token cuts the first word off a line, with the spaces behind it.
func token(line []byte) (word, rest []byte) {
	word, rest, _ = bytes.Cut(line, []byte{' '})
	return word, bytes.TrimLeft(rest, " ")
}

// hasPrefixFold reports whether text begins with prefix, in any case of letters.
func hasPrefixFold(text []byte, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(string(text[:len(prefix)]), prefix)
}

// A textBody says what messageComplete knows of the body of a message.
type textBody struct {
	wanted   bool // it is waited for
	untilFIN bool // it ends with the conversation, if nothing tells its length
}

// maxUnbounded is the length of a body from which on a length may be meant for a
// tunnel ([MS-RPCH] 2.1.2.1.1: between 128 KB and 2 GB).
const maxUnbounded = 128 << 10

// messageComplete reports whether the message at offset is there with all of its
// headers, and its body if that is wanted: one of HTTP, RTSP or SIP, whose headers
// end with an empty line (RFC 9112 2.1). If it is not, it asks for more.
func (p *packet) messageComplete(v view, offset int, body textBody) bool {
	if !p.canReassemble() {
		return true
	}
	h := bodyHeaders{length: -1}
	next := offset
	for {
		start := next
		if v.left(next) == 0 {
			p.needMore(offset, oneMoreSegment)
			return false
		}
		var n int
		var ok bool
		n, next, ok = v.line(next, true)
		if !ok {
			if v.whole() {
				p.needMore(offset, oneMoreSegment)
			}
			return !v.whole()
		}
		if n == 0 {
			break
		}
		if body.wanted {
			h.read(v.data[start : start+n])
		}
	}
	switch {
	case !body.wanted:
		return true
	case h.chunked:
		return p.chunksComplete(v, offset, next)
	case h.length >= 0:
		return p.lengthComplete(v, offset, next, &h)
	case body.untilFIN && v.whole():
		p.needMore(offset, untilFIN)
		return false
	}
	return true
}

// bodyHeaders are those headers that tell where a body ends.
type bodyHeaders struct {
	length  int // -1 if not told
	chunked bool
	rpc     bool // the media type is one of RPC over HTTP
}

// read takes in one line.
func (h *bodyHeaders) read(line []byte) {
	switch line[0] {
	case 'c', 'C', 't', 'T':
	default:
		return
	}
	name, value, _ := bytes.Cut(line, []byte{':'})
	switch {
	case bytes.EqualFold(name, []byte("Content-Length")):
		if n, err := strconv.ParseInt(string(bytes.TrimSpace(value)), 10, 32); err == nil && n >= 0 {
			h.length = int(n)
		}
	case bytes.EqualFold(name, []byte("Content-Type")):
		h.rpc = string(bytes.TrimLeft(value, " ")) == "application/rpc"
	case bytes.EqualFold(name, []byte("Transfer-Encoding")):
		h.chunked = h.chunked || hasPrefixFold(bytes.TrimLeft(value, " \t"), "chunked")
	}
}

// lengthComplete waits for a body of known length.
func (p *packet) lengthComplete(v view, offset, start int, h *bodyHeaders) bool {
	if h.length >= maxUnbounded &&
		(h.rpc || bytes.HasPrefix(v.data, []byte("RPC_IN_DATA")) || bytes.HasPrefix(v.data, []byte("RPC_OUT_DATA"))) {
		return true
	}
	have := v.left(start)
	if h.length <= have {
		return true
	}
	p.needMore(offset, h.length-have)
	return false
}

// chunksComplete waits for the last chunk of a body (RFC 9112 7.1).
func (p *packet) chunksComplete(v view, offset, at int) bool {
	for {
		n, next, ok := v.line(at, true)
		if v.left(at) == 0 || !ok && v.whole() {
			p.needMore(offset, oneMoreSegment)
			return false
		}
		size, known := chunkSize16(v.data[min(at, len(v.data)):min(at+n, len(v.data))])
		switch {
		case !ok || !known || size > 1<<31-1:
			return true
		case size == 0:
			if _, _, ok := v.line(next, true); !ok && v.whole() {
				p.needMore(offset, oneMoreSegment)
				return false
			}
			return true
		case v.left(at) <= size:
			p.needMore(offset, oneMoreSegment)
			return false
		}
		at = next + size + 2
	}
}

// chunkSize16 reads the size in front of a chunk. What follows the digits is of no
// matter.
func chunkSize16(line []byte) (size int, known bool) {
	line = bytes.TrimLeft(line, " \t")
	if hasPrefixFold(line, "0x") {
		line = line[2:]
	}
	digits := 0
	for digits < len(line) && strings.IndexByte("0123456789abcdefABCDEF", line[digits]) >= 0 {
		digits++
	}
	n, err := strconv.ParseUint(string(line[:digits]), 16, 32)
	return int(n), err == nil
}
