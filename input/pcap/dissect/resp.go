package dissect

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

const (
	respPort = 6379

	// respShown is how long a string is that is shown, and not only counted.
	respShown = 100

	// maxRESPDepth is how deep arrays are read.
	maxRESPDepth = 30
)

// A respReader reads the messages of a segment.
type respReader struct {
	*packet
	view
	response bool
	begin    int     // where the outermost element at hand begins
	counts   []int64 // of the elements still to be read in it, the innermost last
}

// A respPause is how far an array was read that goes on in later segments, and what
// Info said of it, so that it is not read again with each.
type respPause struct {
	seq    uint32
	at     int // behind what was read; 0 if no array waits
	counts []int64
	writes bool
	info   []byte
}

// respState is what is kept of a connection, for each direction.
type respState struct{ pauses [2]respPause }

// respWaits is returned in place of an offset by what needs another segment.
const respWaits = -1

// resp is the serialization protocol of Redis: lines, whose first character tells
// what they are.
func resp(p *packet, v view) bool {
	r := respReader{packet: p, view: v, response: p.SourcePort == respPort}
	p.setProtocol("RESP")
	if r.response {
		p.setInfo("Response:")
	} else {
		p.setInfo("Request:")
	}
	pause := &state[respState](p).pauses[side(r.response)]
	at := 0
	if pause.at > 0 && pause.seq == p.stream.seq && p.stream.reassembled && pause.at <= len(v.data) && (pause.writes || !p.writes()) {
		at, r.counts = pause.at, pause.counts
		p.setInfo(string(pause.info))
	}
	pause.at = 0
	if at, whole := r.elements(at); !whole {
		if len(r.counts) > 0 && r.begin == 0 {
			*pause = respPause{p.stream.seq, at, r.counts, p.writes(), slices.Clone(p.info[min(p.fence, len(p.info)):])}
		}
		p.addInfo(" [continuation]")
	}
	return true
}

// elements reads all elements from an offset on, and those of arrays. It returns the
// offset behind those that were read, and false if the next one waits for more.
func (r *respReader) elements(at int) (int, bool) {
	for at < len(r.data) {
		depth := len(r.counts)
		if depth == 0 {
			r.begin = at
		} else if r.counts[depth-1] == 0 {
			r.counts = r.counts[:depth-1]
			continue
		}
		n, _, whole := r.line(at, true)
		line := r.data[at : at+n]
		if !whole && r.waits() {
			r.needMore(r.begin, oneMoreSegment)
			return at, false
		}
		next := r.element(at, depth, line)
		if next == respWaits {
			if depth > 0 {
				r.needMore(r.begin, oneMoreSegment)
			}
			return at, false
		}
		if depth > 0 {
			r.counts[depth-1]--
		}
		at = next
	}
	return at, true
}

// waits reports whether more of a message can come. Of a long one only the beginning
// is kept.
func (r *respReader) waits() bool { return r.canReassemble() && r.whole() }

// element reads one element, whose first line is given, and returns the offset
// behind it.
func (r *respReader) element(at, depth int, line []byte) int {
	next := at + len(line) + len("\r\n")
	if len(line) == 0 {
		return next
	}
	shown := r.response && depth == 0
	switch line[0] {
	case '+':
		if shown {
			r.addInfo(" " + respText(line[1:]))
		}
	case '-':
		r.addInfo(" Error: " + respText(line[1:]))
	case ':':
		if shown {
			r.addInfo(" " + strconv.FormatInt(respNumber(line[1:]), 10))
		}
	case '$':
		return r.bulk(at, next, depth, int(int32(respNumber(line[1:]))))
	case '*':
		return r.array(at, next, depth, respNumber(line[1:]))
	default:
		r.addInfo(" [fragment]")
	}
	return next
}

// bulk reads a string of any bytes, which begins at body.
func (r *respReader) bulk(at, body, depth, size int) int {
	if size < 0 {
		return body
	}
	left := max(0, len(r.data)-body)
	have, next := size, body+size+len("\r\n")
	if next > len(r.data) {
		if r.waits() {
			r.needMore(at, next-len(r.data))
			return respWaits
		}
		if have = left; next > r.size {
			next = body + left
			r.addInfo(" [partial]")
		}
	}
	if !r.writes() {
		return next
	}
	text := r.data[min(body, len(r.data)):][:have]
	plain := respIsASCII(text)
	switch {
	case plain && size < respShown && (depth == 0 && r.response || depth == 1 && !r.response):
		r.addInfo(" " + respText(text))
	case plain && depth == 1 && !r.response, depth == 0:
		r.addInfo(" BulkString(" + strconv.Itoa(size) + ")")
	}
	return next
}

// array begins an array, whose elements begin at body.
func (r *respReader) array(at, body, depth int, count int64) int {
	if count <= 0 || depth > maxRESPDepth {
		return body
	}
	if body >= len(r.data) && r.waits() {
		r.needMore(at, oneMoreSegment)
		return respWaits
	}
	if r.response && depth == 0 {
		r.addInfo(" Array(" + strconv.FormatInt(count, 10) + ")")
	}
	r.counts = append(r.counts, count)
	return body
}

// respNumber reads as much of text as is a number, as strtoll of C does.
func respNumber(text []byte) int64 {
	text = bytes.TrimLeft(text, " \t\v\f")
	end := 0
	for end < len(text) && (text[end] >= '0' && text[end] <= '9' || end == 0 && (text[0] == '-' || text[0] == '+')) {
		end++
	}
	// Of what is too large, the largest is returned with an error.
	number, _ := strconv.ParseInt(string(text[:end]), 10, 64)
	return number
}

// respIsASCII looks at a text up to its first zero, where it ends for Wireshark.
func respIsASCII(text []byte) bool {
	for _, c := range text {
		if c == 0 {
			break
		}
		if c >= 0x80 {
			return false
		}
	}
	return true
}

func respText(text []byte) string {
	if end := bytes.IndexByte(text, 0); end >= 0 {
		text = text[:end]
	}
	return printable([]byte(strings.ToValidUTF8(string(text), "\uFFFD")))
}
