package output

import (
	"math"
	"strconv"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// DelayNote says in a footer what the delays beside the messages are.
const DelayNote = "delay: one way, as true as the clocks"

// OneWay returns how long a message was on its way, from where it was seen first
// to where it was seen last. It is -1 where that is not known: the message was
// seen in one capture only, or the clocks of the two were not set against each
// other; and of a folded run.
//
// It is as true as the clocks are: see seq.Alignment.Error.
func OneWay(m *seq.Message, captures []seq.Capture) time.Duration {
	const unknown = -1
	if len(m.Seen) < 2 || m.Count > 1 || m.Lost || m.Sent.Clock != m.Received.Clock || m.Sent.Clock == seq.NoClock {
		return unknown
	}
	first, last := m.Seen[0].Capture, m.Seen[len(m.Seen)-1].Capture
	if first == last || max(first, last) >= len(captures) || !captures[first].SharesClock(captures[last]) {
		return unknown
	}
	return Delay(m.Sent, m.Received)
}

// Delay returns the time between two of one message, never less than 0. Down to a
// microsecond it is that of Since; more is known of coarser times, once their clocks were
// set against each other.
func Delay(sent, received seq.Time) time.Duration {
	sent.Digits = max(sent.Digits, 6)
	received.Digits = sent.Digits
	return max(Since(sent, received), 0)
}

// Shown returns the nanoseconds of a time as it is shown: without what is beyond its digits, as
// times that were set against another clock have it.
func Shown(t seq.Time) int64 {
	step := int64(1)
	for range 9 - min(t.Digits, 9) {
		step *= 10
	}
	rest := t.NS % step
	if rest < 0 && t.Clock != seq.ElapsedClock && t.NS >= math.MinInt64+step {
		rest += step // the time of day is rounded down, before 1970 too
	}
	return t.NS - rest
}

// Since returns the time from one to another as both are shown, so that it is what a reader
// finds who subtracts them.
func Since(before, t seq.Time) time.Duration {
	before.NS, t.NS = Shown(before), Shown(t)
	return t.Sub(before)
}

// AppendMillis appends a duration in milliseconds, rounded to three decimals.
func AppendMillis(b []byte, d time.Duration) []byte {
	if d < 0 {
		b, d = append(b, '-'), -max(d, -math.MaxInt64)
	}
	us := d.Round(time.Microsecond) / time.Microsecond
	b = strconv.AppendInt(b, int64(us/1000), 10)
	return append(b, '.', byte('0'+us/100%10), byte('0'+us/10%10), byte('0'+us%10))
}
