package layout

// A Pen takes the shapes of a page, in the order in which they cover each
// other. Coordinates are points (1/72 inch), x to the right and y down, from
// the upper left corner of the page. What a shape points to is valid until the
// method returns.
type Pen interface {
	// Begin opens a group of shapes that belong together, such as those of a
	// message; groups are not nested. End closes it.
	Begin(Group)
	End()

	Stroke(Stroke)
	Fill(Fill)
	Box(Box)
	Text(Text)
}

// A Group names the shapes that follow it.
type Group struct {
	ID    string // unique in the diagram, such as "m12"; empty for none
	Class string // words of a class attribute, such as "message syn lost"
	Title string // the whole text, however much of it is drawn
}

// A Point is a place on a page.
type Point struct{ X, Y float64 }

// A Stroke is an open line through two or more points.
type Stroke struct {
	Points []Point
	Width  float64
	Ink    Ink
	Dash   Dash
}

// A Fill is a filled polygon.
type Fill struct {
	Points []Point
	Ink    Ink
}

// A Box is an upright rectangle.
type Box struct {
	X, Y, W, H float64
	Radius     float64 // of the corners
	Fill       Ink     // NoInk: not filled
	Border     Ink     // NoInk: no border
	Width      float64 // of the border
}

// A Text is one line of text.
type Text struct {
	X, Y   float64 // of the anchor, on the baseline
	Anchor Anchor
	Face   Face
	Ink    Ink
	String string
	Full   string  // what String is a shortened form of; empty if it is whole
	Width  float64 // as measured
}

// Left returns the x of the text's left end.
func (t *Text) Left() float64 {
	switch t.Anchor {
	case Middle:
		return t.X - t.Width/2
	case End:
		return t.X - t.Width
	}
	return t.X
}

// An Anchor says which part of a text is at its X.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota // its left end
	Middle
	End // its right end
)

// A Dash is the pattern of a line.
type Dash uint8

// The patterns.
const (
	Solid  Dash = iota
	Dashed      // a segment that was sent before
	Dotted      // silence
)

// Lengths returns the lengths of strokes and blanks in points; none for Solid.
func (d Dash) Lengths() []float64 {
	switch d {
	case Dashed:
		return dashedLengths
	case Dotted:
		return dottedLengths
	}
	return nil
}

var (
	dashedLengths = []float64{7, 4}
	dottedLengths = []float64{1.5, 3.5}
)
