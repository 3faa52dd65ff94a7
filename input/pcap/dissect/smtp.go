package dissect

import (
	"bytes"
	"strconv"
	"strings"
)

var smtpPorts = []uint16{25, 587}

// What a client's segment is.
type smtpKind uint8

const (
	smtpCommand smtpKind = iota
	smtpMail             // a part of one
	smtpMailEnd
)

// What is said of a session up to now.
type smtpMode uint8

const (
	smtpStart smtpMode = iota
	smtpReadingCommands
	smtpReadingMail
	smtpAwaitingTLS // the response to STARTTLS
)

// How far an authentication (RFC 4954) has come.
type smtpAuth uint8

const (
	smtpNoAuth smtpAuth = iota
	smtpLogin
	smtpUserAsked
	smtpUserTold
	smtpPasswordAsked
	smtpAuthDone
	smtpPlain
	smtpPlainAsked
)

// smtpState is what is kept of a session (RFC 5321).
type smtpState struct {
	mailBox
	mode      smtpMode
	auth      smtpAuth
	mailSeen  bool // there was a DATA or BDAT command
	lineEnded bool // the segment before ended with CRLF
	chunks    int  // octets of all chunks of BDAT (RFC 3030)
	read      int  // octets of them that came

	// Of the client's packet at hand. A packet is looked at once, however many
	// messages it has.
	frame    int
	kind     smtpKind
	complete bool   // the mail ends with it
	label    string // "User: " or "Pass: "
	labelAt  int    // offset in the line where the label stands
}

func smtp(p *packet, v view) bool {
	s := state[smtpState](p)
	request := p.DestinationPort == smtpPorts[0] || p.DestinationPort == smtpPorts[1]
	end, ok := 0, true
	if !request || s.frame != p.Number {
		if request {
			s.frame, s.kind, s.complete, s.label = p.Number, smtpCommand, false, ""
		}
		if end, ok = p.smtpScan(s, v, request); !ok {
			s.frame = 0
			p.needMore(0, oneMoreSegment)
			return true
		}
	}
	p.setProtocol("SMTP")
	p.clearInfo()
	switch {
	case !request:
		p.smtpResponse(s, v)
		return true
	case s.kind == smtpMail:
		p.setInfo("C: DATA fragment, " + octets(v.size))
		s.put(p, v.data)
	case s.kind == smtpMailEnd:
		p.setInfo("C: .")
		s.put(p, v.data[:end])
		s.complete = true
	default:
		p.smtpCommands(s, v)
	}
	if s.complete {
		if mail, ok := s.take(p); ok {
			p.internetMessage(mail)
		}
	}
	return true
}

// smtpScan finds out what a segment is from its lines. It returns how much of it
// belongs to a mail that ends in it, and false if not even one line is whole.
func (p *packet) smtpScan(s *smtpState, v view, request bool) (at int, ok bool) {
	for at < len(v.data) {
		n, next, whole := v.line(at, p.canReassemble() && v.whole())
		if !whole {
			if at == 0 {
				return 0, false
			}
			n, next = len(v.data)-at, len(v.data)
		}
		ended := false
		if s.mode == smtpReadingMail {
			rest := v.data[at:]
			ended = s.lineEnded && bytes.HasPrefix(rest, []byte(".\r\n")) || bytes.HasPrefix(rest, []byte("\r\n.\r\n"))
			s.lineEnded = v.whole() && bytes.HasSuffix(v.data, []byte("\r\n"))
		}
		switch {
		case !request:
		case s.mode != smtpReadingMail:
			s.command(v.data[at : at+n])
		case ended:
			s.kind, s.mode = smtpMailEnd, smtpReadingCommands
			return at, true
		default:
			s.kind = smtpMail
			if s.chunks > 0 {
				if s.read += v.left(at); s.read == s.chunks {
					s.mode = smtpReadingCommands
					return at, true
				}
				next = len(v.data)
			}
		}
		at = next
	}
	return at, true
}

// command takes in a line that is none of a mail.
func (s *smtpState) command(line []byte) {
	word, _, _ := bytes.Cut(line, []byte{' '})
	if !isSMTPCommand(word) {
		s.answer()
		return
	}
	s.kind = smtpCommand
	switch {
	case hasPrefixFold(line, "DATA"):
		s.mode, s.mailSeen = smtpReadingMail, true
	case hasPrefixFold(line, "BDAT"):
		s.chunk(line)
	case hasPrefixFold(line, "AUTH LOGIN"):
		s.mode, s.auth = smtpReadingCommands, smtpLogin
		if len(line) > len("AUTH LOGIN ") {
			s.auth, s.label, s.labelAt = smtpUserTold, "User: ", len("AUTH LOGIN ")
		}
	case hasPrefixFold(line, "AUTH PLAIN"):
		s.mode, s.auth = smtpReadingCommands, smtpPlain
		if len(line) > len("AUTH PLAIN ") {
			s.auth = smtpAuthDone
		}
	case hasPrefixFold(line, "STARTTLS"):
		s.mode = smtpAwaitingTLS
	}
}

// chunk is a BDAT command: so many octets of a mail follow. Wireshark finds the
// end of the mail only if the last chunk is empty.
func (s *smtpState) chunk(line []byte) {
	_, argument, _ := bytes.Cut(line, []byte{' '})
	argument, _, _ = bytes.Cut(bytes.TrimLeft(argument, " "), []byte{' '})
	size, err := strconv.ParseUint(string(argument), 10, 31)
	if err != nil {
		size = 0
	}
	s.mailSeen = true
	s.chunks += int(size)
	s.mode = smtpReadingMail
	if size == 0 {
		last := len(line) >= 4 && strings.EqualFold(string(line[len(line)-4:]), "LAST")
		s.mode = smtpReadingCommands
		s.complete = s.complete || last
	}
}

// answer takes in a line that is no command: an answer to a challenge, or part of
// a mail whose beginning was not captured.
func (s *smtpState) answer() {
	switch s.auth {
	case smtpUserAsked:
		s.auth, s.label, s.labelAt = smtpUserTold, "User: ", 0
	case smtpPasswordAsked:
		s.auth, s.label, s.labelAt = smtpAuthDone, "Pass: ", 0
	case smtpPlainAsked:
		s.auth = smtpAuthDone
	default:
		s.kind = smtpCommand
		if s.mailSeen || s.mode == smtpStart {
			s.kind = smtpMail
		}
	}
}

// isSMTPCommand tells a command from other text: it has four letters, with few
// exceptions.
func isSMTPCommand(word []byte) bool {
	if len(word) == 4 {
		for _, c := range word {
			if c |= 0x20; c < 'a' || c > 'z' {
				return false
			}
		}
		return true
	}
	switch strings.ToUpper(string(word[:min(len(word), 16)])) {
	case "STARTTLS", "X-EXPS", "X-LINK2STATE", "XEXCH50":
		return true
	}
	return false
}

// smtpCommands writes the lines of a client.
func (p *packet) smtpCommands(s *smtpState, v view) {
	if !p.writes() {
		return
	}
	for at := 0; at < len(v.data) && !p.full(); {
		n, next, _ := v.line(at, false)
		line := v.data[at : at+n]
		if at == 0 {
			p.addInfo("C: ")
		} else {
			p.addInfo(" | ")
		}
		if s.label != "" && n >= s.labelAt {
			p.addInfo(printable(line[:s.labelAt]))
			p.addInfo(s.label)
			line = line[s.labelAt:]
		}
		p.addInfo(printable(line))
		at = next
	}
}

// smtpResponse writes the lines of a server. Of a reply in several lines, only the
// first shows its code.
func (p *packet) smtpResponse(s *smtpState, v view) {
	several := false
	for at := 0; at < len(v.data); {
		n, next, _ := v.line(at, false)
		line := v.data[at : at+n]
		if at == 0 {
			p.addInfo("S: ")
		} else {
			p.addInfo(" | ")
		}
		at = next
		if n < 3 || !isDigit(line[0]) || !isDigit(line[1]) || !isDigit(line[2]) {
			continue
		}
		continued := several
		several = n > 3 && line[3] == '-'
		p.smtpReply(s, string(line[:3]))
		if continued && n > 3 {
			line = line[4:]
		}
		if p.writes() {
			p.addInfo(printable(line))
		}
	}
}

// smtpReply takes in a code.
func (p *packet) smtpReply(s *smtpState, code string) {
	if s.mode == smtpAwaitingTLS {
		if code == "220" {
			p.startTLS()
		}
		s.mode = smtpReadingCommands
	}
	if code != "334" {
		return
	}
	switch s.auth {
	case smtpLogin:
		s.auth = smtpUserAsked
	case smtpUserTold:
		s.auth = smtpPasswordAsked
	case smtpPlain:
		s.auth = smtpPlainAsked
	}
}
