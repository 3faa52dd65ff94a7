package dissect

// Codes of EAP (RFC 3748 4, RFC 6696 5.3).
const (
	eapRequest  = 1
	eapResponse = 2
)

var eapCodes = map[uint8]string{eapRequest: "Request", eapResponse: "Response", 3: "Success", 4: "Failure", 5: "Initiate", 6: "Finish"}

// Methods with words of their own.
const (
	eapPAX      = 46
	eapPSK      = 47
	eapGPSK     = 51
	eapExpanded = 254
)

// eap is RFC 3748.
func eap(p *packet, v view) bool {
	p.setProtocol("EAP")
	p.clearInfo()
	p.ask()
	code := v.u8(0)
	p.setInfo(nameOf(eapCodes, code, "Unknown code (0x%02X)"))
	size := int(v.u16(2))
	if code != eapRequest && code != eapResponse {
		return true
	}
	method := v.u8(4)
	p.addInfo(", " + nameOf(eapTypes, method, "Unknown type (0x%02x)"))
	if size > 5 {
		p.eapMethod(method, v.part(5, size-5))
	}
	return true
}

func (p *packet) eapMethod(method uint8, v view) {
	switch method {
	case eapPAX: // RFC 4746
		p.addInfo(" " + nameOf(eapPAXOpcodes, v.u8(0), "Unknown opcode (0x%02X)"))
	case eapPSK: // RFC 4764
		message := v.u8(0) >> 6
		p.addInfo([...]string{" First Message", " Second Message", " Third Message", " Fourth Message"}[message])
		v.need(1, [...]int{16, 48, 32, 16}[message])
	case eapGPSK: // RFC 5433
		p.addInfo(" " + nameOf(eapGPSKOpcodes, v.u8(0), "Unknown opcode (0x%02X)"))
	case eapExpanded:
		const wifiAlliance, simpleConfig = 0x00372a, 1
		if v.u24(0) == wifiAlliance && v.u32(3) == simpleConfig {
			p.addInfo(", WPS")
			p.wifiSimpleConfig(v)
		}
	}
}

// wifiSimpleConfig finds the type of a message of Wi-Fi Simple Configuration.
func (p *packet) wifiSimpleConfig(v view) {
	const lengthFlag, messageType = 2, 0x1022
	at := 9
	if v.u8(8)&lengthFlag != 0 {
		at += 2
	}
	for v.has(at, 4) {
		kind, size := v.u16(at), int(v.u16(at+2))
		if kind == messageType {
			p.addInfo(", " + nameOf(wpsMessages, v.u8(at+4), "Unknown (0x%02x)"))
		}
		at += 4 + size
	}
}
