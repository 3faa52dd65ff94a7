package dissect

import "bytes"

var bgpTypes = map[uint8]string{
	1: "OPEN Message", 2: "UPDATE Message", 3: "NOTIFICATION Message", 4: "KEEPALIVE Message", 5: "ROUTE-REFRESH Message",
	6: "CAPABILITY Message", 128: "Cisco ROUTE-REFRESH Message",
}

const (
	bgpMarker = 16
	bgpHeader = 19
)

// bgpOnes is the marker of all messages (RFC 4271 4.1).
var bgpOnes = bytes.Repeat([]byte{0xff}, bgpMarker)

// bgp is RFC 4271. A segment may begin in the middle of a message that was not
// captured as a whole: words begin at the first marker.
func bgp(p *packet, v view) bool {
	p.setProtocol("BGP")
	p.clearInfo()
	p.ask()
	at := 0
	for ; v.left(at) > 0; at++ {
		n := min(bgpMarker, v.left(at))
		if bytes.Equal(v.bytes(at, n), bgpOnes[:n]) {
			break
		}
	}
	for first := true; v.left(at) > 0; first = false {
		v.need(at, 1)
		captured := len(v.data) - at
		if p.canReassemble() && captured < bgpHeader {
			p.needMore(at, oneMoreSegment)
			return true
		}
		size := int(v.u16(at + bgpMarker))
		if size < bgpHeader {
			panic(malformed)
		}
		if p.canReassemble() && captured < size {
			p.needMore(at, oneMoreSegment)
			return true
		}
		message := view{v.data[at:min(at+size, len(v.data))], size}
		p.guard(func() { p.bgpMessage(message, first) })
		at += size
	}
	return true
}

func (p *packet) bgpMessage(v view, first bool) {
	kind := v.u8(18)
	if first {
		p.clearInfo()
	} else {
		p.addInfo(", ")
	}
	p.addInfo(nameOf(bgpTypes, kind, "Unknown message type (0x%02x)"))
	switch kind {
	case 1: // OPEN
		v.need(bgpHeader, 10+int(v.u8(28)))
	case 2: // UPDATE
		paths := bgpHeader + 2 + int(v.u16(bgpHeader))
		v.need(paths+2, int(v.u16(paths)))
	case 3: // NOTIFICATION
		v.need(bgpHeader, 2)
	}
}
