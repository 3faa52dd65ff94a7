package mermaid

import (
	"strconv"
	"strings"
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
	const space = "#32;"
	s, leads := strings.CutPrefix(s, " ")
	s, trails := strings.CutSuffix(s, " ")
	if leads {
		b = append(b, space...)
	}
	b = output.AppendEscaped(b, s, &plain, appendEscape)
	if trails {
		b = append(b, space...)
	}
	return b
}

func appendEscape(b []byte, r rune, _ string) []byte {
	switch {
	case r < utf8.RuneSelf, r == 'ﬂ', r == '¶', unicode.IsSpace(r), r == '\ufeff':
		b = strconv.AppendInt(append(b, '#'), int64(r), 10)
		return append(b, ';')
	}
	return utf8.AppendRune(b, r)
}

// plain holds the ASCII characters that have no meaning for Mermaid.
var plain = output.Plain(" .,=()")

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
