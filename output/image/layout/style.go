package layout

import "github.com/packetseq/packetseq/seq"

// An Ink is the role of a colour; a theme says which colour it is.
type Ink uint8

// The inks. Those of the kinds and captures are got by KindInk and CaptureInk.
const (
	NoInk Ink = iota
	Background
	Foreground // titles and names
	Muted      // times, addresses, figures
	Lifeline
	HeadFill
	HeadBorder
	Alert // a stop, a loss

	firstKind
	firstCapture = firstKind + kinds
)

// Inks is the number of inks, NoInk among them.
const Inks = int(firstCapture) + captureInks

const (
	kinds       = 10
	captureInks = 6
)

// KindInk returns the ink of a kind's arrows and labels.
func KindInk(k seq.Kind) Ink { return firstKind + Ink(k) }

// CaptureInk returns the ink of the mark of the capture with this index. There
// are six; further captures begin again with the first.
func CaptureInk(capture int) Ink { return firstCapture + Ink(capture%captureInks) }

// A Face is a size and weight of the one font family.
type Face uint8

// The faces.
const (
	TitleFace Face = iota
	SubtitleFace
	NameFace
	AddressFace
	TimeFace
	DeltaFace
	LabelFace
	StrongFace // labels of SYN, FIN and RST
	LightFace  // labels of a pure ACK
	SmallFace  // footer
	TagFace
	Faces int = iota
)

// Size returns the font size in points.
func (f Face) Size() float64 { return faceStyles[f].size }

// Bold reports whether the bold font is meant.
func (f Face) Bold() bool { return faceStyles[f].bold }

var faceStyles = [Faces]struct {
	size float64
	bold bool
}{
	TitleFace:    {17, true},
	SubtitleFace: {12, false},
	NameFace:     {12.5, true},
	AddressFace:  {10.5, false},
	TimeFace:     {11, false},
	DeltaFace:    {10, false},
	LabelFace:    {12, false},
	StrongFace:   {12, true},
	LightFace:    {11.5, false},
	SmallFace:    {10.5, false},
	TagFace:      {9.5, true},
}

// A look is the form of a kind, which tells it from others without colour.
type look struct {
	class string
	face  Face
	width float64 // of the arrow
	stop  bool    // the arrow runs against a bar
}

var looks = [kinds]look{
	seq.Other:  {"other", LabelFace, 1.4, false},
	seq.SYN:    {"syn", StrongFace, 1.9, false},
	seq.SYNACK: {"syn-ack", StrongFace, 1.9, false},
	seq.ACK:    {"ack", LightFace, 0.9, false},
	seq.FIN:    {"fin", StrongFace, 1.9, false},
	seq.FINACK: {"fin-ack", StrongFace, 1.9, false},
	seq.RST:    {"rst", StrongFace, 1.9, true},
	seq.RSTACK: {"rst-ack", StrongFace, 1.9, true},
	seq.URG:    {"urg", LabelFace, 1.4, false},
	seq.PSH:    {"psh", LabelFace, 1.4, false},
}

// dataLook is that of an ACK that carries data: only the pure one is thin.
var dataLook = look{"ack data", LabelFace, 1.4, false}

func (m *message) look() look {
	if m.kind == seq.ACK && m.data {
		return dataLook
	}
	return looks[m.kind]
}
