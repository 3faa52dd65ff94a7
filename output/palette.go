package output

import "github.com/packetseq/packetseq/seq"

// A Color is one of the sRGB colours, as 0xRRGGBB.
type Color uint32

// Append appends the colour as #rrggbb.
func (c Color) Append(b []byte) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '#')
	for shift := 20; shift >= 0; shift -= 4 {
		b = append(b, digits[c>>shift&0xf])
	}
	return b
}

// A Palette holds the colours of a theme. Every text has a contrast of at least
// 4.5:1 on Background (WCAG 2, success criterion 1.4.3), names and addresses
// also on HeadFill. The kinds keep the hues that the original packetseq gave
// them, which are named beside them.
type Palette struct {
	Background Color
	Foreground Color // titles and names
	Muted      Color // times, addresses, figures
	Lifeline   Color
	HeadFill   Color
	HeadBorder Color
	Alert      Color // a stop, a loss
	Kinds      [seq.PSH + 1]Color
}

// Palette returns the colours of a theme; those of the light one for any other
// name.
func (t Theme) Palette() *Palette {
	if t == Dark {
		return &dark
	}
	return &light
}

var light = Palette{
	Background: 0xffffff,
	Foreground: 0x1b2330,
	Muted:      0x586373,
	Lifeline:   0xc3cad4,
	HeadFill:   0xeef2f7,
	HeadBorder: 0x9aa7b8,
	Alert:      0xd01818,
	Kinds: [...]Color{
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
}

var dark = Palette{
	Background: 0x11161d,
	Foreground: 0xe8edf4,
	Muted:      0x97a3b3,
	Lifeline:   0x3a4552,
	HeadFill:   0x1d2733,
	HeadBorder: 0x4b596b,
	Alert:      0xff5a5a,
	Kinds: [...]Color{
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
}
