package dissect

import (
	"encoding/binary"
)

// A view is a part of a packet: the bytes that were captured of it, and how
// long it was on the wire. Like Wireshark's tvbuff, it ends the dissection of
// its packet when it is asked for what it does not have: with a bounds error
// that Dissect turns into the words that Wireshark has for it. So a dissector
// reads straight on, and what it wrote before stands.
type view struct {
	data []byte
	size int // on the wire; at least len(data)
}

// A bounds error is what is panicked with where a packet is too short.
type boundsError uint8

const (
	cutShort  boundsError = iota // on the wire there was more than was captured
	malformed                    // the packet itself ends too early
	overlong                     // a part of it says that it is longer than the whole
)

func (e boundsError) Error() string {
	return [...]string{"packet size limited during capture", "malformed packet", "part longer than its packet"}[e]
}

// A reassembly error is panicked with where segments contradict each other.
type reassemblyError string

// viewOf returns a view of bytes that are all there.
func viewOf(data []byte) view { return view{data, len(data)} }

// need ends the dissection unless the n bytes at offset are there.
func (v view) need(offset, n int) {
	if offset >= 0 && n >= 0 && n <= len(v.data)-offset {
		return
	}
	if offset >= 0 && n >= 0 && n <= v.size-offset {
		panic(cutShort)
	}
	panic(malformed)
}

// has reports whether the n bytes at offset were captured.
func (v view) has(offset, n int) bool { return offset >= 0 && n >= 0 && n <= len(v.data)-offset }

// left returns how many bytes there were on the wire from offset on. Behind what was
// captured it is 0, as it is in Wireshark: so a loop over messages ends there.
func (v view) left(offset int) int {
	if offset > len(v.data) {
		return 0
	}
	return max(0, v.size-offset)
}

// whole reports whether everything was captured.
func (v view) whole() bool { return len(v.data) >= v.size }

func (v view) u8(offset int) byte {
	v.need(offset, 1)
	return v.data[offset]
}

func (v view) u16(offset int) uint16 {
	v.need(offset, 2)
	return binary.BigEndian.Uint16(v.data[offset:])
}

func (v view) u24(offset int) uint32 {
	v.need(offset, 3)
	return uint32(v.data[offset])<<16 | uint32(binary.BigEndian.Uint16(v.data[offset+1:]))
}

func (v view) u32(offset int) uint32 {
	v.need(offset, 4)
	return binary.BigEndian.Uint32(v.data[offset:])
}

// le16, le24, le32 and le64 read numbers in little-endian order.
func (v view) le16(offset int) uint16 {
	v.need(offset, 2)
	return binary.LittleEndian.Uint16(v.data[offset:])
}

func (v view) le24(offset int) uint32 {
	v.need(offset, 3)
	return uint32(v.data[offset+2])<<16 | uint32(binary.LittleEndian.Uint16(v.data[offset:]))
}

func (v view) le32(offset int) uint32 {
	v.need(offset, 4)
	return binary.LittleEndian.Uint32(v.data[offset:])
}

func (v view) le64(offset int) uint64 {
	v.need(offset, 8)
	return binary.LittleEndian.Uint64(v.data[offset:])
}

// bytes returns the n bytes at offset. They are part of the packet: what is kept
// of them must be copied.
func (v view) bytes(offset, n int) []byte {
	v.need(offset, n)
	return v.data[offset : offset+n : offset+n]
}

// from returns the view from offset to the end; it may be empty.
func (v view) from(offset int) view {
	if offset < 0 || offset > v.size {
		panic(malformed)
	}
	return view{v.data[min(offset, len(v.data)):], v.size - offset}
}

// needAll ends the dissection unless everything was captured. It is for messages of
// which Wireshark reads each byte, when all that Info shows of them is written.
func (v view) needAll() { v.need(0, v.size) }

// part returns the n bytes at offset as a view, cut to what there was on the wire.
func (v view) part(offset, n int) view {
	v = v.from(offset)
	if n < 0 {
		panic(malformed)
	}
	if n < v.size {
		v.size = n
		v.data = v.data[:min(n, len(v.data))]
	}
	return v
}

// exactly returns the n bytes at offset as a view, all of which must be there.
func (v view) exactly(offset, n int) view {
	v.need(offset, n)
	return v.part(offset, n)
}
