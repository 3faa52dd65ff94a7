package csv

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// memory is a Files that keeps the one page.
type memory struct {
	bytes.Buffer
	opened bool
}

func (m *memory) Page(page, pages int) (io.Writer, error) {
	if page != 1 || pages != 1 || m.opened {
		return nil, fmt.Errorf("page %d of %d, opened before: %v", page, pages, m.opened)
	}
	m.opened = true
	return &m.Buffer, nil
}

func write(t *testing.T, o output.Options, packets ...seq.Packet) string {
	t.Helper()
	var m memory
	w := Format.New(&m, o)
	w.Capture(seq.Capture{Name: "x"})
	w.Participant(seq.Participant{Name: "x"})
	for _, p := range packets {
		if err := w.Message(&seq.Message{Packet: &p, Sent: p.Time}); err != nil {
			t.Fatal(err)
		}
	}
	w.Gap(seq.Gap{})
	if err := w.End(seq.End{}); err != nil {
		t.Fatal(err)
	}
	return m.String()
}

const head = `"No.","Time","Source","Destination","Protocol","Length","Info"` + "\n"

func TestRows(t *testing.T) {
	if got := write(t, output.Options{}); got != head {
		t.Errorf("without packets: %q", got)
	}
	packets := []seq.Packet{
		{Number: 14, Time: seq.Time{NS: 1472296485493525000, Clock: seq.AbsoluteClock, Digits: 6}, Source: "192.168.1.3", Destination: "fe80::1",
			Protocol: "TCP", Length: 66, Info: "53833 → 3128 [SYN] Seq=0"},
		{Number: 15, Time: seq.Time{NS: 90061_500_000_000, Clock: seq.DaytimeClock, Digits: 1}, Length: 0, Info: `a "b" \c`},
		{Number: 16, Time: seq.Time{NS: 1_500_000_000, Clock: seq.ElapsedClock, Digits: 9}, Length: -1},
		{Number: 17, Length: -1},
	}
	const rest = `"15","01:01:01.5","","","","0","a ""b"" \\c"
"16","1.500000000","","","","",""
"17","","","","","",""
`
	for mode, first := range map[output.TimeMode]string{
		"":                  "2016-08-27 12:14:45.493525",
		output.TimeAbsolute: "2016-08-27 12:14:45.493525",
		output.TimeEpoch:    "1472296485.493525",
	} {
		want := head + `"14","` + first + `","192.168.1.3","fe80::1","TCP","66","53833  >  3128 [SYN] Seq=0"` + "\n" + rest
		if got := write(t, output.Options{Time: mode, Zone: time.FixedZone("", 3600)}, packets...); got != want {
			t.Errorf("%s:\n%swant:\n%s", mode, got, want)
		}
	}
	got := write(t, output.Options{Time: output.TimeDelta}, packets[1], packets[1], packets[0])
	for _, want := range []string{`"15","0.0",`, `"14","0.000000",`} {
		if !strings.Contains(got, want) {
			t.Errorf("delta: no %s in\n%s", want, got)
		}
	}
}

// reference is what shared/captures/export-csv.py does, step by step, but that
// an arrow is escaped.
func reference(text string) string {
	named := map[byte]string{8: `\b`, 12: `\f`, 10: `\n`, 13: `\r`, 9: `\t`, 11: `\v`, '\\': `\\`, '"': `""`}
	var out []byte
	for _, c := range []byte(text) {
		switch {
		case named[c] != "":
			out = append(out, named[c]...)
		case 32 <= c && c < 127 || strings.IndexByte("→", c) >= 0:
			out = append(out, c)
		default:
			out = fmt.Appendf(out, `\%03o`, c)
		}
	}
	return `"` + strings.ReplaceAll(string(out), "→", `\342\206\222`) + `"`
}

func FuzzCell(f *testing.F) {
	for _, text := range []string{"", "1 → 2", `a"b\c`, "\b\f\n\r\t\v\x00\x1f\x7f", "é日本†\xe2\x86", "→→\xe2→", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := string(appendCell(nil, text)), reference(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	})
}

// discard is a Files that keeps nothing.
type discard struct{}

func (discard) Page(int, int) (io.Writer, error) { return io.Discard, nil }

func BenchmarkRow(b *testing.B) {
	w := Format.New(discard{}, output.Options{})
	p := seq.Packet{Source: "192.168.1.3", Destination: "192.168.1.62", Protocol: "TCP", Length: 66,
		Info: "53833 → 3128 [ACK] Seq=187 Ack=2345 Win=22656 Len=0 TSval=1 TSecr=2"}
	m := seq.Message{Packet: &p}
	b.ReportAllocs()
	for i := range b.N {
		p.Number = i + 1
		p.Time = seq.Time{NS: 1472296485493525000 + int64(i)*1000, Clock: seq.AbsoluteClock, Digits: 6}
		if err := w.Message(&m); err != nil {
			b.Fatal(err)
		}
	}
}
