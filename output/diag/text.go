package diag

import (
	"unicode/utf8"

	"github.com/packetseq/packetseq/output"
)

// appendText appends s in the way that seqdiag draws it as it is when it stands
// in double quotes: a backslash doubled, a quote with a backslash before it, and
// a space after a backslash at the end, where seqdiag would not see the quote.
//
// What seqdiag cannot draw is replaced by what shows that it was there: see
// output.Drawn. A yen sign (U+00A5) becomes a wide one (U+FFE5), since seqdiag
// takes it for a backslash.
func (w *writer) appendText(b []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); {
		if plain[s[i]] {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '"' || r == '\\' {
			b = append(b, '\\')
		}
		r = drawn(r)
		b = utf8.AppendRune(b, r)
		w.wide = w.wide || r > 0xff
		i += size
		start = i
	}
	b = append(b, s[start:]...)
	if s != "" && s[len(s)-1] == '\\' {
		b = append(b, ' ')
	}
	return b
}

// plain says which bytes are ASCII that seqdiag draws as it is.
var plain = func() (table [256]bool) {
	for c := ' '; c <= '~'; c++ {
		table[c] = c != '"' && c != '\\'
	}
	return table
}()

// drawn returns the character that seqdiag is to draw for r.
func drawn(r rune) rune {
	if r == '¥' {
		return '￥'
	}
	return output.Drawn(r)
}
