package dissect

const (
	stunHeader  = 20
	stunCookie  = 0x2112a442
	stunPort    = 3478
	turnChannel = 4      // length of the header of data on a channel
	msMultiplex = 0xff10 // [MS-TURN]: channel that has sessions of its own
)

// stun is RFC 8489 and, for what goes over a relay, RFC 8656. A conversation in
// which a message was found has channel data too, which cannot be told from other
// protocols by itself.
func stun(p *packet, v view) bool { return p.stunMessage(v, true) }

func stunHeuristic(p *packet, v view) bool {
	if len(v.data) < stunHeader || v.data[0]&0xc0 != 0 || v.u32(4) != stunCookie || !p.stunMessage(v, true) {
		return false
	}
	p.conversation.dissector = stun
	return true
}

// stunOverTCP has messages one after the other. They may have a length in front
// (RFC 4571, RFC 6544).
func stunOverTCP(p *packet, v view) bool {
	p.pdus(v, 4, stunSize, func(p *packet, v view) bool { return p.stunMessage(v, false) })
	return true
}

func stunOverTCPHeuristic(p *packet, v view) bool {
	if len(v.data) < stunHeader {
		return false
	}
	at := stunFraming(v)
	if v.data[at]&0xc0 != 0 || v.u32(at+4) != stunCookie || v.size < at+stunHeader+int(v.u16(at+2)) {
		return false
	}
	p.conversation.dissector = stunOverTCP
	return stunOverTCP(p, v)
}

// stunFraming returns the length of what is in front of a message over TCP.
func stunFraming(v view) int {
	if len(v.data) >= 10 && v.u32(6) == stunCookie {
		return 2
	}
	return 0
}

func stunSize(v view) int {
	switch length := int(v.u16(2)); {
	case stunFraming(v) > 0:
		return int(v.u16(0)) + 2
	case v.u8(0)&0xc0 != 0: // on a channel
		return (length + turnChannel + 3) &^ 3
	default:
		return length + stunHeader
	}
}

// stunMessage words one message, or returns false if it is none.
func (p *packet) stunMessage(v view, datagram bool) bool {
	at := 0
	if !datagram {
		at = stunFraming(v)
	}
	if len(v.data) < at+4 {
		return false
	}
	kind, length := v.u16(at), int(v.u16(at+2))
	if kind&0xc000 != 0 {
		return p.channelData(v, kind, length, datagram)
	}
	if len(v.data) < stunHeader || v.size != at+stunHeader+length || v.u32(at+4) != stunCookie {
		return false
	}
	method := kind&0x000f | kind&0x00e0>>1 | kind&0x3e00>>2
	if method > 0xff { // reserved, so as to be told from DTLS (RFC 7983)
		return false
	}
	p.setProtocol("STUN")
	if !p.writes() {
		return true
	}
	name, known := stunMethods[method]
	if !known {
		name = "Unknown"
	}
	p.clearInfo()
	p.addInfo(name)
	p.addInfo(stunClasses[kind>>4&1|kind>>7&2])
	end := stunHeader + length
	for offset := at + stunHeader; offset < end; {
		size := int(v.u16(offset + 2))
		padded := (size + 3) &^ 3
		if offset+4+padded > end+at {
			break
		}
		p.stunAttribute(v, at, v.u16(offset), v.part(offset+4, size))
		offset += 4 + padded
	}
	return true
}

// channelData is RFC 8656 12.4. Over UDP the padding may be missing.
func (p *packet) channelData(v view, channel uint16, length int, datagram bool) bool {
	padded := (length + turnChannel + 3) &^ 3
	if channel&0x8000 != 0 && channel != msMultiplex || v.size != padded && (!datagram || v.size != length+turnChannel) {
		return false
	}
	p.setProtocol("STUN")
	p.setInfo("ChannelData TURN Message")
	at := turnChannel
	if channel == msMultiplex && length >= 8 {
		at, length = at+8, length-8
	}
	p.relayed(v.part(at, length))
	return true
}

// relayed words data that goes over a relay, as far as it is known by its looks.
func (p *packet) relayed(v view) {
	if len(v.data) == 0 {
		return
	}
	if !rtcpHeuristic(p, v) {
		sip(p, v)
	}
}
