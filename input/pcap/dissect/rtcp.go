package dissect

import "strconv"

// rtcp is a compound packet of RFC 3550 6.1.
func rtcp(p *packet, v view) bool {
	media := state[rtpState](p).media
	name := "RTCP"
	if media != nil && media.secure {
		name = "SRTCP"
	}
	p.setProtocol(name)
	if version := v.u8(0) >> 6; version != 2 {
		p.setInfo("Unknown " + name + " version " + strconv.Itoa(int(version)))
		return false
	}
	if !p.writes() {
		return true
	}
	encrypted := media.encrypts(v)
	for offset := 0; v.has(offset, 4); {
		kind := v.u8(offset + 1)
		if kind < rtcpFirst || kind > rtcpLast {
			break
		}
		text := rtcpNames[kind-rtcpFirst]
		if text == "" {
			text = "Unknown"
		}
		p.setInfo(text + "   ")
		size := 4 * (int(v.u16(offset+2)) + 1)
		v.need(offset, size)
		p.rtcpDetails(kind, v.part(offset, size))
		p.fenceInfo()
		if encrypted && (kind == rtcpSender || kind == rtcpReceiver) {
			break
		}
		offset += size
	}
	return true
}

const (
	rtcpFirst        = 192
	rtcpSender       = 200
	rtcpReceiver     = 201
	rtcpGoodbye      = 203
	rtcpApplication  = 204
	rtcpPayloadFeed  = 206
	rtcpLast         = 210
	rtcpFeedbackMask = 0x1f
)

// rtcpDetails says which feedback (RFC 4585 6.3) or application it is.
func (p *packet) rtcpDetails(kind byte, v view) {
	format := v.u8(0) & rtcpFeedbackMask
	switch kind {
	case rtcpPayloadFeed:
		text, known := rtcpFeedbacks[format]
		if !known {
			text = "Unknown"
		}
		p.addInfo(text + "  ")
	case rtcpApplication:
		application := v.bytes(8, 4)
		for _, c := range application {
			if c < ' ' || c > '~' {
				p.addInfoUint("subtype=", uint64(format))
				return
			}
		}
		p.addInfo("( " + string(application) + " ) ")
		p.addInfoUint("subtype=", uint64(format))
	}
}

// rtcpHeuristic finds RTCP that was not announced: its first packet is a report, or
// one of those that may come alone (RFC 5506).
func rtcpHeuristic(p *packet, v view) bool {
	if len(v.data) < 2 || v.data[0]>>6 != 2 || v.size%4 != 0 {
		return false
	}
	switch v.data[1] {
	case rtcpSender, rtcpReceiver, rtcpGoodbye, rtcpApplication, rtcpPayloadFeed:
		return rtcp(p, v)
	}
	return false
}

// encrypts reports whether the rest of a compound packet behind its first report is
// encrypted, which a bit at its end tells (RFC 3711 3.4).
func (m *rtpMedia) encrypts(v view) bool {
	if m == nil || !m.secure {
		return false
	}
	index := v.size - m.tag - 4
	return v.has(index, 4) && v.u8(index)&0x80 != 0
}
