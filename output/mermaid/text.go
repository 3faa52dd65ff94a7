package mermaid

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/packetseq/packetseq/output"
)

const newline = "<br/>"

// appendText appends s in the way that Mermaid draws it as it is: every ASCII
// character that could have a meaning is written as #N;. So are a colon, since
// Mermaid takes "wrap:" at the head of a text for an order, what it puts in the
// place of such codes while it works (ﬂ and ¶), and spaces that it would trim.
// For what cannot be drawn see output.Drawn.
func appendText(b []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] && (c != ' ' || i > 0 && i < len(s)-1) {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		r, size := utf8.DecodeRuneInString(s[i:])
		switch r = output.Drawn(r); {
		case r < utf8.RuneSelf, r == 'ﬂ', r == '¶', unicode.IsSpace(r), r == '\ufeff':
			b = strconv.AppendInt(append(b, '#'), int64(r), 10)
			b = append(b, ';')
		default:
			b = utf8.AppendRune(b, r)
		}
		i += size
		start = i
	}
	return append(b, s[start:]...)
}

// plain holds the ASCII characters that have no meaning for Mermaid.
var plain = func() (table [256]bool) {
	for c := range utf8.RuneSelf {
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z':
			table[c] = true
		}
	}
	for _, c := range " .,=()" {
		table[c] = true
	}
	return table
}()

// length returns the length of b as Mermaid counts it, in units of UTF-16.
func length(b []byte) int {
	n := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if n++; r > 0xffff {
			n++
		}
		b = b[size:]
	}
	return n
}
