package dissect

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// printable returns captured text with what cannot be printed escaped as in C,
// as Wireshark's format_text does. A backslash stays as it is.
func printable(text []byte) string {
	if isPlain(text) {
		return string(text)
	}
	return string(appendPrintable(nil, text))
}

// isPlain reports whether all of text is ASCII that can be printed.
func isPlain(text []byte) bool {
	for _, c := range text {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// appendPrintable appends what printable returns.
func appendPrintable(out, text []byte) []byte {
	if isPlain(text) {
		return append(out, text...)
	}
	for len(text) > 0 {
		c, size := utf8.DecodeRune(text)
		switch {
		case c == utf8.RuneError && size <= 1:
			out = append(out, "\uFFFD"...)
		case '\a' <= c && c <= '\r':
			out = append(out, '\\', "abtnvfr"[c-'\a'])
		case c < 0x80 && unicode.IsControl(c):
			out = fmt.Appendf(out, `\%03o`, c)
		default:
			out = utf8.AppendRune(out, c)
		}
		text = text[size:]
	}
	return out
}
