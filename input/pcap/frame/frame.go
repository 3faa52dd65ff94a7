// Package frame takes capture files apart into frames: pcap and pcapng, in
// either byte order and with every resolution of time.
//
// Every length is checked before it allocates. A Reader reads no more than the
// next frame needs, so that a live pipe does not stall.
package frame

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/netip"
)

const (
	// maxData is the most bytes that a frame may hold: libpcap's and Wireshark's
	// bound for all link types that are read here.
	maxData = 262144

	// bufferSize holds the largest block of a packet: data, header and options.
	bufferSize = 2 * maxData
)

// A Frame is one packet of a capture file as it was captured.
type Frame struct {
	Time     int64 // nanoseconds since 1970-01-01 UTC
	Timed    bool  // false in a pcapng Simple Packet Block, which has no time
	Digits   uint8 // decimals of the second that the file gives, 0 to 9
	Link     uint32
	Length   int    // on the wire
	Data     []byte // what was captured of it; valid until the next frame is read
	Comments []string
}

// A Reader yields the frames of a capture.
type Reader struct {
	b    *bufio.Reader
	file file // nil before the first frame
}

// A file is a kind of capture file that is read.
type file interface {
	next(f *Frame) error
	names() map[netip.Addr]string
}

// Detect reports whether a file that begins with head is one that can be read.
func Detect(head []byte) bool { return isPcap(head) || isPcapNG(head) }

// New returns a Reader of a pcap or pcapng file, whichever r turns out to be.
func New(r io.Reader) *Reader { return &Reader{b: bufio.NewReaderSize(smallReads{r}, bufferSize)} }

// readSize is how much is read at once, in bytes: so much of a file is still in the
// cache of the processor when its packets are looked at. A bufio.Reader moves what
// it has to the front of its buffer before it reads on, and so the rest of the buffer
// is touched by packets only that are larger.
const readSize = 64 << 10

// smallReads reads no more than readSize at once.
type smallReads struct{ io.Reader }

func (r smallReads) Read(p []byte) (int, error) { return r.Reader.Read(p[:min(len(p), readSize)]) }

// Next puts the next frame into f. It returns io.EOF after the last; any other
// error says what is wrong with the file, and ends it too.
func (r *Reader) Next(f *Frame) error {
	if r.file == nil {
		if err := r.open(); err != nil {
			return err
		}
	}
	return r.file.next(f)
}

func (r *Reader) open() error {
	head, err := peekRest(r.b, 4)
	switch {
	case err != nil:
		return err
	case isPcap(head):
		r.file = &pcapFile{b: r.b}
	case isPcapNG(head):
		r.file = &pcapngFile{b: r.b}
	default:
		return errors.New("no pcap or pcapng file: it does not begin with a magic number")
	}
	return nil
}

// Names returns the names of addresses that the file has told up to now, and
// not been asked for before; nil if there are none.
func (r *Reader) Names() map[netip.Addr]string {
	if r.file == nil {
		return nil
	}
	return r.file.names()
}

// errCutShort says that the file ends inside of a packet or block.
var errCutShort = errors.New("the file is cut short in the middle of a packet")

// peek returns the next n bytes, n being at most bufferSize. It returns io.EOF
// if there are none at all, and errCutShort if there are less.
func peek(b *bufio.Reader, n int) ([]byte, error) {
	data, err := b.Peek(n)
	if err == io.EOF && len(data) > 0 {
		return nil, errCutShort
	}
	return data, err
}

// peekRest is peek where the end of the file is no good end.
func peekRest(b *bufio.Reader, n int) ([]byte, error) {
	data, err := peek(b, n)
	if err == io.EOF {
		return nil, errCutShort
	}
	return data, err
}

func tooBig(n uint32) error {
	return fmt.Errorf("a packet of %d bytes is more than the maximum of %d: the file is damaged", n, maxData)
}

// wireLength returns the length on the wire that a file gives, where it can be
// one; else what was captured.
func wireLength(original uint32, captured int) int {
	if original > 1<<31-1 {
		return captured
	}
	return int(original)
}

// orders are the byte orders that a magic number can be written in.
var orders = [...]binary.ByteOrder{binary.LittleEndian, binary.BigEndian}
