package text

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/packetseq/packetseq/seq"
)

// A stroke is one way to draw a horizontal line.
type stroke struct {
	run   string // runCells cells of it
	bytes int    // of one cell
	right string // where it leaves a lifeline to the right
	left  string
	cross string // where it passes a lifeline
}

// runCells is more than a line has on most screens.
const runCells = 256

// newStroke returns the line that repeats a pattern of one or two cells.
func newStroke(pattern, right, left, cross string) stroke {
	cells := utf8.RuneCountInString(pattern)
	return stroke{strings.Repeat(pattern, runCells/cells), len(pattern) / cells, right, left, cross}
}

// append appends n cells of the line; none if n is below 0.
func (s *stroke) append(b []byte, n int) []byte {
	for ; n > runCells; n -= runCells {
		b = append(b, s.run...)
	}
	return append(b, s.run[:max(n, 0)*s.bytes]...)
}

// glyphs are the characters that a ladder is drawn with, one cell each.
type glyphs struct {
	lifeline, silent    string // silent: where nothing is sent
	toRight, toLeft     string // heads of arrows
	stopRight, stopLeft string // the lifeline where a reset runs against it
	lost                string
	turnRight, turnLeft string // of a message to oneself, out to the right or left
	head, foot          string // where a lifeline begins or ends
	ellipsis            string // of one cell or more
	separator           string // between the entries of the footer
	arrow               string // between two names
	light, heavy        stroke
	away                stroke // of a message between its two rows
	dashed, heavyDashed stroke
}

// All of these are one cell wide in every terminal whose ambiguous characters
// are narrow. The heads of the arrows are those of code page 437: the bigger
// ▶ and ◀ are emoji on some systems.
var unicodeGlyphs = glyphs{
	lifeline: "│", silent: "┆",
	toRight: "►", toLeft: "◄",
	stopRight: "┃", stopLeft: "┃",
	lost:      "×",
	turnRight: "╮", turnLeft: "╭",
	head: "┬", foot: "┴",
	ellipsis: "…", separator: " · ", arrow: " → ",
	light:       newStroke("─", "├", "┤", "┼"),
	away:        newStroke("·", "", "", "│"),
	heavy:       newStroke("━", "┝", "┥", "┿"),
	dashed:      newStroke("╌", "├", "┤", "┼"),
	heavyDashed: newStroke("╍", "┝", "┥", "┿"),
}

var asciiGlyphs = glyphs{
	lifeline: "|", silent: ":",
	toRight: ">", toLeft: "<",
	stopRight: "]", stopLeft: "[",
	lost:      "x",
	turnRight: ")", turnLeft: "(",
	head: "+", foot: "+",
	ellipsis: "...", separator: ", ", arrow: " -> ",
	light:       newStroke("-", "|", "|", "+"),
	away:        newStroke("~", "", "", "|"),
	heavy:       newStroke("=", "|", "|", "+"),
	dashed:      newStroke("- ", "|", "|", "+"),
	heavyDashed: newStroke("= ", "|", "|", "+"),
}

// stroke returns the line of a message of a kind, sent again or not.
func (g *glyphs) stroke(k seq.Kind, again bool) *stroke {
	switch {
	case bold(k) && again:
		return &g.heavyDashed
	case bold(k):
		return &g.heavy
	case again:
		return &g.dashed
	}
	return &g.light
}

// blank is the line where there is none.
var blank = newStroke(" ", "", "", "")

// A palette holds the escape sequences (ECMA-48, SGR) that begin each colour.
// All are empty where there are no colours.
type palette struct {
	kindInks             [10]string
	captureInks          [6]string // for the captures in turn
	strong, muted, alert string
	reset                string
	cursor               bool // the terminal can be told the column to go on in
}

// The colours of the kinds have the hues of the original, and those of the
// pictures. One set must do on light and on dark backgrounds: each has a
// contrast of at least 3.6:1 on white and on black, most above 4:1. That leaves
// no room for navy and maroon, whose places slate blue and rosewood take. Other
// has the colour of all text.
var (
	kinds256 = [10]string{
		seq.SYN:    "1;38;5;27",
		seq.SYNACK: "1;38;5;160",
		seq.ACK:    "38;5;65",
		seq.FIN:    "1;38;5;62",
		seq.FINACK: "1;38;5;131",
		seq.RST:    "1;38;5;129",
		seq.RSTACK: "1;38;5;164",
		seq.URG:    "38;5;100",
		seq.PSH:    "38;5;130",
	}
	kinds16 = [10]string{
		seq.SYN:    "1;34",
		seq.SYNACK: "1;31",
		seq.ACK:    "32",
		seq.FIN:    "1;34",
		seq.FINACK: "1;31",
		seq.RST:    "1;35",
		seq.RSTACK: "1;35",
		seq.URG:    "33",
		seq.PSH:    "33",
	}
	captures256 = [6]string{"38;5;30", "38;5;130", "38;5;133", "38;5;67", "38;5;100", "38;5;161"}
	captures16  = [6]string{"36", "33", "35", "34", "32", "31"}
)

// newPalette returns the sequences for a terminal of so many colours.
func newPalette(colors int) palette {
	if colors < 16 {
		return palette{}
	}
	p := palette{kindInks: kinds16, captureInks: captures16, strong: "1", muted: "2", alert: "1;31"}
	if colors >= 256 {
		p.kindInks, p.captureInks, p.muted, p.alert = kinds256, captures256, "38;5;243", "1;38;5;160"
	}
	for _, s := range [][]string{p.kindInks[:], p.captureInks[:]} {
		for i := range s {
			s[i] = sgr(s[i])
		}
	}
	p.strong, p.muted, p.alert = sgr(p.strong), sgr(p.muted), sgr(p.alert)
	p.reset = "\x1b[0m"
	return p
}

// sgr returns the sequence that selects a rendition, and nothing else.
func sgr(rendition string) string {
	if rendition == "" {
		return ""
	}
	return "\x1b[0;" + rendition + "m"
}

// appendColumn appends the sequence that sets the cursor to a cell of the line,
// from 0 (ECMA-48, CHA).
func appendColumn(b []byte, cell int) []byte {
	b = append(b, "\x1b["...)
	b = strconv.AppendInt(b, int64(cell)+1, 10)
	return append(b, 'G')
}

// bold reports whether messages of a kind open or close a connection, and are
// drawn with more weight.
func bold(k seq.Kind) bool {
	switch k {
	case seq.SYN, seq.SYNACK, seq.FIN, seq.FINACK, seq.RST, seq.RSTACK:
		return true
	}
	return false
}

// isReset reports whether messages of a kind stop a connection.
func isReset(k seq.Kind) bool { return k == seq.RST || k == seq.RSTACK }
