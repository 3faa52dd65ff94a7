package seq_test

import (
	"math/rand/v2"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

// asked is a Reader that writes into Info of its packets that they may be among the first.
type asked struct {
	seq.Reader
	first *seq.Earliest
	no    int // how many may not
}

func (a *asked) Read(p *seq.Packet) error {
	if err := a.Reader.Read(p); err != nil {
		return err
	}
	for range 2 { // the second time changes nothing
		if a.first.May(p) {
			p.Info = "may be"
		} else {
			p.Info = ""
		}
	}
	if p.Info == "" {
		a.no++
	}
	return nil
}

// TestEarliest asks for none too few of the packets that are shown in the end: in
// whichever order they come, in the window of a Sorter or beyond it.
func TestEarliest(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	useful := 0
	for round := range 500 {
		var readers []seq.Reader
		var sources []*asked
		n := 1 + random.IntN(30)
		disorder, window := 1+random.IntN(100), random.IntN(60)
		for _, packets := range captures(random, 1+random.IntN(3), disorder) {
			for i := range packets {
				if random.IntN(20) == 0 {
					packets[i].Time = seq.Time{} // which takes the place of the one before
				}
			}
			source := &asked{Reader: &list{packets: packets}, first: seq.NewEarliest(n)}
			sources = append(sources, source)
			readers = append(readers, seq.Sort(source, window))
		}
		shown, err := all(t, seq.Limit(seq.Merge(readers...), n))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range shown {
			if p.Info == "" {
				t.Fatalf("round %d: packet %d of capture %d is shown", round, p.Number, p.Capture)
			}
		}
		for _, s := range sources {
			useful += s.no
		}
	}
	if useful < 5000 {
		t.Errorf("only %d packets were told not to be among the first", useful)
	}
}
