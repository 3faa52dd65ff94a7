package dissect

import (
	"fmt"
	"strings"
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

// isPrintable reports whether text is UTF-8 of printable characters.
func isPrintable(text []byte) bool {
	if isPlain(text) {
		return true
	}
	for _, c := range string(text) {
		if c == utf8.RuneError || !unicode.IsPrint(c) {
			return false
		}
	}
	return true
}

// nameOf returns the name of a number; or unknown, which may have a verb for it.
func nameOf[K comparable](names map[K]string, number K, unknown string) string {
	if name, known := names[number]; known {
		return name
	}
	if strings.Contains(unknown, "%") {
		return fmt.Sprintf(unknown, number)
	}
	return unknown
}
