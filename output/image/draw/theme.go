package draw

import (
	"image/color"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/seq"
)

// A Theme is a colour for each ink. Every text has a contrast of at least 4.5:1
// on Background (WCAG 2, success criterion 1.4.3), names and addresses also on
// HeadFill.
type Theme [layout.Inks]color.RGBA

// Colors returns the colours of a theme; those of the light one for any other
// name.
func Colors(t output.Theme) *Theme {
	if t == output.Dark {
		return &dark
	}
	return &light
}

var light = theme(
	map[layout.Ink]uint32{
		layout.Background: 0xffffff,
		layout.Foreground: 0x1b2330,
		layout.Muted:      0x586373,
		layout.Lifeline:   0xc3cad4,
		layout.HeadFill:   0xeef2f7,
		layout.HeadBorder: 0x9aa7b8,
		layout.Alert:      0xd01818,
	},
	map[seq.Kind]uint32{
		seq.Other:  0x465160, // gray
		seq.SYN:    0x0b4fd8, // blue
		seq.SYNACK: 0xc81e1e, // red
		seq.ACK:    0x3d7a45, // green
		seq.FIN:    0x14148c, // navy
		seq.FINACK: 0x8a1010, // maroon
		seq.RST:    0x7d1fa8, // purple
		seq.RSTACK: 0xc0109e, // fuchsia
		seq.URG:    0x6a6a00, // olive
		seq.PSH:    0xa85200, // orange
	},
	[]uint32{0x2563c9, 0xc2570c, 0x19805a, 0x9333b8, 0xb0861a, 0x64748b},
)

var dark = theme(
	map[layout.Ink]uint32{
		layout.Background: 0x11161d,
		layout.Foreground: 0xe8edf4,
		layout.Muted:      0x97a3b3,
		layout.Lifeline:   0x3a4552,
		layout.HeadFill:   0x1d2733,
		layout.HeadBorder: 0x4b596b,
		layout.Alert:      0xff5a5a,
	},
	map[seq.Kind]uint32{
		seq.Other:  0xc0c8d3,
		seq.SYN:    0x7fb0ff,
		seq.SYNACK: 0xff8080,
		seq.ACK:    0x84b88c,
		seq.FIN:    0xa5a8ff,
		seq.FINACK: 0xc9746a,
		seq.RST:    0xcf9bff,
		seq.RSTACK: 0xff7fe6,
		seq.URG:    0xcaca58,
		seq.PSH:    0xf2ae56,
	},
	[]uint32{0x6ea3ff, 0xff9a56, 0x52c79a, 0xd490f0, 0xe3c04f, 0xa6b3c4},
)

func theme(roles map[layout.Ink]uint32, kinds map[seq.Kind]uint32, captures []uint32) Theme {
	var t Theme
	for ink, c := range roles {
		t[ink] = rgb(c)
	}
	for kind, c := range kinds {
		t[layout.KindInk(kind)] = rgb(c)
	}
	for i, c := range captures {
		t[layout.CaptureInk(i)] = rgb(c)
	}
	return t
}

func rgb(c uint32) color.RGBA {
	return color.RGBA{uint8(c >> 16), uint8(c >> 8), uint8(c), 0xff}
}
