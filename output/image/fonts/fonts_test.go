package fonts

import (
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"codeberg.org/go-fonts/dejavu/dejavusansmono"

	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/output/outputtest"
)

// newSet returns the built-in fonts, with no system fonts but those in dirs.
func newSet(t testing.TB, dirs ...string) *Set {
	t.Helper()
	s, err := New("")
	if err != nil {
		t.Fatal(err)
	}
	s.system = listSystemFonts(dirs)
	return s
}

func text(glyphs []Glyph) string {
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteString(g.Text)
	}
	return b.String()
}

// The fast way for ASCII gives what the way for all texts gives.
func TestFastPath(t *testing.T) {
	s := newSet(t)
	var ascii strings.Builder
	for c := byte(' '); c <= '~'; c++ {
		ascii.WriteByte(c)
	}
	for _, bold := range []bool{false, true} {
		fast := s.Glyphs(nil, ascii.String(), bold)
		slow := s.simple(ascii.String(), bold)
		if !slices.Equal(fast, slow) {
			t.Error("the glyphs differ")
		}
		for i, g := range fast {
			if g.ID == 0 {
				t.Errorf("no glyph for %q", ascii.String()[i])
			}
		}
	}
}

// Width is the sum of what Glyphs places, and Fit is the most that Width allows.
func TestWidthAndFit(t *testing.T) {
	s := newSet(t)
	for _, text := range []string{"", "Seq=0 Win=8192", "Ελληνικά", "مرحبا بالعالم", "é e\u0301 combining", "한국어"} {
		for _, f := range []layout.Face{layout.LabelFace, layout.StrongFace} {
			width := s.Width(f, text)
			end := 0.0
			for _, g := range s.Glyphs(nil, text, f.Bold()) {
				end += float64(g.Advance) * f.Size()
			}
			if math.Abs(width-end) > 0.01 {
				t.Errorf("%q: width %v, drawn %v", text, width, end)
			}
			for room := 0.0; room <= width+5; room += 3.7 {
				n := s.Fit(f, text, room)
				if w := s.Width(f, text[:n]); w > room+width*0.2 {
					t.Errorf("%q in %v: %q is %v wide", text, room, text[:n], w)
				}
			}
			if n := s.Fit(f, text, width*1.5+1); n != len(text) {
				t.Errorf("%q: only %d bytes fit in more than its width", text, n)
			}
		}
	}
}

func TestTabularDigits(t *testing.T) {
	s := newSet(t)
	for _, f := range []layout.Face{layout.TimeFace, layout.TagFace} {
		for _, d := range "123456789" {
			if s.Width(f, string(d)) != s.Width(f, "0") {
				t.Errorf("face %d: %c is not as wide as 0", f, d)
			}
		}
	}
}

// Arabic letters are drawn from right to left, and joined: the text is still all
// there, every letter once.
func TestRightToLeft(t *testing.T) {
	s := newSet(t)
	const word = "سلام"
	glyphs := s.Glyphs(nil, "ab "+word+" cd", false)
	var letters []string
	last := float32(-1)
	for _, g := range glyphs {
		if g.X < last {
			t.Errorf("%q stands left of the glyph before it", g.Text)
		}
		last = g.X
		letters = append(letters, g.Text)
	}
	got := strings.Join(letters, "")
	if !strings.HasPrefix(got, "ab ") || !strings.HasSuffix(got, " cd") {
		t.Errorf("the order is %q", letters)
	}
	runes := []rune(strings.TrimSuffix(strings.TrimPrefix(got, "ab "), " cd"))
	if len(runes) != len([]rune(word)) {
		t.Errorf("the letters are %q", runes)
	}
	isolated := s.Glyphs(nil, "س", false)[0].ID
	for _, g := range glyphs {
		if g.Text == "س" && g.ID == isolated {
			t.Error("the first letter is not joined to the second")
		}
	}
}

// Of two scripts that both run from right to left, the first is at the right.
func TestRunsAreReordered(t *testing.T) {
	s := newSet(t)
	at := make(map[string]float32)
	for _, g := range s.Glyphs(nil, "x سلام שלום y", false) {
		at[g.Text] = g.X
	}
	for _, pair := range [][2]string{{"x", "ש"}, {"ם", "ו"}, {"ש", "س"}, {"س", "y"}} {
		a, ok := at[pair[0]]
		b, ok2 := at[pair[1]]
		if !ok || !ok2 || a >= b {
			t.Errorf("%s (at %v) is not left of %s (at %v)", pair[0], a, pair[1], b)
		}
	}
}

// What no font has is a box, and is told of.
func TestMissing(t *testing.T) {
	s := newSet(t)
	glyphs := s.Glyphs(nil, "a漢字b", false)
	if got := text(glyphs); got != "a漢字b" {
		t.Errorf("%q", got)
	}
	box, _ := s.regular.glyph('□')
	if glyphs[1].ID != box.id || glyphs[2].ID != box.id {
		t.Error("the characters are not boxes")
	}
	scripts, example := s.Missing()
	if !slices.Equal(scripts, []string{"Han"}) || example["Han"] != '字' {
		t.Errorf("missing: %q %U", scripts, example["Han"])
	}
	if g := s.Glyphs(nil, "a\u200db\ufe0f", false); s.Width(layout.LabelFace, "a\u200db\ufe0f") != s.Width(layout.LabelFace, "ab") {
		t.Errorf("characters without a form take room: %v", g)
	}
}

// A character that the built-in font lacks comes from the user's font, and else
// from the system's.
func TestFallback(t *testing.T) {
	const cjk = "/usr/share/fonts/opentype/noto"
	if _, err := os.Stat(cjk); err != nil {
		outputtest.Missing(t, cjk)
	}
	s := newSet(t, cjk)
	for _, bold := range []bool{false, true} {
		want := map[bool]string{false: "NotoSansCJKjp-Regular", true: "NotoSansCJKjp-Bold"}[bold]
		glyphs := s.Glyphs(nil, "a漢b", bold)
		if glyphs[0].Font != s.font(bold) || glyphs[2].Font != s.font(bold) || !strings.Contains(glyphs[1].Font.Name(), want) {
			t.Errorf("drawn with %s, %s, %s", glyphs[0].Font.Name(), glyphs[1].Font.Name(), glyphs[2].Font.Name())
		}
	}
	if got := s.Families(); len(got) != 1 || !strings.HasPrefix(got[0], "Noto Sans CJK") {
		t.Errorf("families %q", got)
	}
	if scripts, _ := s.Missing(); scripts != nil {
		t.Errorf("missing: %q", scripts)
	}
	if s.Glyphs(nil, "漢", false)[0].Font.Outline(s.Glyphs(nil, "漢", false)[0].ID).Empty() {
		t.Error("no outline")
	}
	user, err := New(cjk + "/NotoSerifCJK-Regular.ttc")
	if err != nil {
		t.Fatal(err)
	}
	if g := user.Glyphs(nil, "漢", false); !strings.Contains(g[0].Font.Name(), "NotoSerif") {
		t.Errorf("drawn with %s, not with the font that was asked for", g[0].Font.Name())
	}
}

func TestBadFontFiles(t *testing.T) {
	file := t.TempDir() + "/a.ttf"
	for _, data := range [][]byte{nil, []byte("no font"), dejavusansmono.TTF[:5000]} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := New(file); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%d bytes: error %v", len(data), err)
		}
	}
	if _, err := New(file + "x"); err == nil {
		t.Error("no error for a file that is not there")
	}
}

// The fonts may be used by several goroutines.
func TestConcurrently(t *testing.T) {
	s := newSet(t)
	want := s.Glyphs(nil, "été مرحبا", false)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 50 {
				if !slices.Equal(s.Glyphs(nil, "été مرحبا", false), want) {
					t.Error("different glyphs")
				}
				s.Width(layout.LabelFace, "Ünïcödé")
				s.WithFont(func() { want[0].Font.Outline(want[0].ID) })
			}
		})
	}
	group.Wait()
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(""); err != nil {
			b.Fatal(err)
		}
	}
}

// What is not UTF-8 is as wide as the character that stands for it, and its
// glyph stands for the one byte.
func TestNotUTF8(t *testing.T) {
	set, err := New("")
	if err != nil {
		t.Fatal(err)
	}
	var text string
	for _, g := range set.Glyphs(nil, "ä\xff", false) {
		text += g.Text
	}
	if text != "ä\xff" {
		t.Errorf("%q", text)
	}
}
