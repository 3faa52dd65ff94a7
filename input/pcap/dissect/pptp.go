package dissect

// pptpMessages are the control messages of RFC 2637.
var pptpMessages = [...]string{
	1: "Start-Control-Connection-Request", 2: "Start-Control-Connection-Reply", 3: "Stop-Control-Connection-Request",
	4: "Stop-Control-Connection-Reply", 5: "Echo-Request", 6: "Echo-Reply", 7: "Outgoing-Call-Request", 8: "Outgoing-Call-Reply",
	9: "Incoming-Call-Request", 10: "Incoming-Call-Reply", 11: "Incoming-Call-Connected", 12: "Call-Clear-Request",
	13: "Call-Disconnect-Notify", 14: "WAN-Error-Notify", 15: "Set-Link-Info",
}

// pptp is the control connection of RFC 2637. Wireshark words the first message of a segment.
func pptp(p *packet, v view) bool {
	p.ask()
	p.setProtocol("PPTP")
	p.clearInfo()
	kind := v.u16(8)
	if kind == 0 || int(kind) >= len(pptpMessages) {
		p.setInfof("Unknown control type (%d)", kind)
		return true
	}
	p.setInfo(pptpMessages[kind])
	return true
}
