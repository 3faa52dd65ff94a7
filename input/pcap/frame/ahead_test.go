package frame_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"
	"testing/synctest"

	"github.com/packetseq/packetseq/input/pcap/frame"
)

// large is a pcapng file with packets of 1 byte up to the most that are read, which
// do not fit into one piece of memory.
func large() []byte {
	o := binary.LittleEndian
	file := append(section(o), iface(o, 1)...)
	for i, size := 0, 1; size <= 262144; i, size = i+1, size+1+size/7 {
		body := o.AppendUint32(o.AppendUint32(o.AppendUint32(o.AppendUint32(o.AppendUint32(nil, 0), 0), uint32(i)), uint32(size)), uint32(size))
		body = append(body, bytes.Repeat([]byte{byte(i)}, size)...)
		file = append(file, block(o, 6, append(body, make([]byte, -size&3)...))...)
	}
	return file
}

// TestLarge reads packets that are larger than what is read at once. What was read of
// one stays as it is while the next are read ahead.
func TestLarge(t *testing.T) {
	got, _, err := frames(t, large())
	if err != io.EOF || len(got) < 60 {
		t.Fatalf("%d frames, %v", len(got), err)
	}
	for i, f := range got {
		if len(f.Data) != f.Length || bytes.Count(f.Data, []byte{byte(i)}) != f.Length {
			t.Errorf("frame %d of %d bytes is not what it was", i, f.Length)
		}
	}
}

// TestAheadStops reads some frames of a file without end, and leaves no goroutine behind.
func TestAheadStops(t *testing.T) {
	for _, reads := range []int{0, 1, 1000} {
		synctest.Test(t, func(t *testing.T) {
			stop := make(chan struct{})
			a := frame.NewAhead(&endless{file: large()}, stop)
			var f frame.Frame
			for range reads {
				if err := a.Next(&f); err != nil {
					t.Fatal(err)
				}
			}
			close(stop)
		}) // which fails if a goroutine is blocked for ever
	}
}

// An endless reader reads the packets of a file again and again.
type endless struct {
	file []byte
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.at == len(e.file) {
		e.at = 0
	}
	n := copy(p, e.file[e.at:])
	e.at += n
	return n, nil
}
