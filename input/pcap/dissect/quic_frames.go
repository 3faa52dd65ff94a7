package dissect

// quicFrameNames are the frames whose names are told, by type (RFC 9000 19 and
// extensions).
var quicFrameNames = map[uint64]string{
	0x00: "PADDING", 0x01: "PING", 0x02: "ACK", 0x03: "ACK_ECN", 0x04: "RS", 0x05: "SS", 0x06: "CRYPTO", 0x07: "NT",
	0x08: "STREAM", 0x09: "STREAM", 0x0a: "STREAM", 0x0b: "STREAM", 0x0c: "STREAM", 0x0d: "STREAM", 0x0e: "STREAM", 0x0f: "STREAM",
	0x10: "MD", 0x11: "MSD", 0x12: "MS", 0x13: "MS", 0x14: "DB", 0x15: "SDB", 0x16: "SB", 0x17: "SB", 0x18: "NCI", 0x19: "RC",
	0x1a: "PC", 0x1b: "PR", 0x1c: "CC", 0x1d: "CC", 0x1e: "DONE", 0x30: "DG", 0x31: "DG", 0xac: "IA", 0xaf: "AF", 0x02f5: "TS",
}

// A quicField is a part of a frame.
type quicField uint8

const (
	quicInteger quicField = iota // of variable length
	quicStream                   // such an integer that is told
	quicOctet
	quicOctets8
	quicSized  // an integer, and so many bytes
	quicSized8 // a byte, and so many bytes
	quicToken  // for stateless reset
	quicRest
)

// quicFrameFields are the parts of frames that are not special.
var quicFrameFields = map[uint64][]quicField{
	0x04: {quicStream, quicInteger, quicInteger}, 0x05: {quicStream, quicInteger},
	0x06: {quicInteger, quicSized}, 0x07: {quicSized},
	0x08: {quicStream, quicRest}, 0x09: {quicStream, quicRest}, 0x0a: {quicStream, quicSized}, 0x0b: {quicStream, quicSized},
	0x0c: {quicStream, quicInteger, quicRest}, 0x0d: {quicStream, quicInteger, quicRest},
	0x0e: {quicStream, quicInteger, quicSized}, 0x0f: {quicStream, quicInteger, quicSized},
	0x10: {quicInteger}, 0x11: {quicStream, quicInteger}, 0x12: {quicInteger}, 0x13: {quicInteger}, 0x14: {quicInteger},
	0x15: {quicStream, quicInteger}, 0x16: {quicInteger}, 0x17: {quicInteger},
	0x18: {quicInteger, quicInteger, quicSized8, quicToken}, 0x19: {quicInteger}, 0x1a: {quicOctets8}, 0x1b: {quicOctets8},
	0x1c: {quicInteger, quicInteger, quicSized}, 0x1d: {quicInteger, quicSized},
	0x30: {quicRest}, 0x31: {quicSized}, 0xaf: {quicInteger, quicInteger, quicInteger, quicOctet}, 0x02f5: {quicInteger},
}

// quicFrames words the frames of a packet (RFC 9000 12.4).
func (p *packet) quicFrames(v view) {
	const padding, ack, ackECN = 0, 2, 3
	for at := 0; v.left(at) > 0 && !p.full(); {
		var kind uint64
		kind, at = v.quicVarint(at)
		if name := quicFrameNames[kind]; name != "" {
			p.addInfo(", " + name)
		}
		switch kind {
		case padding:
			for at < v.size && v.data[at] == 0 {
				at++
			}
		case ack, ackECN:
			at = quicACK(v, at, kind == ackECN)
		default:
			for _, field := range quicFrameFields[kind] {
				at = p.quicField(v, at, field)
			}
		}
	}
}

// quicACK is RFC 9000 19.3. It returns the offset behind it.
func quicACK(v view, at int, ecn bool) int {
	skip := func(n uint64) {
		for range n {
			_, at = v.quicVarint(at)
		}
	}
	skip(2) // largest acknowledged, delay
	ranges, at2 := v.quicVarint(at)
	at = at2
	skip(1)
	for range ranges {
		skip(2)
	}
	if ecn {
		skip(3)
	}
	return at
}

// quicField reads a part of a frame, and returns the offset behind it.
func (p *packet) quicField(v view, at int, field quicField) int {
	const token = 16
	switch field {
	case quicOctet:
		v.u8(at)
		return at + 1
	case quicOctets8:
		v.need(at, 8)
		return at + 8
	case quicToken:
		v.need(at, token)
		return at + token
	case quicSized8:
		size := int(v.u8(at))
		v.need(at+1, size)
		return at + 1 + size
	case quicRest:
		return v.size
	}
	number, next := v.quicVarint(at)
	switch field {
	case quicStream:
		p.addInfoUint("(", number)
		p.addInfo(")")
	case quicSized:
		end := quicAfter(next, number)
		v.need(next, end-next)
		return end
	}
	return next
}
