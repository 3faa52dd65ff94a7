//go:build unix

package main

import "encoding/binary"

// Numbers of protocols in an IP header.
const (
	protocolICMP = 1
	protocolTCP  = 6
	protocolUDP  = 17
)

// Bits of a TCP header.
const (
	flagFIN = 1 << iota
	flagSYN
	flagRST
	flagPSH
	flagACK
)

// A host is one end of an exchange.
type host struct {
	address [4]byte
	port    uint16
	next    uint32 // sequence number
	ipID    uint16
}

// A link is the two ends of an exchange: the client first.
type link [2]host

// newLink begins an exchange of some client with one of a few servers.
func (t *traffic) newLink(port uint16) *link {
	client, server := t.IntN(clients), t.IntN(40)
	t.ports++
	return &link{
		{[4]byte{10, 1, byte(client >> 8), byte(client)}, 32768 + t.ports%28000, t.Uint32(), uint16(t.Uint32())},
		{[4]byte{192, 0, 2, byte(1 + server)}, port, t.Uint32(), uint16(t.Uint32())},
	}
}

// ip returns a frame from one of the ends with a payload above IP. Checksums are
// left 0, as network cards have them that are to fill them in.
func (l *link) ip(side int, protocol byte, payload ...[]byte) []byte {
	size := 20
	for _, part := range payload {
		size += len(part)
	}
	from, to := &l[side], &l[1-side]
	from.ipID++
	b := make([]byte, 0, 14+size)
	b = append(append(b, 2, 0), to.address[:]...)
	b = append(append(b, 2, 0), from.address[:]...)
	b = append(b, 8, 0, 0x45, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(size))
	b = binary.BigEndian.AppendUint16(b, from.ipID)
	b = append(b, 0x40, 0, byte(64-12*side), protocol, 0, 0)
	b = append(append(b, from.address[:]...), to.address[:]...)
	for _, part := range payload {
		b = append(b, part...)
	}
	return b
}

// datagram returns a UDP datagram.
func (l *link) datagram(side int, payload []byte) []byte {
	head := binary.BigEndian.AppendUint16(make([]byte, 0, 8), l[side].port)
	head = binary.BigEndian.AppendUint16(head, l[1-side].port)
	head = binary.BigEndian.AppendUint16(head, uint16(8+len(payload)))
	return l.ip(side, protocolUDP, append(head, 0, 0), payload)
}

// segment returns a TCP segment that goes on where the last one of its side ended.
func (l *link) segment(side int, flags byte, options, payload []byte) []byte {
	from, to := &l[side], &l[1-side]
	head := binary.BigEndian.AppendUint16(make([]byte, 0, 40), from.port)
	head = binary.BigEndian.AppendUint16(head, to.port)
	head = binary.BigEndian.AppendUint32(head, from.next)
	ack := to.next
	if flags&flagACK == 0 {
		ack = 0
	}
	head = binary.BigEndian.AppendUint32(head, ack)
	head = append(head, byte(5+len(options)/4)<<4, flags)
	head = binary.BigEndian.AppendUint16(head, 502)
	head = append(append(head, 0, 0, 0, 0), options...)
	from.next += uint32(len(payload))
	if flags&(flagSYN|flagFIN) != 0 {
		from.next++
	}
	return l.ip(side, protocolTCP, head, payload)
}
