package output

import "unicode/utf8"

// Drawn returns the character that a text format writes for r, so that every
// drawing program draws it and the picture is well-formed: most are themselves.
//
//	U+0000 to U+001F, U+007F   their pictures, U+2400 to U+241F and U+2421
//	U+0085, U+2028, U+2029     U+2424, the picture of a new line: they break one
//	U+FFFE, U+FFFF             U+FFFD, as for what is not UTF-8: XML 1.0 (2.2)
//	                           does not allow them
func Drawn(r rune) rune {
	switch {
	case r < ' ':
		return '\u2400' + r
	case r == 0x7f:
		return '\u2421'
	case r == 0x85, r == '\u2028', r == '\u2029':
		return '\u2424'
	case r == '\ufffe', r == '\uffff':
		return utf8.RuneError
	}
	return r
}
