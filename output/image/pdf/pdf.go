// Package pdf writes a layout as a PDF document.
//
// Its pages are drawn through canvas; the file is written here. canvas's own
// PDF renderer takes 478 ms for a thousand messages, this one about 20; it dates
// the file with the time of day, and finds the text of a glyph in the font's
// character map, which has none for joined letters and ligatures. fpdf, the
// other library at hand, embeds TrueType only, and does not shape.
package pdf

import (
	"image/color"
	"io"
	"math"

	"github.com/packetseq/packetseq/output/image/draw"
	"github.com/packetseq/packetseq/output/image/fonts"
	"github.com/packetseq/packetseq/output/image/layout"
)

// Options say how a layout becomes a document.
type Options struct {
	Theme   *draw.Theme
	Fonts   *fonts.Set
	Title   string
	Subject string
	Version string // of the program
	Paper   Paper  // zero: every page as large as its layout
}

// A Paper is the size of a page in points.
type Paper struct{ Width, Height float64 }

// The papers, upright.
var (
	A4     = Paper{595.28, 841.89}
	Letter = Paper{612, 792}
)

// Landscape returns the paper lying on its side.
func (p Paper) Landscape() Paper { return Paper{p.Height, p.Width} }

const (
	// MaxSize is the greatest width and height of a page in points (ISO 32000-1,
	// annex C: what Acrobat can show).
	MaxSize = 14400

	// paperMargin is what printers leave blank. A layout has a margin of its
	// own, which is made smaller with everything else.
	paperMargin = 14
)

// Room returns the width of what can be printed.
func (p Paper) Room() float64 { return p.Width - 2*paperMargin }

// Scale returns by how much a layout that is width points wide is made smaller
// to fit on the paper, or without a paper on the largest page there is; it is
// never made larger.
func (p Paper) Scale(width float64) float64 {
	if p == (Paper{}) {
		return min(1, MaxSize/width)
	}
	return min(1, p.Room()/width)
}

// PageHeight returns how high a page of a layout of that width may be, in the
// layout's points.
func (p Paper) PageHeight(width float64) float64 {
	if p == (Paper{}) {
		return MaxSize / p.Scale(width)
	}
	return math.Floor((p.Height - 2*paperMargin) / p.Scale(width))
}

// Write writes the pages of a layout.
func Write(w io.Writer, l *layout.Layout, o Options) error {
	d := newDocument(w)
	f := newFontTable(o.Fonts)
	pages := make([]page, l.Pages())
	for n := range pages {
		s := &surface{fonts: f, width: l.Width(), height: l.Height(n)}
		pages[n] = newPage(s, o.Paper, o.Theme[layout.Background])
		l.Draw(n, 0, s.height, draw.NewPainter(s, o.Theme, 0))
		pages[n].contents = d.stream("", s.content)
		if d.err != nil {
			return d.err
		}
	}
	resources := f.write(d)
	d.finish(pages, resources, info{title: o.Title, subject: o.Subject, producer: "packetseq " + o.Version})
	return d.err
}

// A page is one page of the document.
type page struct {
	width, height float64
	contents      ref
}

// newPage makes a page for a surface, which it puts at the top and in the
// middle of a paper, or on a page of its own size.
func newPage(s *surface, paper Paper, background color.RGBA) page {
	p := page{width: paper.Width, height: paper.Height}
	scale, dx, dy := 0.0, 0.0, 0.0
	if paper == (Paper{}) {
		scale = min(1, MaxSize/s.width, MaxSize/s.height)
		p.width, p.height = s.width*scale, s.height*scale
	} else {
		scale = min(paper.Scale(s.width), (paper.Height-2*paperMargin)/s.height)
		dx, dy = (paper.Width-s.width*scale)/2, paper.Height-paperMargin-s.height*scale
	}
	s.setFill(background)
	s.numbers(0, 0, p.width, p.height)
	s.raw("re f\n")
	s.matrix(scale, dx, dy)
	return p
}
