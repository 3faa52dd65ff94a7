package align

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// pairEachUnique is pairUnique, word by word: each two captures by themselves.
func (m *Matcher) pairEachUnique(group []int32) (left bool) {
	parts := m.parts(group)
	for i, inA := range parts {
		for _, inB := range parts[i+1:] {
			a, b := m.onlyHead(inA), m.onlyHead(inB)
			if a < 0 || b < 0 || !m.tryJoin(a, b) {
				left = left || a < 0 || b < 0 || !m.seen.seenIn(a, m.seen.at(b).capture)
			}
		}
	}
	return left
}

// ringOf returns the sightings of a packet, in order.
func (m *Matcher) ringOf(i int32) (ring []int32) {
	for j := i; ; {
		ring = append(ring, j)
		if j = m.seen.at(j).next; j == i {
			break
		}
	}
	slices.Sort(ring)
	return ring
}

// TestPairUnique has groups of which some are joined already, and compares what is joined with what
// one finds that takes each two captures.
func TestPairUnique(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		const captures = 7
		var matchers [2]*Matcher
		var group []int32
		seeds := [2]uint64{random.Uint64(), random.Uint64()}
		for k := range matchers {
			random := rand.New(rand.NewPCG(seeds[0], seeds[1]))
			m := New(make([]time.Duration, captures))
			group = group[:0]
			for c := range captures {
				for n := range random.IntN(4) {
					m.Add(&seq.Packet{Capture: c, Number: n + 1, Length: 90, Identity: identity(1)})
					if random.IntN(3) > 0 { // else it has another key
						group = append(group, int32(m.seen.n-1))
					}
				}
			}
			for range random.IntN(5) {
				if n := int32(m.seen.n); n > 1 {
					m.tryJoin(random.Int32N(n), random.Int32N(n))
				}
			}
			matchers[k] = m
		}
		if len(group) == 0 {
			continue
		}
		left, want := matchers[0].pairUnique(group), matchers[1].pairEachUnique(group)
		if want && !left {
			t.Fatal("nothing is left")
		}
		for i := range int32(matchers[0].seen.n) {
			if got, want := matchers[0].ringOf(i), matchers[1].ringOf(i); !slices.Equal(got, want) {
				t.Fatalf("sighting %d is one with %d, not %d", i, got, want)
			}
		}
	}
}

// BenchmarkUniqueOfManyCaptures has what all captures saw: a packet takes no more time the more captures there are.
func BenchmarkUniqueOfManyCaptures(b *testing.B) {
	for _, captures := range []int{2, MaxCaptures} {
		b.Run(fmt.Sprint(captures), func(b *testing.B) {
			const packets = 1 << 16
			s := newScene(captures)
			s.talk(packets / captures)
			s.add()
			exact := s.groupsBy(func(i int32) (uint64, bool) { return s.seen.keysOf(i).exact, true })
			for b.Loop() { // they are joined from the second time on
				exact.each(func(group []int32) { s.pairUnique(group) })
			}
		})
	}
}

// TestPacketsOfPlan has a Plan give each packet once, with all that was seen of it.
func TestPacketsOfPlan(t *testing.T) {
	s := newScene(5)
	s.talk(100)
	p := s.plan()
	packets, sightings := 0, 0
	for ring := range p.packets() {
		packets++
		sightings += len(ring)
		if !slices.Equal(slices.Sorted(slices.Values(ring)), s.ringOf(ring[0])) {
			t.Fatalf("%d", ring)
		}
	}
	if packets != 200 || sightings != s.seen.n {
		t.Errorf("%d packets of %d sightings", packets, sightings)
	}
}
