package pdf

import (
	"encoding/binary"

	"github.com/tdewolff/font"
)

// Where things are in the head table (OpenType specification, "head").
const (
	headAdjustment = 8
	headModified   = 28
	headLength     = 54
)

// program returns the file of a font that was cut down. The library dates it
// with the time of day, so that it would be another file every second: it gets
// the date of the font it was cut from instead, and the sums that belong to it.
func program(cut *font.SFNT, modified []byte) []byte {
	file := cut.Write()
	order := binary.BigEndian
	for i := range int(order.Uint16(file[4:])) {
		entry := file[12+16*i : 28+16*i]
		offset := order.Uint32(entry[8:])
		if string(entry[:4]) != "head" || uint64(offset)+headLength > uint64(len(file)) {
			continue
		}
		head := file[offset : offset+headLength]
		copy(head[headModified:], modified)
		order.PutUint32(head[headAdjustment:], 0)
		order.PutUint32(entry[4:], sum(head))
		order.PutUint32(head[headAdjustment:], wholeSum-sum(file))
	}
	return file
}

// wholeSum is what the words of a font file add up to.
const wholeSum = 0xb1b0afba

// sum adds up big-endian words; what is missing of the last is zero.
func sum(b []byte) uint32 {
	var s uint32
	for ; len(b) >= 4; b = b[4:] {
		s += binary.BigEndian.Uint32(b)
	}
	var last [4]byte
	copy(last[:], b)
	return s + binary.BigEndian.Uint32(last[:])
}

// modifiedOf returns the bytes of the date in a font's head table.
func modifiedOf(sfnt *font.SFNT) []byte {
	if head := sfnt.Tables["head"]; len(head) >= headModified+8 {
		return head[headModified : headModified+8]
	}
	return make([]byte, 8)
}
