package stamp

import (
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// read returns the times that a column of texts gives, and its last error.
func read(c *Column, texts ...string) (times []seq.Time, err error) {
	for _, s := range texts {
		t, e := c.Time(s)
		if e != nil {
			err = e
			continue
		}
		times = append(times, t)
	}
	return times, err
}

func TestColumnClocks(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		text string
		want seq.Time
	}{
		{Auto, "1472296485.5", seq.Time{NS: 1472296485_500000000, Clock: seq.AbsoluteClock, Digits: 1}},
		{Auto, "99999999", seq.Time{NS: 99999999_000000000, Clock: seq.ElapsedClock}},
		{Auto, "100000000", seq.Time{NS: 100000000_000000000, Clock: seq.AbsoluteClock}},
		{Epoch, "5.25", seq.Time{NS: 5_250000000, Clock: seq.AbsoluteClock, Digits: 2}},
		{Elapsed, "1472296485", seq.Time{NS: 1472296485_000000000, Clock: seq.ElapsedClock}},
		{Delta, "1.5", seq.Time{NS: 1_500000000, Clock: seq.ElapsedClock, Digits: 1}},
		{Epoch, "1m 1s", seq.Time{NS: 61_000000000, Clock: seq.ElapsedClock}},
		{Delta, "2016-08-27 00:00:00", seq.Time{NS: 1472256000_000000000, Clock: seq.AbsoluteClock}},
	} {
		got, err := NewColumn(c.kind, time.UTC).Time(c.text)
		if err != nil || got != c.want {
			t.Errorf("%d %q: %+v, %v; want %+v", c.kind, c.text, got, err, c.want)
		}
	}
}

// What the first row settles holds for numbers that alone would say otherwise.
func TestColumnKeepsItsClock(t *testing.T) {
	times, err := read(NewColumn(Auto, time.UTC), "0.0", "1472296485.5")
	if err != nil || times[1].Clock != seq.ElapsedClock {
		t.Errorf("%+v, %v", times, err)
	}
	times, err = read(NewColumn(Auto, time.UTC), "2016-08-27 00:00:00", "0.5", "2016-08-27 00:00:01")
	if !errors.Is(err, errOtherForm) || len(times) != 2 {
		t.Errorf("%+v, %v", times, err)
	}
}

func TestColumnMidnight(t *testing.T) {
	const day = 24 * int64(time.Hour)
	for _, c := range []struct {
		texts []string
		want  []int64
	}{
		{[]string{"23:59:59", "00:00:01"}, []int64{day - 1e9, day + 1e9}},
		{[]string{"23:00:00", "01:00:00", "23:00:00", "01:00:00"}, []int64{day - 3600e9, day + 3600e9, 2*day - 3600e9, 2*day + 3600e9}},
		{[]string{"12:00:01", "12:00:00"}, []int64{43201e9, 43200e9}},                                                   // ran backwards
		{[]string{"01:00:00", "20:00:00"}, []int64{3600e9, 72000e9}},                                                    // a long silence
		{[]string{"20:00:00", "09:00:00"}, []int64{72000e9, day + 32400e9}},                                             // and over night
		{[]string{"23:59:59", "00:00:01", "23:59:58", "00:00:02"}, []int64{day - 1e9, day + 1e9, day - 2e9, day + 2e9}}, // out of order
	} {
		times, err := read(NewColumn(Auto, nil), c.texts...)
		got := make([]int64, len(times))
		for i := range times {
			got[i] = times[i].NS
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, %v; want %v", c.texts, got, err, c.want)
		}
	}
}

// packets is a Reader of packets with these times, and counts what was read.
type packets struct {
	times []seq.Time
	n     int
}

func (p *packets) Read(next *seq.Packet) error {
	if p.n == len(p.times) {
		return io.EOF
	}
	p.n++
	*next = seq.Packet{Number: p.n, Time: p.times[p.n-1]}
	return nil
}

func elapsed(ns ...int64) *packets {
	p := &packets{}
	for _, n := range ns {
		p.times = append(p.times, seq.Time{NS: n, Clock: seq.ElapsedClock})
	}
	return p
}

func all(t *testing.T, r seq.Reader) (ns []int64) {
	t.Helper()
	var p seq.Packet
	for {
		if err := r.Read(&p); err == io.EOF {
			if err := r.Read(&p); err != io.EOF {
				t.Errorf("after the end: %v", err)
			}
			return ns
		}
		if p.Number != len(ns)+1 {
			t.Fatalf("packet %d comes as number %d", p.Number, len(ns)+1)
		}
		ns = append(ns, p.Time.NS)
	}
}

func TestSettle(t *testing.T) {
	for _, c := range []struct {
		name     string
		in, want []int64
	}{
		{"none", nil, nil},
		{"one", []int64{0}, []int64{0}},
		{"two", []int64{0, 5}, []int64{0, 5}},
		{"since the first", []int64{0, 5, 6, 9}, []int64{0, 5, 6, 9}},
		{"since the previous", []int64{0, 5, 1, 9}, []int64{0, 5, 6, 15}},
		{"not from 0", []int64{3, 5, 1, 9, 1}, []int64{3, 5, 1, 9, 1}},
		{"one out of order", []int64{0, 5, 6, 9, 8, 10}, []int64{0, 5, 6, 9, 8, 10}},
		{"long", []int64{0, 7, 1, 3, 2, 9, 1, 1, 5, 4, 1, 2, 3, 4, 5}, []int64{0, 7, 8, 11, 13, 22, 23, 24, 29, 33, 34, 36, 39, 43, 48}},
		{"late", []int64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 2, 1, 2, 1}, []int64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 2, 1, 2, 1}},
	} {
		if got := all(t, Settle(elapsed(c.in...))); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := all(t, Sum(elapsed(1, 2, 3))); !slices.Equal(got, []int64{1, 3, 6}) {
		t.Errorf("Sum: %v", got)
	}
}

// Nothing is read ahead where nothing has to be settled, nor before it has to.
func TestSettleDoesNotWait(t *testing.T) {
	live := elapsed(0, 1, 2, 3)
	r := Settle(live)
	var p seq.Packet
	for want := 1; want <= 2; want++ {
		if r.Read(&p); live.n != want {
			t.Errorf("packet %d: %d were read", want, live.n)
		}
	}
	absolute := &packets{times: make([]seq.Time, 9)}
	r = Settle(absolute)
	for want := range absolute.times {
		if r.Read(&p); absolute.n != want+1 {
			t.Errorf("packet %d: %d were read", want+1, absolute.n)
		}
	}
}
