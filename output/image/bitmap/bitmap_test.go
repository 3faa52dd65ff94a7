package bitmap

import (
	"bytes"
	"fmt"
	"hash/adler32"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/tdewolff/canvas"
	"github.com/tdewolff/canvas/renderers/rasterizer"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/image/draw"
	"github.com/packetseq/packetseq/output/image/fonts"
	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/seq"
)

func newFonts(t testing.TB) *fonts.Set {
	t.Helper()
	set, err := fonts.New("")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// diagram is a diagram with every form of arrow, some of them on their way for
// long.
func diagram(messages int) *layout.Diagram {
	d := &layout.Diagram{}
	d.Capture(seq.Capture{Name: "a.pcap"})
	d.Capture(seq.Capture{Index: 1, Name: "b.pcap"})
	for i, name := range []string{"Client", "Proxy", "Server"} {
		d.Participant(seq.Participant{Index: i, Name: name, Addresses: []string{fmt.Sprintf("10.0.0.%d", i)}})
	}
	for i := range messages {
		at := seq.Time{NS: int64(i) * 1e6, Clock: seq.AbsoluteClock, Digits: 3}
		if i%10 == 9 {
			d.Gap(seq.Gap{Duration: time.Second, After: at, Before: at})
		}
		m := &seq.Message{
			Number: i + 1, From: i % 3, To: (i + 1 + i%4) % 3, Sent: at, Received: at.Add(time.Duration(i%5) * time.Millisecond), Last: at,
			Label: fmt.Sprintf("message %d", i), Kind: seq.Kinds()[i%10], Count: 1 + i%7/6, Lost: i%11 == 3,
		}
		if i%6 == 2 {
			m.Marks = seq.Retransmission
		}
		d.Message(m)
	}
	d.End(seq.End{Packets: messages, Messages: messages})
	return d
}

func lay(t testing.TB, messages int) (*layout.Layout, *fonts.Set) {
	set := newFonts(t)
	o := layout.Options{Options: output.Options{Zone: time.UTC}, Metrics: set}
	return layout.New(diagram(messages), o), set
}

func write(t testing.TB, l *layout.Layout, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := NewEncoder(l, o).Write(&b, 0); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decode(t testing.TB, data []byte) *image.Paletted {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img.(*image.Paletted)
}

func TestWrite(t *testing.T) {
	l, set := lay(t, 40)
	for _, scale := range []float64{0.5, 1.5} {
		for _, theme := range []output.Theme{output.Light, output.Dark} {
			colors := draw.Colors(theme)
			img := decode(t, write(t, l, Options{Scale: scale, Theme: colors, Fonts: set}))
			if img.Rect.Dx() != int(l.Width()*scale+0.999) || img.Rect.Dy() != int(l.Height(0)*scale+0.999) {
				t.Errorf("%v: the image is %v", scale, img.Rect)
			}
			if img.At(0, 0) != color.Color(colors[layout.Background]) || !img.Opaque() {
				t.Errorf("%s: the background is %v", theme, img.At(0, 0))
			}
			found := make(map[color.Color]bool)
			for _, i := range img.Pix {
				found[img.Palette[i]] = true
			}
			for _, ink := range l.Inks() {
				if !found[colors[ink]] {
					t.Errorf("%v %s: ink %d is nowhere", scale, theme, ink)
				}
			}
		}
	}
}

// The number of workers changes nothing, nor does drawing a second time.
func TestDeterministic(t *testing.T) {
	l, set := lay(t, 80)
	o := Options{Scale: 1, Theme: draw.Colors(output.Light), Fonts: set, Title: "T", Workers: 1}
	want := write(t, l, o)
	for _, o.Workers = range []int{1, 2, 5} {
		if !bytes.Equal(write(t, l, o), want) {
			t.Errorf("%d workers write another file", o.Workers)
		}
	}
}

// Bands show what a page drawn in one piece shows.
func TestBandsMakeThePage(t *testing.T) {
	l, set := lay(t, 60)
	p := newPalette(draw.Colors(output.Light), l.Inks())
	height := int(l.Height(0))
	whole := newBand(int(l.Width()), 1, p, set)
	whole.reset(height)
	l.Draw(0, 0, float64(height), draw.NewPainter(whole, p.theme, 0))
	// Clipped lines may be a rounding error lighter or darker; where they are on
	// other lines the nearest colour may then be another.
	step, off := 255/p.steps+1, 0
	part := newBand(int(l.Width()), 1, p, set)
	for y := 0; y < height; y += 37 {
		rows := min(37, height-y)
		part.reset(rows)
		l.Draw(0, float64(y), float64(y+rows), draw.NewPainter(part, p.theme, float64(y)))
		want := whole.pix[y*whole.stride : (y+rows)*whole.stride]
		for i := range want {
			if a, b := p.colors[part.pix[i]], p.colors[want[i]]; apart(a, b) > step {
				off++
			}
		}
	}
	if off > 60 {
		t.Errorf("%d pixels are not as in the whole", off)
	}
}

// What our renderer draws is what canvas's own draws, but for the edges that
// ours puts on whole pixels.
func TestLikeCanvas(t *testing.T) {
	const size = 120
	p := newPalette(draw.Colors(output.Light), []layout.Ink{layout.Foreground, layout.Alert, layout.Muted, layout.HeadFill, layout.HeadBorder})
	b := newBand(size, 1, p, newFonts(t))
	b.reset(size)
	reference := rasterizer.New(size, size, canvas.DPMM(1), canvas.LinearColorSpace{})
	ctx := canvas.NewContext(reference)
	ctx.SetFillColor(color.White)
	ctx.DrawPath(0, 0, canvas.Rectangle(size, size))
	for _, r := range []canvas.Renderer{b, reference} {
		ctx := canvas.NewContext(r)
		ctx.SetCoordSystem(canvas.CartesianIV)
		line := func(ink layout.Ink, width float64, points ...float64) {
			ctx.SetFill(nil)
			ctx.SetStrokeColor(p.theme[ink])
			ctx.SetStrokeWidth(width)
			ctx.MoveTo(points[0], points[1])
			for i := 2; i < len(points); i += 2 {
				ctx.LineTo(points[i], points[i+1])
			}
			ctx.Stroke()
		}
		line(layout.Foreground, 3, 10, 10, 110, 30)
		line(layout.Foreground, 2, 11, 20, 11, 100)
		line(layout.Alert, 2, 40, 40, 80, 40, 80, 60, 45, 60)
		ctx.SetDashes(0, 3, 2)
		line(layout.Muted, 2.5, 20, 100, 110, 90)
		ctx.SetDashes(0)
		ctx.SetStroke(nil)
		ctx.SetFillColor(p.theme[layout.Alert])
		ctx.MoveTo(100, 50)
		ctx.LineTo(115, 55)
		ctx.LineTo(100, 60)
		ctx.Close()
		ctx.Fill()
		ctx.SetFillColor(p.theme[layout.HeadFill])
		ctx.SetStrokeColor(p.theme[layout.HeadBorder])
		ctx.SetStrokeWidth(1)
		ctx.DrawPath(30.5, 66.5, canvas.RoundedRectangle(60, 16, 4))
	}
	off := 0
	for y := range size {
		for x := range size {
			got, want := p.colors[b.pix[y*b.stride+1+x]], color.RGBAModel.Convert(reference.At(x, y)).(color.RGBA)
			if apart(got, want) > 40 {
				off++
			}
		}
	}
	if off > 30 {
		t.Errorf("%d of %d pixels are not like canvas's", off, size*size)
	}
}

// apart returns the greatest difference of a channel.
func apart(a, b color.RGBA) int {
	d := func(x, y uint8) int { return max(int(x), int(y)) - min(int(x), int(y)) }
	return max(d(a.R, b.R), d(a.G, b.G), d(a.B, b.B))
}

func TestJoin(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	data := make([]byte, 300_000)
	for i := range data {
		data[i] = byte(random.Uint32())
	}
	for range 100 {
		cut := random.IntN(len(data))
		first := piece{adler32.Checksum(data[:cut]), cut}
		second := piece{adler32.Checksum(data[cut:]), len(data) - cut}
		if got := join(first, second); got.sum != adler32.Checksum(data) || got.size != len(data) {
			t.Fatalf("cut at %d: %+v", cut, got)
		}
	}
}

func TestPaletteHasRoomForAllInks(t *testing.T) {
	var all []layout.Ink
	for ink := layout.Foreground; int(ink) < layout.Inks; ink++ {
		all = append(all, ink)
	}
	p := newPalette(draw.Colors(output.Dark), all)
	if len(p.colors) > maxColors || p.steps < 6 {
		t.Errorf("%d colours, %d steps", len(p.colors), p.steps)
	}
	for _, ink := range all {
		if got := p.colors[p.ramps[ink][p.steps-1]]; got != p.theme[ink] {
			t.Errorf("ink %d is %v", ink, got)
		}
	}
}

type failing struct{ after int }

func (f *failing) Write(b []byte) (int, error) {
	if f.after -= len(b); f.after < 0 {
		return 0, fmt.Errorf("full")
	}
	return len(b), nil
}

// An error of the file ends the drawing, and is returned.
func TestWriteError(t *testing.T) {
	l, set := lay(t, 40)
	for _, after := range []int{0, 20, 2000} {
		err := NewEncoder(l, Options{Scale: 2, Theme: draw.Colors(output.Light), Fonts: set}).Write(&failing{after}, 0)
		if err == nil || err.Error() != "full" {
			t.Errorf("after %d bytes: %v", after, err)
		}
	}
}
