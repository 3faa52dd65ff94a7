package frame_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/packetseq/packetseq/input/pcap/frame"
)

// block returns a pcapng block.
func block(o binary.AppendByteOrder, kind uint32, body []byte) []byte {
	for len(body)%4 != 0 {
		body = append(body, 0)
	}
	size := uint32(len(body) + 12)
	b := o.AppendUint32(o.AppendUint32(nil, kind), size)
	return o.AppendUint32(append(b, body...), size)
}

func option(o binary.AppendByteOrder, code uint16, value string) []byte {
	b := append(o.AppendUint16(o.AppendUint16(nil, code), uint16(len(value))), value...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

func section(o binary.AppendByteOrder) []byte {
	body := o.AppendUint16(o.AppendUint16(o.AppendUint32(nil, 0x1a2b3c4d), 1), 0)
	return block(o, 0x0a0d0d0a, append(body, bytes.Repeat([]byte{0xff}, 8)...))
}

func iface(o binary.AppendByteOrder, link uint16, options ...[]byte) []byte {
	body := o.AppendUint32(o.AppendUint16(o.AppendUint16(nil, link), 0), 0)
	return block(o, 1, append(body, bytes.Join(options, nil)...))
}

// enhanced is a packet of three bytes that was 60 bytes long.
func enhanced(o binary.AppendByteOrder, index uint32, ticks uint64, options ...[]byte) []byte {
	var body []byte
	for _, n := range []uint32{index, uint32(ticks >> 32), uint32(ticks), 3, 60} {
		body = o.AppendUint32(body, n)
	}
	return block(o, 6, append(append(body, "abc\x00"...), bytes.Join(options, nil)...))
}

func frames(t *testing.T, file []byte) (all []frame.Frame, names map[netip.Addr]string, err error) {
	t.Helper()
	r := frame.New(bytes.NewReader(file))
	for {
		var f frame.Frame
		if err := r.Next(&f); err != nil {
			return all, r.Names(), err
		}
		f.Data = bytes.Clone(f.Data)
		all = append(all, f)
	}
}

func TestPcapNG(t *testing.T) {
	le, be := binary.LittleEndian, binary.BigEndian
	simple := append(le.AppendUint32(nil, 3), "abc\x00"...)
	old := append(be.AppendUint16(nil, 0), 0, 0)
	for _, n := range []uint32{0, 7, 3, 60} {
		old = be.AppendUint32(old, n)
	}
	file := bytes.Join([][]byte{
		section(le),
		iface(le, 1),
		iface(le, 101, option(le, 9, "\x09"), option(le, 14, "\x0a\x00\x00\x00\x00\x00\x00\x00")), // ns, 10 s ahead
		enhanced(le, 0, 1_000_001),
		block(le, 0xbad, []byte("what no one knows")),
		enhanced(le, 1, 2_000_000_003, option(le, 1, "seen"), option(le, 1, "twice")),
		block(le, 4, append(option(le, 1, "\xc0\x00\x02\x01web\x00"), 0, 0, 0, 0)),
		block(le, 3, simple),
		section(be),                           // in the other byte order, with interfaces of its own
		iface(be, 276, option(be, 9, "\x8a")), // 1/1024 s
		enhanced(be, 0, 1024+512),
		block(be, 2, append(old, "abc\x00"...)),
	}, nil)
	got, names, err := frames(t, file)
	abc := []byte("abc")
	want := []frame.Frame{
		{Time: 1_000_001_000, Timed: true, Digits: 6, Link: 1, Length: 60, Data: abc},
		{Time: 12_000_000_003, Timed: true, Digits: 9, Link: 101, Length: 60, Data: abc, Comments: []string{"seen", "twice"}},
		{Link: 1, Length: 3, Data: abc},
		{Time: 1_500_000_000, Timed: true, Digits: 4, Link: 276, Length: 60, Data: abc},
		{Time: 6_835_937, Timed: true, Digits: 4, Link: 276, Length: 60, Data: abc},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != io.EOF {
		t.Errorf("%v\n%s", err, diff)
	}
	if diff := cmp.Diff(map[string]string{"192.0.2.1": "web"}, texts(names)); diff != "" {
		t.Error(diff)
	}
}

func texts(names map[netip.Addr]string) map[string]string {
	out := make(map[string]string)
	for a, name := range names {
		out[a.String()] = name
	}
	return out
}

func TestPcap(t *testing.T) {
	for _, c := range []struct {
		magic  uint32
		order  binary.AppendByteOrder
		extra  int // bytes of a packet header behind the common ones
		time   int64
		digits uint8
	}{
		{0xa1b2c3d4, binary.LittleEndian, 0, 1_000_002_000, 6},
		{0xa1b2c3d4, binary.BigEndian, 0, 1_000_002_000, 6},
		{0xa1b23c4d, binary.LittleEndian, 0, 1_000_000_002, 9},
		{0xa1b23c4d, binary.BigEndian, 0, 1_000_000_002, 9},
		{0xa1b2cd34, binary.LittleEndian, 8, 1_000_002_000, 6},
	} {
		o := c.order
		file := o.AppendUint16(o.AppendUint16(o.AppendUint32(nil, c.magic), 2), 4)
		for _, n := range []uint32{0, 0, 0, 276} {
			file = o.AppendUint32(file, n)
		}
		for _, n := range []uint32{1, 2, 3, 60} {
			file = o.AppendUint32(file, n)
		}
		file = append(append(file, make([]byte, c.extra)...), "abc"...)
		got, _, err := frames(t, file)
		want := []frame.Frame{{Time: c.time, Timed: true, Digits: c.digits, Link: 276, Length: 60, Data: []byte("abc")}}
		if diff := cmp.Diff(want, got); diff != "" || err != io.EOF {
			t.Errorf("%x %v: %v\n%s", c.magic, c.order, err, diff)
		}
	}
}

// TestDamage reads what stands before the damage, and is told what it is.
func TestDamage(t *testing.T) {
	o := binary.LittleEndian
	good := append(append(section(o), iface(o, 1)...), enhanced(o, 0, 1)...)
	for text, bad := range map[string][]byte{
		"impossible length 4":   o.AppendUint32(o.AppendUint32(nil, 6), 4),
		"impossible length 33":  o.AppendUint32(o.AppendUint32(nil, 6), 33),
		"too large":             o.AppendUint32(o.AppendUint32(nil, 6), 0xfffffff0),
		"of interface 7":        enhanced(o, 7, 1),
		"lengths of a block":    append(enhanced(o, 0, 1)[:32], 1, 0, 0, 0),
		"cut short":             enhanced(o, 0, 1)[:20],
		"too short":             block(o, 6, make([]byte, 16)),
		"too small for the 3 b": block(o, 6, append(make([]byte, 12), 3, 0, 0, 0, 3, 0, 0, 0)),
		"a packet of 262145":    block(o, 6, append(make([]byte, 12), 1, 0, 4, 0, 3, 0, 0, 0)),
		"unknown version 2":     bytes.Replace(section(o), []byte{1, 0, 0, 0, 0xff}, []byte{2, 0, 0, 0, 0xff}, 1),
	} {
		got, _, err := frames(t, append(bytes.Clone(good), bad...))
		if len(got) != 1 || err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("%d frames, %v, not %q", len(got), err, text)
		}
	}
}

// A dripping reader gives one byte at a time, and counts them.
type dripping struct {
	file []byte
	at   int
}

func (d *dripping) Read(b []byte) (int, error) {
	if d.at == len(d.file) {
		return 0, io.EOF
	}
	b[0] = d.file[d.at]
	d.at++
	return 1, nil
}

// TestLive gets each frame with its last byte, not later.
func TestLive(t *testing.T) {
	o := binary.LittleEndian
	head := append(section(o), iface(o, 1)...)
	one := enhanced(o, 0, 1)
	d := &dripping{file: append(append(bytes.Clone(head), one...), one...)}
	r := frame.New(d)
	for i := 1; i <= 2; i++ {
		var f frame.Frame
		if err := r.Next(&f); err != nil || d.at != len(head)+i*len(one) {
			t.Errorf("frame %d after %d bytes, %v", i, d.at, err)
		}
	}
}

func FuzzFrames(f *testing.F) {
	o := binary.BigEndian
	f.Add(bytes.Join([][]byte{section(o), iface(o, 1, option(o, 9, "\x8a")), enhanced(o, 0, 9, option(o, 1, "x"))}, nil))
	f.Add([]byte("\xa1\xb2\xc3\xd4\x00\x02\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\x00\x00\x00\x01" +
		"\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x03\x00\x00\x00\x03abc"))
	f.Fuzz(func(t *testing.T, file []byte) {
		all, _, err := frames(t, file)
		size := 0
		for _, f := range all {
			size += len(f.Data)
		}
		if err == nil || size > len(file) {
			t.Errorf("%d bytes out of %d, %v", size, len(file), err)
		}
	})
}
