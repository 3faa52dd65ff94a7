package dissect

import "fmt"

// ipp is a message of the Internet Printing Protocol in one of HTTP (RFC 8010 3.1).
func ipp(p *packet, _ mediaEntity, v view) bool {
	code := v.u16(2)
	v.need(4, 4)
	p.setProtocol("IPP")
	kind, names := "Request", ippOperations
	if state[httpState](p).response {
		kind, names = "Response", ippStatuses
	}
	name, known := names[code]
	if !known {
		name = fmt.Sprintf("0x%04x", code)
	}
	p.setInfo("IPP " + kind + " (" + name + ")")
	return true
}

const ippPort = 631
