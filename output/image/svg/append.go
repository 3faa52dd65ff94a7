package svg

import (
	"image/color"
	"unicode/utf8"

	"github.com/tdewolff/canvas"

	"github.com/packetseq/packetseq/output/image/draw"
)

// raw appends SVG.
func (s *surface) raw(text string) { s.buf = append(s.buf, text...) }

// flush hands on what was appended.
func (s *surface) flush() {
	s.w.Write(s.buf)
	s.buf = s.buf[:0]
}

// number appends a number with two decimals at most.
func (s *surface) number(v float64) { s.buf = draw.AppendNumber(s.buf, v) }

// color appends an attribute that is a colour.
func (s *surface) color(name string, c color.RGBA) {
	const hex = "0123456789abcdef"
	s.buf = append(s.buf, ' ')
	s.buf = append(s.buf, name...)
	s.buf = append(s.buf, `="#`...)
	for _, v := range [...]uint8{c.R, c.G, c.B} {
		s.buf = append(s.buf, hex[v>>4], hex[v&15])
	}
	s.buf = append(s.buf, '"')
}

// escaped appends character data or the value of an attribute: a text becomes
// exactly that text again. What XML 1.0 forbids (2.2, Char) becomes U+FFFD.
func (s *surface) escaped(text string) {
	b := s.buf
	plain := 0 // start of what is not copied yet
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if entity := entityOf(r, size); entity != "" {
			b = append(b, text[plain:i]...)
			b = append(b, entity...)
			plain = i + size
		}
		i += size
	}
	s.buf = append(b, text[plain:]...)
}

// entityOf returns what is written for a character that cannot be written as it
// is, of so many bytes; else "".
func entityOf(r rune, size int) string {
	switch r {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&quot;"
	case '\'':
		return "&#39;"
	case '\t':
		return "&#9;"
	case '\n':
		return "&#10;"
	case '\r':
		return "&#13;"
	case utf8.RuneError:
		if size == 1 {
			return "\ufffd"
		}
		return ""
	case '\ufffe', '\uffff':
		return "\ufffd"
	}
	if r < ' ' {
		return "\ufffd"
	}
	return ""
}

// path appends path data.
func (s *surface) path(path *canvas.Path, m canvas.Matrix) {
	point := func(p canvas.Point) {
		s.number(p.X)
		s.raw(" ")
		s.number(p.Y)
	}
	if !draw.IsStraight(path) {
		path, m = path.Copy().Transform(m), canvas.Identity
	}
	for c := path.Scanner(); c.Scan(); {
		switch c.Cmd() {
		case canvas.MoveToCmd:
			s.raw("M")
		case canvas.LineToCmd:
			s.raw("L")
		case canvas.QuadToCmd:
			s.raw("Q")
			point(c.CP1())
			s.raw(" ")
		case canvas.CubeToCmd:
			s.raw("C")
			point(c.CP1())
			s.raw(" ")
			point(c.CP2())
			s.raw(" ")
		case canvas.ArcToCmd:
			s.arc(c)
		case canvas.CloseCmd:
			s.raw("z")
			continue
		}
		point(m.Dot(c.End()))
	}
}

// arc appends an elliptical arc up to its end point.
func (s *surface) arc(c *canvas.PathScanner) {
	rx, ry, rotation, large, sweep := c.Arc()
	s.raw("A")
	for _, v := range [...]float64{rx, ry, rotation} {
		s.number(v)
		s.raw(" ")
	}
	for _, flag := range [...]bool{large, sweep} {
		if flag {
			s.raw("1 ")
		} else {
			s.raw("0 ")
		}
	}
}
