package dissect

import (
	"fmt"
)

// ppp is RFC 1661, perhaps with the address and control of HDLC-like framing.
func ppp(p *packet, v view) bool {
	p.setProtocol("PPP")
	if v.has(0, 2) && v.data[0] == 0xff && v.data[1] == 3 {
		v = v.from(2)
	}
	p.pppPayload(v)
	return true
}

// pppHDLC begins with address and control, in PPP or Cisco's own framing.
func pppHDLC(p *packet, v view) bool {
	if first := v.u8(0); first == 0x0f || first == 0x8f {
		p.setProtocol("CHDLC")
		p.etherPayload(v.u16(2), v.from(4))
		return true
	}
	return ppp(p, v)
}

// pppPayload reads the protocol number: its first byte may be left out if it is 0.
func (p *packet) pppPayload(v view) {
	number, rest := uint16(v.u8(0)), 1
	if number&1 == 0 {
		number, rest = v.u16(0), 2
	}
	p.clearInfo()
	if d := p.table.ppp[number]; d != nil && p.call(d, v.from(rest)) {
		return
	}
	p.ask()
	name, known := pppNames[number]
	if !known {
		name = fmt.Sprintf("Unknown (0x%04x)", number)
	}
	p.setInfo(name)
}

// pppNames are protocols that are named only.
var pppNames = map[uint16]string{
	0x0001: "Padding Protocol", 0x002d: "Van Jacobson Compressed TCP/IP", 0x002f: "Van Jacobson Uncompressed TCP/IP",
	0x003d: "Multilink", 0x00fd: "Compressed datagram", 0x8207: "Cisco Discovery Protocol Control Protocol",
}

// A pppControl is a control protocol, by how it is called.
type pppControl struct{ name string }

var pppCodeNames = map[uint8]string{
	0: "Vendor Specific", 1: "Configuration Request", 2: "Configuration Ack", 3: "Configuration Nak",
	4: "Configuration Reject", 5: "Termination Request", 6: "Termination Ack", 7: "Code Reject",
	8: "Protocol Reject", 9: "Echo Request", 10: "Echo Reply", 11: "Discard Request", 12: "Identification",
	13: "Time Remaining", 14: "Reset Request", 15: "Reset Ack",
}

// word says which message of the control protocol v is (RFC 1661 5).
func (c pppControl) word(p *packet, v view) bool {
	p.ask()
	p.setProtocol(c.name)
	code := v.u8(0)
	if name, known := pppCodeNames[code]; known {
		p.setInfo(name)
	} else {
		p.setInfof("Unknown (0x%02x)", code)
	}
	return true
}

// pap is the password protocol of RFC 1334.
func pap(p *packet, v view) bool {
	p.ask()
	p.setProtocol("PPP PAP")
	code := v.u8(0)
	switch code {
	case 1:
		peer := int(v.u8(4))
		id := v.bytes(5, peer)
		password := v.bytes(6+peer, int(v.u8(5+peer)))
		p.setInfof("Authenticate-Request (Peer-ID='%s', Password='%s')", id, password)
	case 2, 3:
		name := [...]string{2: "Authenticate-Ack", 3: "Authenticate-Nak"}[code]
		p.setInfof("%s (Message='%s')", name, v.bytes(5, int(v.u8(4))))
	default:
		p.setInfof("Unknown (0x%02x)", code)
	}
	return true
}

// chap is RFC 1994.
func chap(p *packet, v view) bool {
	p.ask()
	p.setProtocol("PPP CHAP")
	code := v.u8(0)
	size := int(v.u16(2))
	switch code {
	case 1, 2:
		value := int(v.u8(4))
		name := v.bytes(5+value, max(0, size-5-value))
		p.setInfof("%s (NAME='%s', VALUE=0x%x)", [...]string{1: "Challenge", 2: "Response"}[code], name, v.bytes(5, value))
	case 3, 4:
		p.setInfof("%s (MESSAGE='%s')", [...]string{3: "Success", 4: "Failure"}[code], v.bytes(4, max(0, size-4)))
	default:
		p.setInfof("Unknown (0x%02x)", code)
	}
	return true
}
