package dissect

const (
	// maxHTTP2Streams is how many streams of a connection are remembered that have
	// not ended, before all are forgotten.
	maxHTTP2Streams = 256

	// maxHTTP2Body is how much of a body is kept: its beginning tells what it is.
	maxHTTP2Body = 4 << 10
)

// An http2Stream is what is known of a message until its body is complete.
type http2Stream struct {
	begun    bool // its first headers were seen
	tunnel   bool // it has no messages (RFC 9113 8.5)
	encoded  bool // a transfer encoding, which there should not be
	partial  bool // a part of a body, of which a content coding is not taken away
	entity   mediaEntity
	encoding string
	body     []byte
}

// open returns what is known of a stream.
func (s *http2State) open(direction int, stream uint32) *http2Stream {
	if s.streams[direction] == nil || len(s.streams[direction]) >= maxHTTP2Streams {
		s.streams[direction] = make(map[uint32]*http2Stream)
	}
	found := s.streams[direction][stream]
	if found == nil {
		found = new(http2Stream)
		s.streams[direction][stream] = found
	}
	return found
}

// header keeps what a header tells of the body.
func (h *http2Stream) header(name, value string) {
	switch name {
	case ":method":
		h.begun = true
		h.tunnel = value == "CONNECT"
	case ":status":
		h.begun = true
		h.partial = value == "206"
	case "transfer-encoding":
		h.encoded = true
	case "content-type":
		if h.entity.mediaType == "" {
			h.entity.mediaType, h.entity.parameters = splitMediaType(value)
		}
	case "content-encoding":
		h.encoding = value
	}
}

// data keeps a part of a body, and words the body if it is the last.
func (f *http2Body) data(p *packet, s *http2State) {
	h := s.open(f.direction, f.stream)
	if room := maxHTTP2Body - len(h.body); room > 0 {
		h.body = append(h.body, f.v.data[:min(room, len(f.v.data))]...)
	}
	if f.flags&http2EndStream != 0 {
		f.finish(p, s)
	}
}

// finish words the body of a stream that ends.
func (f *http2Body) finish(p *packet, s *http2State) {
	h := s.streams[f.direction][f.stream]
	if h == nil {
		return
	}
	delete(s.streams[f.direction], f.stream)
	if !h.begun || h.tunnel || h.encoded || len(h.body) == 0 || !p.writes() {
		return
	}
	body := h.body
	if h.encoding != "" && !h.partial {
		if data := decompressed(h.encoding, body); len(data) > 0 {
			body = data
		}
	}
	if h.entity.mediaType != "" {
		p.mediaByType(h.entity, viewOf(body))
	}
}
