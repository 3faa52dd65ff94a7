package draw

import (
	"image/color"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/seq"
)

// A Theme is a colour for each ink: those of output.Palette, and those of the
// captures, whose marks are no text and have a contrast of at least 3:1 on
// Background (WCAG 2, success criterion 1.4.11).
type Theme [layout.Inks]color.RGBA

// Colors returns the colours of a theme; those of the light one for any other
// name.
func Colors(t output.Theme) *Theme {
	if t == output.Dark {
		return &dark
	}
	return &light
}

var (
	light = theme(output.Light, [...]output.Color{0x2563c9, 0xc2570c, 0x19805a, 0x9333b8, 0xb0861a, 0x64748b})
	dark  = theme(output.Dark, [...]output.Color{0x6ea3ff, 0xff9a56, 0x52c79a, 0xd490f0, 0xe3c04f, 0xa6b3c4})
)

// theme gives the inks the colours of a palette, and captures those at its side.
func theme(name output.Theme, captures [6]output.Color) Theme {
	p := name.Palette()
	var t Theme
	for ink, c := range map[layout.Ink]output.Color{
		layout.Background: p.Background,
		layout.Foreground: p.Foreground,
		layout.Muted:      p.Muted,
		layout.Lifeline:   p.Lifeline,
		layout.HeadFill:   p.HeadFill,
		layout.HeadBorder: p.HeadBorder,
		layout.Alert:      p.Alert,
	} {
		t[ink] = rgb(c)
	}
	for kind, c := range p.Kinds {
		t[layout.KindInk(seq.Kind(kind))] = rgb(c)
	}
	for i, c := range captures {
		t[layout.CaptureInk(i)] = rgb(c)
	}
	return t
}

func rgb(c output.Color) color.RGBA {
	return color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 0xff}
}
