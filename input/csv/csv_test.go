package csv

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

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
		var custom map[string]string
		if name == "renamed" {
			custom = map[string]string{"zeit": "frame.time_relative", "#": "No.", "proto": "Protocol"}
		}
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
		{header, `"\000"`, `\000`},
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
	if got := one(t, "Source,Time,Info\na,0.0,80 > 99 [SYN, ACK] Seq=0\n", input.Options{}); got.Info != "80 → 99 [SYN, ACK] Seq=0" {
		t.Errorf("commas in an Info without quotes: %q", got.Info)
	}
}

// A live capture gives each packet as soon as its row is there.
func TestLive(t *testing.T) {
	pr, pw := io.Pipe()
	defer pr.Close()
	go io.WriteString(pw, header+`"1","2016-08-27 11:14:45.5","a","b","TCP","60","x"`+"\n"+`"2","2016-08-27 11:14:46.5","a","b","TCP","60","y"`+"\n"+`"3","20`)
	r := Format.New(pr, input.Options{})
	var p seq.Packet
	for _, want := range []string{"x", "y"} {
		if err := r.Read(&p); err != nil || p.Info != want {
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
	var p seq.Packet
	for i := range packets {
		if err := r.Read(&p); err != nil || p != packets[i] {
			t.Fatalf("packet %d: %+v, was %+v", i, p, packets[i])
		}
	}
}

func TestDetect(t *testing.T) {
	for _, text := range []string{
		header, header[:40], "Zeit;Von;Nach\n", "frame.number,ip.src\n",
		"    1\t0.000000\t10.0.0.1\t→\t10.0.0.2\tTCP\t74\tx\n", "1 1472296485.5 10.0.0.1 10.0.0.2 x y\n", "frame.number ip.src\n",
		"'1'|'1472296485.5'|'10.0.0.1'", "frame.number|ip.src|ip.dst",
		`"1","2016-08-27 11:14:45.493525","192.168.1.3","192.168.1.62","T`,
	} {
		if !detect([]byte(text)) {
			t.Errorf("%q: not detected", text)
		}
	}
	for _, text := range []string{
		"", "\n", "x", `{"timestamp":"1","layers":{"frame":2,"x":3}}` + "\n", "\x7fELF\x02\x01\x01,,,\x00\x00", "<?xml version=\"1.0\"?>\n",
		"    1   0.000000 10.0.0.1 → 10.0.0.2 TCP 74 80 → 53 [SYN, ACK] Seq=0\n",
		"time of the source\n", "the time 11:14:45 at 10.0.0.1 is told\n", "11:14:45.5 IP 10.0.0.1 > 10.0.0.2: ICMP echo request, id 1\n", "1 0.000000 10.0.0.1 → 10.0.0.2 TCP 74 x\n",
		"Dear reader, this is not a capture at all, but a letter to you, and a long one.\n",
	} {
		if detect([]byte(text)) {
			t.Errorf("%q: detected", text)
		}
	}
}
