package stamp

import (
	"errors"
	"fmt"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// A Kind says what the plain seconds of a column count from, as far as its
// title tells.
type Kind uint8

// The kinds.
const (
	Auto    Kind = iota // not told: as Column and Settle find out
	Epoch               // since 1970
	Elapsed             // since the capture's first packet, or another zero of its own
	Delta               // since the packet before; to be summed up by Sum
)

// epochThreshold is where plain seconds of the kind Auto begin to be seconds
// since 1970 (in 1973): no capture is three years long, and few are as old.
const epochThreshold = 100_000_000 * int64(time.Second)

// A Column reads one column of times, top to bottom.
//
// The first time settles the form and the clock of all. Of plain seconds whose kind is Auto,
// it is AbsoluteClock from 100,000,000 upwards, and ElapsedClock below.
//
// Times of day go on past 24 hours: one that is more than an hour before the
// one above it is of the next day (less is a clock that was set back, or
// packets out of order).
type Column struct {
	parser *Parser
	kind   Kind
	form   Form      // of the first time; Invalid until then
	clock  seq.Clock // of that form here
	day    int64     // nanoseconds added to times of day
	last   int64     // time of day read last
}

// NewColumn returns a Column of that kind. Times without a zone are taken to be
// of zone; nil means time.Local.
func NewColumn(kind Kind, zone *time.Location) *Column {
	return &Column{parser: NewParser(zone), kind: kind}
}

var errOtherForm = errors.New("time is of another form than the times before")

// ErrAmbiguous says that a column cannot be read as the order of day and month
// in it is not known; all that is below is likely to fail too.
var ErrAmbiguous = errors.New("day and month cannot be told apart (known are 2016-08-27 11:14:45, 27.08.2016 11:14:45, and dates with slashes whose day is above 12)")

// Time reads the text of the next row. After an error the row does not count.
func (c *Column) Time(text string) (seq.Time, error) {
	v := c.parser.Parse(text)
	switch {
	case v.Form == Ambiguous:
		return seq.Time{}, fmt.Errorf("%w: %.40q", ErrAmbiguous, text)
	case v.Form == Invalid:
		return seq.Time{}, fmt.Errorf("bad time %.40q", text)
	case c.form == Invalid:
		c.form, c.clock, c.last = v.Form, c.clockOf(v), v.NS
	case v.Form != c.form:
		return seq.Time{}, fmt.Errorf("%w: %.40q", errOtherForm, text)
	}
	if c.clock == seq.DaytimeClock {
		v.NS += c.midnights(v.NS)
	}
	return seq.Time{NS: v.NS, Clock: c.clock, Digits: v.Digits}, nil
}

// clockOf returns the clock of a column that begins with v.
func (c *Column) clockOf(v Value) seq.Clock {
	switch {
	case v.Form == Date,
		v.Form == Seconds && c.kind == Epoch,
		v.Form == Seconds && c.kind == Auto && v.NS >= epochThreshold:
		return seq.AbsoluteClock
	case v.Form == Daytime:
		return seq.DaytimeClock
	}
	return seq.ElapsedClock
}

// midnights returns what to add to a time of day for the days gone by.
func (c *Column) midnights(ns int64) int64 {
	const day = 24 * int64(time.Hour)
	step := ns - c.last
	switch {
	case step < -int64(time.Hour):
		c.day += day
	case step > day-int64(time.Hour) && c.day > 0: // out of order around midnight
		return c.day - day
	}
	c.last = ns
	return c.day
}
