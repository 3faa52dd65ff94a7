package tshark

import (
	"bytes"
	"errors"
	"io"
)

// A window is the part of a text capture that is being looked at. It never reads
// before all that it has was used, so that a live pipe does not stall, and it does
// not grow: what is longer than the window is passed over or copied piece by piece.
type window struct {
	r   io.Reader
	buf []byte
	pos int // of the next byte in buf
	end int
	err error

	lines   int // line breaks before buf[counted]
	counted int
}

const windowSize = 64 << 10

func newWindow(r io.Reader) *window { return &window{r: r, buf: make([]byte, windowSize)} }

// line returns the number of the line that the next byte is in, from 1.
func (w *window) line() int {
	w.count(w.pos)
	return w.lines + 1
}

// count counts the line breaks before buf[to], each once.
func (w *window) count(to int) {
	w.lines += bytes.Count(w.buf[w.counted:to], newline)
	w.counted = to
}

var newline = []byte{'\n'}

// more makes sure that there is a next byte, and reports whether there is one.
func (w *window) more() bool {
	if w.pos < w.end {
		return true
	}
	if w.err != nil {
		return false
	}
	w.count(w.end)
	w.pos, w.end, w.counted = 0, 0, 0
	for range 100 { // as bufio does
		n, err := w.r.Read(w.buf)
		w.end, w.err = n, err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	w.err = io.ErrNoProgress
	return false
}

// peek returns the next byte; 0 if there is none.
func (w *window) peek() byte {
	if w.pos < w.end || w.more() {
		return w.buf[w.pos]
	}
	return 0
}

// next consumes and returns the next byte; 0 if there is none.
func (w *window) next() byte {
	c := w.peek()
	if w.pos < w.end {
		w.pos++
	}
	return c
}

// rest returns what is there without reading; it is not consumed.
func (w *window) rest() []byte { return w.buf[w.pos:w.end] }

// skipTo passes over everything up to and including the next c, and reports whether
// there was one.
func (w *window) skipTo(c byte) bool {
	for w.more() {
		if i := bytes.IndexByte(w.rest(), c); i >= 0 {
			w.pos += i + 1
			return true
		}
		w.pos = w.end
	}
	return false
}

// skipSpace passes over white space and returns the byte behind it, which it does
// not consume; 0 at the end.
func (w *window) skipSpace() byte {
	for w.more() {
		for ; w.pos < w.end; w.pos++ {
			if c := w.buf[w.pos]; c != ' ' && c != '\n' && c != '\r' && c != '\t' {
				return c
			}
		}
	}
	return 0
}

// skipBOM passes over the byte order mark that some programs put before the text.
func (w *window) skipBOM() {
	for i := 0; i < len(bom) && w.peek() == bom[i]; i++ {
		w.pos++
	}
}

var errCutShort = errors.New("cut short in the middle of a packet")

// failure returns the error that ended the capture: that of reading, or
// errCutShort where it is at its end although a packet is not.
func (w *window) failure() error {
	if w.err != nil && w.err != io.EOF {
		return w.err
	}
	return errCutShort
}
