package stamp

import (
	"testing"
	"time"
)

// at is a time in UTC, as a Value with that many decimals.
func at(text string, digits uint8) Value {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return Value{t.UnixNano(), digits, Date}
}

// The first lines of each group were written by tshark 4.0.
func TestParse(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want Value
	}{
		{"2016-08-27 11:14:45.493525", at("2016-08-27T09:14:45.493525Z", 6)},
		{"2016-12-27 11:14:45.493525", at("2016-12-27T10:14:45.493525Z", 6)},
		{"  2016-08-27 11:14:45,4935 ", at("2016-08-27T09:14:45.4935Z", 4)},
		{"2016-08-27 11:14:45", at("2016-08-27T09:14:45Z", 0)},
		{"2016-08-27 11:14:45.493525Z", at("2016-08-27T11:14:45.493525Z", 6)},
		{"2016-08-27T11:14:45.493525001+0200", at("2016-08-27T09:14:45.493525001Z", 9)},
		{"2016-08-27T11:14:45-05:30", at("2016-08-27T16:44:45Z", 0)},
		{"2016-08-27 11:14:45.5 UTC", at("2016-08-27T11:14:45.5Z", 1)},
		{"2016-08-27 11:14:45.12345678999", at("2016-08-27T09:14:45.123456789Z", 9)},
		{"1970-01-01 01:00:00.000000", at("1970-01-01T00:00:00Z", 6)},
		{"2106-02-07 07:28:16", at("2106-02-07T06:28:16Z", 0)},
		{"2000-02-29 00:00:00Z", at("2000-02-29T00:00:00Z", 0)},
		{"1969-12-31 23:59:59.75Z", at("1969-12-31T23:59:59.75Z", 2)},
		{"2016-12-31 23:59:60Z", at("2017-01-01T00:00:00Z", 0)},

		{"2016/240 11:14:45.493525", at("2016-08-27T09:14:45.493525Z", 6)},
		{"2016/366 00:00:00Z", at("2016-12-31T00:00:00Z", 0)},
		{"2015/001 00:00:00Z", at("2015-01-01T00:00:00Z", 0)},

		{"Nov 22, 2026 22:53:48.604764000 UTC", at("2026-11-22T22:53:48.604764Z", 9)},
		{"Nov  2, 2026 22:53:48.604764000 CET", at("2026-11-02T21:53:48.604764Z", 9)},
		{"Aug 27, 2016 11:14:45.000 W. Europe Daylight Time", at("2016-08-27T09:14:45Z", 3)},
		{"Aug 27, 2016 11:14:45.000 EDT", at("2016-08-27T15:14:45Z", 3)},
		{"Aug 27, 2016 11:14:45.000", at("2016-08-27T09:14:45Z", 3)},

		{"23:53:48.615336", Value{86028_615336000, 6, Daytime}},
		{"00:00:00Z", Value{0, 0, Daytime}},

		{"1795388028.615336", Value{1795388028_615336000, 6, Seconds}},
		{"  0.000014", Value{14000, 6, Seconds}},
		{"0,000014", Value{14000, 6, Seconds}},
		{"-0.5", Value{-5e8, 1, Seconds}},
		{"7", Value{7e9, 0, Seconds}},
		{"2.6e-05", Value{26000, 9, Seconds}},
		{"0.1234567899", Value{123456789, 9, Seconds}},

		{"0.010572s", Value{10572000, 6, Span}},
		{"2s", Value{2e9, 0, Span}},
		{"1m 47.344218s", Value{107_344218000, 6, Span}},
		{"1m  2.301223s", Value{62_301223000, 6, Span}},
		{"90692h  4m 15.199915s", Value{326491455_199915000, 6, Span}},
		{"- 1m  2.5s", Value{-62_500000000, 1, Span}},
		{"-2.5s", Value{-2_500000000, 1, Span}},
	} {
		if got := NewParser(berlin).Parse(c.text); got != c.want {
			t.Errorf("Parse(%q) = %+v, want %+v", c.text, got, c.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "x", "-", ".", ".5", "1.", "1.x", "1:2:3", "1e", "1e99", "99999999999", "1 2",
		"2016-08-27", "2016-08-27 11:14", "2016-13-27 11:14:45", "2016-02-30 11:14:45", "2015-02-29 11:14:45",
		"2016-08-27 24:14:45", "2016-08-27 11:60:45", "2016-08-27 11:14:61", "2016-08-27 11:14:45.", "2016-08-27 11:14:45.x",
		"2016-08-27 11:14:45 noon", "2016-08-27 11:14:45+25", "2016-08-27 11:14:45+1", "20x6-08-27 11:14:45", "3016-08-27 11:14:45", "1899-12-31 00:00:00",
		"2016/367 11:14:45", "2015/366 11:14:45", "2016/000 11:14:45", "2016/24x 11:14:45", "2016/2x0 11:14:45",
		"Foo 27, 2016 11:14:45", "ugS 27, 2016 11:14:45", "Aug 32, 2016 11:14:45", "Aug , 2016 11:14:45", "Aug 127, 2016 11:14:45",
		"Aug 27, 2016 11:14:45.5CEST x", "Aug 27 2016 11:14:45",
		"24:00:00", "11:14:45 x", "1m", "1h", "s", "1m 1m 1s", "1m 1h 1s", "9999999999h 1s", "1s 1s", "1d 1s",
	} {
		if got := NewParser(time.UTC).Parse(text); got.Form != Invalid {
			t.Errorf("Parse(%q) = %+v, want an invalid one", text, got)
		}
	}
}

// The zone is looked up anew wherever it may have changed.
func TestParserFollowsTheZone(t *testing.T) {
	zone, err := time.LoadLocation("Australia/Lord_Howe") // half an hour of summer time
	if err != nil {
		t.Fatal(err)
	}
	p := NewParser(zone)
	for minute := range 60 * 24 * 400 {
		wall := time.Date(2020, 1, 1, 0, minute, 30, 0, time.UTC)
		text := wall.Format(time.DateTime)
		want, err := time.ParseInLocation(time.DateTime, text, zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Parse(text); got.NS != want.UnixNano() {
			t.Fatalf("Parse(%q) = %d, want %d", text, got.NS, want.UnixNano())
		}
	}
}

// What a Parser remembers of the time before makes no difference.
func TestParserForgets(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, second := range []string{"2016-08-27 11:14:45", "2016-08-27T11:14:45", "1969-12-31 23:59:59", "2016-12-31 23:59:60", "2016-08-27 11:14:99"} {
		for _, tail := range []string{"", ".25", ",493525", ".25Z", "Z", " UTC", "+0530", ".25 +05:30", ".", ".25x", ".2.5", " ", "5"} {
			texts = append(texts, second+tail)
		}
	}
	for _, before := range texts {
		for _, text := range texts {
			p := NewParser(zone)
			p.Parse(before)
			if got, want := p.Parse(text), NewParser(zone).Parse(text); got != want {
				t.Errorf("Parse(%q) after %q = %+v, want %+v", text, before, got, want)
			}
		}
	}
}

// FuzzParse compares with package time what both can read.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"2016-08-27 11:14:45.493525", "2016/240 11:14:45.493525Z", "Aug 27, 2016 11:14:45.4935 CEST", "11:14:45.493525",
		"1472296485.493525", "90692h  4m 15.199915s", "- 2.5s", "2.6e-05", "2016-08-27T11:14:45,5-05:30",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := NewParser(time.UTC).Parse(text)
		if got.Digits > 9 {
			t.Fatalf("Parse(%q) has %d decimals", text, got.Digits)
		}
		layout := "2006-01-02 15:04:05"
		want, err := time.Parse(layout, text)
		if err != nil || want.Year() < 1900 || want.Year() > 2261 || want.Format(layout) != text[:len(layout)] { // package time takes an hour of one digit
			return
		}
		if got.Form != Date || got.NS != want.UnixNano() {
			t.Fatalf("Parse(%q) = %+v, want %d", text, got, want.UnixNano())
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"date", "2016-08-27 11:14:45.493525"},
		{"seconds", "1472296485.493525"},
		{"span", "1h  2m 15.199915s"},
		{"frame.time", "Aug 27, 2016 11:14:45.493525000 CEST"},
	} {
		b.Run(c.name, func(b *testing.B) {
			p := NewParser(time.Local)
			for b.Loop() {
				p.Parse(c.text)
			}
		})
	}
}

// Dates of spreadsheets, one below the other.
func TestSpreadsheets(t *testing.T) {
	at := func(month time.Month, day, hundredths int) Value {
		ns := time.Date(2026, month, day, 22, 53, 48, hundredths*1e7, time.UTC).UnixNano()
		v := Value{NS: ns, Form: Date}
		if hundredths > 0 {
			v.Digits = 2
		}
		return v
	}
	for _, column := range []map[string]Value{
		{"22.11.2026 22:53:48,60": at(11, 22, 60)},
		{"03.11.2026 22:53:48": at(11, 3, 0)},
		{"22/11/2026 22:53:48": at(11, 22, 0)},
		{"11/22/2026 22:53:48.60": at(11, 22, 60)},
		{"03/11/2026 22:53:48": {Form: Ambiguous}},
		{"13/13/2026 22:53:48": {}}, {"22.13.2026 22:53:48": {}}, {"22/11.2026 22:53:48": {}}, {"xx/11/2026 22:53:48": {}}, {"22/11/2026 22:53": {}},
	} {
		for text, want := range column {
			if got := NewParser(time.UTC).Parse(text); got != want {
				t.Errorf("%q is %+v, want %+v", text, got, want)
			}
		}
	}
	// One date that is clear settles those after it.
	for first, want := range map[string]Value{"30/11/2026 00:00:00": at(12, 1, 0), "11/30/2026 00:00:00": at(1, 12, 0)} {
		p := NewParser(time.UTC)
		p.Parse(first)
		if got := p.Parse("01/12/2026 22:53:48"); got != want {
			t.Errorf("after %s: %+v, want %+v", first, got, want)
		}
	}
}
