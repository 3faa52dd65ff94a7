package column

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/packetseq/packetseq/seq"
)

func badCell(what, text string) error { return fmt.Errorf("bad %s %.40q", what, text) }

func setNumber(r *Row, text string) error {
	n, ok := natural(text)
	if !ok || n == 0 {
		return badCell("number", text)
	}
	r.Number = n
	return nil
}

// setLength takes the length of a frame.
func setLength(r *Row, text string) error {
	n, ok := natural(text)
	if !ok {
		return badCell("length", text)
	}
	r.Length = n
	return nil
}

// natural reads a decimal number of up to nine digits.
func natural(text string) (n int, ok bool) {
	for i := range len(text) {
		digit := text[i] - '0'
		if digit > 9 {
			return 0, false
		}
		n = 10*n + int(digit)
	}
	return n, 0 < len(text) && len(text) <= 9
}

// port returns the setter of a port. Where one of the two has a column, the
// other is taken to have one.
func port(of func(*seq.Packet) *uint16) func(*Row, string) error {
	return fact(seq.KnowsPorts, 16, func(p *seq.Packet, v uint64) { *of(p) = uint16(v) })
}

// setFlags takes the twelve bits of tcp.flags, of which three have no meaning.
func setFlags(p *seq.Packet, v uint64) { p.Flags = seq.TCPFlags(v) & (seq.FlagAE<<1 - 1) }

// setMark returns the setter of a field that is there or not.
func setMark(mark seq.Marks) func(*Row, string) error {
	return func(r *Row, text string) error {
		if isTrue(text) {
			r.Marks |= mark
		}
		return nil
	}
}

// setFlag returns the setter of a single flag.
func setFlag(flag seq.TCPFlags) func(*Row, string) error {
	return func(r *Row, text string) error {
		if isTrue(innermost(text)) {
			r.Flags |= flag
		}
		r.Known |= seq.KnowsFlags
		return nil
	}
}

// isTrue reports whether text is a flag that is set: tshark writes 1 or True.
func isTrue(text string) bool { return text != "0" && !strings.EqualFold(text, "false") }

// setDatagram takes the length of a UDP datagram, which counts its header.
func setDatagram(p *seq.Packet, length uint64) { p.Payload = max(0, int(length)-8) }

// set returns the setter of a text that Complete chooses from.
func set(of func(*Row) *string) func(*Row, string) error {
	return func(r *Row, text string) error {
		*of(r) = text
		return nil
	}
}

// pair returns the setter of a field of both ends, "10.0.0.1,10.0.0.2", which has
// as many values again for each further header.
func pair(of func(*Row) *[2]string) func(*Row, string) error {
	return func(r *Row, text string) error {
		var ends [2]string
		for i, value := range values(text) {
			if ends[i%2] != "" {
				ends[i%2] += ","
			}
			ends[i%2] += value
		}
		*of(r) = ends
		return nil
	}
}

// ports takes tcp.port or udp.port, "53833,80".
func ports(r *Row, text string) error {
	both := values(text)
	if len(both) < 2 {
		return nil
	}
	both = both[len(both)-2:]
	source, err := strconv.ParseUint(both[0], 10, 16)
	destination, err2 := strconv.ParseUint(both[1], 10, 16)
	if err == nil && err2 == nil {
		r.SourcePort, r.DestinationPort = uint16(source), uint16(destination)
		r.Known |= seq.KnowsPorts
	}
	return nil
}

// separators are what tshark -E aggregator= is likely to be.
const separators = ",; |"

// values returns the values of a field that a packet has more than once.
func values(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(separators, c) })
}

// text returns the setter of a text.
func text(of func(*seq.Packet) *string) func(*Row, string) error {
	return func(r *Row, text string) error {
		*of(r.Packet) = text
		return nil
	}
}

// address returns the setter of an address, which a packet may have several of.
func address(of func(*seq.Packet) *string) func(*Row, string) error {
	return func(r *Row, text string) error {
		*of(r.Packet) = innermost(text)
		return nil
	}
}

// fact returns the setter of a number, decimal or with 0x, of so many bits. A
// text that is no such number, as Wireshark may show instead, tells nothing.
func fact(known seq.Fields, bits int, set func(*seq.Packet, uint64)) func(*Row, string) error {
	return func(r *Row, text string) error {
		if v, err := strconv.ParseUint(innermost(text), 0, bits); err == nil {
			set(r.Packet, v)
			r.Known |= known
		}
		return nil
	}
}

// innermost returns the last of several values, "64,63": where a packet has a
// field more than once, in tunnels, Wireshark's own columns show the last.
func innermost(text string) string { return text[strings.LastIndexAny(text, separators)+1:] }
