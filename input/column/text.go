package column

import (
	"strings"
	"unicode/utf8"
)

// IsClean reports whether text is valid UTF-8 without NUL.
func IsClean(text string) bool {
	if strings.IndexByte(text, 0) >= 0 {
		return false
	}
	// Package utf8 is fast on ASCII, and most rows are that but for their arrows.
	for {
		i := strings.Index(text, "→")
		if i < 0 {
			return utf8.ValidString(text)
		}
		if !utf8.ValidString(text[:i]) {
			return false
		}
		text = text[i+len("→"):]
	}
}

// Clean returns text with U+FFFD for what is not UTF-8, and for NUL.
func Clean(text string) string {
	if IsClean(text) {
		return text
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}
