package align

import (
	"fmt"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// TestStepOfLopsidedPaths has a first piece all of whose samples lie nearer to the
// second, but for one: it keeps its first sample.
func TestStepOfLopsidedPaths(t *testing.T) {
	var samples []sample
	add := func(diff time.Duration, forward bool) {
		samples = append(samples, sample{at: int64(len(samples)) * 1e6, diff: int64(diff), forward: forward})
	}
	for range 10 {
		add(100*time.Millisecond, true)
	}
	add(-100*time.Millisecond, false)
	for range 20 {
		add(140*time.Millisecond, false)
	}
	for range 20 {
		add(160*time.Millisecond, true)
	}
	if pieces := fit(samples); len(pieces) != 2 {
		t.Errorf("%d pieces: %+v", len(pieces), pieces)
	}
}

// TestRepeatsWithoutTimes is done in no time, though nothing tells what is recent.
func TestRepeatsWithoutTimes(t *testing.T) {
	m := New(make([]time.Duration, 2))
	for i := range 200000 {
		m.Add(&seq.Packet{
			Number: i + 1, Source: "a", Destination: "b", Marks: seq.DupACK,
			Known: seq.KnowsFlags | seq.KnowsPayload, Length: 60 + i, Info: fmt.Sprintf("x TSval=%d TSecr=1", i/2),
		})
	}
	begin := time.Now()
	m.Plan()
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}
