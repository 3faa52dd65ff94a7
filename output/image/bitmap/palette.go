package bitmap

import (
	"image/color"

	"github.com/packetseq/packetseq/output/image/draw"
	"github.com/packetseq/packetseq/output/image/layout"
)

// A palette is the colours of an indexed image: for each ink a ramp from the
// background to the ink, so that the edges of lines and letters are smooth, and
// a few ramps over the ground of the heads.
type palette struct {
	colors []color.RGBA
	steps  int                       // of a ramp
	ramps  [layout.Inks][]uint8      // indices of the steps; the last is the ink itself
	inks   map[color.RGBA]layout.Ink // by their colour
	level  [256]uint8                // the step of a coverage
	theme  *draw.Theme
}

const (
	maxColors = 256
	maxSteps  = 16
)

// newPalette returns a palette for the inks that are used.
func newPalette(t *draw.Theme, used []layout.Ink) *palette {
	p := &palette{theme: t, inks: make(map[color.RGBA]layout.Ink)}
	onHead := []layout.Ink{layout.Foreground, layout.Muted, layout.HeadBorder}
	p.steps = min(maxSteps, (maxColors-1)/(len(used)+len(onHead)))
	p.colors = append(p.colors, t[layout.Background])
	p.inks[t[layout.Background]] = layout.Background
	for i := range p.level {
		p.level[i] = uint8((i*p.steps + 127) / 255)
	}
	for _, ink := range used {
		if _, ok := p.inks[t[ink]]; ok {
			continue
		}
		p.inks[t[ink]] = ink
		p.ramps[ink] = p.ramp(t[layout.Background], t[ink])
	}
	for _, ink := range onHead {
		p.ramp(t[layout.HeadFill], t[ink])
	}
	ground := make([]uint8, p.steps)
	p.ramps[layout.Background] = ground // index 0; where it does not cover wholly, see blend
	return p
}

// ramp adds the colours between two, without the first, and returns their indices.
func (p *palette) ramp(from, to color.RGBA) []uint8 {
	indices := make([]uint8, p.steps)
	for i := range indices {
		indices[i] = uint8(len(p.colors))
		p.colors = append(p.colors, mix(from, to, i+1, p.steps))
	}
	return indices
}

// mix returns the colour that is part/whole of the way from one to another.
func mix(from, to color.RGBA, part, whole int) color.RGBA {
	m := func(a, b uint8) uint8 {
		return uint8((int(a)*(whole-part) + int(b)*part + whole/2) / whole)
	}
	return color.RGBA{m(from.R, to.R), m(from.G, to.G), m(from.B, to.B), 0xff}
}

// nearest returns the index of the colour that is most like c.
func (p *palette) nearest(c color.RGBA) uint8 {
	best, least := 0, 1<<30
	for i, q := range p.colors {
		dr, dg, db := int(c.R)-int(q.R), int(c.G)-int(q.G), int(c.B)-int(q.B)
		if d := dr*dr + dg*dg + db*db; d < least {
			best, least = i, d
		}
	}
	return uint8(best)
}

// A blender puts inks over what is already there. Every worker has its own.
type blender struct {
	*palette

	// known holds, for each index below, ink and step, the resulting index
	// plus one; 0 where it was not needed yet.
	known []uint16
}

func newBlender(p *palette) *blender {
	return &blender{palette: p, known: make([]uint16, maxColors*layout.Inks*(maxSteps+1))}
}

// over returns the index of what an ink of a step, above 0, makes of the index below.
func (b *blender) over(below uint8, ink layout.Ink, step uint8) uint8 {
	if below == 0 || int(step) == b.steps {
		return b.ramps[ink][step-1]
	}
	k := &b.known[(int(below)*layout.Inks+int(ink))*(maxSteps+1)+int(step)]
	if *k == 0 {
		*k = uint16(b.nearest(mix(b.colors[below], b.theme[ink], int(step), b.steps))) + 1
	}
	return uint8(*k - 1)
}
