package seq_test

import (
	"math"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// What is beyond 292 years is the most that there is, and keeps its direction.
func TestTimesSaturate(t *testing.T) {
	year := func(y int) seq.Time {
		return seq.Time{NS: time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano(), Clock: seq.AbsoluteClock}
	}
	if d := year(2261).Sub(year(1900)); d != math.MaxInt64 {
		t.Errorf("2261 is %v after 1900", d)
	}
	if d := year(1900).Sub(year(2261)); d != math.MinInt64 {
		t.Errorf("1900 is %v after 2261", d)
	}
	const long = 2_000_000 * time.Hour
	if at := year(2261).Add(long); at.NS != math.MaxInt64 {
		t.Errorf("long after 2261 is %v", at.UTC())
	}
	if at := year(1700).Add(-long); at.NS != math.MinInt64 {
		t.Errorf("long before 1700 is %v", at.UTC())
	}
	if at := year(1900).Add(long); at.Sub(year(1900)) != long {
		t.Errorf("2,000,000 h after 1900 is %v", at.UTC())
	}
}
