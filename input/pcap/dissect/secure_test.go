package dissect_test

import (
	"encoding/binary"
	"encoding/hex"
	"strings"
	"testing"
)

// A dialogue is what a client and a server send each other, as frames of raw IP.
type dialogue struct {
	protocol byte // of IP
	port     uint16
	frames   []string
	sent     [2]uint32 // bytes of TCP
}

const tcpDialogue, udpDialogue = 6, 17

// send adds a packet with the payload, from the client if it begins with ">",
// from the server if with "<".
func (d *dialogue) send(lines ...string) {
	for _, line := range lines {
		side, data := 0, line[1:]
		if line[0] == '<' {
			side = 1
		}
		pair := [2]uint16{40000, d.port}
		head := binary.BigEndian.AppendUint16(nil, pair[side])
		head = binary.BigEndian.AppendUint16(head, pair[1-side])
		if d.protocol == udpDialogue {
			head = binary.BigEndian.AppendUint16(head, uint16(8+len(data)))
			head = append(head, 0, 0)
		} else {
			head = binary.BigEndian.AppendUint32(head, d.sent[side]+1)
			head = binary.BigEndian.AppendUint32(head, d.sent[1-side]+1)
			head = append(head, "\x50\x18\x10\x00\x00\x00\x00\x00"...)
			d.sent[side] += uint32(len(data))
		}
		ip := binary.BigEndian.AppendUint16([]byte{0x45, 0}, uint16(20+len(head)+len(data)))
		ip = append(ip, 0, byte(len(d.frames)+1), 0x40, 0, 64, d.protocol, 0, 0, 192, 0, 2, 1+byte(side), 192, 0, 2, 2-byte(side))
		d.frames = append(d.frames, string(ip)+string(head)+data)
	}
}

// expect compares all rows with "Protocol Info".
func (d *dialogue) expect(t *testing.T, want ...string) {
	t.Helper()
	for i, p := range words(rawIP, d.frames...) {
		if got := p.Protocol + " " + p.Info; i >= len(want) || got != want[i] {
			t.Errorf("row %d: %q", i+1, got)
		}
	}
}

// sized puts a length of n bytes before data.
func sized(n int, data string) string {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(data)))
	return string(length[8-n:]) + data
}

// tlsRecord is a record of TLS, and handshake a handshake message.
func tlsRecord(kind byte, version, body string) string {
	return string(kind) + version + sized(2, body)
}
func handshake(kind byte, body string) string { return string(kind) + sized(3, body) }

func TestTLS(t *testing.T) {
	random := strings.Repeat("r", 32)
	hello := handshake(1, "\x03\x03"+random+"\x00"+sized(2, "\x13\x01")+"\x01\x00"+sized(2, ""))
	answer := func(extensions string) string {
		return handshake(2, "\x03\x03"+random+"\x00\x00\x35\x00"+sized(2, extensions))
	}
	certificate := handshake(11, strings.Repeat("c", 300))
	d := dialogue{protocol: tcpDialogue, port: 443}
	d.send(">"+tlsRecord(22, "\x03\x01", hello),
		"<"+tlsRecord(22, "\x03\x03", answer("")+certificate[:100]),
		"<"+tlsRecord(22, "\x03\x03", certificate[100:]+handshake(14, "")),
		">"+tlsRecord(20, "\x03\x03", "\x01")+tlsRecord(22, "\x03\x03", "\x00\x00\x00\x00\x00"+strings.Repeat("f", 27)),
		"<"+tlsRecord(23, "\x03\x03", "data")+tlsRecord(24, "\x03\x03", "\x01\x00\x01a")+tlsRecord(23, "\x03\x03", "more")[:7],
		"<re"+tlsRecord(21, "\x03\x03", "\x02\x28")+"\x77xyz+",
		">"+tlsRecord(22, "\x03\x03", handshake(1, "again"+random)))
	d.expect(t, "TLSv1 Client Hello", "TLSv1.2 Server Hello", "TLSv1.2 Certificate, Server Hello Done",
		"TLSv1.2 Change Cipher Spec, Encrypted Handshake Message", "TLSv1.2 Application Data, Heartbeat Request",
		"TLSv1.2 Application Data, Alert (Level: Fatal, Description: Handshake Failure), Ignored Unknown Record",
		"TLSv1.2 Encrypted Handshake Message")

	d = dialogue{protocol: tcpDialogue, port: 9999} // no port of TLS
	d.send(">"+tlsRecord(22, "\x03\x01", hello), "<"+tlsRecord(22, "\x03\x03", answer("\x00\x2b\x00\x02\x03\x04"))+tlsRecord(23, "\x03\x03", "x"),
		"<"+tlsRecord(22, "\x03\x03", certificate)[:80], ">GET / HTTP")
	d.expect(t, "TLSv1 Client Hello", "TLSv1.3 Server Hello, Application Data", "TCP [TCP segment of a reassembled PDU]",
		"TCP 40000 → 9999 [PSH, ACK] Seq=53 Ack=142 Win=4096 Len=10")

	d = dialogue{protocol: tcpDialogue, port: 443}
	d.send(">\x80\x2c\x01\x03\x01\x00\x03\x00\x00\x00\x20\x01\x00\x80"+random, "<\x80\x0b\x04\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00", "<\x80\x02\x09\x00")
	d.expect(t, "SSLv2 Client Hello", "SSLv2 Server Hello", "SSLv2 Encrypted Data")
}

// TestDTLS has a hello in two fragments, and connection IDs (RFC 9146).
func TestDTLS(t *testing.T) {
	datagram := func(kind byte, epoch byte, body string) string {
		return string(kind) + "\xfe\xfd\x00" + string(epoch) + "\x00\x00\x00\x00\x00\x01" + sized(2, body)
	}
	hello := "\xfe\xfd" + strings.Repeat("r", 32) + "\x00\x00" + sized(2, "\x00\x35") + "\x01\x00" + sized(2, "\x00\x36\x00\x03\x02id")
	fragment := func(offset, end int) string {
		body := hello[offset:end]
		return "\x01" + sized(3, hello)[:3] + "\x00\x00" + string([]byte{0, 0, byte(offset)}) + sized(3, body)
	}
	answer := "\xfe\xfd" + strings.Repeat("r", 32) + "\x00\x00\x35\x00" + sized(2, "\x00\x36\x00\x02\x01i")
	d := dialogue{protocol: udpDialogue, port: 4433}
	d.send(">"+datagram(22, 0, fragment(0, 20)), ">"+datagram(22, 0, fragment(20, len(hello))),
		"<"+datagram(22, 0, "\x02"+sized(3, answer)[:3]+"\x00\x00\x00\x00\x00"+sized(3, answer)),
		">\x19\xfe\xfd\x00\x01\x00\x00\x00\x00\x00\x01i\x00\x04data", "<"+datagram(21, 1, "\x55\x55encrypted")+datagram(23, 1, "data"), ">no")
	d.expect(t, "DTLS Client Hello (Fragment)", "DTLS Client Hello (Reassembled)", "DTLSv1.2 Server Hello", "DTLSv1.2 Connection ID",
		"DTLSv1.2 Encrypted Alert, Application Data", "UDP 40000 → 4433 Len=2")
}

// TestSSH agrees on a key exchange, then on a cipher with which Wireshark tells nothing.
func TestSSH(t *testing.T) {
	packet := func(kind byte, body string) string { return sized(4, "\x04"+string(kind)+body+"padd") }
	proposal := func(methods, ciphers string) string {
		lists := sized(4, methods) + sized(4, "rsa") + sized(4, ciphers) + sized(4, "3des-cbc")
		return packet(20, strings.Repeat("c", 16)+lists+strings.Repeat(sized(4, ""), 6)+"\x00\x00\x00\x00\x00")
	}
	init, reply := proposal("x,curve25519-sha256", "none,aes128-ctr"), sized(4, sized(4, "rsa"))+sized(4, "f")+sized(4, sized(4, "rsa"))
	d := dialogue{protocol: tcpDialogue, port: 22}
	d.send("<SSH-2.0-server\r\n", ">SSH-2.0-client\n", ">"+init[:50], ">"+init[50:], "<"+proposal("curve25519-sha256", "aes128-ctr"),
		">"+packet(30, sized(4, "e")), "<"+packet(31, reply)+packet(21, ""), ">"+packet(21, ""), ">"+strings.Repeat("e", 32), "<"+strings.Repeat("e", 40))
	d.expect(t, "SSH Server: Protocol (SSH-2.0-server)", "SSH Client: Protocol (SSH-2.0-client)", "TCP [TCP segment of a reassembled PDU]",
		"SSHv2 Client: Key Exchange Init", "SSHv2 Server: Key Exchange Init", "SSHv2 Client: Elliptic Curve Diffie-Hellman Key Exchange Init",
		"SSHv2 Server: Elliptic Curve Diffie-Hellman Key Exchange Reply, New Keys", "SSHv2 Client: New Keys", "SSHv2 Client: ",
		"SSHv2 Server: Encrypted packet (len=40)")
}

// TestQUIC decrypts the Initial of RFC 9001 A.3, to a client whose own Initial is
// of no meaning.
func TestQUIC(t *testing.T) {
	server, err := hex.DecodeString("cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3" +
		"dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee")
	if err != nil {
		t.Fatal(err)
	}
	head := "\x00\x00\x00\x01\x08\x83\x94\xc8\xf0\x3e\x51\x57\x08\x00"
	d := dialogue{protocol: udpDialogue, port: 443}
	d.send(">\xc0"+head+"\x00\x28"+strings.Repeat("\x00", 40), "<"+string(server),
		">\xe0\x00\x00\x00\x01\x08\xf0\x67\xa5\x50\x2a\x42\x62\xb5\x00\x04data\x40\xf0\x67\xa5\x50\x2a\x42\x62\xb5"+strings.Repeat("p", 20),
		"<\x80\x00\x00\x00\x00\x00\x08\xf0\x67\xa5\x50\x2a\x42\x62\xb5\x00\x00\x00\x01")
	d.expect(t, "QUIC Initial, DCID=8394c8f03e515708, PKN: 132", "QUIC Initial, SCID=f067a5502a4262b5, PKN: 1, ACK, CRYPTO",
		"QUIC Protected Payload (KP0), DCID=f067a5502a4262b5", "QUIC Version Negotiation, SCID=f067a5502a4262b5")
}
