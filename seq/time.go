package seq

import "time"

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

// Sub returns how much later t is than u. On different clocks it is 0.
func (t Time) Sub(u Time) time.Duration {
	if t.Clock != u.Clock {
		return 0
	}
	return time.Duration(t.NS - u.NS)
}

// Add returns t moved by d.
func (t Time) Add(d time.Duration) Time {
	t.NS += int64(d)
	return t
}

// UTC returns t as a time in UTC; it is meaningful on AbsoluteClock only.
func (t Time) UTC() time.Time { return time.Unix(0, t.NS).UTC() }
