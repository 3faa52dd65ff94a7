package output

import "unicode"

// Hidden reports whether r shows nothing itself, but changes what is around it
// or how a terminal behaves: a control character, a line or paragraph separator,
// or one that turns the direction of the text.
func Hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp)
}
