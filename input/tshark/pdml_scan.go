package tshark

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// A tagScanner finds the tags of XML and their attributes. PDML has all it says in
// attributes, ten times as much as is wanted, some of it megabytes long and some not
// allowed in XML (control characters), so that encoding/xml would be slow and strict.
type tagScanner struct {
	*window
	name    []byte // of the current tag, without "/"
	closing bool   // it is </name>
	empty   bool   // it is <name …/>
	whole   bool   // its end was reached

	attribute []byte // the name of the current attribute
	text      []byte // the last value that was read
}

// maxTagName bounds what is kept of the name of a tag or attribute; those that are
// known are shorter.
const maxTagName = 32

// nextTag moves to behind the name of the next tag, and reports whether there is one.
// What is not a tag (text, comments, declarations) is passed over.
func (t *tagScanner) nextTag() bool {
	for t.skipTo('<') {
		if c := t.peek(); c == '!' || c == '?' {
			t.skipDeclaration()
			continue
		}
		t.closing = t.peek() == '/'
		if t.closing {
			t.pos++
		}
		t.empty, t.whole = false, false
		t.name = t.readName(t.name)
		return t.more()
	}
	return false
}

// skipDeclaration passes over a comment or declaration whose "<" was consumed. In
// those that tshark writes is no "<": one that has no end loses nothing else.
func (t *tagScanner) skipDeclaration() {
	t.pos++
	comment, dashes := t.peek() == '-', 0
	for t.more() {
		switch c := t.peek(); {
		case c == '<':
			return
		case c == '-':
			dashes++
		case c == '>' && (!comment || dashes >= len("--")):
			t.pos++
			return
		default:
			dashes = 0
		}
		t.pos++
	}
}

// readName reads a name up to what may stand behind one, into dst.
func (t *tagScanner) readName(dst []byte) []byte {
	dst = dst[:0]
	for t.more() {
		c := t.buf[t.pos]
		if c == ' ' || c == '>' || c == '/' || c == '=' || c == '\n' || c == '\t' || c == '\r' {
			break
		}
		if len(dst) < maxTagName {
			dst = append(dst, c)
		}
		t.pos++
	}
	return dst
}

// nextAttribute moves to the value of the next attribute of the tag, which is to be
// read or passed over, and reports whether there is one. If not, whole tells whether
// the tag has an end.
func (t *tagScanner) nextAttribute() bool {
	for t.more() {
		switch c := t.skipSpace(); c {
		case '>':
			t.pos++
			t.whole = true
			return false
		case '/':
			t.empty = true
			t.pos++
		case '=', '"', '\'': // has no place here
			t.pos++
		default:
			t.attribute = t.readName(t.attribute)
			if t.skipSpace() != '=' {
				continue
			}
			t.pos++
			if c := t.skipSpace(); c == '"' || c == '\'' {
				return true
			}
		}
	}
	return false
}

// skipValue passes over the value of an attribute.
func (t *tagScanner) skipValue() { t.skipTo(t.next()) }

// readValue reads the value of an attribute and undoes its entities. It keeps up to
// maxText bytes, and one more to show that there were more.
func (t *tagScanner) readValue() []byte {
	quote := t.next()
	t.text = t.text[:0]
	for t.more() {
		piece := t.rest()
		i := bytes.IndexByte(piece, quote)
		if i >= 0 {
			piece = piece[:i]
		}
		if j := bytes.IndexByte(piece, '&'); j >= 0 {
			t.keep(piece[:j])
			t.pos += j + 1
			t.readEntity()
			continue
		}
		t.keep(piece)
		t.pos += len(piece)
		if i >= 0 {
			t.pos++
			break
		}
	}
	return t.text
}

func (t *tagScanner) keep(piece []byte) {
	t.text = append(t.text, piece[:min(len(piece), max(0, maxText+1-len(t.text)))]...)
}

// entities are those of XML.
var entities = map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

// readEntity reads what stands behind "&". What is no entity is kept as it is.
func (t *tagScanner) readEntity() {
	var name [10]byte // the longest: "#x10FFFF;"
	n := 0
	for n < len(name) && t.more() && isEntityByte(t.buf[t.pos]) {
		name[n] = t.next()
		n++
	}
	if t.peek() == ';' {
		if r, ok := entityRune(string(name[:n])); ok {
			t.pos++
			t.text = utf8.AppendRune(t.text, r)
			return
		}
	}
	t.keep([]byte{'&'})
	t.keep(name[:n])
}

func isEntityByte(c byte) bool {
	return c == '#' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func entityRune(name string) (rune, bool) {
	if r, ok := entities[name]; ok {
		return r, true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), err == nil && n <= utf8.MaxRune
}
