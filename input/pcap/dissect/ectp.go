package dissect

// ectp is the Configuration Testing Protocol of Ethernet 2.0 (8.4): a frame that
// comes back from where it was sent.
func ectp(p *packet, v view) bool {
	const reply, forward = 1, 2
	p.setProtocol("LOOP")
	p.clearInfo()
	p.ask()
	relevant, found := 2+int(v.le16(0)), false
	for at := 2; ; at += 8 {
		function := v.le16(at)
		if at == relevant {
			p.setInfo(nameOf(map[uint16]string{reply: "Reply", forward: "Forward Data"}, function, "Unknown function (%d)"))
			found = true
		}
		if function != forward {
			break
		}
	}
	if !found {
		p.setInfo("No valid function found")
	}
	return true
}
