package output

import (
	"testing"
	"time"
)

func TestDuration(t *testing.T) {
	const s = time.Second
	for _, c := range []struct {
		d    time.Duration
		want string
	}{
		{0, "0 s"},
		{1, "1 ns"},
		{999, "999 ns"},
		{310 * time.Microsecond, "310 µs"},
		{482_942_000, "483 ms"},
		{724_985_000, "725 ms"},
		{999_499_999, "999 ms"},
		{999_500_000, "1 s"},
		{1_345_797_000, "1.35 s"},
		{1_500_000_000, "1.5 s"},
		{59_949_999_999, "59.9 s"},
		{59_950_000_000, "1 min"},
		{60 * s, "1 min"},
		{61_040_000_000, "1 min 1 s"},
		{9*3600*s + 20_934_000_000, "9 h 0 min 20.9 s"},
		{3600 * s, "1 h"},
		{24*3600*s - 1, "1 day"},
		{76*3600*s + 12*60*s + 29*s, "3 days 4 h 12 min"},
		{365 * 24 * 3600 * s, "365 days"},
		{year - 1, "365 days 5 h 49 min"},
		{year, "1 year"},
		{year + month, "1 year 1 month"},
		{1_792_000_000 * s, "56 years 9 months"},
		{1<<63 - 1, "292 years 3 months"},
		{-1 << 63, "-292 years 3 months"},
		{-1500 * time.Millisecond, "-1.5 s"},
	} {
		if got := Duration(c.d); got != c.want {
			t.Errorf("Duration(%d) = %q, want %q", c.d, got, c.want)
		}
	}
}
