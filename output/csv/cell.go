package csv

import "strings"

// arrow is "→" in UTF-8.
const arrow = "\xe2\x86\x92"

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

// appendCell appends a cell as Wireshark 4.0 exports it (csv_massage_str in its
// epan/print.c), down to the oddities: a quote is doubled and so is a backslash; control and non-ASCII bytes become escapes
// as in C; but an arrow becomes " > ", and its three bytes are never escaped,
// also where they belong to another character.
func appendCell(b []byte, text string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(text); i++ {
		if plain[text[i]] {
			continue
		}
		replacement, width := escapes[text[i]], 1
		if text[i] == arrow[0] && strings.HasPrefix(text[i:], arrow) {
			replacement, width = " > ", len(arrow)
		}
		if replacement == "" {
			continue
		}
		b = append(append(b, text[start:i]...), replacement...)
		i += width - 1
		start = i + 1
	}
	return append(append(b, text[start:]...), '"')
}
