package fonts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/benoitkugler/textprocessing/fribidi"
	canvastext "github.com/tdewolff/canvas/text"
)

// shape returns the glyphs of a text that is not ASCII. The lock is held.
func (s *Set) shape(text string, bold bool) []Glyph {
	key := shapeKey{text, bold}
	if g, ok := s.shaped[key]; ok {
		return g
	}
	if len(s.shaped) >= maxShaped {
		clear(s.shaped)
	}
	var glyphs []Glyph
	if isSimple(text) {
		glyphs = s.simple(text, bold)
	} else {
		glyphs = s.complex(text, bold)
	}
	key.text = strings.Clone(text)
	s.shaped[key] = glyphs
	return glyphs
}

// simple sets one glyph after the other.
func (s *Set) simple(text string, bold bool) []Glyph {
	glyphs := make([]Glyph, 0, len(text))
	x := float32(0)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		f, g := s.find(r, bold)
		advance := float32(g.advance) / f.units
		glyphs = append(glyphs, Glyph{Font: f, ID: g.id, X: x, Advance: advance, Text: text[i : i+size]})
		x += advance
		i += size
	}
	return glyphs
}

// simpleScripts are those whose characters look the same wherever they are, and
// stand one after the other.
var simpleScripts = []*unicode.RangeTable{
	unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Georgian,
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Common,
}

// isSimple reports whether a text needs no shaping and no reordering.
func isSimple(text string) bool {
	for _, r := range text {
		switch {
		case r < 0x300, r >= 0xac00 && r <= 0xd7a3: // Latin; Hangul syllables
		case isIgnorable(r), unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc):
			return false
		case !unicode.In(r, simpleScripts...):
			return false
		}
	}
	return true
}

// isIgnorable reports whether a character has no form of its own.
func isIgnorable(r rune) bool {
	return r == 0xad || unicode.In(r, unicode.Cf, unicode.Variation_Selector)
}

// A run is a part of a text with one font, script and direction.
type run struct {
	font   *Font
	script canvastext.Script
	level  int // of the bidirectional algorithm; odd for right to left
	text   string
}

// complex shapes a text of scripts whose letters join, stack or run from right
// to left. As in SVG, the text as a whole runs from left to right.
func (s *Set) complex(text string, bold bool) []Glyph {
	runs := s.runs([]rune(text), bold)
	reorder(runs)
	var glyphs []Glyph
	x := float32(0)
	for _, r := range runs {
		shaped, err := r.font.shape(r.text, r.level%2 == 1, r.script)
		if err != nil {
			simple := s.simple(r.text, bold)
			for i := range simple {
				simple[i].X += x
			}
			glyphs = append(glyphs, simple...)
			x = end(glyphs)
			continue
		}
		units := r.font.units
		for _, g := range shaped {
			advance := float32(g.XAdvance) / units
			glyphs = append(glyphs, Glyph{
				Font: r.font, ID: g.ID, Advance: advance,
				X: x + float32(g.XOffset)/units, Y: float32(g.YOffset) / units,
				Text: g.Text,
			})
			x += advance
		}
	}
	return glyphs
}

// end returns where the text of these glyphs ends.
func end(glyphs []Glyph) float32 {
	if len(glyphs) == 0 {
		return 0
	}
	g := &glyphs[len(glyphs)-1]
	return g.X + g.Advance
}

// runs divides a text where the font, the script or the direction changes.
func (s *Set) runs(text []rune, bold bool) []run {
	base := fribidi.ParType(fribidi.LTR)
	visual, _ := fribidi.LogicalToVisual(fribidi.DefaultFlags, text, &base)
	var runs []run
	start := 0
	var current run
	for i, r := range text {
		next := run{level: int(visual.EmbeddingLevels[i]), script: canvastext.LookupScript(r)}
		common := next.script == canvastext.ScriptCommon || next.script == canvastext.ScriptInherited || isIgnorable(r)
		if common && i > 0 {
			next.script = current.script
		}
		next.font = s.fontFor(r, bold, current.font)
		if i > 0 && next != current {
			current.text = string(text[start:i])
			runs = append(runs, current)
			start, current.text = i, ""
		}
		current = next
	}
	current.text = string(text[start:])
	return append(runs, current)
}

// fontFor returns the font for a character. A mark stays in the font of what it
// stands on, if that has it.
func (s *Set) fontFor(r rune, bold bool, current *Font) *Font {
	if current != nil {
		if isIgnorable(r) {
			return current
		}
		if unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) {
			if _, ok := current.glyph(r); ok {
				return current
			}
		}
	}
	f, _ := s.find(r, bold)
	return f
}

// reorder puts runs in the order in which they are seen, from left to right
// (rule L2 of UAX #9).
func reorder(runs []run) {
	highest := 0
	for _, r := range runs {
		highest = max(highest, r.level)
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(runs); i++ {
			start := i
			for i < len(runs) && runs[i].level >= level {
				i++
			}
			slices.Reverse(runs[start:i])
		}
	}
}
