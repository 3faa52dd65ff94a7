package frame

import (
	"bufio"
	"encoding/binary"
	"errors"
	"net/netip"
)

// The magic numbers of pcap files (pcap-savefile(5)), and that of Alexey
// Kuznetzov's patched libpcap, whose packet headers are longer.
const (
	magicMicro     = 0xa1b2c3d4
	magicNano      = 0xa1b23c4d
	magicKuznetzov = 0xa1b2cd34
)

const (
	pcapFileHeader   = 24
	pcapPacketHeader = 16
	kuznetzovHeader  = 24
)

// ErrFileHeader says that a file ends before its first packet can begin.
var ErrFileHeader = errors.New("the file header is cut short")

// isPcap reports whether a file that begins with head is a pcap file.
func isPcap(head []byte) bool {
	_, _, ok := pcapMagic(head)
	return ok
}

func pcapMagic(head []byte) (order binary.ByteOrder, magic uint32, ok bool) {
	if len(head) < 4 {
		return nil, 0, false
	}
	for _, order := range orders {
		switch magic := order.Uint32(head); magic {
		case magicMicro, magicNano, magicKuznetzov:
			return order, magic, true
		}
	}
	return nil, 0, false
}

// A pcapFile is a pcap file that is read.
type pcapFile struct {
	b       *bufio.Reader
	big     bool
	begun   bool
	link    uint32
	nano    bool
	header  int // bytes before the data of a packet
	discard int // bytes of the frame that was given out last
	swapped bool
}

func (r *pcapFile) names() map[netip.Addr]string { return nil }

func (r *pcapFile) begin() error {
	r.begun = true
	head, err := peekRest(r.b, pcapFileHeader)
	if err == errCutShort {
		return ErrFileHeader
	}
	if err != nil {
		return err
	}
	order, magic, ok := pcapMagic(head)
	if !ok {
		return errors.New("no pcap file: it does not begin with a magic number")
	}
	r.big = order == binary.BigEndian
	r.nano = magic == magicNano
	r.header = pcapPacketHeader
	if magic == magicKuznetzov {
		r.header = kuznetzovHeader
	}
	// Before version 2.3 the two lengths of a packet were the other way round.
	r.swapped = order.Uint16(head[4:]) == 2 && order.Uint16(head[6:]) < 3
	r.link = order.Uint32(head[20:])
	const lengthOfFCS = 0xf4000000 // bits that tell the length of the frame check sequence
	if r.link&lengthOfFCS != 0 && r.link&0x03ff0000 == 0 {
		r.link &= 0xffff
	}
	r.discard = pcapFileHeader
	return nil
}

func (r *pcapFile) next(f *Frame) error {
	if !r.begun {
		if err := r.begin(); err != nil {
			return err
		}
	}
	if r.discard > 0 {
		if _, err := r.b.Discard(r.discard); err != nil {
			return err
		}
		r.discard = 0
	}
	h, err := peek(r.b, r.header)
	if err != nil {
		return err
	}
	seconds, fraction, captured, original := r.fields(h)
	if r.swapped {
		captured, original = original, captured
	}
	if captured > maxData {
		return tooBig(captured)
	}
	size := r.header + int(captured)
	h, err = peekRest(r.b, size)
	if err != nil {
		return err
	}
	r.discard = size
	*f = Frame{Timed: true, Digits: 6, Link: r.link, Data: h[r.header:size:size]}
	f.Length = wireLength(original, int(captured))
	f.Time = int64(seconds)*1e9 + int64(fraction)*1e3
	if r.nano {
		f.Time, f.Digits = int64(seconds)*1e9+int64(fraction), 9
	}
	return nil
}

// fields reads the numbers of a packet header.
func (r *pcapFile) fields(h []byte) (seconds, fraction, captured, original uint32) {
	if r.big {
		o := binary.BigEndian
		return o.Uint32(h), o.Uint32(h[4:]), o.Uint32(h[8:]), o.Uint32(h[12:])
	}
	o := binary.LittleEndian
	return o.Uint32(h), o.Uint32(h[4:]), o.Uint32(h[8:]), o.Uint32(h[12:])
}
