package mscgen

import (
	"unicode/utf8"

	"github.com/packetseq/packetseq/output"
)

const newline = `\n`

// maxLabel is the longest text that mscgen 0.20 draws whole, in bytes: it counts
// them in 16 bits.
const maxLabel = 1<<16 - 1

// zeroWidthSpace keeps two characters apart and is not seen.
const zeroWidthSpace = '\u200b'

// appendText appends s in the way that mscgen draws it as it is when it stands
// in double quotes: a quote with a backslash before it, and a space after a
// backslash at the end, where mscgen would not see the quote. A backslash itself
// cannot be escaped, so that a zero-width space keeps it from an n, with which it
// would be a new line. For what cannot be drawn see output.Drawn.
func appendText(b []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if ' ' <= c && c < 0x7f && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '"':
			b = append(b, '\\', '"')
		case r == '\\' && i < len(s) && s[i] == 'n':
			b = utf8.AppendRune(append(b, '\\'), zeroWidthSpace)
		default:
			b = utf8.AppendRune(b, output.Drawn(r))
		}
		start = i
	}
	b = append(b, s[start:]...)
	if s != "" && s[len(s)-1] == '\\' {
		b = append(b, ' ')
	}
	return b
}
