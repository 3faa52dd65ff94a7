package dissect

const diameterHeader = 20

// diameter is a message of RFC 6733 by itself, over SCTP.
func diameter(p *packet, v view) bool {
	return len(v.data) >= 5 && looksLikeDiameter(v) && p.diameterMessage(v)
}

// diameterOverTCP has message behind message.
func diameterOverTCP(p *packet, v view) bool {
	if len(v.data) < 5 {
		p.needMore(0, oneMoreSegment)
		return true
	}
	if !looksLikeDiameter(v) {
		p.setProtocol("DIAMETER")
		p.setInfo("Continuation")
		return true
	}
	p.pdus(v, 4, func(v view) int { return int(v.u24(1)) }, (*packet).diameterMessage)
	return true
}

// looksLikeDiameter looks at the version, the length and the flags.
func looksLikeDiameter(v view) bool {
	const (
		request  = 0x80
		failed   = 0x20
		reserved = 0x0f
		shortest = diameterHeader + 2*8
	)
	size, flags := v.u24(1), v.u8(4)
	return v.u8(0) == 1 && size >= shortest && size%4 == 0 && flags&reserved == 0 && flags&(request|failed) != request|failed
}

func (p *packet) diameterMessage(v view) bool {
	p.setProtocol("DIAMETER")
	if !p.writes() {
		return true
	}
	flags, command, application := v.u8(4), v.u24(5), v.u32(8)
	name, known := diameterCommands[command]
	if !known {
		name = "Unknown"
	}
	kind, letters := " Answer", []byte("----")
	if flags&0x80 != 0 {
		kind = " Request"
	}
	for i := range letters {
		if flags&(0x80>>i) != 0 {
			letters[i] = "RPET"[i]
		}
	}
	applicationName, known := diameterApplications[application]
	if !known {
		applicationName = "Unknown"
	}
	p.setInfof("cmd=%s%s(%d) flags=%s appl=%s(%d) h2h=%x e2e=%x | ",
		name, kind, command, letters, applicationName, int32(application), v.u32(12), v.u32(16))
	p.fenceInfo()
	if !v.whole() {
		v.need(0, v.size)
	}
	return true
}
