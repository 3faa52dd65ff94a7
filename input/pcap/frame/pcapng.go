package frame

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strings"
)

// Blocks of pcapng (draft-ietf-opsawg-pcapng).
const (
	blockSection        = 0x0a0d0d0a
	blockInterface      = 1
	blockOldPacket      = 2
	blockSimplePacket   = 3
	blockNames          = 4
	blockEnhancedPacket = 6
)

const (
	byteOrderMagic = 0x1a2b3c4d
	blockFrame     = 12 // type, length, and the length again at the end

	// maxBlock is Wireshark's bound for the blocks that it skips.
	maxBlock = 128 << 20
)

// isPcapNG reports whether a file that begins with head is a pcapng file.
func isPcapNG(head []byte) bool {
	return len(head) >= 12 && binary.BigEndian.Uint32(head) == blockSection && orderOf(head[8:]) != nil ||
		4 <= len(head) && len(head) < 12 && binary.BigEndian.Uint32(head) == blockSection
}

func orderOf(magic []byte) binary.ByteOrder {
	for _, order := range orders {
		if order.Uint32(magic) == byteOrderMagic {
			return order
		}
	}
	return nil
}

// A pcapngFile is a pcapng file that is read.
type pcapngFile struct {
	b          *bufio.Reader
	order      binary.ByteOrder // of the section; nil before the first
	interfaces []iface          // of the section
	named      map[netip.Addr]string
	discard    int // bytes of the block that was read last
}

func (r *pcapngFile) names() map[netip.Addr]string {
	names := r.named
	r.named = nil
	return names
}

func (r *pcapngFile) next(f *Frame) error {
	for {
		if r.discard > 0 {
			if _, err := r.b.Discard(r.discard); err != nil {
				return err
			}
			r.discard = 0
		}
		head, err := peek(r.b, 8)
		if err != nil {
			return err
		}
		if binary.BigEndian.Uint32(head) == blockSection {
			if err := r.beginSection(); err != nil {
				return err
			}
			if head, err = peek(r.b, 8); err != nil { // it may have moved
				return err
			}
		} else if r.order == nil {
			return errors.New("no pcapng file: it does not begin with a section header")
		}
		kind, size := r.order.Uint32(head), r.order.Uint32(head[4:])
		found, err := r.block(f, kind, size)
		if err != nil || found {
			return err
		}
	}
}

// beginSection learns the byte order of the section whose header is next.
func (r *pcapngFile) beginSection() error {
	head, err := peekRest(r.b, 16)
	if err != nil {
		return err
	}
	r.order = orderOf(head[8:])
	if r.order == nil {
		return fmt.Errorf("a section has the unknown byte order mark 0x%x", head[8:12])
	}
	if major := r.order.Uint16(head[12:]); major != 1 {
		return fmt.Errorf("a section has the unknown version %d", major)
	}
	r.interfaces = nil
	return nil
}

// block reads one block, and reports whether it made f of it.
func (r *pcapngFile) block(f *Frame, kind, size uint32) (found bool, err error) {
	if size < blockFrame || size%4 != 0 {
		return false, fmt.Errorf("a block of type %d has the impossible length %d", kind, size)
	}
	var read func(*Frame, []byte) (bool, error)
	switch kind {
	case blockSection:
	case blockInterface:
		read = r.readInterface
	case blockNames:
		read = r.readNames
	case blockEnhancedPacket:
		read = r.readEnhanced
	case blockSimplePacket:
		read = r.readSimple
	case blockOldPacket:
		read = r.readOld
	}
	if size > bufferSize && (kind != blockNames && read != nil || size > maxBlock) {
		return false, fmt.Errorf("a block of type %d and %d bytes is too large", kind, size)
	}
	if read == nil || size > bufferSize {
		return false, r.skip(size)
	}
	data, err := peekRest(r.b, int(size))
	if err != nil {
		return false, err
	}
	if again := r.order.Uint32(data[size-4:]); again != size {
		return false, fmt.Errorf("the two lengths of a block differ (%d and %d)", size, again)
	}
	r.discard = int(size)
	return read(f, data[8:size-4:size-4])
}

// skip leaves out a block, of any size, piece by piece.
func (r *pcapngFile) skip(size uint32) error {
	switch n, err := r.b.Discard(int(size)); {
	case err == io.EOF && n > 0:
		return errCutShort
	default:
		return err
	}
}

var errShortBlock = errors.New("a block is too short for what it should hold")

func (r *pcapngFile) readEnhanced(f *Frame, data []byte) (bool, error) {
	if len(data) < 20 {
		return false, errShortBlock
	}
	i, err := r.iface(r.order.Uint32(data))
	if err != nil {
		return false, err
	}
	return true, r.packet(f, i, data)
}

func (r *pcapngFile) readOld(f *Frame, data []byte) (bool, error) {
	if len(data) < 20 {
		return false, errShortBlock
	}
	i, err := r.iface(uint32(r.order.Uint16(data)))
	if err != nil {
		return false, err
	}
	return true, r.packet(f, i, data)
}

// packet makes f of an Enhanced or an old Packet Block: they are alike from
// the time stamp on.
func (r *pcapngFile) packet(f *Frame, i *iface, data []byte) error {
	captured := r.order.Uint32(data[12:])
	if captured > maxData {
		return tooBig(captured)
	}
	if int(captured) > len(data)-20 {
		return fmt.Errorf("a block is too small for the %d bytes of its packet", captured)
	}
	ticks := uint64(r.order.Uint32(data[4:]))<<32 | uint64(r.order.Uint32(data[8:]))
	end := 20 + int(captured)
	*f = Frame{
		Time: i.nanoseconds(ticks), Timed: true, Digits: i.digits, Link: i.link,
		Length: wireLength(r.order.Uint32(data[16:]), int(captured)),
		Data:   data[20:end:end],
	}
	if padded := (end + 3) &^ 3; padded+4 <= len(data) {
		for code, value := range options(r.order, data[padded:]) {
			if code == 1 { // opt_comment
				f.Comments = append(f.Comments, strings.ToValidUTF8(string(value), "\uFFFD"))
			}
		}
	}
	return nil
}

func (r *pcapngFile) readSimple(f *Frame, data []byte) (bool, error) {
	if len(data) < 4 {
		return false, errShortBlock
	}
	i, err := r.iface(0)
	if err != nil {
		return false, err
	}
	original := r.order.Uint32(data)
	captured := original
	if i.snap > 0 {
		captured = min(captured, i.snap)
	}
	if captured > maxData {
		return false, tooBig(captured)
	}
	if int(captured) > len(data)-4 {
		return false, fmt.Errorf("a block is too small for the %d bytes of its packet", captured)
	}
	end := 4 + int(captured)
	*f = Frame{Link: i.link, Length: wireLength(original, int(captured)), Data: data[4:end:end]}
	return true, nil
}

// readNames reads the records of a Name Resolution Block. What is wrong with
// one ends the block, but not the file.
func (r *pcapngFile) readNames(_ *Frame, data []byte) (bool, error) {
	for code, value := range options(r.order, data) {
		size := map[uint16]int{1: 4, 2: 16}[code] // nrb_record_ipv4, nrb_record_ipv6
		if size == 0 || len(value) <= size {
			continue
		}
		address, _ := netip.AddrFromSlice(value[:size])
		name, _, _ := bytes.Cut(value[size:], []byte{0})
		if len(name) == 0 {
			continue
		}
		if r.named == nil {
			r.named = make(map[netip.Addr]string)
		}
		r.named[address] = strings.ToValidUTF8(string(name), "\uFFFD")
	}
	return false, nil
}

// options yields the options in data: the code and the value of each, up to the
// end of them or to one that is damaged.
func options(order binary.ByteOrder, data []byte) func(yield func(uint16, []byte) bool) {
	return func(yield func(uint16, []byte) bool) {
		for len(data) >= 4 {
			code, size := order.Uint16(data), int(order.Uint16(data[2:]))
			data = data[4:]
			if code == 0 || size > len(data) || !yield(code, data[:size]) {
				return
			}
			data = data[min(len(data), (size+3)&^3):]
		}
	}
}
