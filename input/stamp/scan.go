package stamp

import (
	"math"
	"strconv"
	"strings"
)

const (
	secondsPerDay = 24 * 60 * 60

	// maxSeconds keeps the nanoseconds of a time within an int64.
	maxSeconds = 9_000_000_000

	// bad is what two returns where there are no two digits: so much that it
	// is out of every range, also when added to another.
	bad = 1 << 20
)

// two reads the two digits that s begins with.
func two(s string) int {
	tens, ones := s[0]-'0', s[1]-'0'
	if tens > 9 || ones > 9 {
		return bad
	}
	return 10*int(tens) + int(ones)
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// civilDay returns the days from 1970-01-01 to a date of the Gregorian
// calendar, years 1900 to 2261, and whether there is such a date.
func civilDay(year, month, day int) (days int64, ok bool) {
	if year < 1900 || year > 2261 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, false
	}
	// Years are counted from March, so that the leap day is their last.
	if month <= 2 {
		year--
		month += 12
	}
	const epoch = 719469 // 1970-01-01 by the formula below, without the day
	return int64(365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - epoch), true
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if isLeap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// timeOfDay reads the "11:14:45" that s begins with, in seconds. The second 60
// is a leap second.
func timeOfDay(s string) (seconds int64, ok bool) {
	if len(s) < 8 || s[2] != ':' || s[5] != ':' {
		return 0, false
	}
	hour, minute, second := two(s), two(s[3:]), two(s[6:])
	if hour > 23 || minute > 59 || second > 60 {
		return 0, false
	}
	return int64(hour*3600 + minute*60 + second), true
}

// fraction reads the ".493525" or ",493525" that s begins with, and returns its
// length; 0 if there is none.
func fraction(s string) (ns int64, digits uint8, n int) {
	if len(s) < 2 || s[0] != '.' && s[0] != ',' || s[1]-'0' > 9 {
		return 0, 0, 0
	}
	for n = 1; n < len(s) && s[n]-'0' <= 9; n++ {
		if digits < 9 {
			ns = ns*10 + int64(s[n]-'0')
			digits++
		}
	}
	return ns * pow10[9-digits], digits, n
}

var pow10 = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// number reads "-12.493525", "1.2e-05", or hours, minutes and seconds as
// Wireshark writes them: "2s", "1m  2.5s", "1h  0m  2.5s", negative "- 2.5s".
func number(s string) Value {
	rest, negative := strings.CutPrefix(s, "-")
	if strings.HasSuffix(rest, "s") {
		return signed(span(strings.TrimLeft(rest, " ")), negative)
	}
	whole, n := integer(rest)
	if n == 0 {
		return Value{}
	}
	frac, digits, m := fraction(rest[n:])
	switch tail := rest[n+m:]; {
	case tail == "":
		return signed(Value{whole*1e9 + frac, digits, Seconds}, negative)
	case tail[0] == 'e' || tail[0] == 'E':
		return exponential(s)
	}
	return Value{}
}

// span reads "1h  2m  3.5s". Hours may be left out, and minutes too.
func span(s string) Value {
	var total, unit int64 = 0, math.MaxInt64
	for {
		whole, n := integer(s)
		if n == 0 || n == len(s) {
			return Value{}
		}
		var u int64
		switch s[n] {
		case 'h':
			u = 3600
		case 'm':
			u = 60
		default:
			frac, digits, m := fraction(s[n:])
			if total += whole; s[n+m:] != "s" || total > maxSeconds {
				return Value{}
			}
			return Value{total*1e9 + frac, digits, Span}
		}
		if u >= unit || whole > maxSeconds/u {
			return Value{}
		}
		total, unit = total+whole*u, u
		s = strings.TrimLeft(s[n+1:], " ")
	}
}

// exponential reads "2.6e-05", which programs that hold a capture in floating
// point numbers write.
func exponential(s string) Value {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(f) > maxSeconds {
		return Value{}
	}
	return Value{int64(math.Round(f * 1e9)), 9, Seconds}
}

// integer reads the digits that s begins with, and returns how many there are;
// 0 if there are none, or they are more than maxSeconds.
func integer(s string) (value int64, n int) {
	for n < len(s) && s[n]-'0' <= 9 {
		value = value*10 + int64(s[n]-'0')
		if n++; value > maxSeconds {
			return 0, 0
		}
	}
	return value, n
}

func signed(v Value, negative bool) Value {
	if negative {
		v.NS = -v.NS
	}
	return v
}

// zones are the abbreviations that have one meaning: those of RFC 5322 (4.3),
// and those that Europe and Japan use alone. Hours east of UTC.
var zones = map[string]int64{
	"Z": 0, "UTC": 0, "GMT": 0,
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
	"WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9,
}

// zoneOffset reads a zone behind a time: "Z", "+0200", " +02:00", " CEST".
func zoneOffset(s string) (seconds int64, ok bool) {
	s = strings.TrimPrefix(s, " ")
	if hours, ok := zones[s]; ok {
		return hours * 3600, true
	}
	if len(s) < 3 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	hours, rest := two(s[1:]), strings.TrimPrefix(s[3:], ":")
	minutes := 0
	if len(rest) == 2 {
		minutes = two(rest)
	} else if rest != "" {
		return 0, false
	}
	if hours > 23 || minutes > 59 {
		return 0, false
	}
	seconds = int64(hours*3600 + minutes*60)
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}
