package diag

import (
	"strconv"

	"github.com/packetseq/packetseq/output"
)

// Sizes in pixels for the text of 20 that head asks for. A box that is too
// small for its text is cut off by seqdiag.
const (
	boxWidth      = 128 // seqdiag's own
	maxBoxWidth   = 560 // of the 600 between two lifelines
	margin        = 24
	lineHeight    = 27
	narrow, broad = 13, 22 // characters, rather too much than too little
)

// appendID appends the id of a participant.
func appendID(b []byte, index int) []byte {
	return append(strconv.AppendInt(append(b, `"p`...), int64(index)+1, 10), '"')
}

// appendDeclaration appends the statement that declares a participant: its
// name, and its addresses under it.
func (w *writer) appendDeclaration(b []byte, index int, h output.Head) []byte {
	var size box
	b = appendID(append(b, "  "...), index)
	b = w.appendText(append(b, ` [label = "`...), h.Name)
	size.add(h.Name)
	for line := range h.Under() {
		b = w.appendText(append(b, '\n'), line)
		size.add(line)
	}
	b = append(b, '"')
	if size.width > boxWidth {
		b = strconv.AppendInt(append(b, ", width = "...), int64(size.width), 10)
	}
	if size.lines > 1 {
		b = strconv.AppendInt(append(b, ", height = "...), int64(size.lines*lineHeight+margin), 10)
	}
	return append(b, "];\n"...)
}

// A box is what a text needs in its head.
type box struct{ width, lines int }

// add makes room for one more line, which seqdiag folds where it is too long.
func (s *box) add(line string) {
	width := margin
	for _, r := range line {
		for _, r := range drawn(r) {
			if r < 0x1100 {
				width += narrow
			} else {
				width += broad
			}
		}
	}
	s.width = max(s.width, min(width, maxBoxWidth))
	s.lines += 1 + width/maxBoxWidth
}
