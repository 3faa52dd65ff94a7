package dissect

import (
	"bytes"
	"strconv"
	"strings"
)

// A sipMessage is what is known of a message of SIP.
type sipMessage struct {
	kind   sipKind
	method string
	status int

	sequence string // the method that CSeq names
	length   int    // of the body; -1 if it is not told
	entity   mediaEntity
	encoding string

	contacts int
	star     bool // all contacts are meant
	gone     int  // contacts that expire at once
	undated  int  // those that do not say when they expire
	expired  bool // the message says so for them
}

// sipCompact are the names of one letter of headers (RFC 3261 7.3.3).
var sipCompact = map[string]string{"t": "to", "m": "contact", "c": "content-type", "l": "content-length", "e": "content-encoding"}

// headers reads the lines up to the empty one, and returns the offset behind it. It
// returns false if Wireshark gives up on one.
func (m *sipMessage) headers(p *packet, v view, offset int) (next int, ok bool) {
	for offset < len(v.data) {
		n, next, _ := v.line(offset, false)
		if n == 0 {
			return next, true
		}
		end := offset + n
		for next < len(v.data) && (v.data[next] == ' ' || v.data[next] == '\t') { // a header that is folded
			n, after, _ := v.line(next, false)
			end, next = next+n, after
		}
		name, value, isHeader := bytes.Cut(v.data[offset:end], []byte{':'})
		if isHeader && !m.header(p, strings.ToLower(string(name)), bytes.TrimLeft(value, " \t")) {
			return offset, false
		}
		offset = next
	}
	return offset, true
}

func (m *sipMessage) header(p *packet, name string, value []byte) bool {
	if len(name) == 1 {
		name = sipCompact[name]
	}
	switch name {
	case "to":
		m.to(p, value)
	case "cseq":
		return m.cseq(value)
	case "expires":
		m.expired = m.expired || string(value) == "0"
	case "contact":
		m.contactList(value)
	case "content-type":
		mediaType, parameters, _ := strings.Cut(string(value), ";")
		m.entity = mediaEntity{strings.ToLower(strings.TrimRight(mediaType, " \t")), strings.TrimLeft(parameters, " \t")}
	case "content-encoding":
		m.encoding = strings.ToLower(string(value))
	case "content-length":
		if n, err := strconv.ParseUint(string(value), 10, 31); err == nil {
			m.length = int(n)
		} else {
			m.length = 0
		}
	}
	return true
}

// to tells the requests within a dialog, by the tag of their receiver (RFC 3261 12).
func (m *sipMessage) to(p *packet, value []byte) {
	switch m.method {
	case "INVITE", "SUBSCRIBE", "REFER":
	default:
		return
	}
	if _, parameters, ok := nameAddress(value); ok {
		value = parameters
	}
	if bytes.Contains(value, []byte("tag=")) {
		p.addInfo(", in-dialog")
	}
}

// cseq reads the method behind the number.
func (m *sipMessage) cseq(value []byte) bool {
	const maxMethod = 16
	method := bytes.TrimLeft(value, "0123456789")
	start := bytes.IndexFunc(method, func(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' })
	if start < 0 || len(method)-start > maxMethod {
		return false
	}
	m.sequence = string(method[start:])
	return true
}

// nameAddress reads `"name" <uri>` or a bare URI (RFC 3261 25.1), and returns what
// follows it.
func nameAddress(value []byte) (uri, rest []byte, ok bool) {
	if len(value) > 0 && value[0] == '"' {
		end := 1
		for ; end < len(value) && value[end] != '"'; end++ {
			if value[end] == '\\' {
				end++
			}
		}
		if end >= len(value) {
			return nil, nil, false
		}
		value = value[end:]
		if bytes.IndexByte(value, '<') < 0 {
			return nil, nil, false
		}
	}
	open, colon := bytes.IndexByte(value, '<'), bytes.IndexByte(value, ':')
	if open >= 0 && (colon < 0 || open < colon) {
		uri, rest, ok = bytes.Cut(value[open+1:], []byte{'>'})
		return uri, rest, ok && bytes.IndexByte(uri, ':') >= 0
	}
	if colon < 0 {
		return nil, nil, false
	}
	end := bytes.IndexAny(value, ">,;? \r")
	if end < 0 {
		end = len(value)
	}
	return value[:end], value[end:], true
}

// contactList counts the contacts, and those that end at once.
func (m *sipMessage) contactList(value []byte) {
	if len(value) > 0 && value[0] == '*' {
		m.star = true
		return
	}
	for {
		_, rest, ok := nameAddress(bytes.TrimLeft(value, " \t"))
		if !ok {
			return
		}
		m.contacts++
		one, more := cutUnquoted(rest, ',')
		m.contactParameters(one)
		if more == nil {
			return
		}
		value = more
	}
}

// contactParameters looks for when a contact expires (RFC 3261 10.2.1.1).
func (m *sipMessage) contactParameters(text []byte) {
	const expires = "expires="
	dated := false
	for len(text) > 0 {
		var one []byte
		one, text = cutUnquoted(text, ';')
		if !hasPrefixFold(one, expires) {
			continue
		}
		seconds, err := strconv.ParseInt(string(one[len(expires):]), 10, 32)
		switch {
		case err != nil:
			return
		case seconds == 0:
			m.gone++
		default:
			dated = true
		}
	}
	if !dated {
		m.undated++
	}
}

// cutUnquoted cuts text at the first separator that is not between quotes. The rest
// is nil if there is none.
func cutUnquoted(text []byte, separator byte) (one, rest []byte) {
	quoted := false
	for i, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case c == separator && !quoted:
			return text[:i], text[i+1:]
		}
	}
	return text, nil
}

// sipMethods are those of RFC 3261, and of its extensions that Wireshark knows.
var sipMethods = map[string]bool{
	"ACK": true, "BYE": true, "CANCEL": true, "DO": true, "INFO": true, "INVITE": true, "MESSAGE": true, "NOTIFY": true,
	"OPTIONS": true, "PRACK": true, "QAUTH": true, "REFER": true, "REGISTER": true, "SPRACK": true, "SUBSCRIBE": true,
	"UPDATE": true, "PUBLISH": true,
}
