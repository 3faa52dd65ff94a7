// Package svg writes a layout as one SVG image.
//
// It is a canvas.Renderer that appends to a buffer: canvas's own takes a
// hundred times as long for the same picture, embeds the whole font with the
// time of day, and has no groups, titles or text anchors.
package svg

import (
	"bufio"
	"image/color"
	"io"
	"strings"

	"github.com/tdewolff/canvas"

	"github.com/packetseq/packetseq/output/image/draw"
	"github.com/packetseq/packetseq/output/image/layout"
)

// Options say how a layout becomes an image.
type Options struct {
	Theme    *draw.Theme
	Families []string // fonts to be tried after the built-in one
}

// Write writes the first page of a layout, which has no others.
func Write(w io.Writer, l *layout.Layout, o Options) error {
	s := &surface{w: bufio.NewWriterSize(w, 1<<16), width: l.Width(), height: l.Height(0)}
	s.head(l, o)
	p := draw.NewPainter(s, o.Theme, 0)
	l.Draw(0, 0, s.height, p)
	s.raw("</svg>\n")
	s.flush()
	return s.w.Flush()
}

// A surface is a draw.Surface that writes SVG. The error of the writer below
// stays with its buffer and is returned by Flush.
type surface struct {
	draw.PathsOnly
	w             *bufio.Writer
	width, height float64
	buf           []byte // of the element being written
}

// families are the fonts whose letters are as wide as those that were measured,
// or nearly so.
const families = "'DejaVu Sans','Bitstream Vera Sans',Verdana"

// head writes the start tag, what the image is, and its background.
func (s *surface) head(l *layout.Layout, o Options) {
	s.raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<svg xmlns="http://www.w3.org/2000/svg" width="`)
	s.number(s.width)
	s.raw(`" height="`)
	s.number(s.height)
	s.raw(`" viewBox="0 0 `)
	s.number(s.width)
	s.raw(` `)
	s.number(s.height)
	s.raw(`" role="img" fill="none" font-family="` + families)
	for _, f := range o.Families {
		s.raw(",'")
		s.escaped(strings.ReplaceAll(f, "'", ""))
		s.raw("'")
	}
	s.raw(",sans-serif\">\n<title>")
	s.escaped(l.Heading())
	s.raw("</title>\n<desc>Packet sequence diagram: ")
	s.escaped(l.Summary())
	s.raw("</desc>\n" + `<rect width="100%" height="100%"`)
	s.color("fill", o.Theme[layout.Background])
	s.raw("/>\n")
}

// Size implements canvas.Renderer.
func (s *surface) Size() (width, height float64) { return s.width, s.height }

// Begin implements draw.Surface.
func (s *surface) Begin(g layout.Group) {
	s.raw("<g")
	if g.ID != "" {
		s.raw(` id="` + g.ID + `"`)
	}
	if g.Class != "" {
		s.raw(` class="` + g.Class + `"`)
	}
	s.raw(">")
	if g.Title != "" {
		s.raw("<title>")
		s.escaped(g.Title)
		s.raw("</title>")
	}
	s.raw("\n")
}

// End implements draw.Surface.
func (s *surface) End() {
	s.raw("</g>\n")
	s.flush()
}

// DrawText implements draw.Surface: text is text, and its anchor keeps it in
// its place where it is drawn in another font.
func (s *surface) DrawText(t *layout.Text, c color.RGBA, m canvas.Matrix) {
	at := m.Dot(canvas.Point{X: t.X, Y: t.Y})
	s.raw(`<text x="`)
	s.number(at.X)
	s.raw(`" y="`)
	s.number(s.height - at.Y)
	s.raw(`"` + anchors[t.Anchor] + ` font-size="`)
	s.number(t.Face.Size())
	s.raw(`"`)
	if t.Face.Bold() {
		s.raw(` font-weight="bold"`)
	}
	s.color("fill", c)
	if keepsSpaces(t.String) {
		s.raw(` xml:space="preserve"`)
	}
	s.raw(">")
	s.escaped(t.String)
	s.raw("</text>\n")
}

var anchors = [...]string{layout.Start: "", layout.Middle: ` text-anchor="middle"`, layout.End: ` text-anchor="end"`}

// keepsSpaces reports whether a text has spaces that SVG would take away.
func keepsSpaces(text string) bool {
	return strings.HasPrefix(text, " ") || strings.HasSuffix(text, " ") || strings.Contains(text, "  ")
}

// RenderPath implements canvas.Renderer, for plain colours.
func (s *surface) RenderPath(path *canvas.Path, style canvas.Style, m canvas.Matrix) {
	s.raw(`<path d="`)
	s.path(path, canvas.Identity.Translate(0, s.height).Scale(1, -1).Mul(m))
	s.raw(`"`)
	if style.HasFill() {
		s.color("fill", style.Fill.Color)
	}
	if style.HasStroke() {
		s.color("stroke", style.Stroke.Color)
		s.raw(` stroke-width="`)
		s.number(style.StrokeWidth)
		s.raw(`"`)
		for i, d := range style.Dashes {
			if i == 0 {
				s.raw(` stroke-dasharray="`)
			} else {
				s.raw(" ")
			}
			s.number(d * style.StrokeWidth) // canvas counts dashes in widths
		}
		if style.IsDashed() {
			s.raw(`"`)
		}
	}
	s.raw("/>\n")
}
