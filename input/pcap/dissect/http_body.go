package dissect

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
)

// httpBody words the body at offset, and returns the offset behind it.
func (p *packet) httpBody(h *httpHeaders, v view, offset int) (next int) {
	size := max(0, len(v.data)-offset)
	reported := v.left(offset)
	switch {
	case h.length >= 0 && h.transfer == "":
		size = int(min(int64(size), h.length))
		reported = int(min(int64(reported), h.length))
	case h.kind == httpRequest && h.transfer == "":
		size = 0
	case h.kind == httpResponse && (h.status/100 == 1 || h.status == 204 || h.status == 304):
		size = 0
	}
	if size == 0 {
		return offset
	}
	body := view{v.data[offset : offset+size], max(reported, size)}
	if h.chunked {
		data, used := dechunk(body)
		if used == 0 {
			return offset + size
		}
		body, size = viewOf(data), used
	}
	next = offset + size
	switch h.transfer {
	case "compress", "deflate", "gzip":
		return next
	}
	if !p.writes() {
		return next
	}
	if h.encoding != "" && !strings.EqualFold(h.encoding, "identity") {
		data := decompressed(h.encoding, body.data)
		if len(data) == 0 {
			return next
		}
		body = viewOf(data)
	}
	if len(body.data) > 0 {
		p.media(mediaEntity{h.mediaType, h.parameters}, body)
	}
	return next
}

// dechunk puts the chunks of a body together (RFC 9112 7.1), and returns how much of
// it they take up, with the trailer.
func dechunk(v view) (data []byte, used int) {
	offset := 0
	for v.left(offset) > 0 {
		n, next, ok := v.line(offset, true)
		if !ok || n == 0 {
			break
		}
		size, _ := chunkSize16(v.data[offset : offset+n])
		size = min(size, v.left(offset))
		data = append(data, v.bytes(next, size)...)
		if size == 0 {
			return data, chunkTrailer(v, next)
		}
		offset = next + size + 2
	}
	return data, min(offset, v.size)
}

// chunkTrailer returns the offset behind the headers that may follow the last
// chunk, and the empty line.
func chunkTrailer(v view, offset int) int {
	for {
		n, next, ok := v.line(offset, true)
		switch {
		case !ok:
			return offset
		case n == 0:
			return next
		}
		offset = next
	}
}

// maxDecompressed is how much of a compressed body is looked at: its beginning
// tells what it is.
const maxDecompressed = 4 << 10

// decompressed returns the beginning of a body without its content coding (RFC 9110
// 8.4.1), or nothing if it has a coding that is not known.
func decompressed(encoding string, body []byte) []byte {
	var r io.Reader
	var err error
	source := bytes.NewReader(body)
	switch strings.ToLower(encoding) {
	case "gzip", "x-gzip", "deflate", "x-deflate": // either may be named for the other
		switch {
		case bytes.HasPrefix(body, []byte{0x1f, 0x8b}):
			r, err = gzip.NewReader(source)
		case len(body) > 1 && body[0]&15 == 8 && (int(body[0])<<8|int(body[1]))%31 == 0:
			r, err = zlib.NewReader(source)
		default:
			r = flate.NewReader(source)
		}
	case "br":
		r = brotli.NewReader(source)
	default:
		return nil
	}
	if err != nil {
		return nil
	}
	data, _ := io.ReadAll(io.LimitReader(r, maxDecompressed)) // what comes before an error is of use
	return data
}
