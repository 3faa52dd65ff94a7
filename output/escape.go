package output

import "unicode/utf8"

// Plain returns the table of the ASCII letters, digits and these other ASCII
// characters: those that have no meaning in some language.
func Plain(others string) (table [256]bool) {
	for c := range utf8.RuneSelf {
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z':
			table[c] = true
		}
	}
	for _, c := range []byte(others) {
		table[c] = true
	}
	return table
}

// AppendEscaped appends s to b. Bytes that are plain stand as they are; for each other
// character r, as Drawn shows it, escape appends what stands for it. rest is s from that
// character on.
func AppendEscaped(b []byte, s string, plain *[256]bool, escape func(b []byte, r rune, rest string) []byte) []byte {
	start := 0
	for i := 0; i < len(s); {
		if plain[s[i]] {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		r, size := utf8.DecodeRuneInString(s[i:])
		b = escape(b, Drawn(r), s[i:])
		i += size
		start = i
	}
	return append(b, s[start:]...)
}
