package diag

import "unicode/utf8"

// appendText appends s in the way that seqdiag draws it as it is when it stands
// in double quotes: a backslash doubled, a quote with a backslash before it, and
// a space after a backslash at the end, where seqdiag would not see the quote.
//
// What seqdiag cannot draw is replaced by what shows that it was there:
//
//	U+0000 to U+001F, U+007F   their pictures, U+2400 to U+241F and U+2421: they
//	                           make an SVG that is not well-formed
//	U+0085, U+2028, U+2029     U+2424, the picture of a new line: they break one
//	U+FFFE, U+FFFF, not UTF-8  U+FFFD, as XML and Python do not allow them
//	U+00A5, a yen sign         U+FFE5, a wide one: seqdiag takes it for a backslash
func (w *writer) appendText(b []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if ' ' <= c && c < 0x7f && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '"' || r == '\\' {
			b = append(b, '\\')
		}
		r = drawn(r)
		b = utf8.AppendRune(b, r)
		w.wide = w.wide || r > 0xff
		i += size
		start = i
	}
	b = append(b, s[start:]...)
	if s != "" && s[len(s)-1] == '\\' {
		b = append(b, ' ')
	}
	return b
}

// drawn returns the character that seqdiag is to draw for r.
func drawn(r rune) rune {
	switch {
	case r < ' ':
		return '\u2400' + r
	case r == 0x7f:
		return '\u2421'
	case r == 0x85, r == '\u2028', r == '\u2029':
		return '\u2424'
	case r == '\ufffe', r == '\uffff':
		return utf8.RuneError
	case r == '¥':
		return '￥'
	}
	return r
}
