package seq_test

import (
	"errors"
	"io"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

// numbered is a Reader of packets 1 to n, and an error.
type numbered struct {
	n, read int
	err     error
}

func (r *numbered) Read(p *seq.Packet) error {
	if r.read == r.n {
		return r.err
	}
	r.read++
	*p = seq.Packet{Number: r.read}
	return nil
}

func TestAhead(t *testing.T) {
	broken := errors.New("broken")
	var p seq.Packet
	for _, n := range []int{0, 1, 255, 256, 257, 5000} {
		for _, end := range []error{io.EOF, broken} {
			r := seq.Ahead(&numbered{n: n, err: end})
			for number := 1; number <= n; number++ {
				if err := r.Read(&p); err != nil || p.Number != number {
					t.Fatalf("of %d packets, number %d: %d, %v", n, number, p.Number, err)
				}
			}
			for range 2 { // the error stays
				if err := r.Read(&p); err != end {
					t.Errorf("after %d packets: %v, not %v", n, err, end)
				}
			}
			r.Stop()
		}
	}
}

// TestAheadStops leaves a Reader that has no end alone, once it is told to, and
// whether or not anything was read.
func TestAheadStops(t *testing.T) {
	for _, reads := range []int{0, 1, 256, 1000} {
		source := &numbered{n: 1 << 60}
		r := seq.Ahead(source)
		var p seq.Packet
		for range reads {
			if err := r.Read(&p); err != nil {
				t.Fatal(err)
			}
		}
		r.Stop()
		before := source.read // a race, if it is still read; go test -race finds it
		if err := r.Read(&p); err != io.EOF {
			t.Errorf("after %d packets and Stop: %+v, %v", reads, p, err)
		}
		if source.read != before {
			t.Errorf("after %d packets and Stop: read on", reads)
		}
	}
}
