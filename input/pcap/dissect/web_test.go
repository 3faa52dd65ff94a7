package dissect_test

import (
	"encoding/binary"
	"strings"
	"testing"
)

// A webStep is what one side says to the other, and what tshark 4.0 has to say of
// it: protocol and Info.
type webStep struct {
	server bool
	data   string
	want   string
}

// webFrames puts the steps of a conversation with a port into IP packets.
func webFrames(overTCP bool, client, server uint16, steps []webStep) (frames []string) {
	next := [2]uint32{1000, 2000}
	for _, s := range steps {
		from, to, source, destination := client, server, ends[:4], ends[4:]
		side := 0
		if s.server {
			from, to, source, destination, side = server, client, ends[4:], ends[:4], 1
		}
		var b []byte
		protocol := byte(17)
		b = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(b, from), to)
		if overTCP {
			protocol = 6
			b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, next[side]), next[1-side])
			b = append(b, 0x50, 0x18, 0xff, 0xff, 0, 0, 0, 0)
			next[side] += uint32(len(s.data))
		} else {
			b = append(binary.BigEndian.AppendUint16(b, uint16(8+len(s.data))), 0, 0)
		}
		b = append(b, s.data...)
		head := []byte{0x45, 0, 0, 0, 0, 1, 0x40, 0, 64, protocol, 0, 0}
		binary.BigEndian.PutUint16(head[2:], uint16(20+len(b)))
		frames = append(frames, string(head)+source+destination+string(b))
	}
	return frames
}

func testWeb(t *testing.T, name string, overTCP bool, port uint16, steps []webStep) {
	t.Helper()
	for i, p := range words(rawIP, webFrames(overTCP, 40000, port, steps)...) {
		if got := strings.TrimSpace(p.Protocol + " " + p.Info); got != strings.TrimSpace(steps[i].want) {
			t.Errorf("%s, message %d: %q, want %q", name, i+1, got, steps[i].want)
		}
	}
}

func TestHTTP(t *testing.T) {
	testWeb(t, "bodies", true, 80, []webStep{
		{false, "GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\n\r\n", "HTTP GET /a HTTP/1.1 GET /b HTTP/1.1"},
		{true, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: Text/HTML;x=y\r\n\r\nabc", "HTTP HTTP/1.1 200 OK  (text/html)"},
		{true, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n5\r\n[1,2]",
			"TCP HTTP/1.1 200 OK  [TCP segment of a reassembled PDU]"},
		{true, "\r\n0\r\n\r\n", "HTTP/JSON HTTP/1.1 200 OK , JavaScript Object Notation (application/json)"},
		{true, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>", "HTTP/XML HTTP/1.1 200 OK"},
		{true, "HTTP/1.1 200 OK\r\nContent-Type: image/webp\r\nContent-Length: 20\r\n\r\nGIF89a--------------",
			"HTTP HTTP/1.1 200 OK  (GIF89a)"},
		{true, "HTTP/1.1 200 OK\r\nContent-Type: multipart/mixed; boundary=b\r\nContent-Length: 84\r\n\r\n" +
			"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: application/pdf\r\n\r\ny\r\n--b--\r\n",
			"HTTP HTTP/1.1 200 OK  (text/plain) (application/pdf)"},
		{false, "HEAD /a HTTP/1.1\r\n\r\n", "HTTP HEAD /a HTTP/1.1"},
		{true, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", "HTTP HTTP/1.1 200 OK"},
		{true, "\x80\x81", "HTTP Continuation"},
	})
	testWeb(t, "tunnel", true, 3128, []webStep{
		{false, "CONNECT h.example:53 HTTP/1.1\r\n\r\n", "HTTP CONNECT h.example:53 HTTP/1.1"},
		{true, "HTTP/1.1 200 OK\r\n\r\n", "HTTP HTTP/1.1 200 OK"},
		{false, "\x00\x1d\x00\x01\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07example\x03com\x00\x00\x01\x00\x01",
			"DNS Standard query 0x0001 A example.com"},
	})
	testWeb(t, "another port", true, 9999, []webStep{
		{false, "PUT /x HTTP/1.1\r\nContent-Length: 4\r\nContent-Type: application/ipp\r\n\r\n\x02\x00\x00\x0b",
			"HTTP PUT /x HTTP/1.1 [Malformed Packet]"},
		{true, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\nContent-Type: application/ipp\r\n\r\n\x02\x00\x04\x06\x00\x00\x00\x01",
			"IPP IPP Response (client-error-not-found)"},
	})
	testWeb(t, "ssdp", false, 1900, []webStep{{false, "NOTIFY * HTTP/1.1\r\nHOST: x\r\n\r\n", "SSDP NOTIFY * HTTP/1.1"}})
}

func TestWebSocket(t *testing.T) {
	testWeb(t, "upgrade", true, 80, []webStep{
		{false, "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n", "HTTP GET / HTTP/1.1"},
		{true, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n\r\n", "HTTP HTTP/1.1 101 Switching Protocols"},
		{false, "\x81\x82abcd\x09\x0b", "WebSocket WebSocket Text [FIN] [MASKED]"},
		{true, "\x02\x03", "TCP 80 → 40000 [PSH, ACK] Seq=57 Ack=47 Win=65535 Len=2 [TCP segment of a reassembled PDU]"},
		{true, "abc", "WebSocket WebSocket Binary[FRAGMENT]"},
		{true, "\x88\x02\x03\xe8", "WebSocket WebSocket Connection Close [FIN]"},
	})
}

func TestHTTP2(t *testing.T) {
	const settings = "\x00\x00\x00\x04\x00\x00\x00\x00\x00"
	testWeb(t, "known before", true, 8080, []webStep{
		{false, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings, "HTTP2 Magic, SETTINGS[0]"},
		{false, "\x00\x00\x03\x01\x05\x00\x00\x00\x01\x82\x86\x84", "HTTP2 HEADERS[1]: GET /"},
		{true, settings + "\x00\x00\x0c\x01\x04\x00\x00\x00\x01\x88\x0f\x10\x08text/css", "HTTP2 SETTINGS[0], HEADERS[1]: 200 OK"},
		{true, "\x00\x00\x04\x00\x01\x00\x00\x00\x01a{} ", "HTTP2 DATA[1] (text/css)"},
		{true, "\x00\x00\x04\x03\x00\x00\x00\x00\x03\x00\x00\x00\x08", "HTTP2 RST_STREAM[3]"},
	})
}

func TestSIP(t *testing.T) {
	const sdp = "v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 40000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n"
	testWeb(t, "datagrams", false, 5060, []webStep{
		{false, "INVITE sip:b SIP/2.0\r\nTo: <sip:b>;tag=1\r\nCSeq: 1 INVITE\r\nContent-Type: text/plain\r\n\r\nx",
			"SIP Request: INVITE sip:b, in-dialog |  (text/plain)"},
		{true, "SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n", "SIP Status: 200 OK (INVITE) |"},
		{false, "REGISTER sip:b SIP/2.0\r\nContact: <sip:a>;expires=0, \"q, r\" <sip:c>;expires=60\r\nCSeq: 1 REGISTER\r\n\r\n",
			"SIP Request: REGISTER sip:b  (remove 1 binding) (add 1 binding) |"},
		{false, "REGISTER sip:b SIP/2.0\r\nm: *\r\nExpires: 0\r\nCSeq: 1 REGISTER\r\n\r\n",
			"SIP Request: REGISTER sip:b  (remove all bindings) |"},
		{true, "SIP/2.0 200 OK\r\nContact: sip:a;q=1\r\nm: <sip:c>\r\nCSeq: 1 REGISTER\r\n\r\n",
			"SIP Status: 200 OK (REGISTER)  (2 bindings) |"},
		{false, "FOO sip:b SIP/2.0\r\nCSeq: 1 FOO\r\n\r\n", "SIP Unknown request: FOO sip:b |"},
		{false, "\r\n\r\n", "UDP 40000 → 5060 Len=4"},
		{true, "\x80\x00\x00\x01\x00\x00\x00\xa0\xde\xad\xbe\xefxxxx", "UDP 5060 → 40000 Len=16"},
		{true, "SIP/2.0 183 Progress\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n\r\n" + sdp, "SIP/SDP Status: 183 Progress |"},
		{true, "\x80\x80\x00\x01\x00\x00\x00\xa0\xde\xad\xbe\xefxxxx", "RTP PT=ITU-T G.711 PCMU, SSRC=0xDEADBEEF, Seq=1, Time=160, Mark"},
		{true, "\x80\x65\x00\x02\x00\x00\x00\xa0\x0e\xad\xbe\xef\x05\x8a\x00\xa0", "RTP EVENT Payload type=RTP Event, DTMF Five 5 (end)"},
		{true, "\x80\xc9\x00\x01\x00\x00\x00\x01\x81\xce\x00\x02\x00\x00\x00\x01\x00\x00\x00\x02",
			"RTCP Receiver Report   Payload-specific Feedback   PLI"},
	})
	testWeb(t, "stream", true, 5060, []webStep{
		{false, "INVITE sip:b SIP/2.0\r\nContent-Le", "TCP 40000 → 5060 [PSH, ACK] Seq=1 Ack=1 Win=65535 Len=32 [TCP segment of a reassembled PDU]"},
		{false, "ngth: 0\r\nCSeq: 1 INVITE\r\n\r\nACK sip:b SIP/2.0\r\nCSeq: 1 ACK\r\n\r\n", "SIP Request: INVITE sip:b | Request: ACK sip:b |"},
		{false, "what is this\r\n", "SIP Continuation"},
	})
}

func TestRTSP(t *testing.T) {
	testWeb(t, "interleaved", true, 554, []webStep{
		{false, "SETUP rtsp://x/ RTSP/1.0\r\nTransport: RTP/AVP/TCP;interleaved=0-1\r\n\r\n", "RTSP SETUP rtsp://x/ RTSP/1.0"},
		{true, "RTSP/1.0 200 OK\r\nTransport: RTP/AVP/TCP;interleaved=0-1\r\n\r\n", "RTSP Reply: RTSP/1.0 200 OK"},
		{true, "$\x00\x00\x0c\x80\x08\x00\x01\x00\x00\x00\xa0\x00\x00\x00\x0f$\x02\x00\x01x",
			"RTP PT=ITU-T G.711 PCMA, SSRC=0xF, Seq=1, Time=160, Interleaved channel 0x02, 1 bytes"},
	})
}

func TestSTUN(t *testing.T) {
	const cookie, id = "\x21\x12\xa4\x42", "abcdefghijkl"
	testWeb(t, "datagrams", false, 5555, []webStep{
		{false, "\x40\x00\x00\x01x\x00\x00\x00", "UDP 40000 → 5555 Len=8"},
		{false, "\x00\x01\x00\x08" + cookie + id + "\x00\x06\x00\x03a:b\x00", "STUN Binding Request user: a:b"},
		{true, "\x01\x01\x00\x0c" + cookie + id + "\x00\x20\x00\x08\x00\x01\x2e\xb2\xe1\x12\xa6\x47",
			"STUN Binding Success Response XOR-MAPPED-ADDRESS: 192.0.2.5:4000"},
		{true, "\x01\x13\x00\x10" + cookie + id + "\x00\x09\x00\x04\x00\x00\x04\x01\x00\x15\x00\x01n\x00\x00\x00",
			"STUN Allocate Error Response error-code: 401 (Unauthenticated) with nonce"},
		{false, "\x40\x00\x00\x01x\x00\x00\x00", "STUN ChannelData TURN Message"},
	})
	testWeb(t, "classic", false, 5556, []webStep{
		{false, "\x00\x01\x00\x000123456789abcdef", "CLASSIC-STUN Message: Binding Request"},
	})
}

func TestCoAP(t *testing.T) {
	testWeb(t, "datagrams", false, 5683, []webStep{
		{false, "\x42\x01\x00\x01ab\xb1x\x41q", "CoAP CON, MID:1, GET, TKN:61 62, /x?q"},
		{false, "\x42\x01\x00\x01ab\xb1x\x41q", "CoAP CON, MID:1, GET, TKN:61 62, /x?q [Retransmission]"},
		{true, "\x62\x45\x00\x01ab\xc1\x32\xff{}", "CoAP/JSON ACK, MID:1, 2.05 Content, JavaScript Object Notation (application/json), TKN:61 62, /x"},
		{false, "\x40\x03\x00\x02\xd1\x0e\x08\xffabc", "CoAP CON, MID:2, PUT, Block #0"},
		{true, "\x70\x00\x00\x02", "CoAP RST, MID:2, Empty Message"},
	})
}
