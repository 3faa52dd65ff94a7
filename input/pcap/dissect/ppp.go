package dissect

import "fmt"

// ppp is RFC 1661 on a line, perhaps with the address and control of HDLC-like
// framing.
func ppp(p *packet, v view) bool {
	p.setProtocol("PPP")
	p.onLine()
	if v.has(0, 2) && v.data[0] == 0xff && v.data[1] == 3 {
		v = v.from(2)
	}
	p.pppPayload(v)
	return true
}

// onLine says that a line has two ends without addresses, in Wireshark's words.
func (p *packet) onLine() {
	if !p.source.IsValid() {
		p.Source, p.Destination = "N/A", "N/A"
	}
}

// pppHDLC begins with address and control, in PPP or Cisco's own framing.
func pppHDLC(p *packet, v view) bool {
	if first := v.u8(0); first == 0x0f || first == 0x8f {
		return p.call(ciscoHDLC, v)
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
	p.setProtocol(fmt.Sprintf("0x%04x", number))
	p.setInfof("PPP %s (0x%04x)", nameOf(pppNames, number, "Unknown"), number)
}

// pppMultilink is RFC 1990, whose fragments Wireshark shows as such.
func pppMultilink(p *packet, v view) bool {
	const firstAndLast = 0xc0
	p.ask()
	p.setProtocol("PPP MP")
	p.setInfo("PPP Multilink")
	head := v.u32(0)
	switch {
	case v.size <= 4:
	case head>>24&firstAndLast == firstAndLast:
		p.setProtocol("PPP")
		p.pppPayload(v.from(4))
	default:
		p.addInfof(" (PPP MP Unreassembled fragment %d)", head&0xffffff)
	}
	return true
}

// pppCompressed is what was packed as CCP has agreed (RFC 1962).
func pppCompressed(p *packet, _ view) bool {
	p.ask()
	p.setProtocol("PPP Comp")
	p.setInfo("Compressed data")
	return true
}

// pap is the password protocol of RFC 1334.
func pap(p *packet, v view) bool {
	p.ask()
	p.setProtocol("PPP PAP")
	switch code := v.u8(0); code {
	case 1:
		p.setInfo("Authenticate-Request")
		peer := int(v.u8(4))
		id := v.bytes(5, peer)
		password := v.bytes(6+peer, int(v.u8(5+peer)))
		p.addInfo(" (Peer-ID='" + printable(id) + "', Password='" + printable(password) + "')")
	case 2, 3:
		p.setInfo([...]string{2: "Authenticate-Ack", 3: "Authenticate-Nak"}[code])
		p.addInfo(" (Message='" + printable(v.bytes(5, int(v.u8(4)))) + "')")
	default:
		p.setInfo("Unknown")
	}
	return true
}

// chap is RFC 1994.
func chap(p *packet, v view) bool {
	p.ask()
	p.setProtocol("PPP CHAP")
	code := v.u8(0)
	p.setInfo(nameOf(map[uint8]string{1: "Challenge", 2: "Response", 3: "Success", 4: "Failure"}, code, "Unknown"))
	size := int(v.u16(2)) - 4
	switch {
	case size < 0:
	case code == 3 || code == 4:
		p.addInfo(" (MESSAGE='" + printable(v.bytes(4, size)) + "')")
	case (code == 1 || code == 2) && size > 1:
		p.chapValue(v.from(4), size-1)
	}
	return true
}

// chapValue writes the name of who asks or answers, and the value. They have
// size bytes together, behind the length of the value.
func (p *packet) chapValue(v view, size int) {
	const maxShown = 20
	n := int(v.u8(0))
	if n > size {
		return
	}
	value, name, more := hexText(v.exactly(1, n)), v.bytes(1+n, size-n), ""
	if len(name) > maxShown {
		name, more = name[:maxShown], "..."
	}
	p.addInfo(" (NAME='" + printable(name) + more + "', VALUE=0x" + value + ")")
}
