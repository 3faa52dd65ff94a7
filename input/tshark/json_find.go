package tshark

import "bytes"

// firstKeys are those that an object of a packet begins with, and no other object:
// what tshark writes, and what is left of it where a filter took the index away.
// Inside a string, which has its quotes escaped, there is no such key.
var firstKeys = [][]byte{[]byte("_index"), []byte("_source")}

// find notes that key, the first of an object, begins a packet, and reports whether
// it does. In a line of EK no other begins, and its index line has the same key.
func (s *jsonScanner) find(key []byte) bool {
	for _, k := range firstKeys {
		if !s.perLine && bytes.Equal(k, key) {
			s.found = k
		}
	}
	return s.found != nil
}

// findKey passes over the beginning of a string whose quote was consumed, or over
// all of it if it is the first key of a packet, and reports whether it is.
func (s *jsonScanner) findKey() bool {
	var text [len("_source")]byte
	n := 0
	for n < len(text) && (s.peek() == '_' || n > 0 && 'a' <= s.peek() && s.peek() <= 'z') {
		text[n] = s.next()
		n++
	}
	if n == 0 || s.peek() != '"' || !s.find(text[:n]) {
		return false
	}
	s.pos++
	return true
}

// findPacket passes over everything up to and including the first key of the next
// packet, which is then found. Without one it reports whether a "]" is the last of
// the text.
func (s *jsonScanner) findPacket() (closed bool) {
	for s.found == nil && s.more() {
		piece, _, object := bytes.Cut(s.rest(), []byte{'{'})
		s.pos += len(piece)
		if text := bytes.TrimRight(piece, " \t\r\n"); len(text) > 0 {
			closed = text[len(text)-1] == ']'
		}
		if !object {
			continue
		}
		s.pos++
		closed = false
		if s.skipSpace() == '"' {
			s.pos++
			s.findKey()
		}
	}
	return closed
}
