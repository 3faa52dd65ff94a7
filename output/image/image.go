// Package image draws diagrams as pictures: PNG, SVG and PDF. It collects the
// events of a diagram, lays them out and draws the layout when it is whole.
//
//	seq.Writer ──▶ layout.Diagram ──▶ layout.Layout ──▶ draw.Painter ──▶ bitmap, svg, pdf
package image

import (
	"fmt"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/image/bitmap"
	"github.com/packetseq/packetseq/output/image/draw"
	"github.com/packetseq/packetseq/output/image/fonts"
	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/output/image/pdf"
	"github.com/packetseq/packetseq/output/image/svg"
	"github.com/packetseq/packetseq/seq"
)

// PNG is the format of PNG images: one, or numbered ones for a tall diagram.
var PNG = output.Format{
	Name: "png", Help: "image", Suffixes: []string{".png"}, Binary: true, Picture: true,
	New: func(f output.Files, o output.Options) seq.Writer { return newCollector(f, o, writePNG) },
}

// MaxMessages is how many messages a picture may have: what is drawn is kept in
// memory, and nobody could find his way in more.
const MaxMessages = 1_000_000

// A collector is a seq.Writer that keeps a diagram and draws it at its end.
type collector struct {
	files   output.Files
	options output.Options
	draw    func(*job) error
	diagram layout.Diagram
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
	return &collector{files: f, options: o, draw: write}
}

// Capture implements seq.Writer.
func (c *collector) Capture(e seq.Capture) error {
	c.diagram.Capture(e)
	return nil
}

// Participant implements seq.Writer.
func (c *collector) Participant(e seq.Participant) error {
	c.diagram.Participant(e)
	return nil
}

// Message implements seq.Writer.
func (c *collector) Message(e *seq.Message) error {
	if c.diagram.Len() == MaxMessages {
		return fmt.Errorf("a picture holds %d messages at most: take fewer packets (-c, or a filter), or another type (-t text, -t diag, -t json)", MaxMessages)
	}
	c.diagram.Message(e)
	return nil
}

// Gap implements seq.Writer.
func (c *collector) Gap(e seq.Gap) error {
	c.diagram.Gap(e)
	return nil
}

// End implements seq.Writer: it draws the picture.
func (c *collector) End(e seq.End) error {
	c.diagram.End(e)
	set, err := fonts.New(c.options.Font)
	if err != nil {
		return err
	}
	j := &job{Options: c.options, files: c.files, diagram: &c.diagram, fonts: set, theme: draw.Colors(c.options.Theme)}
	if err := c.draw(j); err != nil {
		return err
	}
	j.remarkMissing()
	return nil
}

// remarkMissing tells which scripts are drawn as boxes.
func (j *job) remarkMissing() {
	scripts, example := j.fonts.Missing()
	for _, s := range scripts {
		j.Remark(fmt.Sprintf("no font here has %s (U+%04X): drawn as boxes; --font FILE names one", s, example[s]))
	}
}

// DefaultScale is the number of PNG pixels a point when none is chosen.
const DefaultScale = 2

// writePNG draws a diagram as PNG images.
func writePNG(j *job) error {
	scale := j.Scale
	if scale == 0 {
		scale = DefaultScale
	}
	l := layout.New(j.diagram, layout.Options{
		Options:    j.Options,
		Metrics:    j.fonts,
		MaxWidth:   bitmap.MaxWidth / scale,
		PageHeight: func(float64) float64 { return bitmap.MaxHeight / scale },
	})
	if l.Pages() > 1 {
		j.Remark(fmt.Sprintf("%d pages", l.Pages()))
	}
	for page := range l.Pages() {
		w, err := j.files.Page(page+1, l.Pages())
		if err != nil {
			return err
		}
		err = bitmap.Write(w, l, page, bitmap.Options{
			Scale: scale, Theme: j.theme, Fonts: j.fonts, Title: l.Heading(), Version: j.Version,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// SVG is the format of SVG images: one file, however tall.
var SVG = output.Format{
	Name: "svg", Help: "image that scales, with text that can be searched", Suffixes: []string{".svg"}, Picture: true,
	New: func(f output.Files, o output.Options) seq.Writer { return newCollector(f, o, writeSVG) },
}

// writeSVG draws a diagram as one SVG image.
func writeSVG(j *job) error {
	l := layout.New(j.diagram, layout.Options{Options: j.Options, Metrics: j.fonts})
	w, err := j.files.Page(1, 1)
	if err != nil {
		return err
	}
	return svg.Write(w, l, svg.Options{Theme: j.theme, Families: j.fonts.Families()})
}

// PDF is the format of PDF documents of one or more pages.
var PDF = output.Format{
	Name: "pdf", Help: "document with pages, with text that can be searched", Suffixes: []string{".pdf"}, Binary: true, Picture: true,
	New: func(f output.Files, o output.Options) seq.Writer { return newCollector(f, o, writePDF) },
}

// writePDF draws a diagram as a PDF document.
func writePDF(j *job) error {
	var paper pdf.Paper
	switch j.Paper {
	case "":
	case "a4":
		paper = pdf.A4
	case "letter":
		paper = pdf.Letter
	default:
		return fmt.Errorf("unknown paper %q: a4 or letter", j.Paper)
	}
	o := layout.Options{Options: j.Options, Metrics: j.fonts}
	o.PageHeight = func(width float64) float64 {
		// Upright as long as that leaves the text large enough to be read.
		if paper != (pdf.Paper{}) && paper.Scale(width) < leastScale {
			paper = paper.Landscape()
		}
		return paper.PageHeight(width)
	}
	l := layout.New(j.diagram, o)
	w, err := j.files.Page(1, 1)
	if err != nil {
		return err
	}
	return pdf.Write(w, l, pdf.Options{
		Theme: j.theme, Fonts: j.fonts, Title: l.Heading(), Subject: l.Summary(), Version: j.Version, Paper: paper,
	})
}

// leastScale is how much smaller a diagram may become on upright paper; a label
// of 12 points then has 7.
const leastScale = 0.6
