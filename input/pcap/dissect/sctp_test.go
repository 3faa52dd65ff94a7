package dissect_test

import (
	"encoding/binary"
	"testing"
)

// association is an SCTP packet of one direction or the other, with a verification tag.
func association(back bool, tag uint32, chunks ...string) string {
	ports, ends := "\x03\xe8\x07\xd0", ends
	if back {
		ports, ends = "\x07\xd0\x03\xe8", ends[4:]+ends[:4]
	}
	b := binary.BigEndian.AppendUint32([]byte(ports), tag)
	payload := string(append(b, 0, 0, 0, 0))
	for _, c := range chunks {
		payload += c
	}
	return carriedBetween(ends, 132, payload)
}

func chunk(kind, flags byte, body string) string {
	b := binary.BigEndian.AppendUint16([]byte{kind, flags}, uint16(4+len(body)))
	return string(b) + body + "\x00\x00\x00"[:-len(body)&3]
}

// dataChunk has one byte of data, on stream 0.
func dataChunk(tsn uint32, flags byte) string {
	return chunk(0, flags, string(binary.BigEndian.AppendUint32(nil, tsn))+octets("0000 0001 00000000 61"))
}

// TestSCTP has an association from its first packet on, with the words of tshark 4.0.17.
func TestSCTP(t *testing.T) {
	const whole, first, middle, last = 3, 2, 0, 1
	steps := []struct{ frame, info string }{
		{association(false, 0, chunk(1, 0, octets("00000007 000003e8 0001 0001 00000064"))), "INIT "},
		{association(true, 7, chunk(2, 0, octets("00000009 000003e8 0001 0001 000000c8"))), "INIT_ACK "},
		{association(false, 9, chunk(10, 0, "abcd")), "COOKIE_ECHO "},
		{association(true, 7, chunk(11, 0, "")), "COOKIE_ACK "},
		{association(false, 9, dataChunk(100, whole), dataChunk(101, whole)), "DATA (TSN=0) DATA (TSN=1) "},
		{association(false, 9, dataChunk(101, whole)), "DATA (TSN=1) (retransmission) "},
		{association(false, 9, dataChunk(103, whole)), "DATA (TSN=3) "},
		{association(true, 7, chunk(3, 0, octets("00000065 000001f4 0001 0000 0002 0002"))), "SACK (Ack=1+2, Arwnd=500) "},
		{association(false, 9, dataChunk(102, whole), dataChunk(103, whole)), "DATA (TSN=2) DATA (TSN=3) (retransmission) "},
		{association(true, 7, chunk(3, 0, octets("00000067 000001f4 0000 0000"))), "SACK (Ack=3, Arwnd=500) "},
		{association(false, 9, dataChunk(104, first)), "DATA (TSN=4) (Message Fragment) "},
		{association(false, 9, dataChunk(106, last)), "DATA (TSN=6) (Message Fragment) "},
		{association(false, 9, dataChunk(105, middle)), "DATA (TSN=5) "},
		{association(false, 9, chunk(77, 0, "abcd")), "RESERVED "},
		{association(false, 9, chunk(14, 0, ""), "\x00\x03\x00\x40"), "SHUTDOWN_COMPLETE DATA [Malformed Packet]"},
	}
	var frames []string
	for _, step := range steps {
		frames = append(frames, step.frame)
	}
	for i, p := range words(rawIP, frames...) {
		if p.Protocol != "SCTP" || p.Info != steps[i].info {
			t.Errorf("%d: %q %q, want %q", i+1, p.Protocol, p.Info, steps[i].info)
		}
	}
}
