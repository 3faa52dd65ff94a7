//go:build unix

package main

import (
	"encoding/binary"
	"fmt"
	"strings"
)

const (
	// segmentSize is the most data in a segment with time stamps on Ethernet.
	segmentSize = 1448

	// lossOf is of how many data segments one is sent again.
	lossOf = 150
)

// A tcpTalk is a TCP connection that is made up from its beginning to its end.
type tcpTalk struct {
	*traffic
	*link
	frames exchange
	stamps uint32
}

// connect begins with the handshake.
func (t *traffic) connect(port uint16) *tcpTalk {
	k := &tcpTalk{traffic: t, link: t.newLink(port), stamps: t.Uint32()}
	syn := append([]byte{2, 4, 5, 0xb4, 4, 2}, k.stampOption()...)
	syn = append(syn, 1, 3, 3, 7)
	k.frames = append(k.frames, k.segment(0, flagSYN, syn, nil), k.segment(1, flagSYN|flagACK, syn, nil))
	k.ack(0)
	return k
}

// stampOption is RFC 7323's.
func (k *tcpTalk) stampOption() []byte {
	k.stamps += uint32(k.IntN(5))
	option := binary.BigEndian.AppendUint32([]byte{8, 10}, k.stamps)
	return binary.BigEndian.AppendUint32(option, k.stamps-7)
}

func (k *tcpTalk) options() []byte { return append([]byte{1, 1}, k.stampOption()...) }

func (k *tcpTalk) ack(side int) {
	k.frames = append(k.frames, k.segment(side, flagACK, k.options(), nil))
}

// send sends data in segments, every other of which is acknowledged, and some
// of which get lost and are sent again.
func (k *tcpTalk) send(side int, data []byte) {
	for n := 1; len(data) > 0; n++ {
		size := min(segmentSize, len(data))
		flags := byte(flagACK)
		if size == len(data) {
			flags |= flagPSH
		}
		frame := k.segment(side, flags, k.options(), data[:size])
		k.frames = append(k.frames, frame)
		data = data[size:]
		switch {
		case k.IntN(lossOf) == 0:
			k.ack(1 - side)
			k.frames = append(k.frames, frame)
		case n%2 == 0 || len(data) == 0:
			k.ack(1 - side)
		}
	}
}

// close ends with both FINs, or now and then with a RST.
func (k *tcpTalk) close() exchange {
	if k.IntN(20) == 0 {
		return append(k.frames, k.segment(0, flagRST|flagACK, nil, nil))
	}
	k.frames = append(k.frames, k.segment(0, flagFIN|flagACK, k.options(), nil))
	k.frames = append(k.frames, k.segment(1, flagFIN|flagACK, k.options(), nil))
	k.ack(0)
	return k.frames
}

// noise returns bytes that mean nothing.
func (t *traffic) noise(size int) []byte {
	b := make([]byte, (size+7)&^7)
	for i := 0; i < len(b); i += 8 {
		binary.LittleEndian.PutUint64(b[i:], t.Uint64())
	}
	return b[:size]
}

// webPage is some requests of HTTP on one connection.
func (t *traffic) webPage() exchange {
	k := t.connect(80)
	for i := range 1 + t.IntN(4) {
		k.send(0, fmt.Appendf(nil, "GET /pages/%d/part-%d.html HTTP/1.1\r\nHost: www%d.example.com\r\nUser-Agent: bench/1.0\r\n"+
			"Accept: text/html,application/xhtml+xml\r\nCookie: session=%x\r\n\r\n", t.IntN(1000), i, t.IntN(50), t.Uint64()))
		body := strings.Repeat("<p>All work and no play.</p>\n", t.IntN(500))
		k.send(1, fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nServer: bench\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s", len(body), body))
	}
	return k.close()
}

// record is one of TLS 1.2 (RFC 5246 6.2).
func record(kind byte, body []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{kind, 3, 3}, uint16(len(body))), body...)
}

// handshake is a message in a record (RFC 5246 7.4).
func handshake(kind byte, body []byte) []byte {
	return record(22, append([]byte{kind, 0, byte(len(body) >> 8), byte(len(body))}, body...))
}

// tlsPage is some data through TLS, whose handshake is encrypted after its first
// messages.
func (t *traffic) tlsPage() exchange {
	k := t.connect(443)
	name := fmt.Sprintf("www%d.example.com", t.IntN(50))
	size := byte(len(name))
	sni := append([]byte{0, 0, 0, size + 5, 0, size + 3, 0, 0, size}, name...)
	hello := append(append([]byte{3, 3}, t.noise(32)...), 0, 0, 4, 0xc0, 0x2f, 0xc0, 0x30, 1, 0, 0, byte(len(sni)))
	k.send(0, handshake(1, append(hello, sni...)))
	server := append(append([]byte{3, 3}, t.noise(32)...), 0, 0xc0, 0x2f, 0)
	finish := append(record(20, []byte{1}), record(23, t.noise(50))...)
	k.send(1, append(append(handshake(2, server), finish...), record(23, t.noise(3000))...))
	k.send(0, finish)
	for range 1 + t.IntN(5) {
		k.send(0, record(23, t.noise(100+t.IntN(900))))
		k.send(1, record(23, t.noise(200+t.IntN(12000))))
	}
	return k.close()
}

// bulk is data of no known protocol.
func (t *traffic) bulk() exchange {
	k := t.connect(50001)
	k.send(t.IntN(2), t.noise(t.IntN(200000)))
	return k.close()
}

// lookUp asks a DNS server for an address.
func (t *traffic) lookUp() exchange {
	l := t.newLink(53)
	name := fmt.Sprintf("www%d", t.IntN(500))
	question := append([]byte{byte(len(name))}, name+"\x07example\x03com\x00\x00\x01\x00\x01"...)
	id := binary.BigEndian.AppendUint16(nil, uint16(t.Uint32()))
	query := append(append(id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0), question...)
	answer := append(append(id, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0), question...)
	answer = append(answer, 0xc0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 192, 0, 2, byte(1+t.IntN(40)))
	return exchange{l.datagram(0, query), l.datagram(1, answer)}
}

// ping is some echo requests and their replies.
func (t *traffic) ping() (e exchange) {
	l := t.newLink(0)
	id, data := uint16(t.Uint32()), t.noise(56)
	for n := range 1 + t.IntN(4) {
		for side, kind := range [...]byte{8, 0} {
			head := binary.BigEndian.AppendUint16([]byte{kind, 0, 0, 0}, id)
			e = append(e, l.ip(side, protocolICMP, binary.BigEndian.AppendUint16(head, uint16(n+1)), data))
		}
	}
	return e
}

// datagrams are of no known protocol.
func (t *traffic) datagrams() (e exchange) {
	l := t.newLink(50002)
	for range 1 + t.IntN(20) {
		e = append(e, l.datagram(t.IntN(2), t.noise(t.IntN(1200))))
	}
	return e
}
