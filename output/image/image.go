// Package image draws diagrams as pictures: PNG, SVG and PDF. It collects the
// events of a diagram, lays them out and draws the layout when it is whole.
//
//	seq.Writer ──▶ layout.Diagram ──▶ layout.Layout ──▶ draw.Painter ──▶ bitmap, svg, pdf
package image

import (
	"fmt"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/image/draw"
	"github.com/packetseq/packetseq/output/image/fonts"
	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/seq"
)

// MaxMessages is how many messages a picture may have: what is drawn is kept in
// memory, and nobody could find his way in more.
const MaxMessages = 1_000_000

// A collector is a seq.Writer that keeps a diagram and draws it at its end.
type collector struct {
	files    output.Files
	options  output.Options
	draw     func(*job) error
	events   int // taken
	messages int // taken
	kept     *kept
}

// A kept is the diagram of all pictures of a run. Each event is taken over from
// the collector that gets it first, so that one of them may end before others.
type kept struct {
	diagram layout.Diagram
	events  int  // in the diagram
	told    bool // remarks that concern all pictures
}

// A job is a diagram that is to be drawn.
type job struct {
	output.Options
	files   output.Files
	diagram *layout.Diagram
	fonts   *fonts.Set
	theme   *draw.Theme
}

func newCollector(f output.Files, o output.Options, write func(*job) error) seq.Writer {
	return &collector{files: f, options: o, draw: write, kept: output.Share[kept](o.Shared)}
}

// add adds an event to the diagram, unless another collector did.
func (c *collector) add(event func(*layout.Diagram)) {
	if c.events++; c.events > c.kept.events {
		c.kept.events = c.events
		event(&c.kept.diagram)
	}
}

// Capture implements seq.Writer.
func (c *collector) Capture(e seq.Capture) error {
	c.add(func(d *layout.Diagram) { d.Capture(e) })
	return nil
}

// Participant implements seq.Writer.
func (c *collector) Participant(e seq.Participant) error {
	c.add(func(d *layout.Diagram) { d.Participant(e) })
	return nil
}

// Message implements seq.Writer.
func (c *collector) Message(e *seq.Message) error {
	if c.messages++; c.messages > MaxMessages {
		return fmt.Errorf("a picture holds %d messages at most: take fewer packets (-c), or another type (-t text, -t diag, -t json)", MaxMessages)
	}
	c.add(func(d *layout.Diagram) { d.Message(e) })
	return nil
}

// Gap implements seq.Writer.
func (c *collector) Gap(e seq.Gap) error {
	c.add(func(d *layout.Diagram) { d.Gap(e) })
	return nil
}

// End implements seq.Writer: it draws the picture.
func (c *collector) End(e seq.End) error {
	c.add(func(d *layout.Diagram) { d.End(e) })
	set, err := fonts.New(c.options.Font)
	if err != nil {
		return err
	}
	j := &job{Options: c.options, files: c.files, diagram: &c.kept.diagram, fonts: set, theme: draw.Colors(c.options.Theme)}
	if err := c.draw(j); err != nil {
		return err
	}
	j.remarkMissing()
	if n := c.kept.diagram.Cut(); n > 0 && !c.kept.told {
		j.Remark(fmt.Sprintf("%s longer than %d bytes: the picture holds only so much of each; -t json has them whole", output.Counted(n, "label"), layout.MaxLabel))
	}
	c.kept.told = true
	return nil
}

// remarkMissing tells which scripts are drawn as boxes.
func (j *job) remarkMissing() {
	scripts, example := j.fonts.Missing()
	for _, s := range scripts {
		j.Remark(fmt.Sprintf("no font here has %s (U+%04X): drawn as boxes; --font FILE names one", s, example[s]))
	}
}
