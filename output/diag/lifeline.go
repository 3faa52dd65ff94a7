package diag

import (
	"fmt"
	"strconv"

	"github.com/packetseq/packetseq/seq"
)

// maxAddresses is how many addresses are written under a name.
const maxAddresses = 8

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

// A lifeline is what is written of a participant.
type lifeline struct {
	name      string
	addresses []string // that are not the name itself, the first few
	more      int      // addresses beyond them
}

func newLifeline(p seq.Participant) lifeline {
	l := lifeline{name: p.Name}
	for i, a := range p.Addresses {
		if len(l.addresses) == maxAddresses {
			l.more = len(p.Addresses) - i
			break
		}
		if a != p.Name {
			l.addresses = append(l.addresses, a)
		}
	}
	return l
}

// appendDeclaration appends the statement that declares a participant: its
// name, and its addresses under it.
func (w *writer) appendDeclaration(b []byte, index int, l lifeline) []byte {
	var size box
	b = appendID(append(b, "  "...), index)
	b = w.appendText(append(b, ` [label = "`...), l.name)
	size.add(l.name)
	for _, a := range l.addresses {
		b = w.appendText(append(b, '\n'), a)
		size.add(a)
	}
	if l.more > 0 {
		text := fmt.Sprintf("and %d more", l.more)
		b = append(append(b, '\n'), text...)
		size.add(text)
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
		if r < 0x1100 {
			width += narrow
		} else {
			width += broad
		}
	}
	s.width = max(s.width, min(width, maxBoxWidth))
	s.lines += 1 + width/maxBoxWidth
}
