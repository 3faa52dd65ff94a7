package dissect

import "encoding/binary"

// The protocols of this file have no words here: their messages are shown as the
// TCP segments that end them. What is known is where a message ends, so that
// segments in the middle of one are told for what they are.

// unworded leaves the columns as TCP wrote them.
func unworded(*packet, view) bool { return true }

// kerberosOverTCP has a length before each message (RFC 4120 7.2.2).
func kerberosOverTCP(p *packet, v view) bool {
	p.pdus(v, 4, func(v view) int { return int(v.u32(0)&0x7fffffff) + 4 }, unworded)
	if p.stream.more > 0 && p.stream.offset == 0 {
		p.clearInfo()
	}
	return true
}

// ldap messages are values in BER (RFC 4511 5.1). What is wrapped by SASL has a
// length before it, and is not looked at.
func ldap(p *packet, v view) bool {
	const (
		header   = 7 // that of the shortest message, of which it is all
		sequence = 0x30
	)
	if len(v.data) < header || v.data[0] != sequence {
		return true
	}
	if message := v.ber(0); message.end-message.start < 2 {
		return true
	}
	p.pdus(v, header, func(v view) int { return v.ber(0).end }, unworded)
	return true
}

// rpcCall finds the first call of a connection (RFC 5531), whatever its port.
func rpcCall(p *packet, v view) bool {
	const (
		lastFragment = 0x80
		shortest     = 28
		version      = 2
	)
	if len(v.data) < shortest || v.data[0] != lastFragment || binary.BigEndian.Uint32(v.data[8:]) != 0 ||
		binary.BigEndian.Uint32(v.data[12:]) != version {
		return false
	}
	// The numbers of programs that Wireshark knows: those that were registered.
	if program := binary.BigEndian.Uint32(v.data[16:]); program < 100000 || program > 400500 {
		return false
	}
	if p.conversation != nil {
		p.conversation.dissector = rpcRecords
	}
	return rpcRecords(p, v)
}

// rpcRecords has a mark before each fragment of a record (RFC 5531 11).
func rpcRecords(p *packet, v view) bool {
	p.pdus(v, 4, func(v view) int { return int(v.u32(0)&0x7fffffff) + 4 }, unworded)
	return true
}
