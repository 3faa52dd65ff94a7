package dissect

// A pppControl is a control protocol: how it is called, and what its messages
// are called.
type pppControl struct {
	name  string
	codes map[uint8]string
}

// Codes of the messages (RFC 1661 5, RFC 1962 4.1, RFC 1570 2.2, RFC 2153 2).
var (
	pppCodes = map[uint8]string{
		0: "Vendor Specific", 1: "Configuration Request", 2: "Configuration Ack", 3: "Configuration Nak",
		4: "Configuration Reject", 5: "Termination Request", 6: "Termination Ack", 7: "Code Reject",
	}
	pppLinkCodes = map[uint8]string{
		0: "Vendor Specific", 1: "Configuration Request", 2: "Configuration Ack", 3: "Configuration Nak",
		4: "Configuration Reject", 5: "Termination Request", 6: "Termination Ack", 7: "Code Reject",
		8: "Protocol Reject", 9: "Echo Request", 10: "Echo Reply", 11: "Discard Request", 12: "Identification",
		13: "Time Remaining",
	}
	pppCompressionCodes = map[uint8]string{
		0: "Vendor Specific", 1: "Configuration Request", 2: "Configuration Ack", 3: "Configuration Nak",
		4: "Configuration Reject", 5: "Termination Request", 6: "Termination Ack", 7: "Code Reject",
		14: "Reset Request", 15: "Reset Ack",
	}
	pppCallbackCodes  = map[uint8]string{1: "Callback Request", 2: "Callback Response", 3: "Callback Ack"}
	pppBandwidthCodes = map[uint8]string{
		1: "Call Request", 2: "Call Response", 3: "Callback Request", 4: "Callback Response", 5: "Link Drop Query Request",
		6: "Link Drop Query Response", 7: "Call Status Indication", 8: "Call Status Response",
	}
)

// Codes whose messages have more than their header.
const (
	pppVendor      = 0
	pppReject      = 4
	pppProtoReject = 8
	pppEcho        = 9
	pppRemaining   = 13
)

// word says which message of the control protocol v is.
func (c pppControl) word(p *packet, v view) bool {
	p.ask()
	code, size := v.u8(0), int(v.u16(2))
	p.setProtocol(c.name)
	p.setInfo(nameOf(c.codes, code, "Unknown"))
	switch {
	case code == pppVendor:
		v.need(4, max(8, size-4))
	case code == pppProtoReject:
		v.need(4, max(2, size-4))
	case code >= pppEcho && code <= pppRemaining:
		v.need(4, max(4, size-4))
	case code <= pppReject && size > 4:
		pppOptions(v.exactly(4, size-4))
	case size > 4:
		v.need(4, size-4)
	}
	return true
}

// pppOptions goes over the options, each of which has a length.
func pppOptions(v view) {
	for v.size > 0 {
		if v.u8(0); v.size == 1 {
			return
		}
		size := int(v.u8(1))
		if size < 2 || size > v.size {
			return
		}
		v = v.from(size)
	}
}
