// Package layout turns the events of a diagram into shapes on pages. It is
// pure: it knows the widths of texts through Metrics and draws through Pen, and
// no drawing library, file or font.
//
// The vertical axis is ordinal. Every sending and every arrival has its own
// place in the order of time, with room for a label above a sending, so that an
// arrow that takes longer than others around it is steeper, and arrows that
// cross did cross:
//
//	 label of 1
//	────┐            send 1
//	 label of 2 ╲
//	────┐         ╲  send 2
//	      ╲        ▼ arrive 1
//	        ▼        arrive 2
package layout

import (
	"github.com/packetseq/packetseq/output"
)

// Metrics measures texts, in points.
type Metrics interface {
	// Width returns how wide s is drawn.
	Width(f Face, s string) float64

	// Fit returns the length in bytes of the longest part at the head of s that
	// is no wider than width and ends between two characters as readers see them.
	Fit(f Face, s string, width float64) int
}

// Options say how a diagram is laid out.
type Options struct {
	output.Options // what concerns the texts of the diagram
	Metrics        Metrics

	// MaxWidth narrows the columns as far as the heads allow, so that the
	// diagram is no wider; 0 for as wide as its labels want.
	MaxWidth float64

	// PageHeight is the height of a page at the given width of the diagram,
	// both in points; nil for one page of any height.
	PageHeight func(width float64) float64
}

// A Layout is a diagram in its place. It may be drawn by several goroutines at
// a time if the Metrics may be used so.
type Layout struct {
	*Diagram
	opts   Options
	width  float64
	stamps stamps
	gutter gutter
	heads  []head
	headH  float64
	lines  []float64 // x of the lifelines
	room   float64   // right of the last lifeline

	places    []place // of the messages, in their order
	gapTops   []float64
	dates     []date
	strips    []strip // where a page may end
	bodyEnd   float64
	pages     []page
	titles    []titleLine
	footLines []footLine
	inks      []Ink
}

// The measures of a diagram, in points.
const (
	margin        = 24.0
	rowPitch      = 26.0 // from one sending to the next
	sendDrop      = 17.0 // from the top of a row to its sending
	arrivePitch   = 9.0  // from any place to the arrival below it
	slant         = 5.0  // of an arrow that was seen once
	labelRise     = 4.5  // of a label's baseline above the sending
	labelPad      = 9.0  // between a label and the lifelines at its ends
	gapHeight     = 22.0
	commentHeight = 17.0
	dateHeight    = 18.0
	minWidth      = 520.0
)

// New lays out a diagram. The diagram must not change any more.
func New(d *Diagram, opts Options) *Layout {
	l := &Layout{Diagram: d, opts: opts}
	l.measureLabels()
	l.stamp()
	l.measureGutter()
	l.measureHeads()
	l.placeLifelines()
	l.placeRows()
	l.writeTitle()
	l.writeFooter()
	limit := 0.0
	if opts.PageHeight != nil {
		limit = opts.PageHeight(l.width)
	}
	l.Divide(limit)
	return l
}

// Width returns the width of every page in points.
func (l *Layout) Width() float64 { return l.width }

// Pages returns the number of pages, at least one.
func (l *Layout) Pages() int { return len(l.pages) }

// Height returns the height of a page, from 0, in points.
func (l *Layout) Height(page int) float64 { return l.pages[page].height }

// Heading returns the title of the diagram, whole.
func (l *Layout) Heading() string { return l.titles[0].full }

// Summary returns what the diagram shows in one line, whole.
func (l *Layout) Summary() string { return l.titles[1].full }

// Inks returns the inks that the diagram uses beside Background.
func (l *Layout) Inks() []Ink { return l.inks }

// Lifelines returns the number of lifelines.
func (l *Layout) Lifelines() int { return len(l.lines) }
