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
	plain := true
	for _, c := range text {
		if c < ' ' || c > '~' {
			plain = false
			break
		}
	}
	if plain {
		return string(text)
	}
	var out strings.Builder
	for len(text) > 0 {
		c, size := utf8.DecodeRune(text)
		switch {
		case c == utf8.RuneError && size <= 1:
			out.WriteString("\uFFFD")
		case '\a' <= c && c <= '\r':
			out.WriteByte('\\')
			out.WriteByte("abtnvfr"[c-'\a'])
		case c < 0x80 && unicode.IsControl(c):
			fmt.Fprintf(&out, `\%03o`, c)
		default:
			out.WriteRune(c)
		}
		text = text[size:]
	}
	return out.String()
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
