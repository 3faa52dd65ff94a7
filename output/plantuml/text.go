package plantuml

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/packetseq/packetseq/output"
)

// zeroWidthSpace keeps two characters apart and is not seen.
const zeroWidthSpace = '\u200b'

// appendText appends s in the way that PlantUML draws it as it is. PlantUML
// reads a text as Creole, HTML and its own preprocessor at once, so that every
// ASCII character which could have a meaning is written as &#N;, save two that
// PlantUML 1.2020.02 fails on: a backslash is doubled, a dollar stands as it is.
// Characters that PlantUML uses for itself (U+E000 to U+E1FF) are written as
// &#N; too. It looks for <U+N> when all of these are undone, so that a zero-width
// space keeps the first two characters apart. For what cannot be drawn see
// output.Drawn.
func appendText(b []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); {
		if plain[s[i]] {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		r, size := utf8.DecodeRuneInString(s[i:])
		switch r = output.Drawn(r); {
		case r == '\\':
			b = append(b, `\\`...)
		case r < utf8.RuneSelf || r >= '\ue000' && r < '\ue200':
			b = strconv.AppendInt(append(b, "&#"...), int64(r), 10)
			b = append(b, ';')
			if strings.HasPrefix(s[i:], "<U+") {
				b = utf8.AppendRune(b, zeroWidthSpace)
			}
		default:
			b = utf8.AppendRune(b, r)
		}
		i += size
		start = i
	}
	return append(b, s[start:]...)
}

// plain holds the ASCII characters that have no meaning for PlantUML.
var plain = func() (table [256]bool) {
	for c := range utf8.RuneSelf {
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z':
			table[c] = true
		}
	}
	for _, c := range " ,:()$" {
		table[c] = true
	}
	return table
}()
