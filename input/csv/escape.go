package csv

import (
	"bytes"
	"strings"
	"unsafe"
)

// unescape undoes, in place, what Wireshark's CSV export does to the text of a
// cell beside doubling its quotes (epan/print.c, csv_massage_str): \\, \b, \f,
// \n, \r, \t and \v, and three octal digits for a byte that is not printable
// ASCII. All versions known escape every such byte but E2, 86 and 92, which
// make up the arrow; a version that leaves UTF-8 as it is would be read too.
//
// A text that holds a backslash which is not the beginning of such an escape was
// not written by Wireshark, and stays as it is.
func unescape(text []byte) []byte {
	first := bytes.IndexByte(text, '\\')
	if first < 0 {
		return text
	}
	for i := first; i < len(text); i++ {
		if text[i] == '\\' {
			_, n := escape(text[i:])
			if n == 0 {
				return text
			}
			i += n - 1
		}
	}
	out := text[:first]
	for i := first; i < len(text); {
		c, n := text[i], 1
		if c == '\\' {
			c, n = escape(text[i:])
		}
		out = append(out, c)
		i += n
	}
	return out
}

// escape returns the byte that the escape at the start of text stands for, and
// the length of the escape; 0 if it is none.
func escape(text []byte) (c byte, n int) {
	if len(text) < 2 {
		return 0, 0
	}
	const letters, meanings = `\bfnrtv`, "\\\b\f\n\r\t\v"
	if i := strings.IndexByte(letters, text[1]); i >= 0 {
		return meanings[i], 2
	}
	if len(text) < 4 || text[1]-'0' > 3 || text[2]-'0' > 7 || text[3]-'0' > 7 {
		return 0, 0
	}
	c = (text[1]-'0')<<6 | (text[2]-'0')<<3 | (text[3] - '0')
	if c == 0 || ' ' <= c && c < 0x7f {
		return 0, 0 // never escaped so
	}
	return c, 4
}

// undouble makes one quote, in place, of each two in text.
func undouble(text []byte, quote byte) []byte {
	out := text[:0]
	for i := 0; i < len(text); i++ {
		out = append(out, text[i])
		if text[i] == quote && i+1 < len(text) && text[i+1] == quote {
			i++
		}
	}
	return out
}

// asString returns text as a string that shares its memory: text must not be
// changed any more.
func asString(text []byte) string { return unsafe.String(unsafe.SliceData(text), len(text)) }
