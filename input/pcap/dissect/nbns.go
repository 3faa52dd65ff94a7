package dissect

import (
	"fmt"
	"strings"
)

var nbnsOpcodes = map[uint16]string{
	0: "Name query", 5: "Registration", 6: "Release", 7: "Wait for acknowledgment", 8: "Refresh",
	9: "Refresh (alternate opcode)", 15: "Multi-homed registration",
}

var nbnsErrors = map[uint16]string{
	1: "Request was invalidly formatted", 2: "Server failure", 3: "Requested name does not exist",
	4: "Request is not implemented", 5: "Request was refused", 6: "Name is owned by another node", 7: "Name is in conflict",
}

var nbnsTypes = map[uint16]string{32: "NB", 33: "NBSTAT"}

func nbnsType(number uint16) string {
	if name, known := nbnsTypes[number]; known {
		return name
	}
	return "Unknown"
}

const nbnsWaitOpcode = 7

// nbns is RFC 1002 4.2, whose form is that of DNS.
func nbns(p *packet, v view) bool {
	p.setProtocol("NBNS")
	p.clearInfo()
	if !p.writes() {
		return true
	}
	flags := v.u16(2)
	opcode, response := flags>>11&15, flags&dnsResponse != 0
	if name, known := nbnsOpcodes[opcode]; known {
		p.addInfo(name)
	} else {
		p.addInfof("Unknown operation (%d)", opcode)
	}
	if response {
		p.addInfo(" response")
		if code := flags & 15; code != 0 {
			if text, known := nbnsErrors[code]; known {
				p.addInfo(", " + text)
			} else {
				p.addInfo(", Unknown error")
			}
		}
	}
	at := dnsHeader
	for range v.u16(4) {
		name, next := p.domainName(v, at)
		kind := v.u16(next)
		v.need(next+2, 2)
		if !response {
			p.addInfo(" " + nbnsType(kind) + " " + netbiosName(name))
		}
		at = next + 4
	}
	for range v.u16(6) {
		at = p.nbnsAnswer(v, at, response, opcode)
	}
	for range int(v.u16(8)) + int(v.u16(10)) {
		at = p.nbnsAnswer(v, at, false, opcode)
	}
	return true
}

// nbnsAnswer is a resource record, which is shown in responses only.
func (p *packet) nbnsAnswer(v view, at int, shown bool, opcode uint16) int {
	const (
		nb       = 32
		ttlClass = 2 + 4
	)
	_, at = p.domainName(v, at)
	kind := v.u16(at)
	size := int(v.u16(at + 2 + ttlClass))
	at += 2 + ttlClass + 2
	switch {
	case !shown, kind == nb && opcode == nbnsWaitOpcode:
	case kind == nb:
		p.addInfo(" NB " + ipv4At(v, at+2).String())
	default:
		p.addInfo(" " + nbnsType(kind))
	}
	v.need(at, size)
	return at + size
}

// netbiosName undoes the encoding of RFC 1001 14.1: two letters for each of 15
// characters, which blanks fill up, and for the kind of name.
func netbiosName(encoded string) string {
	const size = 16
	label, scope, scoped := strings.Cut(encoded, ".")
	var name [size]byte
	for i := range len(label) {
		c := label[i] - 'A'
		if c > 'Z'-'A' {
			return fmt.Sprintf("Illegal NetBIOS name (%s character not between A and Z in first-level encoding)",
				[...]string{"1st", "2nd"}[i%2])
		}
		if i/2 < size {
			name[i/2] = name[i/2]<<4 | c
		}
	}
	if len(label)%2 != 0 {
		return "Illegal NetBIOS name (odd number of bytes)"
	}
	if len(label) < 2*size {
		return fmt.Sprintf("Illegal NetBIOS name (%d bytes long)", len(label)/2)
	}
	var text strings.Builder
	for _, c := range name[:size-1] {
		if c >= ' ' && c <= '~' {
			text.WriteByte(c)
		} else {
			fmt.Fprintf(&text, "<%02x>", c)
		}
	}
	shown := strings.TrimRight(text.String(), " ") + fmt.Sprintf("<%02x>", name[size-1])
	if scoped {
		shown += "." + scope
	}
	return shown
}
