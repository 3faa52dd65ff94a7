package tshark

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// A jsonScanner takes JSON apart as it comes. What tshark writes has the same key
// several times in one object, may hold text that is not UTF-8, and has values of
// many megabytes (reassembled data), which the scanner passes over without keeping
// them; that is why this is not encoding/json.
type jsonScanner struct {
	*window
	perLine bool   // an object is a line
	text    []byte // the last string that was kept
	level   int    // of objects that members reads, in each other

	// found is the first key of a packet that was come upon where something else
	// belongs, or in garbage; the next packet goes on behind it. Else it is nil.
	found []byte
}

// maxDepth bounds how deep values may be in each other; tshark itself stops at
// about 500 (prefs.gui_max_tree_depth).
const maxDepth = 1000

// A syntaxError says what is wrong with the text, when reading it was possible.
type syntaxError string

func (e syntaxError) Error() string { return string(e) }

const (
	errTooDeep      = syntaxError("values are nested too deeply")
	errPacketInside = syntaxError("a packet begins inside another")
	errLineEnds     = syntaxError("the line ends inside a string")
)

// skipSpace is that of the window, but for the end of a line that is an object.
func (s *jsonScanner) skipSpace() byte {
	if !s.perLine {
		return s.window.skipSpace()
	}
	for {
		switch c := s.peek(); c {
		case ' ', '\t', '\r':
			s.pos++
		default:
			return c
		}
	}
}

// members reads an object whose "{" was consumed, and calls each with every key,
// when the value is next. The key is valid until the next string is read.
func (s *jsonScanner) members(each func(key []byte) error) error {
	s.level++
	for first := true; ; first = false {
		key, more, err := s.nextKey(first)
		if err != nil {
			return err
		}
		if !more {
			s.level--
			return nil
		}
		if s.skipSpace() != ':' {
			return s.unexpected("a colon")
		}
		s.pos++
		if err := each(key); err != nil {
			return err
		}
	}
}

// nextKey reads the next key of an object, and reports whether there is one.
func (s *jsonScanner) nextKey(first bool) (key []byte, more bool, err error) {
	if s.found != nil {
		key, s.found = s.found, nil
		return key, true, nil
	}
	switch c := s.skipSpace(); {
	case c == '}':
		s.pos++
		return nil, false, nil
	case c == ',' && !first:
		s.pos++
	case !first:
		return nil, false, s.unexpected("a comma or }")
	}
	key, err = s.readString()
	if err == nil && first && s.level > 1 && s.find(key) {
		err = errPacketInside
	}
	return key, true, err
}

// elements reads an array whose "[" was consumed, and calls each when a value is
// next.
func (s *jsonScanner) elements(each func() error) error {
	for first := true; ; first = false {
		switch c := s.skipSpace(); {
		case c == ']':
			s.pos++
			return nil
		case c == ',' && !first:
			s.pos++
		case !first:
			return s.unexpected("a comma or ]")
		}
		if err := each(); err != nil {
			return err
		}
	}
}

// unexpected returns the error for a next byte that should be something else.
func (s *jsonScanner) unexpected(want string) error {
	c := s.skipSpace()
	switch {
	case s.more() && c == '\n': // only where an object is a line
		return syntaxError("the line ends where " + want + " belongs")
	case s.more():
		return syntaxError(fmt.Sprintf("%q where %s belongs", c, want))
	}
	return s.failure()
}

// readScalar reads a string, a number, true, false or null. The text is valid until
// the next string is read; that of null is empty.
func (s *jsonScanner) readScalar() ([]byte, error) {
	if s.skipSpace() == '"' {
		return s.readString()
	}
	s.text = s.text[:0]
	for s.more() && isWordByte(s.buf[s.pos]) && len(s.text) < 64 {
		s.text = append(s.text, s.next())
	}
	if len(s.text) == 0 || !s.more() {
		return nil, s.unexpected("a value")
	}
	if string(s.text) == "null" {
		s.text = s.text[:0]
	}
	return s.text, nil
}

// isWordByte reports whether c may stand in a number, true, false or null.
func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'E'
}

// readString reads a string and undoes its escapes. It keeps up to maxText bytes,
// and one more to show that there were more.
func (s *jsonScanner) readString() ([]byte, error) {
	if s.skipSpace() != '"' {
		return nil, s.unexpected("a quote")
	}
	s.pos++
	if i := bytes.IndexByte(s.rest(), '"'); i >= 0 { // all of it is in the window
		if text := s.rest()[:i]; bytes.IndexByte(text, '\\') < 0 && bytes.IndexByte(text, '\n') < 0 {
			s.pos += i + 1
			s.text = append(s.text[:0], text...)
			return s.text, nil
		}
	}
	s.text = s.text[:0]
	for s.more() {
		piece := s.rest()
		i := bytes.IndexAny(piece, "\"\\\n")
		if i >= 0 {
			piece = piece[:i]
		}
		s.text = append(s.text, piece[:min(len(piece), maxText+1-min(len(s.text), maxText+1))]...)
		s.pos += len(piece)
		if i < 0 {
			continue
		}
		switch s.peek() {
		case '\n': // JSON has none in strings (RFC 8259, section 7): the end of this one is lost
			return nil, errLineEnds
		case '"':
			s.pos++
			return s.text, nil
		}
		s.pos++
		if err := s.readEscape(); err != nil {
			return nil, err
		}
	}
	return nil, s.failure()
}

// readEscape reads what stands behind a backslash.
func (s *jsonScanner) readEscape() error {
	c := s.peek()
	if i := bytes.IndexByte([]byte(`"\/bfnrt`), c); i >= 0 {
		s.pos++
		s.keepRune(rune("\"\\/\b\f\n\r\t"[i]))
		return nil
	}
	if c != 'u' {
		return s.unexpected("an escape")
	}
	s.pos++
	r, err := s.readHex()
	if err != nil {
		return err
	}
	if utf16.IsSurrogate(r) {
		return s.readSurrogate(r)
	}
	s.keepRune(r)
	return nil
}

// readSurrogate reads what stands behind the first half of a pair of surrogates.
func (s *jsonScanner) readSurrogate(high rune) error {
	if s.peek() != '\\' {
		s.keepRune(utf8.RuneError)
		return nil
	}
	s.pos++
	if s.peek() != 'u' {
		s.keepRune(utf8.RuneError)
		return s.readEscape()
	}
	s.pos++
	low, err := s.readHex()
	if err != nil {
		return err
	}
	s.keepRune(utf16.DecodeRune(high, low))
	if !utf16.IsSurrogate(low) {
		s.keepRune(low)
	}
	return nil
}

func (s *jsonScanner) keepRune(r rune) {
	if len(s.text) <= maxText {
		s.text = utf8.AppendRune(s.text, r)
	}
}

// readHex reads the four digits of \u.
func (s *jsonScanner) readHex() (rune, error) {
	var digits [4]byte
	for i := range digits {
		if !s.more() {
			return 0, s.failure()
		}
		if s.peek() == '\n' {
			return 0, errLineEnds
		}
		digits[i] = s.next()
	}
	value, err := strconv.ParseUint(string(digits[:]), 16, 16)
	if err != nil {
		return 0, syntaxError(fmt.Sprintf("bad escape %q", `\u`+string(digits[:])))
	}
	return rune(value), nil
}

// skip passes over the next value, whatever its size and depth.
func (s *jsonScanner) skip() error {
	for depth, opened := 0, false; ; {
		c := s.skipSpace()
		if !s.more() {
			return s.failure()
		}
		switch c {
		case '{', '[':
			depth++
			s.pos++
		case '}', ']':
			if depth == 0 {
				return s.unexpected("a value")
			}
			depth--
			s.pos++
		case ',', ':':
			s.pos++
			continue // no value ends here
		case '"':
			if err := s.skipString(opened); err != nil {
				return err
			}
		default:
			if _, err := s.readScalar(); err != nil {
				return err
			}
		}
		if depth == 0 {
			return nil
		}
		opened = c == '{'
	}
}

// skipString passes over a string, which may be the first key of an object.
func (s *jsonScanner) skipString(first bool) error {
	s.pos++
	if first && s.findKey() {
		return errPacketInside
	}
	for s.more() {
		piece := s.rest()
		if i := bytes.IndexByte(piece, '"'); i >= 0 {
			piece = piece[:i]
		}
		if i := bytes.IndexByte(piece, '\n'); i >= 0 {
			piece = piece[:i]
		}
		if i := bytes.IndexByte(piece, '\\'); i >= 0 {
			s.pos += i + 1
			if s.peek() != '\n' {
				s.next() // whatever is escaped, it ends no string
			}
			continue
		}
		s.pos += len(piece)
		if s.pos < s.end {
			if s.buf[s.pos] == '\n' {
				return errLineEnds
			}
			s.pos++
			return nil
		}
	}
	return s.failure()
}
