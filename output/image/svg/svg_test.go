package svg

import (
	"bufio"
	"encoding/xml"
	"image/color"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tdewolff/canvas"
)

// FuzzEscaped reads back what was escaped, as character data and as the value of
// an attribute: it is the same text, except for what XML cannot hold.
func FuzzEscaped(f *testing.F) {
	f.Add("a<b>&\"'c")
	f.Add("\x00\t\r\n ]]> \xff\ufffe")
	f.Fuzz(func(t *testing.T, text string) {
		s := &surface{}
		s.raw(`<t a="`)
		s.escaped(text)
		s.raw(`">`)
		s.escaped(text)
		s.raw("</t>")
		var got struct {
			A    string `xml:"a,attr"`
			Text string `xml:",chardata"`
		}
		if err := xml.Unmarshal(s.buf, &got); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\r' && r != '\n' || r == '\ufffe' || r == '\uffff' {
				return utf8.RuneError
			}
			return r
		}, text)
		if got.A != want || got.Text != want {
			t.Errorf("%q: %q and %q", text, got.A, got.Text)
		}
	})
}

// RenderPath writes what canvas draws, with y downwards.
func TestRenderPath(t *testing.T) {
	var b strings.Builder
	s := &surface{w: bufio.NewWriter(&b), width: 100, height: 50}
	ctx := canvas.NewContext(s)
	ctx.SetCoordSystem(canvas.CartesianIV)
	ctx.SetFillColor(color.RGBA{255, 0, 16, 255})
	ctx.DrawPath(10, 20, canvas.Rectangle(30, 5))
	ctx.SetFill(nil)
	ctx.SetStrokeColor(color.Black)
	ctx.SetStrokeWidth(2)
	ctx.SetDashes(0, 3, 1)
	ctx.MoveTo(0, 0)
	ctx.LineTo(10, 40)
	ctx.Stroke()
	ctx.SetDashes(0)
	ctx.DrawPath(0, 0, canvas.RoundedRectangle(20, 10, 4))
	s.flush()
	s.w.Flush()
	for _, want := range []string{
		`<path d="M10 20L40 20L40 25L10 25z" fill="#ff0010"/>`,
		`<path d="M0 0L10 40" stroke="#000000" stroke-width="2" stroke-dasharray="6 2"/>`,
		`A4 4 0 0 1 4 0`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
}
