package bitmap

import (
	"image"
	"image/draw"
	"math"

	"github.com/tdewolff/canvas"
	"golang.org/x/image/vector"

	painted "github.com/packetseq/packetseq/output/image/draw"
	"github.com/packetseq/packetseq/output/image/fonts"
	"github.com/packetseq/packetseq/output/image/layout"
)

// A band is some rows of pixels of a page: a draw.Surface. It draws what lies
// in it and clips the rest.
//
// canvas's own rasterizer keeps a whole page of four bytes a pixel and finds
// the outline of every letter again, which takes twelve seconds for a thousand
// messages; a band keeps one byte a pixel and every letter it has drawn.
type band struct {
	painted.PathsOnly
	width, height int
	stride        int    // of pix: a byte for the PNG filter type, then the pixels
	pix           []byte // indices into the palette
	scale         float64
	blend         *blender
	fonts         *fonts.Set
	masks         masks
	raster        vector.Rasterizer
	coverage      image.Alpha
	glyphs        []fonts.Glyph
}

func newBand(width int, scale float64, p *palette, set *fonts.Set) *band {
	return &band{width: width, stride: width + 1, scale: scale, blend: newBlender(p), fonts: set,
		masks: masks{set: set, known: make(map[maskKey]*mask)}}
}

// reset makes the band that many rows of background.
func (b *band) reset(height int) {
	b.height = height
	if n := height * b.stride; cap(b.pix) < n {
		b.pix = make([]byte, n)
	} else {
		b.pix = b.pix[:n]
		clear(b.pix)
	}
}

// Size implements canvas.Renderer: in points.
func (b *band) Size() (width, height float64) {
	return float64(b.width) / b.scale, float64(b.height) / b.scale
}

// Begin and End implement draw.Surface: pixels know of no groups.
func (b *band) Begin(layout.Group) {}
func (b *band) End()               {}

// pixels returns the matrix that takes what m takes to points, y upwards, on to
// pixels, y downwards.
func (b *band) pixels(m canvas.Matrix) canvas.Matrix {
	return canvas.Identity.Translate(0, float64(b.height)).Scale(b.scale, -b.scale).Mul(m)
}

// RenderPath implements canvas.Renderer, for paths in the colours of the palette.
func (b *band) RenderPath(path *canvas.Path, style canvas.Style, m canvas.Matrix) {
	px := b.pixels(m)
	if style.HasFill() {
		ink := b.blend.inks[style.Fill.Color]
		if r, ok := rectangle(path, px); ok {
			b.fillRect(r, ink)
		} else {
			b.fillPath(path.Copy().Transform(px), ink)
		}
	}
	if !style.HasStroke() {
		return
	}
	ink := b.blend.inks[style.Stroke.Color]
	if from, to, ok := segment(path, px); ok {
		b.line(from, to, style, ink)
		return
	}
	if style.IsDashed() {
		offset, dashes := canvas.ScaleDash(style.StrokeWidth, style.DashOffset, style.Dashes)
		path = path.Dash(offset, dashes...)
	}
	outline := path.Stroke(style.StrokeWidth, style.StrokeCapper, style.StrokeJoiner, canvas.PixelTolerance/b.scale)
	b.fillPath(outline.Transform(px), ink)
}

// segment returns the ends of a path that is one straight line.
func segment(path *canvas.Path, px canvas.Matrix) (from, to canvas.Point, ok bool) {
	s := path.Scanner()
	if !s.Scan() { // the first command, which moves to the start
		return from, to, false
	}
	if !s.Scan() || s.Cmd() != canvas.LineToCmd {
		return from, to, false
	}
	from, to = px.Dot(s.Start()), px.Dot(s.End())
	return from, to, !s.Scan()
}

// rectangle returns the bounds of a path that is an upright rectangle.
func rectangle(path *canvas.Path, px canvas.Matrix) (r canvas.Rect, ok bool) {
	if path.Len() != 5 || !path.Closed() || px[0][1] != 0 || px[1][0] != 0 {
		return r, false
	}
	for s := path.Scanner(); s.Scan(); {
		d := s.End().Sub(s.Start())
		if s.Cmd() > canvas.LineToCmd && s.Cmd() != canvas.CloseCmd || s.Cmd() != canvas.MoveToCmd && d.X != 0 && d.Y != 0 {
			return r, false
		}
	}
	return path.FastBounds().Transform(px), true
}

// fillRect fills a rectangle. Its sides are moved to the nearest borders
// between pixels, so that they are sharp, and it never vanishes.
func (b *band) fillRect(r canvas.Rect, ink layout.Ink) {
	x0, x1 := snap(r.X0, r.X1)
	y0, y1 := snap(r.Y0, r.Y1)
	x0, x1 = max(x0, 0), min(x1, b.width)
	y0, y1 = max(y0, 0), min(y1, b.height)
	if x0 >= x1 {
		return
	}
	index := b.blend.ramps[ink][b.blend.steps-1]
	for y := y0; y < y1; y++ {
		row := b.pix[y*b.stride+1+x0 : y*b.stride+1+x1]
		for x := range row {
			row[x] = index
		}
	}
}

// snap returns whole pixels for an extent, at least one.
func snap(from, to float64) (int, int) {
	const sameEverywhere = 1e-6 // the rounding errors of one band must not differ from another's
	a := int(math.Floor(from + 0.5 + sameEverywhere))
	n := max(1, int(math.Floor(to-from+0.5+sameEverywhere)))
	return a, a + n
}

// line strokes a straight line.
func (b *band) line(from, to canvas.Point, style canvas.Style, ink layout.Ink) {
	width := style.StrokeWidth * b.scale
	if !style.IsDashed() {
		b.solid(from, to, width, ink)
		return
	}
	d := to.Sub(from)
	length := d.Length()
	for at, i := 0.0, 0; at < length; i++ {
		step := style.Dashes[i%len(style.Dashes)] * width
		if i%2 == 0 {
			b.solid(from.Add(d.Mul(at/length)), from.Add(d.Mul(min(at+step, length)/length)), width, ink)
		}
		at += step
	}
}

// solid strokes a straight line without dashes.
func (b *band) solid(from, to canvas.Point, width float64, ink layout.Ink) {
	if from.X == to.X || from.Y == to.Y {
		r := canvas.Rect{X0: min(from.X, to.X), Y0: min(from.Y, to.Y), X1: max(from.X, to.X), Y1: max(from.Y, to.Y)}
		if from.X == to.X {
			r.X0, r.X1 = r.X0-width/2, r.X1+width/2
		} else {
			r.Y0, r.Y1 = r.Y0-width/2, r.Y1+width/2
		}
		b.fillRect(r, ink)
		return
	}
	if from.Y > to.Y {
		from, to = to, from
	}
	along := to.Sub(from)
	// What lies outside the band costs time and is not seen.
	if reach := 2 * width; from.Y < -reach {
		from = from.Add(along.Mul((-reach - from.Y) / along.Y))
	}
	if reach := float64(b.height) + 2*width; to.Y > reach {
		to = to.Sub(along.Mul((to.Y - reach) / along.Y))
	}
	if from.Y >= to.Y {
		return
	}
	side := along.Rot90CCW().Norm(width / 2)
	b.fill([]canvas.Point{from.Add(side), to.Add(side), to.Sub(side), from.Sub(side)}, ink)
}

// fillPath fills a path in pixels.
func (b *band) fillPath(path *canvas.Path, ink layout.Ink) {
	flat := path.Flatten(canvas.PixelTolerance)
	if area, ok := b.begin(flat.FastBounds()); ok {
		for s := flat.Scanner(); s.Scan(); {
			x, y := float32(s.End().X)-float32(area.Min.X), float32(s.End().Y)-float32(area.Min.Y)
			switch s.Cmd() {
			case canvas.MoveToCmd:
				b.raster.ClosePath()
				b.raster.MoveTo(x, y)
			case canvas.CloseCmd:
				b.raster.ClosePath()
			default:
				b.raster.LineTo(x, y)
			}
		}
		b.finish(area, ink)
	}
}

// fill fills a polygon in pixels.
func (b *band) fill(points []canvas.Point, ink layout.Ink) {
	r := canvas.Rect{X0: points[0].X, Y0: points[0].Y, X1: points[0].X, Y1: points[0].Y}
	for _, p := range points {
		r.X0, r.Y0, r.X1, r.Y1 = min(r.X0, p.X), min(r.Y0, p.Y), max(r.X1, p.X), max(r.Y1, p.Y)
	}
	area, ok := b.begin(r)
	if !ok {
		return
	}
	for i, p := range points {
		x, y := float32(p.X)-float32(area.Min.X), float32(p.Y)-float32(area.Min.Y)
		if i == 0 {
			b.raster.MoveTo(x, y)
		} else {
			b.raster.LineTo(x, y)
		}
	}
	b.finish(area, ink)
}

// begin prepares the rasterizer for a shape with these bounds; ok is false if
// it lies outside the band.
func (b *band) begin(r canvas.Rect) (area image.Rectangle, ok bool) {
	area = image.Rect(int(math.Floor(r.X0)), int(math.Floor(r.Y0)), int(math.Ceil(r.X1)), int(math.Ceil(r.Y1)))
	if !area.Overlaps(image.Rect(0, 0, b.width, b.height)) {
		return area, false
	}
	b.raster.Reset(area.Dx(), area.Dy())
	b.raster.DrawOp = draw.Src
	return area, true
}

// finish draws what the rasterizer holds, with its upper left corner at that of area.
func (b *band) finish(area image.Rectangle, ink layout.Ink) {
	b.raster.ClosePath()
	n := area.Dx() * area.Dy()
	if cap(b.coverage.Pix) < n {
		b.coverage.Pix = make([]byte, n)
	}
	b.coverage = image.Alpha{Pix: b.coverage.Pix[:n], Stride: area.Dx(), Rect: image.Rect(0, 0, area.Dx(), area.Dy())}
	b.raster.Draw(&b.coverage, b.coverage.Rect, image.Opaque, image.Point{})
	b.stamp(b.coverage.Pix, area, ink)
}

// stamp puts ink where a mask covers the band.
func (b *band) stamp(mask []byte, area image.Rectangle, ink layout.Ink) {
	seen := area.Intersect(image.Rect(0, 0, b.width, b.height))
	ramp := b.blend.ramps[ink]
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		from := mask[(y-area.Min.Y)*area.Dx()+seen.Min.X-area.Min.X:][:seen.Dx()]
		to := b.pix[y*b.stride+1+seen.Min.X:][:seen.Dx()]
		for x, coverage := range from {
			step := b.blend.level[coverage]
			switch {
			case step == 0:
			case to[x] == 0:
				to[x] = ramp[step-1]
			default:
				to[x] = b.blend.over(to[x], ink, step)
			}
		}
	}
}
