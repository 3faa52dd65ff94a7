package dissect

import "strings"

// webSocketOpcodes are those of RFC 6455 11.8.
var webSocketOpcodes = [16]string{0: "Continuation", 1: "Text", 2: "Binary", 8: "Connection Close", 9: "Ping", 10: "Pong"}

// webSocketHeader keeps what the answer of the server says of what follows it.
func (s *httpState) webSocketHeader(name, value []byte) {
	switch {
	case len(name) < len("Sec-WebSocket-"):
	case strings.EqualFold(string(name), "Sec-WebSocket-Protocol"):
		s.websocket = string(value)
	case strings.EqualFold(string(name), "Sec-WebSocket-Extensions"):
		s.deflates = strings.Contains(string(value), "deflate")
	}
}

// webSocket is RFC 6455.
func webSocket(p *packet, v view) bool {
	p.pdus(v, 2, webSocketSize, webSocketFrame)
	return true
}

// webSocketLength returns the length of the payload, and the offset behind it.
func webSocketLength(v view) (length uint64, next int) {
	switch length = uint64(v.u8(1) & 0x7f); length {
	case 126:
		return uint64(v.u16(2)), 4
	case 127:
		return uint64(v.u32(2))<<32 | uint64(v.u32(6)), 10
	}
	return length, 2
}

// webSocketSize returns the size of a frame, 0 if more is needed to tell.
func webSocketSize(v view) int {
	short := v.u8(1) & 0x7f
	if short == 126 && v.left(2) < 2 || short == 127 && v.left(2) < 8 {
		return 0
	}
	length, next := webSocketLength(v)
	if v.u8(1)&0x80 != 0 {
		next += 4
	}
	return int(min(length, 1<<31-1)) + next
}

func webSocketFrame(p *packet, v view) bool {
	flags := v.u8(0)
	length, payload := webSocketLength(v)
	p.setProtocol("WebSocket")
	opcode := flags & 15
	name := webSocketOpcodes[opcode]
	if name == "" {
		name = "Unknown Opcode"
	}
	p.setInfo("WebSocket ")
	p.addInfo(name)
	final := flags&0x80 != 0
	if final {
		p.addInfo(" [FIN]")
	} else {
		p.addInfo("[FRAGMENT] ")
	}
	var mask []byte
	if v.u8(1)&0x80 != 0 {
		p.addInfo(" [MASKED]")
		mask = v.bytes(payload, 4)
		payload += 4
	} else {
		p.addInfo(" ")
	}
	body := v.bytes(payload, int(min(length, 1<<31-1)))
	if final && (opcode == 1 || opcode == 2) {
		p.webSocketData(opcode, body, mask)
	}
	return true
}

// webSocketData words a message that came in one frame.
func (p *packet) webSocketData(opcode byte, body, mask []byte) {
	const shortestXML = 38
	s := state[httpState](p)
	if s.deflates || s.websocket != "sip" && (opcode != 1 || len(body) <= shortestXML) {
		return
	}
	if mask != nil {
		data := make([]byte, len(body))
		for i := range body {
			data[i] = body[i] ^ mask[i&3]
		}
		body = data
	}
	switch {
	case s.websocket == "sip":
		sip(p, viewOf(body))
	case hasPrefixFold(body, "<?xml"):
		xmlText(p, mediaEntity{}, viewOf(body))
	}
}
