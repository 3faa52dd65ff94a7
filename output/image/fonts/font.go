// Package fonts turns texts into glyphs: with a built-in font that is the same
// everywhere, and for what it lacks with a font that the user gave or the system
// has. A character that no font has becomes a box; it is never dropped.
package fonts

import (
	"fmt"
	"unicode/utf8"

	"github.com/tdewolff/canvas"
	canvastext "github.com/tdewolff/canvas/text"
	"github.com/tdewolff/font"
)

// A Font is one parsed font file. Its methods may be called by one goroutine at
// a time, except those that say otherwise.
type Font struct {
	name   string
	family string
	sfnt   *font.SFNT
	shaper *canvastext.Shaper // made when it is needed first: that costs ten times the parsing
	ascii  [utf8.RuneSelf]simpleGlyph
	units  float32 // per em
}

// A simpleGlyph is a glyph that stands for one character wherever it is.
type simpleGlyph struct{ id, advance uint16 }

// parse parses a TTF, OTF or, with an index, TTC.
func parse(data []byte, index int) (f *Font, err error) {
	// The font may come from anywhere, and the parser is not hardened.
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("damaged font: %v", r)
		}
	}()
	sfnt, err := font.ParseSFNT(data, index)
	if err != nil {
		return nil, err
	}
	if !sfnt.IsTrueType && !sfnt.IsCFF {
		return nil, fmt.Errorf("font without outlines")
	}
	f = &Font{sfnt: sfnt, units: float32(sfnt.Head.UnitsPerEm)}
	if f.units == 0 {
		return nil, fmt.Errorf("font without a size")
	}
	f.name = f.nameOf(font.NamePostScript, font.NameFull)
	f.family = f.nameOf(font.NamePreferredFamily, font.NameFontFamily)
	for r := range f.ascii {
		id := sfnt.GlyphIndex(rune(r))
		f.ascii[r] = simpleGlyph{id, sfnt.GlyphAdvance(id)}
	}
	return f, nil
}

// nameOf returns the first of the font's names with one of these ids.
func (f *Font) nameOf(ids ...font.NameID) string {
	for _, id := range ids {
		for _, record := range f.sfnt.Name.Get(id) {
			if s := record.String(); s != "" {
				return s
			}
		}
	}
	return ""
}

// Name returns the PostScript name of the font. Any goroutine may call it.
func (f *Font) Name() string { return f.name }

// SFNT returns the parsed font. Any goroutine may call it, and use what it
// returns under the lock of the Set only.
func (f *Font) SFNT() *font.SFNT { return f.sfnt }

// Advance returns how far the next glyph stands from this one, in ems, as the
// font itself says.
func (f *Font) Advance(glyph uint16) float32 {
	return float32(f.sfnt.GlyphAdvance(glyph)) / f.units
}

// Outline returns the outline of a glyph of a font of size 1, y upwards, with
// the glyph's origin at (0, 0). It is empty for a glyph without one.
func (f *Font) Outline(glyph uint16) (p *canvas.Path) {
	p = &canvas.Path{}
	defer func() {
		if recover() != nil { // damaged in the font file: there is nothing that could be drawn
			p = &canvas.Path{}
		}
	}()
	scale := 1 / float64(f.units)
	if err := f.sfnt.GlyphPath(p, glyph, 0, 0, 0, scale, font.NoHinting); err != nil {
		return &canvas.Path{}
	}
	return p
}

// glyph returns the glyph of a character; ok is false where the font has none.
func (f *Font) glyph(r rune) (g simpleGlyph, ok bool) {
	if r < utf8.RuneSelf {
		g = f.ascii[r]
		return g, g.id != 0
	}
	id := f.sfnt.GlyphIndex(r)
	return simpleGlyph{id, f.sfnt.GlyphAdvance(id)}, id != 0
}

// shape shapes a text of one script and direction.
func (f *Font) shape(text string, rtl bool, script canvastext.Script) ([]canvastext.Glyph, error) {
	if f.shaper == nil {
		s, err := canvastext.NewShaperSFNT(f.sfnt)
		if err != nil {
			return nil, err
		}
		f.shaper = &s
	}
	direction := canvastext.LeftToRight
	if rtl {
		direction = canvastext.RightToLeft
	}
	return f.shaper.Shape(text, 0, direction, script, "", "", ""), nil
}
