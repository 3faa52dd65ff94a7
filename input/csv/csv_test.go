package csv

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

const header = `"No.","Time","Source","Destination","Protocol","Length","Info"` + "\n"

// quoted writes a cell as Wireshark's csv_massage_str does: see
// shared/captures/export-csv.py.
func quoted(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		switch i := strings.IndexByte("\b\f\n\r\t\v\\\"", c); {
		case i >= 0:
			b.WriteString([]string{`\b`, `\f`, `\n`, `\r`, `\t`, `\v`, `\\`, `""`}[i])
		case ' ' <= c && c < 0x7f || strings.IndexByte("→", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, `\%03o`, c)
		}
	}
	return `"` + strings.ReplaceAll(b.String(), "→", " > ") + `"`
}

// one returns the only packet of a capture.
func one(t *testing.T, text string, o input.Options) seq.Packet {
	t.Helper()
	packets, reports, err := read(strings.NewReader(text), o)
	if err != nil || len(reports) > 0 || len(packets) != 1 {
		t.Fatalf("%q: %d packets, %q, %v", text, len(packets), reports, err)
	}
	return packets[0]
}

func TestPacket(t *testing.T) {
	got := one(t, header+`"404","2016-08-27 11:14:45.493525","192.168.1.3","192.168.1.62","TCP","66","[TCP Dup ACK 17#1] 53833  >  3128 [ACK] Seq=2346 Ack=774 Win=16640 Len=5 TSval=1  >  2"`+"\n", input.Options{Capture: 3})
	want := seq.Packet{
		Capture: 3, Number: 404, Time: seq.Time{NS: 1472296485_493525000, Clock: seq.AbsoluteClock, Digits: 6},
		Source: "192.168.1.3", Destination: "192.168.1.62", Protocol: "TCP", Length: 66,
		Info:       "[TCP Dup ACK 17#1] 53833 → 3128 [ACK] Seq=2346 Ack=774 Win=16640 Len=5 TSval=1  >  2",
		Known:      seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq | seq.KnowsAck | seq.KnowsPayload,
		SourcePort: 53833, DestinationPort: 3128, Flags: seq.FlagACK, Seq: 2346, Ack: 774, Payload: 5, Marks: seq.DupACK,
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// The same packets, written in many ways.
func TestDialects(t *testing.T) {
	const (
		titles = "No.,Time,Source,Destination,Protocol,Length,Info\n"
		rows   = "1,0.25,a,b,TCP,60,80 → 99 [ACK] Seq=1\n2,0.5,b,a,HTTP,70,404 Not Found\n"
	)
	want, _, err := read(strings.NewReader(titles+rows), input.Options{})
	if err != nil || len(want) != 2 || want[1].Info != "404 Not Found" || want[0].SourcePort != 80 {
		t.Fatalf("%+v, %v", want, err)
	}
	for name, text := range map[string]string{
		"semicolons":      strings.ReplaceAll(titles+rows, ",", ";"),
		"tabs":            strings.ReplaceAll(titles+rows, ",", "\t"),
		"CRLF":            strings.ReplaceAll(titles+rows, "\n", "\r\n"),
		"BOM":             "\uFEFF" + titles + rows,
		"no end of line":  strings.TrimSuffix(titles+rows, "\n"),
		"blank lines":     "\n\r\n" + titles + "\n" + rows + "\r\n\n",
		"no header":       rows,
		"quoted":          `"` + strings.ReplaceAll(strings.ReplaceAll(strings.TrimSuffix(titles+rows, "\n"), ",", `","`), "\n", "\"\n\"") + `"`,
		"some quoted":     titles + strings.NewReplacer("TCP", `"TCP"`, "404 Not Found", `"404 Not Found"`).Replace(rows),
		"wide arrow":      titles + strings.Replace(rows, "→", " > ", 1),
		"ASCII arrow":     titles + strings.Replace(rows, "→", ">", 1),
		"long arrow":      titles + strings.Replace(rows, "→", "->", 1),
		"order":           "Info,Length,Protocol,Destination,Source,Time,No.\n80 → 99 [ACK] Seq=1,60,TCP,b,a,0.25,1\n404 Not Found,70,HTTP,a,b,0.5,2\n",
		"more columns":    "x,No.,Time,,Source,Destination,Protocol,Length,Info\n,1,0.25,,a,b,TCP,60,80 → 99 [ACK] Seq=1\n,2,0.5,q,b,a,HTTP,70,404 Not Found\n",
		"field names":     strings.ToLower("frame.number,frame.time_relative,_ws.col.Source,ip.dst,_ws.col.Protocol,frame.len,_ws.col.Info\n") + rows,
		"renamed":         "#,zeit,src,dst,proto,len,info\n" + rows,
		"trailing commas": strings.ReplaceAll(`"No.","Time","Source","Destination","Protocol","Length","Info"`+"\n"+`1,0.25,a,b,TCP,60,"80 → 99 [ACK] Seq=1"`+"\n"+`2,0.5,b,a,HTTP,70,"404 Not Found"`+"\n", "\"\n", "\",,\n"),
	} {
		custom := map[string]string{"zeit": "frame.time_relative", "#": "No.", "proto": "Protocol"}
		for how, r := range map[string]io.Reader{
			"whole": strings.NewReader(text), "bytes": iotest.OneByteReader(strings.NewReader(text)), "data with error": iotest.DataErrReader(strings.NewReader(text)),
		} {
			got, reports, err := read(r, input.Options{Columns: custom})
			if err != nil || len(reports) > 0 || !slices.Equal(got, want) {
				t.Errorf("%s (%s): %v, %q\n got %+v\nwant %+v", name, how, err, reports, got, want)
			}
		}
		if name != "renamed" && !Format.Detect([]byte(text)) {
			t.Errorf("%s: not detected", name)
		}
	}
}

func TestWiresharkEscapes(t *testing.T) {
	for _, info := range []string{
		`say "hi"`, `C:\new\table`, "tab\there", "line\nbreak\r\n", "caf\u00e9 \u65e5\u672c\u8a9e \U0001F600", `\\server\"x"`, `ends in \`, `\141`, "\b\f\v\x01\x7f", `""`, " ", "",
		"\u0192\u2086", "53833 \u2192 80 [SYN] Seq=0", "[TCP Retransmission] 1 \u2192 2 [ACK] say \\n",
	} {
		text := header + `"1","0.0","a","b","X","60",` + quoted(info) + "\n"
		if got := one(t, text, input.Options{}).Info; got != info {
			t.Errorf("%s gives %q, want %q", quoted(info), got, info)
		}
	}
	// what another program wrote
	for _, c := range []struct{ header, cell, want string }{
		{"No.;Time;Source;Destination;Protocol;Length;Info\n", `"C:\new"`, `C:\new`},
		{strings.Replace(header, `"No."`, "No.", 1), `"C:\new"`, `C:\new`},
		{header, `C:\new`, `C:\new`},
		{header, `"C:\Users\new"`, `C:\Users\new`},
		{header, `"\101 \400 \8"`, `\101 \400 \8`},
		{header, `"raw UTF-8: é \\ \303\251"`, `raw UTF-8: é \ é`},
	} {
		row := `1,0.0,a,b,X,60,` + c.cell + "\n"
		if strings.Contains(c.header, ";") {
			row = strings.ReplaceAll(row, ",", ";")
		}
		if got := one(t, c.header+row, input.Options{}).Info; got != c.want {
			t.Errorf("%s gives %q, want %q", c.cell, got, c.want)
		}
	}
}

func TestQuotes(t *testing.T) {
	const titles = "No.,Time,Info,Source\n"
	for _, c := range []struct{ row, want string }{
		{`1,0.0,"two` + "\r\n" + `lines, ""quoted""",a`, "two\r\nlines, \"quoted\""},
		{`1,0.0,"` + strings.Repeat("x\n", 1000) + `",a`, strings.Repeat("x\n", 1000)},
		{`1,0.0,"GET "/x" HTTP",a`, `GET "/x" HTTP`}, // tshark's fields are written like this
		{`1,0.0,say "hi",a`, `say "hi"`},
		{`1,0.0,"",a`, ""},
		{`1,0.0,"""",a`, `"`},
		{"1,0.0,\xff\x00 \xe2\x86,a", "\uFFFD\uFFFD \uFFFD"},
	} {
		if got := one(t, titles+c.row+"\n", input.Options{}); got.Info != c.want || got.Source != "a" {
			t.Errorf("%q gives %q from %q, want %q", c.row, got.Info, got.Source, c.want)
		}
	}
	if got := one(t, "No.,Time,Info\n1,0.0,80 > 99 [SYN, ACK] Seq=0\n", input.Options{}); got.Info != "80 → 99 [SYN, ACK] Seq=0" {
		t.Errorf("commas in an Info without quotes: %q", got.Info)
	}
}

// A bad row is reported with its line, and no row after it is lost.
func TestBadRows(t *testing.T) {
	const good = `"7","0.5","a","b","TCP","60","x"` + "\n"
	long := strings.Repeat("x", maxRow+3*chunkSize)
	for name, c := range map[string]struct {
		text, want string
		good       int
	}{
		"time":         {header + good + `"8","noon","a","b","TCP","60","x"` + "\n" + good, `x.csv:3: bad time "noon"`, 2},
		"number":       {header + `"x","0.5","a","b","TCP","60","x"` + "\n" + good, `x.csv:2: bad number "x"`, 1},
		"no number":    {header + `"","0.5","a","b","TCP","60","x"` + "\n" + good, `x.csv:2: bad number ""`, 1},
		"length":       {header + `"8","0.5","a","b","TCP","-1","x"` + "\n" + good, `x.csv:2: bad length "-1"`, 1},
		"few cells":    {header + `"8","0.5"` + "\n" + good, `x.csv:2: 2 cells and not 7`, 1},
		"many cells":   {header + strings.TrimSpace(good) + `,"y"` + "\n" + good, `x.csv:2: 8 cells and not 7`, 1},
		"open quote":   {header + `"8","0.5","a","b","TCP","60","x` + "\n" + good + good, `x.csv:2: quoted text does not end`, 2},
		"at the end":   {header + good + `"8","0.5","a","b","TCP","60","x`, `x.csv:3: quoted text does not end`, 1},
		"for long":     {header + `8,0.5,a,b,TCP,60,"x` + "\n" + strings.Repeat("7,0.5,a,b,TCP,60,x\n", 9999), `x.csv:2: quoted text does not end`, 9999},
		"long row":     {header + `8,0.5,a,b,TCP,60,` + long + "\n" + good, `x.csv:2: the row is longer than 16 MiB`, 1},
		"long quote":   {header + `8,0.5,a,b,TCP,60,"` + long + "\n" + good, `x.csv:2: the row is longer than 16 MiB`, 1},
		"line numbers": {"\r\n" + header + strings.Replace(good, "x", "a\r\nb\nc", 1) + `"8"` + "\n", `x.csv:6: 1 cells and not 7`, 1},
	} {
		packets, reports, err := read(strings.NewReader(c.text), input.Options{})
		if err != nil || !slices.Equal(reports, []string{c.want}) || len(packets) != c.good {
			t.Errorf("%s: %d packets, %.100q, %v; want %d, %q", name, len(packets), reports, err, c.good, c.want)
		}
	}
}

func TestEnds(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		r       io.Reader
		packets int
		want    string
	}{
		"header only":  {strings.NewReader(header), 0, ""},
		"header, cut":  {strings.NewReader(strings.TrimSpace(header)), 0, ""},
		"nothing":      {strings.NewReader("\n"), 0, ""},
		"no title":     {strings.NewReader("Foo,\x1b[2JBar\n1,2\n"), 0, `x.csv:1: no title of a column is known: "Foo", "\x1b[2JBar"; say which is which with --columns`},
		"read error":   {io.MultiReader(strings.NewReader(header+"1,0,a,b,TCP,60,x\n2,0,a,b,"), iotest.ErrReader(broken)), 1, `x.csv: broken`},
		"broken first": {iotest.ErrReader(broken), 0, `x.csv: broken`},
	} {
		packets, reports, err := read(c.r, input.Options{})
		got := ""
		if err != nil {
			got = err.Error()
		}
		if at := (*input.PositionError)(nil); got != c.want || len(packets) != c.packets || len(reports) > 0 || err != nil && !errors.As(err, &at) {
			t.Errorf("%s: %d packets, %q, %q", name, len(packets), reports, got)
		}
	}
	_, _, err := read(strings.NewReader(header), input.Options{Columns: map[string]string{"Time": "tcp.thyme"}})
	if err == nil || !strings.Contains(err.Error(), `there is no field "tcp.thyme"`) {
		t.Errorf("unknown field: %v", err)
	}
}

func TestFields(t *testing.T) {
	got := one(t, "frame.time_epoch,frame.time,eth.src,eth.dst,ip.src,ip.dst,tcp.srcport,tcp.dstport,tcp.flags,tcp.seq,tcp.ack,tcp.len,tcp.stream,ip.id,ip.ttl,tcp.analysis.out_of_order,Info\n"+
		`5.25,"Aug 27, 2016 11:14:45 UTC",02:00:00:00:00:01,02:00:00:00:00:02,,"10.0.0.2,10.0.0.3",80,99,0x0012,7,8,9,4,0xfb5e,"64,63",1,1 → 2 [ACK] Seq=1 Ack=1 Len=1`+"\n", input.Options{})
	want := seq.Packet{
		Number: 1, Time: seq.Time{NS: 5_250000000, Clock: seq.AbsoluteClock, Digits: 2}, Length: -1, Info: "1 → 2 [ACK] Seq=1 Ack=1 Len=1",
		Source: "02:00:00:00:00:01", SourceMAC: "02:00:00:00:00:01", Destination: "10.0.0.3", DestinationMAC: "02:00:00:00:00:02",
		Known:      seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq | seq.KnowsAck | seq.KnowsPayload | seq.KnowsStream | seq.KnowsIPID | seq.KnowsTTL,
		SourcePort: 80, DestinationPort: 99, Flags: seq.FlagSYN | seq.FlagACK, Seq: 7, Ack: 8, Payload: 9, Stream: 4, IPID: 0xfb5e, TTL: 63, Marks: seq.OutOfOrder,
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for _, name := range Fields() {
		if f, ok := fieldNamed(name); !ok || f.rank == 0 && f.set != nil {
			t.Errorf("field %s has no setter or rank", name)
		}
	}
	for title, name := range titles {
		if _, ok := fields[name]; !ok || title != strings.ToLower(title) {
			t.Errorf("title %q: no field %q", title, name)
		}
	}
}

// times are the times of a capture with these texts in the column of the title.
func times(t *testing.T, title string, texts ...string) (ns []int64, clock seq.Clock) {
	t.Helper()
	text := title + ",Info\n"
	for _, s := range texts {
		text += `"` + s + "\",x\n"
	}
	packets, reports, err := read(strings.NewReader(text), input.Options{Zone: time.FixedZone("", 7200)})
	if err != nil || len(reports) > 0 {
		t.Fatalf("%s: %q, %v", title, reports, err)
	}
	for _, p := range packets {
		ns, clock = append(ns, p.Time.NS), p.Time.Clock
	}
	return ns, clock
}

func TestTimes(t *testing.T) {
	for _, c := range []struct {
		title string
		texts []string
		want  []int64
		clock seq.Clock
	}{
		{"Time", []string{"2016-08-27 11:14:45.5", "1970-01-01 02:00:00"}, []int64{1472289285_500000000, 0}, seq.AbsoluteClock},
		{"Time", []string{"0.0", "0.5", "0.75"}, []int64{0, 5e8, 75e7}, seq.ElapsedClock},
		{"Time", []string{"0.0", "0.5", "0.25", "0.5"}, []int64{0, 5e8, 75e7, 125e7}, seq.ElapsedClock},
		{"Delta", []string{"0.0", "0.5", "0.75"}, []int64{0, 5e8, 125e7}, seq.ElapsedClock},
		{"frame.time_delta_displayed", []string{"1", "1", "1"}, []int64{1e9, 2e9, 3e9}, seq.ElapsedClock},
		{"frame.time_relative", []string{"0.0", "0.5", "0.25", "0.5"}, []int64{0, 5e8, 25e7, 5e8}, seq.ElapsedClock},
		{"frame.time_epoch", []string{"1", "0.5"}, []int64{1e9, 5e8}, seq.AbsoluteClock},
		{"Time", []string{"1472289285,5"}, []int64{1472289285_500000000}, seq.AbsoluteClock},
		{"Time", []string{"23:59:59", "00:00:01"}, []int64{86399e9, 86401e9}, seq.DaytimeClock},
		{"Time", []string{"0.5s", "1m  2.5s", "1h  0m  0s"}, []int64{5e8, 62_500000000, 3600e9}, seq.ElapsedClock},
		{"x", []string{"1"}, []int64{0}, seq.NoClock},
	} {
		if got, clock := times(t, c.title, c.texts...); !slices.Equal(got, c.want) || clock != c.clock {
			t.Errorf("%s %q: %v on %d, want %v on %d", c.title, c.texts, got, clock, c.want, c.clock)
		}
	}
}

// A live capture gives each packet as soon as its row is there.
func TestLive(t *testing.T) {
	pr, pw := io.Pipe()
	defer pr.Close()
	go io.WriteString(pw, header+`"1","2016-08-27 11:14:45.5","a","b","TCP","60","x"`+"\n"+`"2","2016-08-27 11:14:46.5","a","b","TCP","60","y"`+"\n"+`"3","20`)
	r := Format.New(pr, input.Options{})
	for _, want := range []string{"x", "y"} {
		if p, err := r.Read(); err != nil || p.Info != want {
			t.Errorf("%+v, %v", p, err)
		}
	}
}

// What packets share is never written to again.
func TestPacketsStay(t *testing.T) {
	data := export(1 << 20)
	packets, _, err := read(iotest.HalfReader(bytes.NewReader(data)), input.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := Format.New(bytes.NewReader(data), input.Options{Zone: time.UTC})
	for i := range packets {
		if p, err := r.Read(); err != nil || p != packets[i] {
			t.Fatalf("packet %d: %+v, was %+v", i, p, packets[i])
		}
	}
}

// A line of 100 MB is not held.
func TestLongLineMemory(t *testing.T) {
	line := io.LimitReader(neverEnding('x'), 100<<20)
	r := Format.New(io.MultiReader(strings.NewReader(header), line, strings.NewReader("\n1,0.0,a,b,TCP,60,x\n")),
		input.Options{Report: func(error) {}})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p, err := r.Read()
	runtime.ReadMemStats(&after)
	if err != nil || p.Info != "x" {
		t.Errorf("%+v, %v", p, err)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 5*maxRow {
		t.Errorf("%d bytes were allocated", grown)
	}
}

type neverEnding byte

func (c neverEnding) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(c)
	}
	return len(p), nil
}

func TestDetect(t *testing.T) {
	for _, text := range []string{
		header, header[:40], "Zeit;Von;Nach\n", "frame.number,ip.src\n",
		`"1","2016-08-27 11:14:45.493525","192.168.1.3","192.168.1.62","T`,
	} {
		if !detect([]byte(text)) {
			t.Errorf("%q: not detected", text)
		}
	}
	for _, text := range []string{
		"", "\n", "x", `{"timestamp":"1","layers":{"frame":2,"x":3}}` + "\n", "\x7fELF\x02\x01\x01,,,\x00\x00", "<?xml version=\"1.0\"?>\n",
		"    1   0.000000 10.0.0.1 → 10.0.0.2 TCP 74 80 → 53 [SYN, ACK] Seq=0\n", "    1\t0.000000\t10.0.0.1\t→\t10.0.0.2\tTCP\t74\tx\n",
		"Dear reader, this is not a capture at all, but a letter to you, and a long one.\n",
	} {
		if detect([]byte(text)) {
			t.Errorf("%q: detected", text)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(header + `"1","0.0","a","b","X","60","GET ""/"" \\ \303\251"` + "\n"))
	f.Add([]byte("No.;Time;Info\r\n1;11:14:45,5;80 > 99 [ACK]\r\n2;x;\"y\r\n"))
	f.Add([]byte("1,2016-08-27 11:14:45.5,a,b,TCP,60,53833  >  80 [SYN] Seq=0\n"))
	f.Add([]byte("\xEF\xBB\xBFframe.time_delta\ttcp.flags\n0\t0x12\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		packets, reports, err := read(bytes.NewReader(data), input.Options{})
		for _, p := range packets {
			for _, s := range []string{p.Source, p.Destination, p.Protocol, p.Info, p.SourceMAC, p.DestinationMAC} {
				if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
					t.Fatalf("%q", s)
				}
			}
		}
		again, more, err2 := read(iotest.OneByteReader(bytes.NewReader(data)), input.Options{})
		if !slices.Equal(packets, again) || !slices.Equal(reports, more) || fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Fatalf("read byte by byte it differs:\n%+v\n%+v\n%q\n%q", packets, again, reports, more)
		}
		detect(data)
	})
}

func FuzzEscape(f *testing.F) {
	f.Add(`say "hi" \ caf` + "\u00e9\n")
	f.Fuzz(func(t *testing.T, info string) {
		if strings.Contains(info, "→") || strings.Contains(info, ">") {
			return // becomes " > ", and may be the arrow between ports again
		}
		got := one(t, header+`"1","0.0","a","b","X","60",`+quoted(info)+"\n", input.Options{}).Info
		if want := valid(info); got != want && !strings.Contains(info, "\x00") {
			t.Fatalf("%s gives %q, want %q", quoted(info), got, want)
		}
	})
}
