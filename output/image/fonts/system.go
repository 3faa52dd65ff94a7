package fonts

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	typesetting "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/tdewolff/font"
)

// find returns the font that draws a character, and its glyph: the built-in
// font, the user's, or the first one of the system that has it; else the box of
// the built-in one. The lock is held.
func (s *Set) find(r rune, bold bool) (*Font, simpleGlyph) {
	built := s.font(bold)
	if g, ok := built.glyph(r); ok {
		return built, g
	}
	w := weight(bold)
	for _, f := range s.fallback[w] {
		if g, ok := f.glyph(r); ok {
			return f, g
		}
	}
	box, ok := built.glyph('\u25a1')
	if !ok {
		box = simpleGlyph{0, built.sfnt.GlyphAdvance(0)}
	}
	if isIgnorable(r) {
		return built, simpleGlyph{built.ascii[' '].id, 0}
	}
	if s.without[r] {
		return built, box
	}
	if s.system == nil {
		s.system = listSystemFonts(font.DefaultFontDirs())
	}
	if f := s.system.find(r, bold); f != nil {
		if g, ok := f.glyph(r); ok {
			s.fallback[w] = append(s.fallback[w], f)
			return f, g
		}
	}
	s.without[r] = true
	return built, box
}

// Missing returns the names of the scripts for which no font was found, in
// alphabetical order, and one character of each.
func (s *Set) Missing() (scripts []string, example map[string]rune) {
	s.mu.Lock()
	defer s.mu.Unlock()
	example = make(map[string]rune)
	for r := range s.without {
		name := scriptOf(r)
		if e, ok := example[name]; !ok {
			scripts = append(scripts, name)
			example[name] = r
		} else {
			example[name] = min(e, r)
		}
	}
	slices.Sort(scripts)
	return scripts, example
}

// scriptOf returns the name of a character's script as Unicode writes it.
func scriptOf(r rune) string {
	for name, table := range unicode.Scripts { // a character is in one script only
		if unicode.Is(table, r) {
			if name == "Common" {
				return "symbols"
			}
			return strings.ReplaceAll(name, "_", " ")
		}
	}
	return "unknown characters"
}

// systemFonts are the font files of the system. Which characters they have is
// read when it is asked for.
type systemFonts struct {
	files []fontFile
	order [2][]int // of the files, for regular and bold: the best first
}

// A fontFile is one font in a file.
type fontFile struct {
	path   string
	cmap   typesetting.Cmap
	loaded bool
}

// listSystemFonts lists the font files in some folders. Their order does not
// depend on that of the folders' entries.
func listSystemFonts(dirs []string) *systemFonts {
	s := &systemFonts{}
	seen := make(map[string]bool)
	for _, dir := range dirs {
		// A folder that cannot be read holds no font that could be used.
		_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || seen[path] {
				return nil
			}
			seen[path] = true
			switch strings.ToLower(filepath.Ext(path)) {
			case ".ttf", ".otf", ".ttc", ".otc":
				s.files = append(s.files, fontFile{path: path})
			}
			return nil
		})
	}
	for w := range s.order {
		for i := range s.files {
			s.order[w] = append(s.order[w], i)
		}
		slices.SortFunc(s.order[w], func(a, b int) int {
			return cmp.Or(rankOf(s.files[a].path, w == 1)-rankOf(s.files[b].path, w == 1),
				strings.Compare(s.files[a].path, s.files[b].path))
		})
	}
	return s
}

// rankOf returns how far a font is from a plain sans serif of a weight, judged
// by the name of its file.
func rankOf(path string, bold bool) int {
	name := strings.ToLower(filepath.Base(path))
	rank := 0
	for word, cost := range map[string]int{
		"black": 4, "light": 3, "thin": 4, "medium": 1, "italic": 5, "oblique": 5,
		"condensed": 3, "mono": 2, "serif": 1, "display": 2, "emoji": 6, "math": 3,
	} {
		if strings.Contains(name, word) {
			rank += cost
		}
	}
	if strings.Contains(name, "bold") != bold {
		rank += 4
	}
	return rank
}

// find returns the best font that has a character, or nil. Every file is opened
// once at most to see what it has.
func (s *systemFonts) find(r rune, bold bool) *Font {
	for _, i := range s.order[weight(bold)] {
		f := &s.files[i]
		if !f.loaded {
			f.cmap, f.loaded = readCmap(f.path), true
		}
		if f.cmap == nil {
			continue
		}
		if g, ok := f.cmap.Lookup(r); !ok || g == 0 {
			continue
		}
		data, err := os.ReadFile(f.path)
		if err == nil {
			var parsed *Font
			if parsed, err = parse(data, 0); err == nil {
				return parsed
			}
		}
		f.cmap = nil // unusable, whatever it has
	}
	return nil
}

// readCmap reads which characters the first font in a file has, and no more of
// it; nil if it cannot be used.
func readCmap(path string) (cmap typesetting.Cmap) {
	defer func() {
		if recover() != nil {
			cmap = nil
		}
	}()
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	loaders, err := opentype.NewLoaders(file)
	if err != nil || len(loaders) == 0 {
		return nil
	}
	raw, err := loaders[0].RawTable(opentype.MustNewTag("cmap"))
	if err != nil {
		return nil
	}
	table, _, err := tables.ParseCmap(raw)
	if err != nil {
		return nil
	}
	if cmap, _, err = typesetting.ProcessCmap(table, tables.FPNone); err != nil {
		return nil
	}
	return cmap
}
