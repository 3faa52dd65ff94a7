package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/bidi"
)

// A span is a text that is fit to be shown on one line.
type span struct {
	text   string
	mark   string // behind the text, where it was cut
	cells  int    // that both take
	ascii  bool   // each byte of it takes one cell
	exotic bool   // terminals may differ on how many that is
	rtl    bool   // it has letters that are written from right to left
}

// newSpan returns a captured text as it may be shown: nothing in it controls the
// terminal, or turns the direction of writing around it. A control character is
// shown by its picture (U+2400 and on), what else has no form is spelled out,
// and so is, with ascii, every other character. What is not UTF-8 becomes
// U+FFFD. With ascii a control character, or what is not UTF-8, is a point.
func newSpan(s string, ascii bool) span {
	if isPrintable(s) {
		return span{text: s, cells: len(s), ascii: true}
	}
	if ascii {
		s = spellASCII(s)
		return span{text: s, cells: len(s), ascii: true}
	}
	hidden, rtl := examine(s)
	if hidden {
		s = spell(s)
	}
	v := span{text: s, rtl: rtl}
	for rest := s; rest != ""; {
		n, cells := firstCluster(rest)
		v.cells += cells
		v.exotic = v.exotic || n > 1 && !isNarrowSymbol(rest)
		rest = rest[n:]
	}
	return v
}

// examine reports whether there is anything in s that must not be shown as it
// is, and whether there are letters that are written from right to left.
func examine(s string) (hidden, rtl bool) {
	for _, r := range s {
		if ' ' <= r && r <= '~' {
			continue
		}
		hidden = hidden || r == utf8.RuneError || isHidden(r)
		rtl = rtl || isRightToLeft(r)
	}
	return hidden, rtl
}

// isPrintable reports whether s is printable ASCII.
func isPrintable(s string) bool {
	for i := range len(s) {
		if s[i]-' ' > '~'-' ' {
			return false
		}
	}
	return true
}

// isHidden reports whether a character has no form of its own or would change
// the form of others. The joiners are left alone: writing Persian or Hindi needs
// them.
func isHidden(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	return r != nonJoiner && r != joiner && unicode.In(r, unicode.C, unicode.Zl, unicode.Zp)
}

func isRightToLeft(r rune) bool {
	if r < 0x590 { // Hebrew is the first
		return false
	}
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

// isNarrowSymbol reports whether s begins with a character of one cell that
// stands for itself, such as an arrow or an ellipsis: what Wireshark and this
// package themselves write.
func isNarrowSymbol(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case '→', '…', '×', 'µ', '·', '§', '±', '°', '´':
		return n == len(s) || s[n] < utf8.RuneSelf
	}
	return false
}

// spell spells out what must not be shown as it is.
func spell(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < ' ':
			b.WriteRune('\u2400' + r)
		case r == '\x7f':
			b.WriteRune('\u2421')
		case isHidden(r):
			escape(&b, r)
		default:
			b.WriteRune(r) // U+FFFD where s is not UTF-8
		}
	}
	return b.String()
}

// asciiForms are the usual ways to write what occurs in Wireshark's own words.
var asciiForms = map[rune]string{'→': "->", '…': "...", '×': "x", 'µ': "u", '±': "+/-", '\u00a0': " "}

// spellASCII does the same with ASCII alone.
func spellASCII(s string) string {
	var b strings.Builder
	for _, r := range s {
		form, ok := asciiForms[r]
		switch {
		case ' ' <= r && r <= '~':
			b.WriteRune(r)
		case ok:
			b.WriteString(form)
		case r < utf8.RuneSelf || r == utf8.RuneError:
			b.WriteByte('.')
		default:
			escape(&b, r)
		}
	}
	return b.String()
}

// escape writes a character as Go and C do.
func escape(b *strings.Builder, r rune) {
	if r > 0xffff {
		fmt.Fprintf(b, `\U%08x`, r)
		return
	}
	fmt.Fprintf(b, `\u%04x`, r)
}

// firstCluster returns the bytes and cells of what s begins with that is seen as
// one character. It asks the tables of Unicode only where ASCII cannot tell.
func firstCluster(s string) (n, cells int) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, 1
	}
	if isNarrowSymbol(s) {
		_, n = utf8.DecodeRuneInString(s)
		return n, 1
	}
	cluster, _, cells, _ := uniseg.FirstGraphemeClusterInString(s, -1)
	return len(cluster), cells
}

// cut returns v if it takes no more than room cells, else as many of its words
// as fit and an ellipsis. A single word that does not fit is cut between two
// characters.
func (v span) cut(room int, ellipsis string) span {
	if v.cells <= room {
		return v
	}
	mark := utf8.RuneCountInString(ellipsis)
	if room < mark {
		ellipsis, mark = "", 0
	}
	head, _ := v.split(room - mark)
	if space := strings.LastIndexByte(head.text, ' '); space > len(head.text)/3 && v.text[len(head.text)] != ' ' {
		head, _ = v.split(head.before(space))
	}
	head = head.trimRight(" ,;")
	head.mark = ellipsis
	head.cells += mark
	return head
}

// trimRight returns v without the ASCII characters of cutset at its end.
func (v span) trimRight(cutset string) span {
	trimmed := strings.TrimRight(v.text, cutset)
	v.cells -= len(v.text) - len(trimmed)
	v.text = trimmed
	return v
}

// split divides v where its first part takes no more than room cells.
func (v span) split(room int) (head, tail span) {
	head, tail = v, v
	head.cells = 0
	n := 0
	if v.ascii {
		n = min(max(room, 0), len(v.text))
		head.cells = n
	}
	for !v.ascii && n < len(v.text) {
		bytes, cells := firstCluster(v.text[n:])
		if head.cells+cells > room {
			break
		}
		n += bytes
		head.cells += cells
	}
	head.text, tail.text = v.text[:n], v.text[n:]
	tail.cells = v.cells - head.cells
	return head, tail
}

// before returns the cells that the first n bytes of v take.
func (v span) before(n int) (cells int) {
	if v.ascii {
		return n
	}
	for i := 0; i < n; {
		bytes, c := firstCluster(v.text[i:])
		i += bytes
		cells += c
	}
	return cells
}

// leftToRight is U+200E. On both sides of a text that runs from right to left it
// keeps what is around that text in its place, where a terminal, an editor or a
// browser follows the bidirectional algorithm (UAX #9).
const leftToRight = "\u200e"

// String returns v without the marks of its direction.
func (v span) String() string { return v.text + v.mark }

// append appends v.
func (v *span) append(b []byte) []byte {
	if !v.rtl {
		b = append(b, v.text...)
		return append(b, v.mark...)
	}
	b = append(b, leftToRight...)
	b = append(b, v.text...)
	b = append(b, v.mark...)
	return append(b, leftToRight...)
}
