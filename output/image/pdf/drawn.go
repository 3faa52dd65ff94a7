package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"unicode/utf16"

	"github.com/tdewolff/canvas"
)

// writeDrawn writes a font whose glyphs are procedures (ISO 32000-1, 9.6.5).
func (s *subset) writeDrawn(d *document) ref {
	const perEm = 1000
	var procs, names, widths strings.Builder
	for code, glyph := range s.glyphs {
		advance := number(float64(s.font.Advance(glyph)) * perEm)
		outline := s.font.Outline(glyph).Transform(canvas.Identity.Scale(perEm, perEm))
		content := fmt.Appendf(nil, "%s 0 d0\n", advance)
		if !outline.Empty() {
			content = fmt.Appendf(content, "%s f", outline.ToPDF())
		}
		fmt.Fprintf(&procs, "/g%d %s", code, d.stream("", content))
		fmt.Fprintf(&names, "/g%d", code)
		widths.WriteString(advance + " ")
	}
	last := len(s.glyphs) - 1
	return d.object(fmt.Sprintf("<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[.001 0 0 .001 0 0]/Resources<<>>"+
		"/CharProcs<<%s>>/Encoding<</Type/Encoding/Differences[0%s]>>/FirstChar 0/LastChar %d/Widths[%s]/ToUnicode %s>>",
		procs.String(), names.String(), last, widths.String(), d.stream("", s.toUnicode())))
}

// code returns a glyph's number as the content and the CMap write it.
func (s *subset) code(cid int) string {
	if s.drawn {
		return fmt.Sprintf("<%02X>", cid&math.MaxUint8)
	}
	return fmt.Sprintf("<%04X>", cid)
}

// toUnicode returns the CMap that says what characters the glyphs stand for
// (ISO 32000-1, 9.10.3).
func (s *subset) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n" + s.code(0) + " " + s.code(math.MaxUint16) + "\nendcodespacerange\n")
	var lines []string
	for cid, text := range s.texts {
		if text == "" {
			continue
		}
		line := s.code(cid) + " <"
		for _, u := range utf16.Encode([]rune(text)) {
			line += fmt.Sprintf("%04X", u)
		}
		lines = append(lines, line+">")
	}
	const most = 100 // in one block
	for len(lines) > 0 {
		n := min(len(lines), most)
		fmt.Fprintf(&b, "%d beginbfchar\n%s\nendbfchar\n", n, strings.Join(lines[:n], "\n"))
		lines = lines[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}
