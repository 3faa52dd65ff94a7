package diag

import (
	"fmt"
	"unicode/utf8"

	"github.com/packetseq/packetseq/output"
)

// appendText appends s in the way that seqdiag draws it as it is when it stands
// in double quotes: a backslash doubled, a quote with a backslash before it, and
// a space after a backslash at the end, where seqdiag would not see the quote.
//
// What seqdiag cannot draw is replaced by what shows that it was there: see
// drawn.
func (w *writer) appendText(b []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); {
		if plain[s[i]] {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		r, size := utf8.DecodeRuneInString(s[i:])
		for _, r := range drawn(r) {
			if r == '"' || r == '\\' {
				b = append(b, '\\')
			}
			b = utf8.AppendRune(b, r)
			w.wide = w.wide || r > 0xff
		}
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

// drawn returns what seqdiag is to draw for r, which is r itself but for:
//
//   - what no picture may hold: see output.Drawn
//   - what is hidden (see output.Hidden), which is spelled out: \u202e
//   - an ellipsis, with which labels are cut: three points, since the fonts that
//     seqdiag has by itself have Latin-1 only
//   - a yen sign (U+00A5), which seqdiag takes for a backslash: a wide one
func drawn(r rune) string {
	switch shown := output.Drawn(r); {
	case shown != r:
		return string(shown)
	case output.Hidden(r):
		return fmt.Sprintf(`\u%04x`, r)
	case r == '…':
		return "..."
	case r == '¥':
		return "￥"
	}
	return string(r)
}
