package dissect

import (
	"bytes"
	"strconv"
	"strings"
)

const imapPort = 143

// imapState is what is kept of a connection (RFC 9051).
type imapState struct {
	looked      int // messages that were looked at for TLS that began before the capture
	startingTLS bool
}

// imap words the first line that is no untagged response, or else the first line.
// A mail that was fetched is worded in its place.
func imap(p *packet, v view) bool {
	s := state[imapState](p)
	if s.looked < 2 {
		s.looked++
		if !looksLikeText(v) {
			s.looked = 2
			p.startTLSNow()
			return p.call(tls, v)
		}
	}
	p.setProtocol("IMAP")
	p.imapLines(s, v)
	return true
}

// imapLines goes through requests or responses.
func (p *packet) imapLines(s *imapState, v view) {
	request := p.DestinationPort == imapPort
	worded, last := false, 0
	for at := 0; at < len(v.data); {
		n, next, ok := v.line(at, true)
		if !ok && v.whole() {
			p.needMore(at, oneMoreSegment)
			return
		}
		line := v.data[at : at+n]
		last = n
		if n == 0 || line[0] != '*' {
			if !worded {
				p.imapLine(request, line)
				worded = true
			}
			p.imapCommand(s, request, line)
		} else if list := imapFetch(line); list > 0 {
			var mail []byte
			if mail, next, ok = imapFetched(v, at+list, next); !ok {
				p.needMore(at, oneMoreSegment)
				return
			}
			if mail != nil {
				p.internetMessage(mail)
				worded = true
			}
		}
		at = next
	}
	if !worded {
		p.imapLine(request, v.data[:last])
	}
}

// looksLikeText reports whether the beginning can be printed.
func looksLikeText(v view) bool {
	const looked = 5
	if !v.has(0, looked) {
		return true
	}
	for _, c := range v.data[:looked] {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

func (p *packet) imapLine(request bool, line []byte) {
	if !p.writes() {
		return
	}
	if request {
		p.setInfo("Request: ")
	} else {
		p.setInfo("Response: ")
	}
	p.addInfo(printable(line))
}

// imapCommand follows STARTTLS (RFC 9051 6.2.1).
func (p *packet) imapCommand(s *imapState, request bool, line []byte) {
	fields := bytes.Fields(line[:min(len(line), 512)])
	if len(fields) < 2 {
		return
	}
	if request {
		s.startingTLS = s.startingTLS || strings.EqualFold(string(fields[1]), "STARTTLS")
		if strings.EqualFold(string(fields[1]), "LOGIN") && (len(fields) < 4 || len(fields[3]) < 2) {
			panic(malformed) // Wireshark takes two quotes off the password
		}
	} else if s.startingTLS && strings.EqualFold(string(fields[1]), "OK") {
		s.startingTLS = false
		p.startTLS()
	}
}

// imapFetch returns the offset behind the word in "* 12 FETCH (…", or 0 if the
// response is another one.
func imapFetch(line []byte) int {
	const lookAhead = 3
	at := 1
	for range lookAhead {
		for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
			at++
		}
		n := bytes.IndexAny(line[at:], " \t")
		if n < 0 {
			n = len(line) - at
		}
		if strings.EqualFold(string(line[at:at+n]), "FETCH") {
			return at + n
		}
		at += n
	}
	return 0
}

// imapFetched finds the mail among what was fetched: a literal behind its size in
// braces (RFC 9051 4.3), which begins at next. It returns where the responses go
// on, and false if not all has come.
func imapFetched(v view, at, next int) (mail []byte, after int, ok bool) {
	list := bytes.IndexByte(v.data[at:], '(')
	if list < 0 || at+list+1 >= len(v.data) {
		return nil, len(v.data), !v.whole()
	}
	at += list
	open := bytes.IndexByte(v.data[at:], '{')
	if open < 0 {
		_, next, ok = v.line(at, true)
		return nil, next, ok || !v.whole()
	}
	at += open
	length := bytes.IndexByte(v.data[at:], '}')
	if length < 0 {
		return nil, len(v.data), !v.whole()
	}
	size, err := strconv.ParseUint(string(v.data[at+1:at+length]), 10, 31)
	end := at + length + int(size)
	if err == nil && len(v.data) <= end && end < v.size && next <= len(v.data) {
		return v.data[next:], len(v.data), true // of a long one only the beginning is kept
	}
	if err != nil || end >= len(v.data) || bytes.IndexByte(v.data[end:], ')') < 0 || next+int(size) > len(v.data) {
		return nil, next, false
	}
	return v.data[next : next+int(size)], next + int(size), true
}
