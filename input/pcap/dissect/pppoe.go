package dissect

import "fmt"

var pppoeCodes = map[uint8]string{
	0x09: "Active Discovery Initiation (PADI)", 0x07: "Active Discovery Offer (PADO)",
	0x19: "Active Discovery Request (PADR)", 0x65: "Active Discovery Session-confirmation (PADS)",
	0xa7: "Active Discovery Terminate (PADT)", 0x0a: "Active Discovery Quick-Session-confirmation (PADG)",
}

// pppoeDiscovery is RFC 2516 5.
func pppoeDiscovery(p *packet, v view) bool {
	p.ask()
	p.setProtocol("PPPoED")
	code := v.u8(1)
	name, known := pppoeCodes[code]
	if !known {
		name = fmt.Sprintf("Unknown (%d)", code)
	}
	p.setInfo(name)
	const acName = 0x0102
	for v = v.part(6, int(v.u16(4))); v.size >= 4; {
		kind, size := v.u16(0), int(v.u16(2))
		if kind == 0 {
			break
		}
		if kind == acName {
			p.addInfof(" AC-Name='%s'", v.bytes(4, size))
		}
		v = v.from(min(v.size, 4+size))
	}
	return true
}

// pppoeSession is RFC 2516 6.
func pppoeSession(p *packet, v view) bool {
	p.setProtocol("PPPoES")
	size := int(v.u16(4))
	body := v.from(6)
	if size < body.size {
		body = body.part(0, size)
	}
	p.pppPayload(body)
	return true
}
