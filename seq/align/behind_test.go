package align

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

// TestFewHostsBehindOneAddress has hosts that say the same at about the same time, behind a
// translation of addresses: which is whose nothing tells, but each packet arrived.
func TestFewHostsBehindOneAddress(t *testing.T) {
	for hosts := 1; hosts <= 10; hosts++ {
		for _, gap := range []int64{1e6, 5e6} {
			random := rand.New(rand.NewPCG(1, 2))
			s := newScene(2)
			translated := func(p seq.Packet) *seq.Packet {
				if p.Source == "b" {
					p.Destination = "public"
				} else {
					p.Source = "public"
				}
				return &p
			}
			for i := range 50 * hosts { // what tells the clocks, and who is who
				at, late, host := int64(i)*10e6, random.Int64N(10e6), fmt.Sprint("host ", i%hosts)
				there := seq.Packet{
					Source: host, Destination: "b", Protocol: "TCP", Length: 90,
					Known: seq.KnowsFlags | seq.KnowsPayload, Info: fmt.Sprintf("x TSval=%d TSecr=1", i),
				}
				back := there
				back.Source, back.Destination, back.Info = "b", host, fmt.Sprintf("x TSval=%d TSecr=2", i)
				s.see(0, at, &there)
				s.see(1, at+delay+late, translated(there))
				s.see(1, at+delay+late, translated(back))
				s.see(0, at+2*delay+late+random.Int64N(10e6), &back)
			}
			const rounds = 200
			for i := range rounds {
				for host := range hosts {
					at := 10e9 + int64(i)*100e6 + int64(host)*gap
					p := seq.Packet{Source: fmt.Sprint("host ", host), Destination: "b", Protocol: "UDP", Length: 90, Info: "the same words"}
					s.see(0, at, &p)
					s.see(1, at+delay+random.Int64N(10e6), translated(p))
				}
			}
			for _, packets := range s.captures {
				slices.SortStableFunc(packets, func(x, y seen) int { return cmp.Compare(x.at, y.at) })
			}
			s.plan()
			pairs, missing := 0, 0
			for i := range int32(s.seen.n) {
				if s.packet(i).Protocol == "UDP" && s.seen.at(i).next > i {
					pairs++
				}
				if s.seen.at(i).has(lost) {
					missing++
				}
			}
			if pairs != rounds*hosts || missing > 0 {
				t.Errorf("%d hosts %d ms apart: %d pairs of %d, %d are called lost", hosts, gap/1e6, pairs, rounds*hosts, missing)
			}
		}
	}
}
