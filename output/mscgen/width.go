package mscgen

import (
	"math"
	"strconv"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// Sizes in pixels.
const (
	plainWidth = 600  // of a picture with an hscale of 1
	maxSpacing = 1200 // of two lifelines
	cellWidth  = 9.2  // of the PNG, in which letters are wider than in the SVG
	padding    = 16   // left and right of a text
)

// A width finds how wide the picture must be, since mscgen neither widens it for
// a label nor breaks one.
type width struct {
	arc  float64 // that a text needs between two neighbours
	loop float64 // that a text needs beside a lifeline
	cut  bool    // a text needs more than it gets
}

// message makes room for a line of text at a message, by its cells.
func (w *width) message(m *seq.Message, cells int) {
	need := textWidth(cells)
	if m.From == m.To {
		w.loop = max(w.loop, need)
		return
	}
	w.arc = max(w.arc, need/math.Abs(float64(m.From-m.To)))
}

func textWidth(cells int) float64 { return float64(cells)*cellWidth + padding }

// appendScale appends the option that widens the picture for the messages, the
// heads and the title. The lifelines stand in the middle of equal parts of it.
func (w *width) appendScale(b []byte, heads []output.Head, title string) []byte {
	need := max(w.arc, w.loop)
	if len(heads) == 1 {
		need = max(need, 2*w.loop) // there is room at one side only
	}
	w.cut = need > maxSpacing
	for _, h := range heads {
		need = max(need, textWidth(output.Cells(h.Name)))
		for line := range h.Under() {
			need = max(need, textWidth(output.Cells(line)))
		}
	}
	whole := min(need, maxSpacing) * float64(len(heads))
	whole = max(whole, min(textWidth(output.Cells(title)), 2*maxSpacing))
	if whole <= plainWidth {
		return b
	}
	b = append(b, `  hscale = "`...)
	b = strconv.AppendFloat(b, math.Ceil(whole/plainWidth*100)/100, 'f', -1, 64)
	return append(b, "\";\n"...)
}
