package plantuml

import (
	"fmt"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// pictureLimit is the width and height in pixels past which PlantUML cuts a PNG
// off, unless the environment variable PLANTUML_LIMIT_SIZE says otherwise.
const pictureLimit = 4096

// Sizes in pixels of what PlantUML 1.2020.02 draws, measured with DejaVu Sans.
const (
	headsHeight   = 110  // heads, feet and margins
	messageHeight = 14   // without its text
	lineHeight    = 15.2 // of the text
	gapHeight     = 43
	cellWidth     = 7.5
	columnPadding = 26 // left and right of the widest text
)

// A size estimates how large the picture of a diagram will be.
type size struct {
	height   float64   // of messages and gaps
	columns  []float64 // distances between lifelines, and to the right of the last one
	messages int
	within   int // messages that end above the limit
}

// participants makes room for n of them.
func (s *size) participants(n int) {
	for len(s.columns) < n {
		s.columns = append(s.columns, 0)
	}
}

// message adds a message with its number of lines. One that goes further than to
// the next lifeline is taken to find its room there.
func (s *size) message(m *seq.Message, lines int) {
	s.height += messageHeight + float64(lines)*lineHeight
	s.messages++
	if s.height+headsHeight <= pictureLimit {
		s.within = s.messages
	}
	left, right := min(m.From, m.To), max(m.From, m.To)
	if right-left <= 1 {
		width := float64(output.Cells(m.Label))*cellWidth + columnPadding
		s.columns[left] = max(s.columns[left], width)
	}
}

func (s *size) gap() { s.height += gapHeight }

// remark says that PlantUML will cut off a PNG of the diagram, and what to do;
// it is empty where that is not so.
func (s *size) remark() string {
	width, height := 0.0, s.height+headsHeight
	for _, c := range s.columns {
		width += c
	}
	if max(width, height) <= pictureLimit {
		return ""
	}
	text := fmt.Sprintf("PlantUML cuts off a PNG at %d pixels, and this diagram takes about %.0f by %.0f", pictureLimit, width, height)
	if s.within < s.messages {
		text += fmt.Sprintf(" (%d of %d messages fit)", s.within, s.messages)
	}
	return text + ": let it draw SVG (plantuml -tsvg), set PLANTUML_LIMIT_SIZE for it, or draw less (-c, --fold, -i summary)"
}
