package fonts

import (
	"fmt"
	"os"
	"slices"
	"sync"
	"unicode/utf8"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/dejavu/dejavusansbold"
	"github.com/rivo/uniseg"

	"github.com/packetseq/packetseq/output/image/layout"
)

// A Glyph is one drawn shape of a text.
type Glyph struct {
	Font    *Font
	ID      uint16
	X, Y    float32 // of its origin, from the start of the text, y upwards; in ems
	Advance float32 // in ems
	Text    string  // the characters that it stands for; empty if another glyph stands for them
}

// A Set is the fonts of a diagram. Its methods may be called by several
// goroutines at a time.
type Set struct {
	regular, bold *Font

	mu       sync.Mutex
	fallback [2][]*Font // regular and bold: the user's font, then those found on the system, in the order of their finding
	system   *systemFonts
	without  map[rune]bool // characters that no font has
	shaped   map[shapeKey][]Glyph
}

type shapeKey struct {
	text string
	bold bool
}

// maxShaped bounds the memory for texts that were shaped before.
const maxShaped = 1 << 14

// New returns the built-in fonts, and after them the font in the file with this
// name, if it is not empty.
func New(file string) (*Set, error) {
	s := &Set{without: make(map[rune]bool), shaped: make(map[shapeKey][]Glyph)}
	var err error
	if s.regular, err = parse(dejavusans.TTF, 0); err != nil {
		return nil, fmt.Errorf("built-in font: %w", err)
	}
	if s.bold, err = parse(dejavusansbold.TTF, 0); err != nil {
		return nil, fmt.Errorf("built-in font: %w", err)
	}
	if file == "" {
		return s, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	f, err := parse(data, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	s.fallback = [2][]*Font{{f}, {f}}
	return s, nil
}

// Width implements layout.Metrics.
func (s *Set) Width(face layout.Face, text string) float64 {
	f := s.font(face.Bold())
	units := 0
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return s.shapedWidth(face, text)
		}
		units += int(f.ascii[text[i]].advance)
	}
	return float64(units) * face.Size() / float64(f.units)
}

func (s *Set) shapedWidth(face layout.Face, text string) float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	width := float32(0)
	for _, g := range s.shape(text, face.Bold()) {
		width += g.Advance
	}
	return float64(width) * face.Size()
}

// Fit implements layout.Metrics.
func (s *Set) Fit(face layout.Face, text string, width float64) int {
	f := s.font(face.Bold())
	room, units := width/face.Size()*float64(f.units), 0
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return s.fitClusters(face, text, width)
		}
		if units += int(f.ascii[text[i]].advance); float64(units) > room {
			return i
		}
	}
	return len(text)
}

// fitClusters is Fit for texts in which several code points may be one
// character to a reader.
func (s *Set) fitClusters(face layout.Face, text string, width float64) int {
	end, state := 0, -1
	rest := text
	for total := 0.0; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		total += s.Width(face, cluster)
		if total > width {
			break
		}
		end += len(cluster)
	}
	return end
}

func (s *Set) font(bold bool) *Font {
	if bold {
		return s.bold
	}
	return s.regular
}

// Glyphs appends the glyphs of a text to dst, from left to right.
func (s *Set) Glyphs(dst []Glyph, text string, bold bool) []Glyph {
	f := s.font(bold)
	x, start := float32(0), len(dst)
	for i := range len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			s.mu.Lock()
			defer s.mu.Unlock()
			return append(dst[:start], s.shape(text, bold)...)
		}
		g := f.ascii[c]
		advance := float32(g.advance) / f.units
		dst = append(dst, Glyph{Font: f, ID: g.id, X: x, Advance: advance, Text: text[i : i+1]})
		x += advance
	}
	return dst
}

// weight returns the index of a weight.
func weight(bold bool) int {
	if bold {
		return 1
	}
	return 0
}

// WithFont calls use while no other goroutine uses the fonts.
func (s *Set) WithFont(use func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	use()
}

// Families returns the names of the fonts that were used beside the built-in
// one, in the order of their first use.
func (s *Set) Families() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for _, f := range slices.Concat(s.fallback[0], s.fallback[1]) {
		if f.family != "" && !slices.Contains(names, f.family) {
			names = append(names, f.family)
		}
	}
	return names
}
