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
	return output.AppendEscaped(b, s, &plain, appendEscape)
}

func appendEscape(b []byte, r rune, rest string) []byte {
	switch {
	case r == '\\':
		return append(b, `\\`...)
	case r < utf8.RuneSelf || r >= '\ue000' && r < '\ue200':
		b = strconv.AppendInt(append(b, "&#"...), int64(r), 10)
		b = append(b, ';')
		if strings.HasPrefix(rest, "<U+") {
			b = utf8.AppendRune(b, zeroWidthSpace)
		}
		return b
	}
	return utf8.AppendRune(b, r)
}

// plain holds the ASCII characters that have no meaning for PlantUML.
var plain = output.Plain(" ,:()$")
