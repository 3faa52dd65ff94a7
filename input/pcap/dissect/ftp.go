package dissect

import (
	"bytes"
	"net/netip"
	"strconv"
)

const (
	ftpControlPort = 21
	ftpDataPort    = 20

	// maxFTPCommand is how much of a command is kept for the words of its data.
	maxFTPCommand = 1 << 10
)

// ftpState is what is kept of a control connection (RFC 959).
type ftpState struct {
	data         *ftpDataState // of the data connection announced last
	tlsRequested bool
}

// ftpDataState is what a data connection was announced with.
type ftpDataState struct {
	method  string
	command string // the first one after the announcement; "" if there was none
}

// ftp words the first line of a segment.
func ftp(p *packet, v view) bool {
	p.setProtocol("FTP")
	n, _, _ := v.line(0, false)
	line := v.bytes(0, n)
	request := p.DestinationPort == ftpControlPort
	if p.writes() {
		if request {
			p.setInfo("Request: ")
		} else {
			p.setInfo("Response: ")
		}
		p.addInfo(printable(line))
	}
	s := state[ftpState](p)
	if request {
		p.ftpRequest(s, line)
	} else {
		p.ftpResponse(s, line)
	}
	return true
}

// ftpRequest keeps the command for the data connection, and hears where an
// active one will be.
func (p *packet) ftpRequest(s *ftpState, line []byte) {
	if string(line) == "AUTH TLS" {
		s.tlsRequested = true
	}
	if s.data != nil && s.data.command == "" {
		s.data.command = printable(line[:min(len(line), maxFTPCommand)])
	}
	command, arguments, _ := bytes.Cut(line, []byte{' '})
	switch string(command) {
	case "PORT":
		if at, ok := ftpEndpoint(arguments); ok {
			p.expectFTPData(s, endpoint{p.destination, ftpDataPort}, at.address, "PORT")
		}
	case "EPRT":
		if at, ok := ftpExtendedEndpoint(arguments); ok {
			p.expectFTPData(s, endpoint{p.source, at.port}, at.address, "EPRT")
		}
	}
}

// ftpResponse hears where a passive data connection will be.
func (p *packet) ftpResponse(s *ftpState, line []byte) {
	const (
		enteringPassive         = "227"
		enteringExtendedPassive = "229" // RFC 2428
		securityAccepted        = "234" // RFC 4217
	)
	if len(line) < 4 {
		return
	}
	switch string(line[:3]) {
	case enteringPassive:
		if at, ok := ftpEndpoint(line[4:]); ok {
			p.expectFTPData(s, at, p.destination, "PASV")
		}
	case enteringExtendedPassive:
		if port, ok := ftpExtendedPort(line[4:]); ok {
			p.expectFTPData(s, endpoint{p.source, port}, p.destination, "EPASV")
		}
	case securityAccepted:
		if s.tlsRequested {
			s.tlsRequested = false
			p.startTLS()
		}
	}
}

func (p *packet) expectFTPData(s *ftpState, end endpoint, other netip.Addr, method string) {
	s.data = &ftpDataState{method: method}
	p.expect(announcement{overTCP, end, other}, ftpData, s.data)
}

// ftpEndpoint finds six numbers with commas between them: the octets of an address
// and of a port.
func ftpEndpoint(text []byte) (endpoint, bool) {
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) {
			continue
		}
		if at, ok := ftpNumbers(text[i:]); ok {
			return at, true
		}
		for i < len(text) && isDigit(text[i]) {
			i++
		}
	}
	return endpoint{}, false
}

func ftpNumbers(text []byte) (endpoint, bool) {
	var octets [6]byte
	for i := range octets {
		n := 0
		for n < len(text) && isDigit(text[n]) {
			n++
		}
		number, err := strconv.ParseUint(string(text[:n]), 10, 31)
		if err != nil {
			return endpoint{}, false
		}
		octets[i] = byte(number)
		if text = text[n:]; i < len(octets)-1 {
			if len(text) == 0 || text[0] != ',' {
				return endpoint{}, false
			}
			text = text[1:]
		}
	}
	return endpoint{netip.AddrFrom4([4]byte(octets[:4])), uint16(octets[4])<<8 | uint16(octets[5])}, true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// ftpExtendedEndpoint is RFC 2428 2: |1|132.235.1.2|6275|.
func ftpExtendedEndpoint(text []byte) (endpoint, bool) {
	text = bytes.TrimLeft(text, " ")
	if len(text) == 0 {
		return endpoint{}, false
	}
	fields := bytes.Split(text, text[:1])
	if len(fields) < 5 {
		return endpoint{}, false
	}
	address, err := netip.ParseAddr(string(fields[2]))
	port, err2 := strconv.ParseUint(string(fields[3]), 10, 16)
	return endpoint{address, uint16(port)}, err == nil && err2 == nil
}

// ftpExtendedPort is RFC 2428 3: (|||6446|).
func ftpExtendedPort(text []byte) (port uint16, ok bool) {
	_, text, _ = bytes.Cut(text, []byte{'('})
	if len(text) < 4 || text[0] != text[1] || text[0] != text[2] {
		return 0, false
	}
	digits, _, _ := bytes.Cut(text[3:], text[:1])
	number, err := strconv.ParseUint(string(digits), 10, 16)
	return uint16(number), err == nil
}

// ftpData words a segment of a data connection, with what it was announced by.
func ftpData(p *packet, v view) bool {
	p.setProtocol("FTP-DATA")
	if !p.writes() {
		return true
	}
	p.clearInfo()
	p.addInfoUint("FTP Data: ", uint64(v.size))
	p.addInfo(" bytes")
	s := state[ftpDataState](p)
	for _, text := range [...]string{s.method, s.command} {
		if text != "" {
			p.addInfo(" (")
			p.addInfo(text)
			p.addInfo(")")
		}
	}
	return true
}
