// Package stamp reads the times that Wireshark and tshark write, in every form
// of View ▸ Time Display Format and of tshark -t and -u:
//
//	2016-08-27 11:14:45.493525       date and time of day (-t ad, ud), also with Z,
//	2016-08-27T11:14:45.493525+0200  as ISO 8601 (frame.time since Wireshark 4.4)
//	2016/240 11:14:45.493525         with the day of the year (-t adoy, udoy)
//	Aug 27, 2016 11:14:45.4935 CEST  frame.time before Wireshark 4.4
//	11:14:45.493525                  time of day (-t a, u)
//	1472296485.493525                seconds: since 1970 (-t e), the first packet (-t r),
//	                                 or the previous one (-t d, dd)
//	1h  2m  3.493525s                the same as hours, minutes, seconds (-u hms)
//
// and the dates that spreadsheets make of them:
//
//	27.08.2016 11:14:45,49           the day first
//	27/08/2016 11:14:45              in whichever order has no 13th month; after that in the same one
//
// The decimal separator is a point or a comma. There may be any number of
// decimals; those beyond the nanosecond are ignored.
package stamp

import (
	"strings"
	"time"
)

// A Form is the form in which a time is written.
type Form uint8

// The forms.
const (
	Invalid   Form = iota
	Date           // date and time of day
	Daytime        // time of day
	Seconds        // a plain number of seconds
	Span           // hours, minutes, seconds: "1m  2.5s"
	Ambiguous      // a date of which day and month cannot be told apart: "08/07/2016 11:14:45"
)

// A Value is a time as it is written.
type Value struct {
	NS     int64 // Date: since 1970 in UTC; Daytime: since midnight; else the number itself
	Digits uint8 // decimals of the second, 0 to 9
	Form   Form
}

// A Parser reads times. It remembers the second read last, and how far its zone
// was from UTC then, which makes it fast on times that are near each other.
type Parser struct {
	zone   *time.Location
	minute int64 // since 1970, wall clock of zone, that offset is for
	offset int64 // seconds to take from the wall clock
	cached bool

	dayAt, monthAt int // where they stand in a date with slashes; the same while not known

	last     [len(wholeSecond)]byte // text of the date read last, to the second, without a zone
	lastUnix int64                  // what it stands for
}

// wholeSecond is a date in the form that Parser.last has.
const wholeSecond = "2006-01-02 15:04:05"

// NewParser returns a Parser that takes times without a zone to be of zone;
// nil means time.Local.
func NewParser(zone *time.Location) *Parser {
	if zone == nil {
		zone = time.Local
	}
	return &Parser{zone: zone}
}

// Parse reads the whole of text, but for spaces around it. A text that is no
// time gives the Form Invalid, and so does a date before 1900 or after 2261.
//
// A date without a zone is one of the Parser's zone; so is one whose zone is an
// abbreviation that has no one meaning (see zones).
func (p *Parser) Parse(text string) Value {
	s := strings.Trim(text, " ")
	if len(s) > len(wholeSecond) && s[:len(wholeSecond)] == string(p.last[:]) {
		if frac, digits, n := fraction(s[len(wholeSecond):]); n == len(s)-len(wholeSecond) {
			return Value{p.lastUnix*1e9 + frac, digits, Date}
		}
	}
	if len(s) > 8 {
		switch {
		case s[4] == '-' && s[7] == '-':
			return p.date(s)
		case s[4] == '/':
			return p.dayOfYear(s)
		case s[2] == s[5] && (s[2] == '.' || s[2] == '/'):
			return p.spreadsheet(s)
		case isLetter(s[0]):
			return p.frameTime(s)
		}
	}
	if len(s) >= 8 && s[2] == ':' {
		return daytime(s)
	}
	return number(s)
}

// date reads "2016-08-27 11:14:45.493525".
func (p *Parser) date(s string) Value {
	if len(s) < len(wholeSecond) || s[10] != ' ' && s[10] != 'T' {
		return Value{}
	}
	year := 100*two(s[0:]) + two(s[2:])
	days, ok := civilDay(year, two(s[5:]), two(s[8:]))
	if !ok {
		return Value{}
	}
	v := p.clock(days, s[11:], false)
	if frac, _, n := fraction(s[len(wholeSecond):]); v.Form == Date && len(wholeSecond)+n == len(s) {
		copy(p.last[:], s)
		p.lastUnix = (v.NS - frac) / 1e9
	}
	return v
}

// spreadsheet reads "27.08.2016 11:14:45,49", "27/08/2016 11:14:45" and, where
// the month comes first, "08/27/2016 11:14:45".
func (p *Parser) spreadsheet(s string) Value {
	if len(s) < len("02/01/2006 15:04:05") || s[10] != ' ' {
		return Value{}
	}
	day, month := 0, 3
	if s[2] == '/' {
		switch {
		case two(s) > 12:
			p.dayAt, p.monthAt = 0, 3
		case two(s[3:]) > 12:
			p.dayAt, p.monthAt = 3, 0
		case p.dayAt == p.monthAt:
			return Value{Form: Ambiguous}
		}
		day, month = p.dayAt, p.monthAt
	}
	days, ok := civilDay(100*two(s[6:])+two(s[8:]), two(s[month:]), two(s[day:]))
	if !ok {
		return Value{}
	}
	return p.clock(days, s[11:], false)
}

// dayOfYear reads "2016/240 11:14:45.493525".
func (p *Parser) dayOfYear(s string) Value {
	if len(s) < len("2006/002 15:04:05") || s[8] != ' ' {
		return Value{}
	}
	year := 100*two(s[0:]) + two(s[2:])
	day := 10*two(s[5:]) + two("0"+s[7:8])
	first, ok := civilDay(year, 1, 1)
	if !ok || day < 1 || day > 366 || day == 366 && !isLeap(year) || two(s[5:]) >= bad {
		return Value{}
	}
	return p.clock(first+int64(day-1), s[9:], false)
}

// frameTime reads "Aug 27, 2016 11:14:45.493525000 CEST".
func (p *Parser) frameTime(s string) Value {
	const months = "JanFebMarAprMayJunJulAugSepOctNovDec"
	month := strings.Index(months, s[:3])
	day, rest, ok := strings.Cut(strings.TrimLeft(s[3:], " "), ", ")
	if month < 0 || month%3 != 0 || !ok || len(day) < 1 || len(day) > 2 || len(rest) < 5 || rest[4] != ' ' {
		return Value{}
	}
	if len(day) == 1 {
		day = "0" + day
	}
	days, ok := civilDay(100*two(rest)+two(rest[2:]), month/3+1, two(day))
	if !ok {
		return Value{}
	}
	return p.clock(days, rest[5:], true)
}

// clock reads what follows a date: the time of day, and the zone, which after
// frame.time's date may be any word.
func (p *Parser) clock(days int64, s string, anyZone bool) Value {
	second, ok := timeOfDay(s)
	if !ok {
		return Value{}
	}
	frac, digits, n := fraction(s[8:])
	second += days * secondsPerDay
	zone := s[8+n:]
	if zone == "" {
		second = p.utc(second)
	} else if offset, ok := zoneOffset(zone); ok {
		second -= offset
	} else if anyZone && zone[0] == ' ' {
		second = p.utc(second)
	} else {
		return Value{}
	}
	return Value{second*1e9 + frac, digits, Date}
}

// utc turns seconds since 1970 on the wall clock of the Parser's zone into
// seconds in UTC. No zone changes within a minute.
func (p *Parser) utc(wall int64) int64 {
	if minute := wall / 60; !p.cached || minute != p.minute {
		w := time.Unix(wall, 0).UTC()
		t := time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), w.Second(), 0, p.zone)
		p.minute, p.offset, p.cached = minute, wall-t.Unix(), true
	}
	return wall - p.offset
}

// daytime reads "11:14:45.493525", also with Z.
func daytime(s string) Value {
	second, ok := timeOfDay(s)
	if !ok {
		return Value{}
	}
	frac, digits, n := fraction(s[8:])
	if zone := s[8+n:]; zone != "" && zone != "Z" {
		return Value{}
	}
	return Value{second*1e9 + frac, digits, Daytime}
}
