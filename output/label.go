package output

import (
	"strconv"
	"unicode/utf8"

	"github.com/packetseq/packetseq/seq"
)

// Drawn returns the character that a text format writes for r, so that every
// drawing program draws it and the picture is well-formed: most are themselves.
//
//	U+0000 to U+001F, U+007F   their pictures, U+2400 to U+241F and U+2421
//	U+0085, U+2028, U+2029     U+2424, the picture of a new line: they break one
//	U+FFFE, U+FFFF             U+FFFD, as for what is not UTF-8: XML 1.0 (2.2)
//	                           does not allow them
func Drawn(r rune) rune {
	switch {
	case r < ' ':
		return '\u2400' + r
	case r == 0x7f:
		return '\u2421'
	case r == 0x85, r == '\u2028', r == '\u2029':
		return '\u2424'
	case r == '\ufffe', r == '\uffff':
		return utf8.RuneError
	}
	return r
}

// AppendRun appends what a folded run stands for, " ×12, 13014 bytes in 39.1 ms",
// behind the label of its message; nothing for a message of one packet, and no
// bytes where there are none.
func AppendRun(b []byte, m *seq.Message) []byte {
	if m.Count < 2 {
		return b
	}
	b = strconv.AppendInt(append(b, " ×"...), int64(m.Count), 10)
	if m.Bytes > 0 {
		b = append(append(b, ", "...), Counted(m.Bytes, "byte")...)
	}
	return append(append(b, " in "...), Duration(m.Last.Sub(m.Sent))...)
}

// Cells estimates how wide s is in a font of its drawing program, in halves of
// an ideograph: one for most characters, two from U+1100 on, where the wide
// scripts begin.
func Cells(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}
