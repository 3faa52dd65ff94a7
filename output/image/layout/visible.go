package layout

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible returns a copy of a captured text that is fit to be drawn as one line
// of text: what has no form, or would change the form of what is around it,
// is spelled out. Control characters and the controls of the bidirectional
// algorithm (UAX #9), which can make one text look like another, become what Go
// and C write for them, such as \t, \x1b or \u202e; what is not UTF-8, and
// what XML 1.0 forbids, becomes U+FFFD.
func Visible(s string) string {
	if isPlain(s) {
		return strings.Clone(s)
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == utf8.RuneError, r == 0xfffe, r == 0xffff:
			b.WriteRune(unicode.ReplacementChar)
		case isHidden(r):
			b.WriteString(spelled(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPlain reports whether s is printable ASCII.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func isHidden(r rune) bool {
	switch r {
	case '\u2028', '\u2029', '\ufeff', '\u061c', '\u200e', '\u200f':
		return true
	}
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

func spelled(r rune) string {
	switch r {
	case '\t':
		return `\t`
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	}
	if r < 0x100 {
		return fmt.Sprintf(`\x%02x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}
