package output

import (
	"strconv"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// A Stamper writes the times of the messages of one diagram. It appends, and
// allocates nothing but what it appends to. Times have as many decimals as the
// capture gave.
type Stamper struct {
	mode  TimeMode
	first [clockCount]reading // what TimeRelative counts from
	last  [clockCount]reading // what TimeDelta counts from
	day   calendarDay
}

// clockCount is the number of the clocks of package seq.
const clockCount = int(seq.ElapsedClock) + 1

// A reading is a time, if there was one.
type reading struct {
	time seq.Time
	ok   bool
}

// NewStamper returns a Stamper for Options.Time and Options.Zone.
func NewStamper(o Options) *Stamper {
	zone := o.Zone
	if zone == nil {
		zone = time.Local
	}
	return &Stamper{mode: o.Time, day: calendarDay{zone: zone}}
}

// Append appends the time of the next message in the mode of the Stamper:
//
//	absolute  2016-08-27 11:14:45.493525, or what the capture tells of it:
//	          11:14:45.493525, day 2 00:01:02.493525, 45.493525
//	relative  seconds since the first message, 1.345795
//	delta     seconds since the message before, 0.002614
//	epoch     seconds since 1970, 1472296485.493525; where the capture does not
//	          tell the date, as absolute
//
// It appends nothing for TimeNone, nor where the capture has no times. Relative
// and delta times count among the times of one clock.
func (s *Stamper) Append(b []byte, t seq.Time) []byte {
	if t.Clock == seq.NoClock {
		return b
	}
	first, last := &s.first[t.Clock], &s.last[t.Clock]
	before := *last
	*last = reading{t, true}
	if !first.ok {
		*first = *last
	}
	if !before.ok {
		before = *last
	}
	switch s.mode {
	case TimeNone:
		return b
	case TimeRelative:
		return AppendSeconds(b, Shown(t)-Shown(first.time), t.Digits)
	case TimeDelta:
		return AppendSeconds(b, Shown(t)-Shown(before.time), t.Digits)
	case TimeEpoch:
		if t.Clock == seq.AbsoluteClock {
			return AppendSeconds(b, t.NS, t.Digits)
		}
	}
	n := len(b)
	if b = s.AppendDate(b, t); len(b) > n {
		b = append(b, ' ')
	}
	return s.AppendTimeOfDay(b, t)
}

// AppendDate appends the date of a time, 2016-08-27; where only the time of day
// is known, "day 2" and so on after the first midnight; else nothing.
func (s *Stamper) AppendDate(b []byte, t seq.Time) []byte {
	switch t.Clock {
	case seq.AbsoluteClock:
		unix, _ := seconds(t.NS)
		s.day.find(unix)
		return append(b, s.day.date[:]...)
	case seq.DaytimeClock:
		if n := floorDiv(t.NS, secondsPerDay*second); n != 0 {
			return strconv.AppendInt(append(b, "day "...), n+1, 10)
		}
	}
	return b
}

// AppendTimeOfDay appends the time of day, 11:14:45.493525, or the seconds on
// a clock that does not tell it.
func (s *Stamper) AppendTimeOfDay(b []byte, t seq.Time) []byte {
	at, fraction := seconds(t.NS)
	var sinceMidnight int64 // seconds
	switch t.Clock {
	case seq.AbsoluteClock:
		s.day.find(at)
		sinceMidnight = at - s.day.midnight
	case seq.DaytimeClock:
		sinceMidnight = at - floorDiv(at, secondsPerDay)*secondsPerDay
	case seq.ElapsedClock:
		return AppendSeconds(b, t.NS, t.Digits)
	default:
		return b
	}
	sec := uint32(sinceMidnight)
	b = appendTwo(b, sec/3600)
	b = appendTwo(append(b, ':'), sec/60%60)
	b = appendTwo(append(b, ':'), sec%60)
	return appendFraction(b, fraction, t.Digits)
}

// appendTwo appends n, below 100, as two digits.
func appendTwo(b []byte, n uint32) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

const (
	second        = int64(time.Second) // in nanoseconds
	secondsPerDay = 86400
)

// seconds returns ns nanoseconds as whole seconds, rounded down, and the
// nanoseconds above them.
func seconds(ns int64) (whole, fraction int64) {
	whole, fraction = ns/second, ns%second
	if fraction < 0 {
		whole, fraction = whole-1, fraction+second
	}
	return whole, fraction
}

// AppendSeconds appends ns nanoseconds as seconds with that many decimals, 0 to
// 9; what is beyond them is cut off.
func AppendSeconds(b []byte, ns int64, decimals uint8) []byte {
	u := uint64(ns)
	if ns < 0 {
		b, u = append(b, '-'), -u
	}
	b = strconv.AppendUint(b, u/uint64(second), 10)
	return appendFraction(b, int64(u%uint64(second)), decimals)
}

// appendFraction appends a point and the first decimals of ns, 0 to 999999999.
func appendFraction(b []byte, ns int64, decimals uint8) []byte {
	if decimals == 0 {
		return b
	}
	text := [10]byte{'.'}
	// Three digits do not wait for the three after them.
	for i, three := range [...]uint32{uint32(ns) / 1e6, uint32(ns) / 1e3 % 1e3, uint32(ns) % 1e3} {
		text[3*i+1] = byte('0' + three/100)
		text[3*i+2] = byte('0' + three/10%10)
		text[3*i+3] = byte('0' + three%10)
	}
	return append(b, text[:1+min(decimals, 9)]...)
}

// A calendarDay remembers the date of the time that was asked for last, since most
// messages have that of the one before.
type calendarDay struct {
	zone       *time.Location
	date       [len(time.DateOnly)]byte
	midnight   int64 // Unix time at which 00:00:00 would be, on the zone's offset of that time
	start, end int64 // Unix times between which date and midnight hold
}

// find makes d hold the day of a Unix time.
func (d *calendarDay) find(unix int64) {
	if d.start <= unix && unix < d.end {
		return
	}
	t := time.Unix(unix, 0).In(d.zone)
	_, offset := t.Zone()
	t.AppendFormat(d.date[:0], time.DateOnly)
	d.midnight = floorDiv(unix+int64(offset), secondsPerDay)*secondsPerDay - int64(offset)
	d.start, d.end = d.midnight, d.midnight+secondsPerDay
	from, to := t.ZoneBounds()
	if !from.IsZero() {
		d.start = max(d.start, from.Unix())
	}
	if !to.IsZero() {
		d.end = min(d.end, to.Unix())
	}
}

// floorDiv returns a/b rounded down; b must be above 0.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
