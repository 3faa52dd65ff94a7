package draw

import (
	"image/color"
	"math"
	"testing"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/seq"
)

// luminance is the relative luminance of WCAG 2.
func luminance(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func contrast(a, b color.RGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestContrast(t *testing.T) {
	black, white := color.RGBA{A: 255}, color.RGBA{255, 255, 255, 255}
	if c := contrast(black, white); math.Abs(c-21) > 1e-9 {
		t.Fatalf("black on white: %v", c)
	}
	texts := []layout.Ink{layout.Foreground, layout.Muted}
	for _, k := range seq.Kinds() {
		texts = append(texts, layout.KindInk(k))
	}
	for _, name := range []output.Theme{output.Light, output.Dark} {
		theme := Colors(name)
		for _, ink := range texts {
			if c := contrast(theme[ink], theme[layout.Background]); c < 4.5 {
				t.Errorf("%s: ink %d on the background: %.2f", name, ink, c)
			}
		}
		for _, ink := range texts[:2] {
			if c := contrast(theme[ink], theme[layout.HeadFill]); c < 4.5 {
				t.Errorf("%s: ink %d on a head: %.2f", name, ink, c)
			}
		}
		// Marks that are no text need 3:1 (success criterion 1.4.11).
		for _, ink := range []layout.Ink{layout.Alert, layout.CaptureInk(0), layout.CaptureInk(1), layout.CaptureInk(2),
			layout.CaptureInk(3), layout.CaptureInk(4), layout.CaptureInk(5)} {
			if c := contrast(theme[ink], theme[layout.Background]); c < 3 {
				t.Errorf("%s: mark %d on the background: %.2f", name, ink, c)
			}
		}
	}
}

// Every ink has a colour, and no two kinds have the same.
func TestThemesAreWhole(t *testing.T) {
	for _, name := range []output.Theme{output.Light, output.Dark} {
		kinds := make(map[color.RGBA]seq.Kind)
		theme := Colors(name)
		for ink := layout.Background; int(ink) < layout.Inks; ink++ {
			if theme[ink].A != 255 {
				t.Errorf("%s: ink %d has no colour", name, ink)
			}
		}
		for _, k := range seq.Kinds() {
			c := theme[layout.KindInk(k)]
			if other, ok := kinds[c]; ok {
				t.Errorf("%s: %v and %v look the same", name, k, other)
			}
			kinds[c] = k
		}
	}
}

func TestAppendNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 1: "1", -1: "-1", 1.5: "1.5", 1.25: "1.25", 1.256: "1.26", -0.004: "0", -0.25: "-0.25",
		0.05: "0.05", 99.999: "100", 1e6: "1000000",
	} {
		if got := string(AppendNumber(nil, v)); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
}
