package pdf

import (
	"image/color"
	"strconv"

	"github.com/tdewolff/canvas"

	"github.com/packetseq/packetseq/output/image/draw"
	"github.com/packetseq/packetseq/output/image/fonts"
	"github.com/packetseq/packetseq/output/image/layout"
)

// A surface is a draw.Surface that writes the content of a page. PDF has the
// coordinates of canvas: points, y upwards.
type surface struct {
	draw.PathsOnly
	fonts         *fontTable
	width, height float64
	content       []byte
	glyphs        []fonts.Glyph

	// What was set last, so that it is not set again.
	fill, stroke color.RGBA
	lineWidth    float64
	dashed       bool
	font         string
	fontSize     float64
}

// Size implements canvas.Renderer.
func (s *surface) Size() (width, height float64) { return s.width, s.height }

// Begin and End implement draw.Surface: nothing is seen of a group.
func (s *surface) Begin(layout.Group) {}
func (s *surface) End()               {}

func (s *surface) raw(text string) { s.content = append(s.content, text...) }

// numbers appends operands.
func (s *surface) numbers(values ...float64) {
	for _, v := range values {
		s.content = append(draw.AppendNumber(s.content, v), ' ')
	}
}

// matrix scales and moves all that follows.
func (s *surface) matrix(scale, dx, dy float64) {
	s.content = strconv.AppendFloat(s.content, scale, 'f', 6, 64)
	s.raw(" 0 0 ")
	s.content = strconv.AppendFloat(s.content, scale, 'f', 6, 64)
	s.raw(" ")
	s.numbers(dx, dy)
	s.raw("cm\n")
}

func (s *surface) setFill(c color.RGBA) {
	if c != s.fill {
		s.fill = c
		s.color(c)
		s.raw("rg\n")
	}
}

func (s *surface) color(c color.RGBA) {
	for _, v := range [...]uint8{c.R, c.G, c.B} {
		s.content = append(strconv.AppendFloat(s.content, float64(v)/255, 'f', 3, 64), ' ')
	}
}

// RenderPath implements canvas.Renderer, for plain colours.
func (s *surface) RenderPath(path *canvas.Path, style canvas.Style, m canvas.Matrix) {
	fill, stroke := style.HasFill(), style.HasStroke()
	if fill {
		s.setFill(style.Fill.Color)
	}
	if stroke {
		s.setStroke(style)
	}
	s.path(path, m)
	switch {
	case fill && stroke:
		s.raw("B\n")
	case fill:
		s.raw("f\n")
	case stroke:
		s.raw("S\n")
	default:
		s.raw("n\n")
	}
}

// setStroke sets the pen. Lengths are those of the page: the painter's matrix
// moves and mirrors only.
func (s *surface) setStroke(style canvas.Style) {
	if style.Stroke.Color != s.stroke {
		s.stroke = style.Stroke.Color
		s.color(s.stroke)
		s.raw("RG\n")
	}
	if style.StrokeWidth != s.lineWidth {
		s.lineWidth = style.StrokeWidth
		s.numbers(s.lineWidth)
		s.raw("w\n")
	}
	if style.IsDashed() || s.dashed {
		s.dashed = style.IsDashed()
		s.raw("[")
		for _, d := range style.Dashes {
			s.numbers(d * style.StrokeWidth) // canvas counts dashes in widths
		}
		s.raw("] 0 d\n")
	}
}

// path appends the path operators.
func (s *surface) path(path *canvas.Path, m canvas.Matrix) {
	if !draw.IsStraight(path) {
		s.raw(path.Copy().Transform(m).ToPDF())
		s.raw(" ")
		return
	}
	for c := path.Scanner(); c.Scan(); {
		if c.Cmd() == canvas.CloseCmd {
			s.raw("h ")
			continue
		}
		p := m.Dot(c.End())
		s.numbers(p.X, p.Y)
		if c.Cmd() == canvas.MoveToCmd {
			s.raw("m ")
		} else {
			s.raw("l ")
		}
	}
}

// DrawText implements draw.Surface. Every glyph is told what characters it
// stands for, so that the text can be found and copied, and a shortened text what
// it is in full (ISO 32000-1, 14.9.4).
func (s *surface) DrawText(t *layout.Text, c color.RGBA, m canvas.Matrix) {
	s.glyphs = s.fonts.set.Glyphs(s.glyphs[:0], t.String, t.Face.Bold())
	if len(s.glyphs) == 0 {
		return
	}
	at := m.Dot(canvas.Point{X: t.Left(), Y: t.Y})
	size := t.Face.Size()
	s.setFill(c)
	if t.Full != "" {
		s.raw("/Span<</ActualText" + textString(t.Full) + ">>BDC\n")
		defer s.raw("EMC\n")
	}
	s.raw("BT\n")
	x, y := 0.0, 0.0 // where the line begins, from the origin of the text object
	var pen float32  // where the next glyph would stand
	var current *subset
	for i := range s.glyphs {
		g := &s.glyphs[i]
		sub, cid := s.fonts.cid(g)
		if i == 0 || sub != current || abs(g.X-pen) > 0.001 || g.Y != 0 {
			if i > 0 {
				s.raw("> Tj\n")
			}
			s.setFont(sub.name, size)
			nx, ny := at.X+float64(g.X)*size, at.Y+float64(g.Y)*size
			s.numbers(nx-x, ny-y)
			s.raw("Td <")
			x, y, current = nx, ny, sub
			pen = g.X
		}
		s.hex(cid, sub.drawn)
		pen += sub.font.Advance(g.ID)
		if g.Y != 0 {
			pen = -1e6 // the next glyph stands elsewhere
		}
	}
	s.raw("> Tj\nET\n")
}

func abs(v float32) float32 { return max(v, -v) }

// hex appends a glyph's number, in one byte or two.
func (s *surface) hex(v uint16, short bool) {
	const digits = "0123456789ABCDEF"
	if !short {
		s.content = append(s.content, digits[v>>12], digits[v>>8&15])
	}
	s.content = append(s.content, digits[v>>4&15], digits[v&15])
}

func (s *surface) setFont(name string, size float64) {
	if name == s.font && size == s.fontSize {
		return
	}
	s.font, s.fontSize = name, size
	s.raw("/" + name + " ")
	s.numbers(size)
	s.raw("Tf\n")
}
