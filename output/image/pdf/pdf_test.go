package pdf

import (
	"bytes"
	"fmt"
	"image/color"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"github.com/tdewolff/canvas"
	"github.com/tdewolff/font"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/image/draw"
	"github.com/packetseq/packetseq/output/image/fonts"
	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/seq"
)

func write(t *testing.T, paper Paper, messages int) []byte {
	t.Helper()
	set, err := fonts.New("")
	if err != nil {
		t.Fatal(err)
	}
	d := &layout.Diagram{}
	for i := range 2 {
		d.Participant(seq.Participant{Index: i, Name: fmt.Sprintf("host %d", i)})
	}
	for i := range messages {
		d.Message(&seq.Message{Number: i + 1, From: i % 2, To: 1 - i%2, Label: fmt.Sprintf("message %d", i), Kind: seq.Kinds()[i%10]})
	}
	l := layout.New(d, layout.Options{
		Options: output.Options{Zone: time.UTC}, Metrics: set, PageHeight: paper.PageHeight,
	})
	var b bytes.Buffer
	o := Options{Theme: draw.Colors(output.Light), Fonts: set, Title: "(T\\)", Version: "1.0", Paper: paper}
	if err := Write(&b, l, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The table at the end says where every object is.
func TestObjectTable(t *testing.T) {
	file := write(t, A4, 100)
	start := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(file)
	if start == nil {
		t.Fatal("no startxref")
	}
	at, _ := strconv.Atoi(string(start[1]))
	entries := regexp.MustCompile(`(?m)^(\d{10}) 00000 n $`).FindAllSubmatch(file[at:], -1)
	if len(entries) < 8 {
		t.Fatalf("%d objects", len(entries))
	}
	for i, e := range entries {
		at, _ := strconv.Atoi(string(e[1]))
		if want := fmt.Sprintf("%d 0 obj\n", i+1); !bytes.HasPrefix(file[at:], []byte(want)) {
			t.Errorf("object %d is not at %d", i+1, at)
		}
	}
	if bytes.Contains(file, []byte("Date")) {
		t.Error("the file has a date")
	}
}

func TestPages(t *testing.T) {
	for _, c := range []struct {
		paper    Paper
		messages int
		box      string
		pages    int
	}{
		{Paper{}, 10, "[0 0 520 ", 1},
		{Paper{}, 1000, "[0 0 520 ", 2},
		{A4, 100, "[0 0 595.28 841.89]", 5},
		{Letter.Landscape(), 100, "[0 0 792 612]", 7},
	} {
		if n := bytes.Count(write(t, c.paper, c.messages), []byte("/MediaBox"+c.box)); n != c.pages {
			t.Errorf("%v with %d messages: %d pages, want %d", c.paper, c.messages, n, c.pages)
		}
	}
}

// A glyph that stands for different characters has a number for each, and one
// for the same keeps it.
func TestGlyphNumbers(t *testing.T) {
	set, err := fonts.New("")
	if err != nil {
		t.Fatal(err)
	}
	table := newFontTable(set)
	f := set.Glyphs(nil, "a", false)[0].Font
	numbers := make(map[uint16]bool)
	for range 2 {
		for _, text := range []string{"a", "b", "ä", "aa"} {
			_, n := table.cid(&fonts.Glyph{Font: f, ID: 5, Text: text})
			numbers[n] = true
		}
	}
	if len(numbers) != 4 || numbers[0] {
		t.Errorf("numbers %v", numbers)
	}
	if cmap := string(table.subsets[0].toUnicode()); !strings.Contains(cmap, "<0004> <00610061>") {
		t.Errorf("the CMap is %s", cmap)
	}
}

func TestRenderPath(t *testing.T) {
	s := &surface{width: 100, height: 50}
	ctx := canvas.NewContext(s)
	ctx.SetCoordSystem(canvas.CartesianIV)
	ctx.SetFillColor(color.RGBA{255, 0, 0, 255})
	ctx.DrawPath(10, 20, canvas.Rectangle(30, 5))
	ctx.SetFill(nil)
	ctx.SetStrokeColor(color.RGBA{0, 0, 255, 255})
	ctx.SetStrokeWidth(2)
	ctx.SetDashes(0, 3, 1)
	ctx.MoveTo(0, 0)
	ctx.LineTo(10, 40)
	ctx.Stroke()
	const want = "1.000 0.000 0.000 rg\n10 30 m 40 30 l 40 25 l 10 25 l h f\n" +
		"0.000 0.000 1.000 RG\n2 w\n[6 2 ] 0 d\n0 50 m 10 10 l S\n"
	if got := string(s.content); got != want {
		t.Errorf("content\n%s", got)
	}
}

// The font in the file has the date of the font it was cut from, and right sums:
// the time of day must not be in it.
func TestProgram(t *testing.T) {
	whole, err := font.ParseSFNT(dejavusans.TTF, 0)
	if err != nil {
		t.Fatal(err)
	}
	cut, err := whole.Subset([]uint16{0, 36, 37}, pdfTables)
	if err != nil {
		t.Fatal(err)
	}
	file := program(cut, modifiedOf(whole))
	if got := sum(file); got != wholeSum {
		t.Errorf("the file adds up to %x", got)
	}
	got, err := font.ParseEmbeddedSFNT(file, 0)
	if err != nil {
		t.Fatal(err)
	}
	if !got.Head.Modified.Equal(whole.Head.Modified) {
		t.Errorf("modified %v, the font it comes from %v", got.Head.Modified, whole.Head.Modified)
	}
}
