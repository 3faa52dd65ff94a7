package bitmap

import (
	"image"
	"image/color"
	"math"

	"github.com/tdewolff/canvas"
	"golang.org/x/image/vector"

	"github.com/packetseq/packetseq/output/image/fonts"
	"github.com/packetseq/packetseq/output/image/layout"
)

// DrawText implements draw.Surface. Baselines are on whole pixels, so that every
// letter looks the same wherever it stands.
func (b *band) DrawText(t *layout.Text, c color.RGBA, m canvas.Matrix) {
	ink := b.blend.inks[c]
	at := b.pixels(m).Dot(canvas.Point{X: t.Left(), Y: t.Y})
	base := math.Floor(at.Y + 0.5 + 1e-6)
	size := t.Face.Size() * b.scale
	if base < -size || base > float64(b.height)+2*size {
		return
	}
	b.glyphs = b.fonts.Glyphs(b.glyphs[:0], t.String, t.Face.Bold())
	for i := range b.glyphs {
		g := &b.glyphs[i]
		x := at.X + float64(g.X)*size
		left := math.Floor(x)
		k := b.masks.get(g, size, uint8((x-left)*subPixels))
		if k.pix != nil {
			up := int(math.Floor(float64(g.Y)*size + 0.5))
			b.stamp(k.pix, k.area.Add(image.Pt(int(left), int(base)-up)), ink)
		}
	}
}

// subPixels is the number of places in a pixel's width at which a letter can
// stand.
const subPixels = 4

// A mask is a drawn glyph, around its origin; pix is nil for a blank.
type mask struct {
	area image.Rectangle
	pix  []byte
}

type maskKey struct {
	font *fonts.Font
	size float64
	id   uint16
	sub  uint8
}

// masks are the glyphs that were drawn before.
type masks struct {
	set    *fonts.Set
	known  map[maskKey]*mask
	raster vector.Rasterizer
}

// maxMasks bounds the memory for them: a text in Han script may have thousands
// of different characters.
const maxMasks = 1 << 14

// get returns a glyph of a size in pixels, moved right by sub of subPixels.
func (m *masks) get(g *fonts.Glyph, size float64, sub uint8) *mask {
	key := maskKey{g.Font, size, g.ID, sub}
	if k, ok := m.known[key]; ok {
		return k
	}
	if len(m.known) >= maxMasks {
		clear(m.known)
	}
	var outline *canvas.Path
	m.set.WithFont(func() { outline = g.Font.Outline(g.ID) })
	k := m.draw(outline, size, float64(sub)/subPixels)
	m.known[key] = k
	return k
}

// draw draws an outline of a font of size 1.
func (m *masks) draw(outline *canvas.Path, size, right float64) *mask {
	if outline.Empty() {
		return &mask{}
	}
	outline = outline.Transform(canvas.Identity.Translate(right, 0).Scale(size, size))
	r := outline.FastBounds()
	area := image.Rect(int(math.Floor(r.X0)), int(-math.Ceil(r.Y1)), int(math.Ceil(r.X1)), int(-math.Floor(r.Y0)))
	if area.Empty() || area.Dx() > maxGlyph || area.Dy() > maxGlyph {
		return &mask{}
	}
	m.raster.Reset(area.Dx(), area.Dy())
	outline = outline.Transform(canvas.Identity.Translate(-float64(area.Min.X), float64(area.Max.Y)))
	outline.ToVectorRasterizer(&m.raster, canvas.DPMM(1))
	k := &mask{area: area, pix: make([]byte, area.Dx()*area.Dy())}
	m.raster.Draw(&image.Alpha{Pix: k.pix, Stride: area.Dx(), Rect: image.Rect(0, 0, area.Dx(), area.Dy())},
		image.Rect(0, 0, area.Dx(), area.Dy()), image.Opaque, image.Point{})
	return k
}

// maxGlyph is the largest glyph in pixels that is drawn; what a damaged font
// makes larger is left blank.
const maxGlyph = 4096
