package seq

import (
	"math"
	"time"
)

// A Time is a packet's time stamp, to the nanosecond, on the clock that its
// capture shows.
type Time struct {
	NS     int64 // nanoseconds since the zero of Clock
	Clock  Clock
	Digits uint8 // decimals of the second that the capture gave, 0 to 9
}

// A Clock says what the zero of a Time is. Captures on different clocks have
// no common order.
type Clock uint8

// The clocks.
const (
	NoClock       Clock = iota // the capture gives no times
	AbsoluteClock              // since 1970-01-01 00:00:00 UTC
	DaytimeClock               // since midnight before the capture's first packet; the date is not known
	ElapsedClock               // since the capture's own zero, mostly its first packet
)

var clockNames = [...]string{"none", "absolute", "time of day", "elapsed"}

// String returns a word for the clock.
func (c Clock) String() string { return clockNames[c] }

// Sub returns how much later t is than u, at most what a Duration can say (292
// years). On different clocks it is 0.
func (t Time) Sub(u Time) time.Duration {
	if t.Clock != u.Clock {
		return 0
	}
	d := t.NS - u.NS
	if overflows := (t.NS^u.NS)&(t.NS^d) < 0; overflows {
		d = extreme(t.NS)
	}
	return time.Duration(d)
}

// Add returns t moved by d, at most to the first or last time that there is on
// its clock.
func (t Time) Add(d time.Duration) Time {
	sum := t.NS + int64(d)
	if overflows := (t.NS^sum)&(int64(d)^sum) < 0; overflows {
		sum = extreme(t.NS)
	}
	t.NS = sum
	return t
}

// extreme returns the value farthest from zero with the sign of n.
func extreme(n int64) int64 {
	if n < 0 {
		return math.MinInt64
	}
	return math.MaxInt64
}

// UTC returns t as a time in UTC; it is meaningful on AbsoluteClock only.
func (t Time) UTC() time.Time { return time.Unix(0, t.NS).UTC() }
