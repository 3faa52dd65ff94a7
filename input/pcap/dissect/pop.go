package dissect

import (
	"bytes"
	"fmt"
)

const popPort = 110

// popState is what is kept of a connection (RFC 1939).
type popState struct {
	mailBox
	read, total uint32 // octets of the mail at hand
	retrieving  bool   // the next response tells how long a mail is
	startingTLS bool
}

// pop words the first line of a segment. What begins with no indicator is part of
// a mail, or of a list that Wireshark takes for one.
func pop(p *packet, v view) bool {
	p.setProtocol("POP")
	s := state[popState](p)
	n, _, _ := v.line(0, false)
	line := v.bytes(0, n)
	request := p.DestinationPort == popPort
	if !request && !bytes.HasPrefix(line, []byte("+OK")) && !bytes.HasPrefix(line, []byte("-ERR")) {
		p.popMail(s, v)
		return true
	}
	if p.writes() {
		if request {
			p.setInfo("C: ")
		} else {
			p.setInfo("S: ")
		}
		p.addInfo(printable(line))
	}
	if request {
		s.request(line)
		return true
	}
	accepted := len(line) > 4 && hasPrefixFold(line, "+OK ")
	if s.retrieving && accepted {
		s.read, s.total = 0, 0
		fmt.Sscanf(string(line[4:min(len(line), 64)]), "%d", &s.total) // without a number there is no length
	}
	if s.startingTLS && accepted {
		p.startTLS()
	}
	s.retrieving, s.startingTLS = false, false
	return true
}

func (s *popState) request(line []byte) {
	s.retrieving = s.retrieving || hasPrefixFold(line, "RETR") || hasPrefixFold(line, "TOP")
	s.startingTLS = s.startingTLS || hasPrefixFold(line, "STLS") // RFC 2595
}

func (p *packet) popMail(s *popState, v view) {
	p.setInfo("S: DATA fragment, " + octets(v.size))
	s.read += uint32(v.size)
	s.put(p, v.data)
	if s.read < s.total {
		return
	}
	s.read, s.total = 0, 0
	if mail, ok := s.take(p); ok {
		p.internetMessage(mail)
	}
}

// octets says a number of bytes.
func octets(n int) string {
	if n == 1 {
		return "1 byte"
	}
	return fmt.Sprintf("%d bytes", n)
}
