package dissect

import (
	"bytes"
	"fmt"

	"golang.org/x/net/http2/hpack"
)

// http2Magic is what a client sends first (RFC 9113 3.4).
const http2Magic = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

// Types of frames (RFC 9113 6).
const (
	http2Data         = 0
	http2Headers      = 1
	http2Settings     = 4
	http2PushPromise  = 5
	http2Continuation = 9
)

// Flags of frames.
const (
	http2EndStream  = 0x01
	http2EndHeaders = 0x04
	http2Padded     = 0x08
	http2Priority   = 0x20
)

// http2State is what is kept of a connection. Of each pair, the first is of those
// that sent its first packet.
type http2State struct {
	decoders [2]*hpack.Decoder
	broken   [2]bool // the table of the decoder is lost
	streams  [2]map[uint32]*http2Stream
}

// http2 is RFC 9113.
func http2(p *packet, v view) bool {
	p.clearInfo()
	p.pdus(v, 9, http2Size, http2Frame)
	return true
}

// http2Preface finds HTTP/2 that was agreed on beforehand, on a port of HTTP.
func http2Preface(p *packet, _ mediaEntity, v view) bool {
	if !bytes.HasPrefix(v.data, []byte(http2Magic)) {
		return false
	}
	state[httpState](p).http2Found = true
	return http2(p, v)
}

func http2Size(v view) int {
	if bytes.HasPrefix(v.data, []byte(http2Magic)) {
		return len(http2Magic)
	}
	return int(v.u24(0)) + 9
}

func http2Frame(p *packet, v view) bool {
	p.setProtocol("HTTP2")
	if bytes.HasPrefix(v.data, []byte(http2Magic)) {
		p.joinInfo(", ", "Magic")
		return true
	}
	kind, flags, stream := v.u8(3), v.u8(4), v.u32(5)&0x7fffffff
	name := ""
	if int(kind) < len(http2FrameNames) {
		name = http2FrameNames[kind]
	}
	if name == "" {
		name = fmt.Sprintf("Unknown type (%d)", kind)
	}
	p.joinInfo(", ", name)
	p.addInfoUint("[", uint64(stream))
	p.addInfo("]")
	f := http2Body{flags: flags, stream: stream, direction: 1, v: v.from(9)}
	if p.forward {
		f.direction = 0
	}
	s := state[http2State](p)
	switch kind {
	case http2Data:
		f.unpad()
		f.data(p, s)
	case http2Headers:
		if flags&http2EndStream != 0 {
			f.finish(p, s) // headers behind the body end it
		}
		f.unpad()
		if flags&http2Priority != 0 {
			f.v = f.v.from(5)
		}
		f.fields(p, s, true)
	case http2PushPromise:
		f.unpad()
		f.v = f.v.from(4)
		f.fields(p, s, false)
	case http2Continuation:
		f.fields(p, s, true)
	case http2Settings:
		f.settings(s)
	}
	return true
}

// An http2Body is what follows the header of a frame.
type http2Body struct {
	flags     byte
	stream    uint32
	direction int
	v         view
}

// unpad takes away the padding (RFC 9113 6.1).
func (f *http2Body) unpad() {
	if f.flags&http2Padded != 0 {
		padding := int(f.v.u8(0))
		f.v = f.v.from(1)
		f.v = f.v.part(0, f.v.size-padding)
	}
}

// settings notes how large the table of the other side may get (RFC 7541 4.2).
func (f *http2Body) settings(s *http2State) {
	const headerTableSize, maxTable = 1, 1 << 16
	for at := 0; f.v.left(at) >= 6; at += 6 {
		if f.v.u16(at) == headerTableSize {
			s.decoder(1 - f.direction).SetAllowedMaxDynamicTableSize(min(f.v.u32(at+2), maxTable))
		}
	}
}

// decoder returns the decoder of the headers that go in a direction.
func (s *http2State) decoder(direction int) *hpack.Decoder {
	const tableSize, maxString = 4096, 64 << 10
	if s.decoders[direction] == nil {
		s.decoders[direction] = hpack.NewDecoder(tableSize, nil)
		s.decoders[direction].SetMaxStringLength(maxString)
	}
	return s.decoders[direction]
}

// fields decodes the headers in a frame (RFC 7541), and says which request or answer
// they are. Those that are promised say nothing of the body to come.
func (f *http2Body) fields(p *packet, s *http2State, own bool) {
	if s.broken[f.direction] {
		return
	}
	method, path := "", ""
	d := s.decoder(f.direction)
	d.SetEmitFunc(func(h hpack.HeaderField) {
		switch h.Name {
		case ":method":
			method = h.Value
		case ":path":
			path = h.Value
		case ":status":
			p.joinInfo(": ", printable([]byte(h.Value))+" "+httpStatusName(h.Value))
		}
		if method != "" && path != "" && (h.Name == ":method" || h.Name == ":path") {
			p.joinInfo(": ", printable([]byte(method+" "+path)))
		}
		if own {
			s.open(f.direction, f.stream).header(h.Name, h.Value)
		}
	})
	_, err := d.Write(f.v.bytes(0, f.v.size))
	if f.flags&http2EndHeaders != 0 && err == nil {
		err = d.Close()
	}
	s.broken[f.direction] = err != nil
}

// httpStatusName returns what a status means.
func httpStatusName(code string) string {
	if name, known := httpStatuses[code]; known {
		return name
	}
	return "Unknown"
}
