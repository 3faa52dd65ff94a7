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
		return AppendSeconds(b, t.NS-first.time.NS, t.Digits)
	case TimeDelta:
		return AppendSeconds(b, t.NS-before.time.NS, t.Digits)
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
		s.day.find(floorDiv(t.NS, second))
		return append(b, s.day.date[:]...)
	case seq.DaytimeClock:
		if n := floorDiv(t.NS, 24*hour); n != 0 {
			return strconv.AppendInt(append(b, "day "...), n+1, 10)
		}
	}
	return b
}

// AppendTimeOfDay appends the time of day, 11:14:45.493525, or the seconds on
// a clock that does not tell it.
func (s *Stamper) AppendTimeOfDay(b []byte, t seq.Time) []byte {
	var sinceMidnight int64 // seconds
	switch t.Clock {
	case seq.AbsoluteClock:
		at := floorDiv(t.NS, second)
		s.day.find(at)
		sinceMidnight = at - s.day.midnight
	case seq.DaytimeClock:
		sinceMidnight = floorDiv(t.NS, second) - floorDiv(t.NS, 24*hour)*86400
	case seq.ElapsedClock:
		return AppendSeconds(b, t.NS, t.Digits)
	default:
		return b
	}
	h, m, sec := sinceMidnight/3600, sinceMidnight/60%60, sinceMidnight%60
	b = append(b, byte('0'+h/10), byte('0'+h%10), ':', byte('0'+m/10), byte('0'+m%10), ':', byte('0'+sec/10), byte('0'+sec%10))
	return appendFraction(b, t.NS-floorDiv(t.NS, second)*second, t.Digits)
}

// Nanoseconds of the units of time.
const (
	second = int64(time.Second)
	hour   = int64(time.Hour)
)

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
	rest := uint32(ns)
	for i := 9; i > 0; i-- {
		text[i] = byte('0' + rest%10)
		rest /= 10
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
	d.midnight = floorDiv(unix+int64(offset), 86400)*86400 - int64(offset)
	d.start, d.end = d.midnight, d.midnight+86400
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
