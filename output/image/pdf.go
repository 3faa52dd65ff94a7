package image

import (
	"fmt"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/output/image/pdf"
	"github.com/packetseq/packetseq/seq"
)

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
	if paper != (pdf.Paper{}) {
		// On paper lying on its side the text stays large enough to be read.
		o.MaxWidth = paper.Landscape().Room() / leastScale
	}
	o.PageHeight = func(width float64) float64 {
		// Upright as long as that leaves the text large enough to be read.
		if paper != (pdf.Paper{}) && paper.Scale(width) < leastScale {
			paper = paper.Landscape()
		}
		return paper.PageHeight(width)
	}
	l := layout.New(j.diagram, o)
	if scale := paper.Scale(l.Width()); scale < leastScale {
		j.Remark(fmt.Sprintf("the diagram is %.0f points wide, and drawn at %.0f %% of its size to fit on the page: -t svg has room for it", l.Width(), 100*scale))
	}
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
