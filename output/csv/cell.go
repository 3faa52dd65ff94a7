package csv

import (
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// arrow is "→" in UTF-8.
const (
	arrow        = "\xe2\x86\x92"
	escapedArrow = `\342\206\222`
)

// escapes holds for each byte what Wireshark 4.0 writes for it inside quotes;
// empty where it is the byte itself.
var escapes = func() (table [256]string) {
	const octal = "01234567"
	for c := range table {
		if c < ' ' || c > '~' {
			table[c] = `\` + string([]byte{octal[c>>6], octal[c>>3&7], octal[c&7]})
		}
	}
	for i := range len(arrow) {
		table[arrow[i]] = ""
	}
	for c, text := range map[byte]string{
		'\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`, '\v': `\v`, '\\': `\\`, '"': `""`,
	} {
		table[c] = text
	}
	return table
}()

// plain says which bytes are always written as they are.
var plain = func() (table [256]bool) {
	for c, replacement := range escapes {
		table[c] = replacement == "" && byte(c) != arrow[0]
	}
	return table
}()

// allPlain reports whether all of eight bytes are plain. It looks at them at once,
// as parts of one number: a byte is not plain if it is below ' ', '"' or '\\', DEL or
// above. (See "Bit Twiddling Hacks", "Determine if a word has a byte less than n".)
func allPlain(text string) bool {
	const (
		ones  = 0x0101010101010101
		highs = 0x80 * ones
	)
	_ = text[7]
	n := uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
	quote, backslash := n^'"'*ones, n^'\\'*ones
	special := n | (n + ones) | // above, DEL
		(n - ' '*ones) | (quote - ones) | (backslash - ones)
	return special&highs == 0
}

// appendCell appends a cell as Wireshark 4.0 exports it (csv_massage_str in its
// epan/print.c): a quote is doubled and so is a backslash; control and non-ASCII
// bytes become escapes as in C, but for the three bytes of an arrow where they
// belong to another character. An arrow itself is escaped, so that it is read
// back: Wireshark writes " > " (see appendInfo).
func appendCell(b []byte, text string) []byte {
	return append(appendText(append(b, '"'), text), '"')
}

// appendInfo appends the cell of Info, in which the arrow between two ports is
// " > " with the spaces around it, as Wireshark writes it and all readers of its
// export expect it.
func appendInfo(b []byte, info string) []byte {
	b = append(b, '"')
	if start, end := seq.PortArrow(info); start != end && info[start:end] == " "+arrow+" " {
		b = append(appendText(b, info[:start]), "  >  "...)
		info = info[end:]
	}
	return append(appendText(b, info), '"')
}

// appendText appends the text of a cell without the quotes around it.
func appendText(b []byte, text string) []byte {
	start := 0
	for i := 0; i < len(text); i++ {
		for len(text)-i >= 8 && allPlain(text[i:i+8]) { // nearly all
			i += 8
		}
		for i < len(text) && plain[text[i]] {
			i++
		}
		if i == len(text) {
			break
		}
		replacement, width := escapes[text[i]], 1
		if text[i] == arrow[0] && strings.HasPrefix(text[i:], arrow) {
			replacement, width = escapedArrow, len(arrow)
		}
		if replacement == "" {
			continue
		}
		b = append(append(b, text[start:i]...), replacement...)
		i += width - 1
		start = i + 1
	}
	return append(b, text[start:]...)
}
