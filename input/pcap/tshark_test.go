package pcap_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

// askTshark returns the rows of tshark of a capture: source, destination, protocol,
// length and Info. It skips the test where there is no tshark 4.0.
func askTshark(t *testing.T, file string) []string {
	t.Helper()
	version, err := exec.Command("tshark", "--version").Output()
	if err != nil || !strings.Contains(string(version), " 4.0.") {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no tshark 4.0: %v", err)
		}
		t.Skip("no tshark 4.0")
	}
	const columns = `gui.column.format:"s","%s","d","%d","p","%p","l","%L","i","%i"`
	out, err := exec.Command("tshark", "-n", "-r", file, "-T", "tabs", "-o", columns).Output()
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	for i := range rows {
		cells := strings.SplitN(strings.Replace(rows[i], "\t→\t", "\t", 1), "\t", 5) // an arrow is between the addresses
		for c := range cells {
			cells[c] = strings.TrimSpace(cells[c]) // addresses are padded
		}
		rows[i] = strings.Join(cells, "\t")
	}
	return rows
}

func row(p *seq.Packet) string {
	return fmt.Sprintf("%s\t%s\t%s\t%d\t%s", p.Source, p.Destination, p.Protocol, p.Length, p.Info)
}

// compareTshark fails where the rows of a capture differ from tshark's.
func compareTshark(t *testing.T, file []byte) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "x.pcap")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	want := askTshark(t, name)
	packets, _ := read(t, file)
	if len(packets) != len(want) {
		t.Fatalf("%d packets, tshark has %d", len(packets), len(want))
	}
	for i := range packets {
		if got := row(&packets[i]); got != want[i] {
			t.Errorf("packet %d\ngot  %s\nwant %s", i+1, got, want[i])
		}
	}
}

// A talk makes up a TCP conversation, packet by packet.
type talk struct {
	*rand.Rand
	ns     int64
	frames []timedFrame
	next   [2]uint32
	ack    [2]uint32
	window [2]uint16
	sent   [2][]sent
	ports  [2]uint16
}

// A sent is a segment that may be sent again.
type sent struct {
	seq  uint32
	size int
}

type timedFrame struct {
	ns   int64
	data []byte
}

// send adds a segment from one of the two sides.
func (k *talk) send(side int, seq uint32, flags byte, options, payload []byte) {
	ends := [2]string{"\xc0\x00\x02\x01", "\xc0\x00\x02\x02"}
	for len(options)%4 != 0 {
		options = append(options, 1)
	}
	size := 40 + len(options) + len(payload)
	b := []byte{0x45, 0, byte(size >> 8), byte(size), 0, 0, 0x40, 0, 64, 6, 0, 0}
	b = append(b, ends[side]+ends[1-side]...)
	b = binary.BigEndian.AppendUint16(b, k.ports[side])
	b = binary.BigEndian.AppendUint16(b, k.ports[1-side])
	b = binary.BigEndian.AppendUint32(b, seq)
	b = binary.BigEndian.AppendUint32(b, k.ack[side])
	b = append(b, byte(5+len(options)/4)<<4, flags)
	b = binary.BigEndian.AppendUint16(b, k.window[side])
	b = append(b, 0, 0, 0, 0)
	k.frames = append(k.frames, timedFrame{k.ns, append(append(b, options...), payload...)})
}

// wait lets some time go by: from much less than a round trip to a timeout.
func (k *talk) wait() {
	k.ns += []int64{1e4, 5e5, 2e6, 1e7, 5e7, 3e8}[k.IntN(6)]
}

// captureOf puts talks into one capture, one after the other.
func captureOf(talks []*talk) []byte {
	var frames [][]byte
	for _, k := range talks {
		for _, f := range k.frames {
			frames = append(frames, f.data)
		}
	}
	file := capture(frames...)
	at := 24
	for _, k := range talks {
		for _, f := range k.frames {
			binary.LittleEndian.PutUint32(file[at:], uint32(f.ns/1e9))
			binary.LittleEndian.PutUint32(file[at+4:], uint32(f.ns%1e9/1e3))
			at += 16 + len(f.data)
		}
	}
	return file
}

func newTalk(seed uint64, port uint16) *talk {
	k := &talk{Rand: rand.New(rand.NewPCG(seed, 4)), ns: 1e15 + int64(seed)*1e12, ports: [2]uint16{40000 + uint16(seed), port}}
	k.next = [2]uint32{[]uint32{0, 1000, 0xfffffff0, k.Uint32()}[k.IntN(4)], k.Uint32()}
	k.window = [2]uint16{500, 500}
	return k
}

// handshake opens the conversation, perhaps with a SYN sent twice.
func (k *talk) handshake() {
	scale := func() []byte {
		if k.IntN(3) == 0 {
			return []byte{2, 4, 5, 0xb4}
		}
		return []byte{2, 4, 5, 0xb4, 1, 3, 3, byte(k.IntN(16)), 4, 2}
	}
	for range 1 + k.IntN(5)/4 {
		k.send(0, k.next[0], 0x02, scale(), nil)
		k.wait()
	}
	k.next[0]++
	k.ack[1] = k.next[0]
	k.send(1, k.next[1], 0x12, scale(), nil)
	k.wait()
	k.next[1]++
	k.ack[0] = k.next[1]
	k.send(0, k.next[0], 0x10, nil, nil)
}

// step sends one segment: new data, old data, data behind a gap, a keep-alive,
// a FIN, a RST, or an ACK; of this or that window, with or without SACK.
func (k *talk) step() {
	k.wait()
	side := k.IntN(2)
	at, size, flags := k.next[side], 0, byte(0x10)
	switch n := k.IntN(100); {
	case n < 30:
		size = []int{1, 1, 2, 100, 1448}[k.IntN(5)]
	case n < 40 && len(k.sent[side]) > 0:
		old := k.sent[side][max(0, len(k.sent[side])-1-k.IntN(4))]
		at, size = old.seq, old.size
	case n < 45:
		at += []uint32{1, 100}[k.IntN(2)]
		size = 100
	case n < 50:
		at, size = at-1, k.IntN(2)
	case n < 52:
		flags = 0x11
	case n < 53:
		flags = []byte{0x04, 0x14}[k.IntN(2)]
	}
	end := at + uint32(size)
	if flags == 0x11 {
		end++
	}
	if int32(end-k.next[side]) > 0 {
		k.next[side] = end
	}
	if size > 0 {
		k.sent[side] = append(k.sent[side], sent{at, size})
	}
	switch n := k.IntN(20); {
	case n < 10:
		k.ack[side] = k.next[1-side]
	case n < 12:
		k.ack[side] = k.next[1-side] + []uint32{1, 100}[k.IntN(2)]
	}
	if k.IntN(7) == 0 {
		k.window[side] = []uint16{0, 0, 100, 500, 1000}[k.IntN(5)]
	}
	var options []byte
	if k.IntN(10) == 0 {
		options = binary.BigEndian.AppendUint32([]byte{1, 1, 5, 10}, k.ack[side]+100)
		options = binary.BigEndian.AppendUint32(options, k.ack[side]+300)
	}
	k.send(side, at, flags, options, make([]byte, size))
}

// TestAnalysisAsTshark makes up conversations with all that goes wrong in TCP, and
// asks tshark what its analysis says.
func TestAnalysisAsTshark(t *testing.T) {
	var talks []*talk
	for seed := range uint64(20) {
		k := newTalk(seed, 50001)
		if seed > 1 {
			k.handshake()
		}
		for range 300 {
			k.step()
		}
		talks = append(talks, k)
	}
	compareTshark(t, captureOf(talks))
}

// TestReassemblyAsTshark cuts DNS messages into segments, some of which are
// late, lost, or come twice, and asks tshark which message is whole when.
func TestReassemblyAsTshark(t *testing.T) {
	var talks []*talk
	for seed := range uint64(100) {
		k := newTalk(seed, 53)
		k.handshake()
		var data []byte
		for i := range 1 + k.IntN(5) {
			name := strings.Repeat("x", 1+k.IntN(40))
			query := fmt.Sprintf("\x12%c\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00%c%s\x07example\x00\x00\x01\x00\x01", i, len(name), name)
			data = append(binary.BigEndian.AppendUint16(data, uint16(len(query))), query...)
		}
		var segments []sent
		for at := 0; at < len(data); {
			size := min(1+k.IntN(len(data)), len(data)-at)
			segments = append(segments, sent{uint32(at), size})
			at += size
		}
		if n := len(segments); n > 2 && k.IntN(2) == 0 { // the first stays: DNS cannot tell where messages begin
			i := 1 + k.IntN(n-2)
			segments[i], segments[i+1] = segments[i+1], segments[i]
		}
		if k.IntN(2) == 0 {
			segments = append(segments, segments[k.IntN(len(segments))])
		}
		if k.IntN(5) == 0 {
			segments = segments[:len(segments)-1]
		}
		for _, s := range segments {
			k.wait()
			k.send(0, k.next[0]+s.seq, 0x18, nil, data[s.seq:int(s.seq)+s.size])
		}
		talks = append(talks, k)
	}
	compareTshark(t, captureOf(talks))
}
