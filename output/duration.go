package output

import (
	"strconv"
	"time"
)

// A unit is one in which a duration is written.
type unit struct {
	length time.Duration
	name   string
	plural string
}

const (
	day   = 24 * time.Hour
	year  = 31556952 * time.Second // of the Gregorian calendar, on average
	month = year / 12
)

var (
	smallUnits = []unit{{time.Second, " s", " s"}, {time.Millisecond, " ms", " ms"}, {time.Microsecond, " µs", " µs"}, {1, " ns", " ns"}}
	units      = []unit{{day, " day", " days"}, {time.Hour, " h", " h"}, {time.Minute, " min", " min"}, {time.Second, " s", " s"}}
	longUnits  = []unit{{year, " year", " years"}, {month, " month", " months"}}
)

// Duration returns d as people say it: "483 ms", "1.35 s", "9 h 0 min 20.9 s",
// "3 days 4 h 12 min", "56 years 10 months". It is rounded to three digits below
// a minute, to a tenth of a second below a day, to a minute below a year, and
// to a month (of 30.4 days) above.
func Duration(d time.Duration) string {
	switch {
	case d < 0:
		return "-" + Duration(-max(d, -1<<63+1))
	case d == 0:
		return "0 s"
	}
	if d < time.Minute {
		if d = threeDigits(d); d < time.Minute {
			return small(d)
		}
	}
	if d >= year {
		return compound(d.Round(month), longUnits)
	}
	if d < day {
		d = d.Round(time.Second / 10)
	}
	if d >= day {
		d = d.Round(time.Minute)
	}
	return compound(d, units)
}

// threeDigits rounds d to three significant digits.
func threeDigits(d time.Duration) time.Duration {
	step := time.Duration(1)
	for d/step >= 1000 {
		step *= 10
	}
	return d.Round(step)
}

// small returns a duration below a minute in its largest unit.
func small(d time.Duration) string {
	for _, u := range smallUnits {
		if d >= u.length {
			return strconv.FormatFloat(float64(d)/float64(u.length), 'f', -1, 64) + u.name
		}
	}
	return ""
}

// compound returns a duration in several units, from the first to the last that
// it needs. The last one may have a fraction.
func compound(d time.Duration, units []unit) string {
	var b []byte
	for i, u := range units {
		n := float64(d / u.length)
		if d %= u.length; i == len(units)-1 {
			n += float64(d) / float64(u.length)
		}
		if len(b) == 0 && n == 0 {
			continue
		}
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendFloat(b, n, 'f', -1, 64)
		if n == 1 {
			b = append(b, u.name...)
		} else {
			b = append(b, u.plural...)
		}
		if d == 0 {
			break
		}
	}
	return string(b)
}
