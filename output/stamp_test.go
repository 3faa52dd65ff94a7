package output

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/packetseq/packetseq/seq"
)

func absolute(ns int64, digits uint8) seq.Time {
	return seq.Time{NS: ns, Clock: seq.AbsoluteClock, Digits: digits}
}

func TestStamper(t *testing.T) {
	const ns = 1472296485493525000
	day := int64(24 * time.Hour)
	on := func(clock seq.Clock, ns int64, digits uint8) seq.Time {
		return seq.Time{NS: ns, Clock: clock, Digits: digits}
	}
	for _, c := range []struct {
		mode  TimeMode
		times []seq.Time
		want  string
	}{
		{TimeAbsolute, []seq.Time{absolute(ns, 6)}, "2016-08-27 11:14:45.493525"},
		{TimeAbsolute, []seq.Time{absolute(ns, 9), absolute(ns, 0), absolute(ns, 1)},
			"2016-08-27 11:14:45.493525000|2016-08-27 11:14:45|2016-08-27 11:14:45.4"},
		{TimeAbsolute, []seq.Time{absolute(0, 3), absolute(-1, 9), absolute(-day, 0)},
			"1970-01-01 00:00:00.000|1969-12-31 23:59:59.999999999|1969-12-31 00:00:00"},
		{TimeAbsolute, []seq.Time{on(seq.DaytimeClock, day-1, 3), on(seq.DaytimeClock, day, 3), on(seq.DaytimeClock, -1, 3)},
			"23:59:59.999|day 2 00:00:00.000|day 0 23:59:59.999"},
		{TimeAbsolute, []seq.Time{on(seq.ElapsedClock, 1500, 9), on(seq.ElapsedClock, -2_500_000_000, 2)}, "0.000001500|-2.50"},
		{TimeAbsolute, []seq.Time{{}}, ""},
		{TimeRelative, []seq.Time{absolute(ns, 6), absolute(ns+2614000, 6), absolute(ns-1000, 6)}, "0.000000|0.002614|-0.000001"},
		{TimeDelta, []seq.Time{absolute(ns, 6), absolute(ns+2614000, 6), absolute(ns+2615000, 6)}, "0.000000|0.002614|0.000001"},
		{TimeDelta, []seq.Time{absolute(ns, 1), on(seq.ElapsedClock, 7, 9), absolute(ns+day, 1)}, "0.0|0.000000000|86400.0"},
		{TimeEpoch, []seq.Time{absolute(ns, 6), on(seq.DaytimeClock, 0, 0)}, "1472296485.493525|00:00:00"},
		{TimeNone, []seq.Time{absolute(ns, 6)}, ""},
	} {
		s := NewStamper(Options{Time: c.mode, Zone: time.UTC})
		var got []string
		for _, at := range c.times {
			got = append(got, string(s.Append(nil, at)))
		}
		if got := strings.Join(got, "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.mode, got, c.want)
		}
	}
}

// Every time must read as package time writes it, over changes of the offset
// and whichever time was asked for before.
func TestStamperFollowsTheZone(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		s := NewStamper(Options{Time: TimeAbsolute, Zone: zone})
		for hours := range 24 * 400 {
			if hours >= 24*200 {
				hours = 24*600 - hours // backwards, from the end
			}
			at := time.Date(2023, 12, 31, hours*hourOrder(hours)%(24*400), 29, 59, 999_999_000, zone)
			got := string(s.Append(nil, absolute(at.UnixNano(), 6)))
			if want := at.Format("2006-01-02 15:04:05.000000"); got != want {
				t.Fatalf("%s: %q, want %q", name, got, want)
			}
		}
	}
}

// hourOrder makes every third hour one far from those around it.
func hourOrder(hours int) int {
	if hours%3 == 0 {
		return 7
	}
	return 1
}

func BenchmarkStamper(b *testing.B) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		b.Fatal(err)
	}
	for _, mode := range []TimeMode{TimeAbsolute, TimeRelative, TimeEpoch} {
		b.Run(string(mode), func(b *testing.B) {
			s := NewStamper(Options{Time: mode, Zone: zone})
			buffer := make([]byte, 0, 64)
			b.ReportAllocs()
			for i := range b.N {
				buffer = s.Append(buffer[:0], absolute(1472296485493525000+int64(i)*1000, 6))
			}
		})
	}
}
