package pcap_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/pcap"
	"github.com/packetseq/packetseq/seq"
)

// capture returns a pcap file of frames that begin at layer 3.
func capture(frames ...[]byte) []byte {
	file := binary.LittleEndian.AppendUint32(nil, 0xa1b2c3d4)
	file = append(file, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 101, 0, 0, 0)
	for i, f := range frames {
		for _, n := range []uint32{uint32(i + 1), 250000, uint32(len(f)), uint32(len(f))} {
			file = binary.LittleEndian.AppendUint32(file, n)
		}
		file = append(file, f...)
	}
	return file
}

// syn is a TCP SYN from 192.0.2.1 port 40000 to 192.0.2.2 port 80, with MSS and
// window scale.
var syn = []byte("\x45\x00\x00\x30\x12\x34\x40\x00\x40\x06\x00\x00\xc0\x00\x02\x01\xc0\x00\x02\x02" +
	"\x9c\x40\x00\x50\x00\x00\x10\x00\x00\x00\x00\x00\x70\x02\xfa\xf0\x00\x00\x00\x00\x02\x04\x05\xb4\x01\x03\x03\x07")

func read(t *testing.T, file []byte) ([]seq.Packet, error) {
	t.Helper()
	r := pcap.Format.New(bytes.NewReader(file), input.Options{Name: "x.pcap", Identities: true, Report: func(err error) { t.Error(err) }})
	var packets []seq.Packet
	var p seq.Packet
	for {
		if err := r.Read(&p); err != nil {
			return packets, err
		}
		packets = append(packets, p)
	}
}

func TestRead(t *testing.T) {
	packets, err := read(t, capture(syn))
	if err != io.EOF || len(packets) != 1 {
		t.Fatalf("%d packets, %v", len(packets), err)
	}
	want := seq.Packet{
		Number: 1, Time: seq.Time{NS: 1_250_000_000, Clock: seq.AbsoluteClock, Digits: 6},
		Source: "192.0.2.1", Destination: "192.0.2.2", Protocol: "TCP", Length: 48,
		Info: "40000 → 80 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 WS=128",
		Known: seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq | seq.KnowsPayload | seq.KnowsTTL | seq.KnowsIPID |
			seq.KnowsStream,
		SourcePort: 40000, DestinationPort: 80, Flags: seq.FlagSYN, TTL: 64, IPID: 0x1234,
	}
	if packets[0].Identity == (seq.Identity{}) {
		t.Error("the packet has no identity")
	}
	want.Identity = packets[0].Identity // a hash with a seed of the run
	if packets[0] != want {
		t.Errorf("got  %+v\nwant %+v", packets[0], want)
	}
}

// TestCutShort reads what stands before the end of a file that is cut short
// anywhere, and is told where that is.
func TestCutShort(t *testing.T) {
	whole := capture(syn, syn)
	for size := 4; size < len(whole); size++ {
		packets, err := read(t, whole[:size])
		want := 0
		if size >= 24+16+len(syn) {
			want = 1
		}
		if len(packets) != want {
			t.Errorf("%d bytes: %d packets, not %d", size, len(packets), want)
		}
		if atEnd := size == 24 || size == 24+16+len(syn); atEnd {
			if err != io.EOF {
				t.Errorf("%d bytes: %v", size, err)
			}
			continue
		}
		told := fmt.Sprintf("x: packet %d: the file is cut short in the middle of a packet", want+1)
		if size < 24 {
			told = "x: the file header is cut short"
		}
		if position := (*input.PositionError)(nil); !errors.As(err, &position) || strings.TrimPrefix(err.Error(), position.Name) != strings.TrimPrefix(told, "x") {
			t.Errorf("%d bytes: %v, want %s", size, err, told)
		}
	}
}

// TestWanted makes no words where none are wanted, but remembers what later
// packets need.
func TestWanted(t *testing.T) {
	reply := bytes.Clone(syn)
	copy(reply[12:20], "\xc0\x00\x02\x02\xc0\x00\x02\x01")
	copy(reply[20:24], "\x00\x50\x9c\x40")
	copy(reply[28:32], "\x00\x00\x10\x01")
	reply[33] = 0x12
	o := input.Options{Wanted: func(p *seq.Packet) bool { return p.Known.Has(seq.KnowsPorts) && p.SourcePort == 80 }}
	r := pcap.Format.New(bytes.NewReader(capture(syn, reply)), o)
	for _, want := range []string{"", "80 → 40000 [SYN, ACK] Seq=0 Ack=1 Win=64240 Len=0 MSS=1460 WS=128"} {
		var p seq.Packet
		err := r.Read(&p)
		if err != nil || p.Info != want || p.Protocol != "TCP" || p.Stream != 0 {
			t.Errorf("%+v, %v, want %q", p, err, want)
		}
	}
}

// TestWantedBroken asks also where a packet ends before its headers have told
// anything, and keeps what was said until then.
func TestWantedBroken(t *testing.T) {
	broken := []byte("\x45\x00\x00\x30\x12")
	for _, wanted := range []bool{false, true} {
		asked := 0
		o := input.Options{Wanted: func(*seq.Packet) bool { asked++; return wanted }}
		var p seq.Packet
		err := pcap.Format.New(bytes.NewReader(capture(broken)), o).Read(&p)
		want := map[bool]string{true: "[Malformed Packet]"}[wanted]
		if err != nil || asked == 0 || p.Info != want {
			t.Errorf("wanted %t: asked %d times, Info %q, %v", wanted, asked, p.Info, err)
		}
	}
}

// TestNames learns the names that stand in front of a packet, and behind the last.
func TestNames(t *testing.T) {
	o := binary.LittleEndian
	block := func(kind uint32, body []byte) []byte {
		size := uint32(12 + len(body))
		return o.AppendUint32(append(o.AppendUint32(o.AppendUint32(nil, kind), size), body...), size)
	}
	names := func(address byte, name string) []byte {
		return block(4, append([]byte{1, 0, 8, 0, 192, 0, 2, address}, name+"\x00\x00\x00\x00\x00"...))
	}
	file := bytes.Join([][]byte{
		block(0x0a0d0d0a, []byte("\x4d\x3c\x2b\x1a\x01\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff")),
		block(1, []byte("\x65\x00\x00\x00\x00\x00\x00\x00")),
		names(1, "one"),
		block(3, append(o.AppendUint32(nil, uint32(len(syn))), syn...)),
		names(2, "two"),
	}, nil)
	var got []string
	options := input.Options{Named: func(address, name string, _ seq.NameSource) { got = append(got, address+"="+name) }}
	r := pcap.Format.New(bytes.NewReader(file), options)
	var p seq.Packet
	for r.Read(&p) == nil {
		got = append(got, p.Protocol)
	}
	if want := []string{"192.0.2.1=one", "TCP", "192.0.2.2=two"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
