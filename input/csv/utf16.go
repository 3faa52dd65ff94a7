package csv

import (
	"bytes"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// isUTF16 reports whether text begins with the byte order mark of UTF-16, in
// which spreadsheets write "Unicode text".
func isUTF16(text []byte) bool {
	return bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff})
}

// utf16 decodes what begins with a byte order mark.
func utf16() transform.Transformer {
	return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
}

// fromUTF16 returns the beginning of a text in UTF-8.
func fromUTF16(head []byte) []byte {
	text, _, err := transform.Bytes(utf16(), head[:len(head)&^1])
	if err != nil {
		return nil
	}
	return text
}

// decode makes UTF-8 of all that is read, if it begins as UTF-16. It is called
// before anything else is.
func (s *rows) decode() {
	for len(s.buf) < 2 && s.fill() == nil {
	}
	if isUTF16(s.buf) {
		s.r = transform.NewReader(io.MultiReader(bytes.NewReader(s.buf), s.r), utf16())
		s.buf, s.err = nil, nil
	}
}
