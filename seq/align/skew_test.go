package align_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// TestSkewOfShortCapture says what a capture of 40 s must show although the delays differ by
// twice as much as the clock drifts in it.
func TestSkewOfShortCapture(t *testing.T) {
	for i := range uint64(40) {
		random := rand.New(rand.NewPCG(i, 11))
		r := &road{
			there: 5 * time.Millisecond, back: 5 * time.Millisecond, jitter: 3 * time.Millisecond,
			skew: -35e-6, offset: time.Hour, length: 40 * time.Second, packets: 1600,
		}
		r.drive(random)
		if a := r.plan().Alignment(1); a == nil || math.Abs(a.Skew+35) > 5 {
			t.Errorf("%d: %+v, want a skew of -35 ppm", i, a)
		}
	}
}

// TestNoSkewOfBursts says that a capture of few seconds, or of few bursts, has no skew that is
// none.
func TestNoSkewOfBursts(t *testing.T) {
	for i := range uint64(400) {
		random := rand.New(rand.NewPCG(i, 13))
		r := &road{
			there: 5 * time.Millisecond, back: 9 * time.Millisecond, jitter: 2 * time.Millisecond,
			offset: time.Hour, length: time.Duration(500+random.IntN(4000)) * time.Millisecond, packets: 60 + random.IntN(300),
			bursts: random.IntN(6),
		}
		r.drive(random)
		if a := r.plan().Alignment(1); a == nil || a.Skew != 0 {
			t.Errorf("%d: %+v, want no skew", i, a)
		}
	}
}
