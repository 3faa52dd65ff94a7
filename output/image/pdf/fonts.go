package pdf

import (
	"fmt"
	"math"
	"strings"

	"github.com/tdewolff/font"

	"github.com/packetseq/packetseq/output/image/fonts"
)

// A fontTable is the fonts of a document, each cut down to the glyphs that are
// used.
type fontTable struct {
	set     *fonts.Set
	subsets []*subset
	current map[*fonts.Font]*subset
}

// A subset is the used glyphs of a font. The number of a glyph in the content
// (its CID) is its place here. A glyph that stands for different characters is
// there once for each, so that the text can be read back.
type subset struct {
	font   *fonts.Font
	name   string // of the resource
	glyphs []uint16
	texts  []string
	cids   map[cidKey]uint16
	ascii  [128]uint16 // CIDs of ASCII characters; 0 while not used

	// drawn tells that the font cannot be cut down: CFF with several sets of
	// rules for its glyphs, as fonts for Han have it. Then the glyphs are drawn
	// by procedures (a Type 3 font), and numbered in one byte.
	drawn bool
}

type cidKey struct {
	glyph uint16
	text  string
}

func newFontTable(set *fonts.Set) *fontTable {
	return &fontTable{set: set, current: make(map[*fonts.Font]*subset)}
}

// cid returns the subset in which a glyph is, and its number there.
func (t *fontTable) cid(g *fonts.Glyph) (*subset, uint16) {
	s := t.current[g.Font]
	if s == nil || s.full() {
		s = t.add(g.Font)
	}
	ascii := -1
	if len(g.Text) == 1 && g.Text[0] < 128 && g.ID != 0 {
		ascii = int(g.Text[0])
		if cid := s.ascii[ascii]; cid != 0 && s.glyphs[cid] == g.ID {
			return s, cid
		}
	}
	key := cidKey{g.ID, g.Text}
	cid, ok := s.cids[key]
	if !ok {
		cid = uint16(len(s.glyphs))
		key.text = strings.Clone(key.text)
		s.glyphs = append(s.glyphs, g.ID)
		s.texts = append(s.texts, key.text)
		s.cids[key] = cid
	}
	if ascii >= 0 {
		s.ascii[ascii] = cid
	}
	return s, cid
}

// add begins a subset of a font.
func (t *fontTable) add(f *fonts.Font) *subset {
	s := &subset{
		font: f, name: fmt.Sprintf("F%d", len(t.subsets)+1),
		glyphs: []uint16{0}, texts: []string{""}, cids: make(map[cidKey]uint16),
	}
	t.set.WithFont(func() {
		_, err := f.SFNT().Subset([]uint16{0}, pdfTables)
		s.drawn = err != nil
	})
	t.subsets = append(t.subsets, s)
	t.current[f] = s
	return s
}

var pdfTables = font.SubsetOptions{Tables: font.KeepPDFTables}

// full reports whether there is no number left.
func (s *subset) full() bool {
	return len(s.glyphs) > math.MaxUint16 || s.drawn && len(s.glyphs) > math.MaxUint8
}

// write writes the fonts, and returns them as an entry of the resources.
func (t *fontTable) write(d *document) string {
	var names strings.Builder
	names.WriteString("/Font<<")
	for _, s := range t.subsets {
		t.set.WithFont(func() { fmt.Fprintf(&names, "/%s %s", s.name, s.write(d)) })
	}
	names.WriteString(">>")
	return names.String()
}

// write writes a composite font of the glyphs (ISO 32000-1, 9.7).
func (s *subset) write(d *document) ref {
	if s.drawn {
		return s.writeDrawn(d)
	}
	sfnt := s.font.SFNT()
	if sfnt.IsCFF && sfnt.CFF != nil {
		sfnt.CFF.SetGlyphNames(nil)
	}
	// Subset adds the parts of composite glyphs to the slice.
	cut, err := sfnt.Subset(append([]uint16(nil), s.glyphs...), pdfTables)
	if err != nil {
		d.err = fmt.Errorf("font %s: %w", s.font.Name(), err)
		return 0
	}
	data, kind, file := program(cut, modifiedOf(sfnt)), "CIDFontType2", "FontFile2"
	entries := fmt.Sprintf("/Length1 %d", len(data))
	if sfnt.IsCFF {
		kind, file, entries = "CIDFontType0", "FontFile3", "/Subtype/OpenType"
	}
	name := s.tag() + "+" + plainName(s.font.Name())
	perEm := 1000 / float64(sfnt.Head.UnitsPerEm)
	units := func(v int16) int { return int(math.Round(float64(v) * perEm)) }
	descriptor := d.object(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0"+
		"/Ascent %d/Descent %d/CapHeight %d/StemV 80/%s %s>>",
		name, units(sfnt.Head.XMin), units(sfnt.Head.YMin), units(sfnt.Head.XMax), units(sfnt.Head.YMax),
		units(sfnt.Hhea.Ascender), units(sfnt.Hhea.Descender), units(sfnt.Hhea.Ascender), file, d.stream(entries, data)))
	identity := ""
	if !sfnt.IsCFF {
		identity = "/CIDToGIDMap/Identity"
	}
	descendant := d.object(fmt.Sprintf("<</Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %s%s/DW 0/W[0[%s]]>>", kind, name, descriptor, identity, s.widths(sfnt, perEm)))
	return d.object(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s>>",
		name, descendant, d.stream("", s.toUnicode())))
}

// widths returns the advances of the glyphs in thousandths of an em.
func (s *subset) widths(sfnt *font.SFNT, perEm float64) []byte {
	var b []byte
	for _, g := range s.glyphs {
		b = fmt.Appendf(b, "%s ", number(float64(sfnt.GlyphAdvance(g))*perEm))
	}
	return b
}

// tag returns six letters that tell this subset from others of the font (9.6.4).
func (s *subset) tag() string {
	h := uint32(2166136261) // FNV-1a
	for _, g := range s.glyphs {
		h = (h ^ uint32(g)) * 16777619
	}
	var b [6]byte
	for i := range b {
		b[i] = byte('A' + h%26)
		h /= 26
	}
	return string(b[:])
}

// plainName keeps of a font's name what needs no escape in a PDF name.
func plainName(s string) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, s)
	if plain == "" {
		return "Font"
	}
	return plain
}
