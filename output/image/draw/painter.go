// Package draw draws the shapes of a layout through canvas. Lines and areas go
// through a canvas.Context to a canvas.Renderer; texts go beside it, because a
// canvas.Text costs 66 µs to make and its drawing builds outlines that no
// renderer needs, which is more than a whole message may cost.
package draw

import (
	"image/color"

	"github.com/tdewolff/canvas"

	"github.com/packetseq/packetseq/output/image/layout"
)

// A Surface is what a page is drawn on: a canvas.Renderer, whose unit is the
// point here, that also draws texts and knows what belongs together.
type Surface interface {
	canvas.Renderer

	// DrawText draws a text. m takes the coordinates of the text to those of
	// the renderer; it moves and mirrors only.
	DrawText(t *layout.Text, c color.RGBA, m canvas.Matrix)

	Begin(layout.Group)
	End()
}

// A Painter is a layout.Pen that draws on a Surface.
type Painter struct {
	surface Surface
	theme   *Theme
	ctx     *canvas.Context
	path    canvas.Path
	dashes  []float64
	text    canvas.Matrix
}

// NewPainter returns a Painter of the part of a page that begins at a height in
// points below the top of the page and is as large as the surface.
func NewPainter(s Surface, t *Theme, top float64) *Painter {
	p := &Painter{surface: s, theme: t, ctx: canvas.NewContext(s)}
	p.ctx.SetCoordSystem(canvas.CartesianIV)
	p.ctx.SetView(canvas.Identity.Translate(0, -top))
	p.text = p.ctx.CoordSystemView().Mul(p.ctx.View())
	return p
}

// Begin implements layout.Pen.
func (p *Painter) Begin(g layout.Group) { p.surface.Begin(g) }

// End implements layout.Pen.
func (p *Painter) End() { p.surface.End() }

// Stroke implements layout.Pen.
func (p *Painter) Stroke(s layout.Stroke) {
	p.polyline(s.Points)
	p.ctx.SetFill(nil)
	p.border(s.Ink, s.Width)
	if d := s.Dash.Lengths(); d != nil {
		p.dashes = p.dashes[:0]
		for _, length := range d {
			p.dashes = append(p.dashes, length/s.Width) // canvas multiplies by the width
		}
		p.ctx.SetDashes(0, p.dashes...)
		defer p.ctx.SetDashes(0)
	}
	p.ctx.DrawPath(0, 0, &p.path)
}

// Fill implements layout.Pen.
func (p *Painter) Fill(f layout.Fill) {
	p.polyline(f.Points)
	p.path.Close()
	p.ctx.SetStroke(nil)
	p.ctx.SetFillColor(p.theme[f.Ink])
	p.ctx.DrawPath(0, 0, &p.path)
}

// Box implements layout.Pen.
func (p *Painter) Box(b layout.Box) {
	p.ctx.SetFill(nil)
	p.ctx.SetStroke(nil)
	if b.Fill != layout.NoInk {
		p.ctx.SetFillColor(p.theme[b.Fill])
	}
	if b.Border != layout.NoInk {
		p.border(b.Border, b.Width)
	}
	p.ctx.DrawPath(b.X, b.Y, canvas.RoundedRectangle(b.W, b.H, b.Radius))
}

// Text implements layout.Pen.
func (p *Painter) Text(t layout.Text) {
	p.surface.DrawText(&t, p.theme[t.Ink], p.text)
}

func (p *Painter) border(ink layout.Ink, width float64) {
	p.ctx.SetStrokeColor(p.theme[ink])
	p.ctx.SetStrokeWidth(width)
}

func (p *Painter) polyline(points []layout.Point) {
	p.path.Reset()
	for i, q := range points {
		if i == 0 {
			p.path.MoveTo(q.X, q.Y)
			continue
		}
		p.path.LineTo(q.X, q.Y)
	}
}
