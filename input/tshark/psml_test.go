package tshark

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// psml is a document with these packets, each a list of sections.
func psml(packets ...[]string) string {
	text := "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<psml version=\"0\" creator=\"wireshark/4.0.17\">\n<structure>\n"
	for _, title := range []string{"No.", "Time", "Source", "Destination", "Protocol", "Length", "Info"} {
		text += "<section>" + title + "</section>\n"
	}
	text += "</structure>\n\n"
	for _, sections := range packets {
		text += "<packet>\n"
		for _, s := range sections {
			text += "<section>" + s + "</section>\n"
		}
		text += "</packet>\n\n"
	}
	return text + "</psml>\n"
}

func TestPSML(t *testing.T) {
	syn := []string{"7", "0.5", "10.0.0.1", "10.0.0.2", "TCP", "66", "53833 &gt; 3128 [SYN] Seq=0 Win=8192 Len=0"}
	odd := []string{"", "", "", "fe80::1", "A&amp;B", "1", " &lt;&#65;&#x42;&quot;&apos;&nbsp;&;&#0;& é→ &amp;lt; "}
	odd[0] = "8"
	packets := readText(t, PSML, psml(syn, odd))
	want := seq.Packet{
		Number: 7, Time: seq.Time{NS: 5e8, Clock: seq.ElapsedClock, Digits: 1}, Source: "10.0.0.1", Destination: "10.0.0.2",
		Protocol: "TCP", Length: 66, Info: "53833 → 3128 [SYN] Seq=0 Win=8192 Len=0",
		Known:      seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq | seq.KnowsPayload,
		SourcePort: 53833, DestinationPort: 3128, Flags: seq.FlagSYN,
	}
	if len(packets) != 2 || packets[0] != want {
		t.Fatalf("got  %+v\nwant %+v", packets, want)
	}
	want = seq.Packet{Number: 8, Destination: "fe80::1", Protocol: "A&B", Length: 1, Info: ` <AB"'&nbsp;&;&#0;& é→ &lt; `}
	if packets[1] != want {
		t.Errorf("got  %+v\nwant %+v", packets[1], want)
	}
}

// The titles name the columns, in any order and number.
func TestPSMLTitles(t *testing.T) {
	const text = "<psml><structure><section>Info</section><section>My Source</section><section>Delta</section><section>X</section></structure>" +
		"<packet foreground='#12272e' background='#e7e6ff'><section/><section>a</section><section>1.0</section><section>x</section></packet>" +
		"<packet><section>i</section><section></section><section>2.0</section><section>x</section></packet></psml>"
	in := PSML.New(strings.NewReader(text), input.Options{Columns: map[string]string{"My Source": "ip.src"}})
	var p seq.Packet
	for i, want := range []seq.Packet{
		{Number: 1, Length: -1, Source: "a", Time: seq.Time{NS: 1e9, Clock: seq.ElapsedClock, Digits: 1}},
		{Number: 2, Length: -1, Info: "i", Time: seq.Time{NS: 3e9, Clock: seq.ElapsedClock, Digits: 1}},
	} {
		if err := in.Read(&p); p != want || err != nil {
			t.Errorf("packet %d: %+v, %v\nwant %+v", i, p, err, want)
		}
	}
	if err := in.Read(&p); err != io.EOF {
		t.Error(err)
	}
}

func TestPSMLDetect(t *testing.T) {
	whole := psml()
	for _, s := range []string{whole, string(bom) + whole, "<psml>", whole[:70], "\n" + whole, "<?xml version=\"1.0\"?>\n"} {
		if !PSML.Detect([]byte(s)) {
			t.Errorf("not detected: %.80q", s)
		}
	}
	for _, s := range []string{"", "<", "<pdml>", "<?xml version=\"1.0\"?>\n<pdml>", "<html>", "psml", "<?xml version=\"1.0\"?>\n<!-- <psml> --><pdml>"} {
		if PSML.Detect([]byte(s)) {
			t.Errorf("detected: %q", s)
		}
	}
}

// What is wrong with one packet is reported with its line, and the rest is read.
func TestPSMLReports(t *testing.T) {
	good := []string{"1", "0.5", "a", "b", "TCP", "66", "x"}
	for _, c := range []struct{ name, bad, report string }{
		{"stray text", "  1 0.0 a → b TCP 66 x\n", `x:23: text that is no packet: "1 0.0 a → b TCP 66 x"`},
		{"few sections", "<packet><section>1</section></packet>", "x:23: 1 sections and not 7"},
		{"no sections", "<packet>1 0.5</packet>", "x:23: the sections of a packet are not as PSML writes them"},
		{"open section", "<packet><section>1</packet>", "x:23: the sections of a packet are not as PSML writes them"},
		{"another element", "<packet><sections>1</section></packet>", "x:23: the sections of a packet are not as PSML writes them"},
		{"element inside", "<packet><section><b>1</b></section></packet>", "x:23: the sections of a packet are not as PSML writes them"},
		{"bad number", psmlPacket("x", "0.5", "a", "b", "TCP", "66", "x"), `x:23: bad number "x"`},
		{"bad time", psmlPacket("1", "now", "a", "b", "TCP", "66", "x"), `x:23: bad time "now"`},
		{"long", psmlPacket("1", "0.5", "a", "b", "TCP", "66", strings.Repeat("x\n", maxPiece)), "x:21: longer than 1 MiB"},
	} {
		text := strings.Replace(psml(good, good), "</packet>\n\n", "</packet>\n\n"+c.bad, 1)
		packets, reports, err := read(PSML, strings.NewReader(text))
		if len(packets) != 2 || err != nil || !slices.Equal(reports, []string{c.report}) {
			t.Errorf("%s: %d packets, %q, %v; want %q", c.name, len(packets), reports, err, c.report)
		}
	}
}

func psmlPacket(sections ...string) string {
	text := psml(sections)
	return text[strings.Index(text, "<packet>"):strings.Index(text, "</psml>")]
}

func TestPSMLFails(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"<psml>", "x:1: no structure that names the columns"},
		{"<psml><structure>\n<section>Foo</section></structure>", "x:2: no title of a column is known; say which is which with --columns"},
		{"<psml><structure>\n<section>Info</structure>", "x:2: the sections of a packet are not as PSML writes them"},
	} {
		if packets, reports, err := read(PSML, strings.NewReader(c.text)); err == nil || err.Error() != c.want || len(packets)+len(reports) > 0 {
			t.Errorf("%s: %v, %q, %v; want %s", c.text, packets, reports, err, c.want)
		}
	}
}

// Wherever a document is cut off, the packets before are read. That the cut was
// in a packet is an error.
func TestPSMLCut(t *testing.T) {
	whole := psml([]string{"1", "0.5", "a", "b", "TCP", "66", "x"}, []string{"2", "0.5", "a", "b", "TCP", "66", "x"})
	first := strings.Index(whole, "</packet>") + len("</packet>")
	second := strings.LastIndex(whole, "</packet>") + len("</packet>")
	for n := strings.Index(whole, "</structure>") + len("</structure>"); n <= len(whole); n++ {
		packets, reports, err := read(PSML, iotest.HalfReader(strings.NewReader(whole[:n])))
		want := 0
		if n >= first {
			want++
		}
		if n >= second {
			want++
		}
		between := strings.TrimSpace(whole[:n])
		clean := strings.HasSuffix(between, "</packet>") || strings.HasSuffix(between, "</structure>") || strings.HasSuffix(between, "</psml>")
		if len(packets) != want || len(reports) > 0 || clean != (err == nil) || err != nil && !errors.Is(err, errCutShort) {
			t.Fatalf("cut at %d (…%q): %d packets, %q, %v", n, between[max(0, len(between)-20):], len(packets), reports, err)
		}
	}
}

// FuzzPSML compares with encoding/xml.
func FuzzPSML(f *testing.F) {
	f.Add("1", "0.5", "10.0.0.1", "53833 &gt; 3128 [SYN] Seq=0")
	f.Add("8", " 1.5 ", "a &amp; b", "&lt;&#65;&#x42;&quot;&apos;&nbsp;&;&#0;& é→ &amp;lt; ")
	f.Add("1", "0", "</section><section>", "]]> \x00 \xff <!-- --> \r\n")
	f.Fuzz(func(t *testing.T, number, time, source, info string) {
		text := psml([]string{number, time, source, "b", "TCP", "66", info})
		packets, reports, err := read(PSML, strings.NewReader(text))
		if len(packets)+len(reports) == 0 && err == nil {
			t.Fatal("the packet is lost")
		}
		var want struct {
			Packet []struct {
				Section []struct {
					Text  string `xml:",chardata"`
					Inner string `xml:",innerxml"`
				} `xml:"section"`
			} `xml:"packet"`
		}
		if xml.Unmarshal([]byte(text), &want) != nil || len(packets) != 1 || len(want.Packet) != 1 || len(want.Packet[0].Section) != 7 {
			return
		}
		sections := want.Packet[0].Section
		for _, s := range sections {
			if strings.ContainsAny(s.Inner, "<\r") { // comments and CDATA; line ends that XML makes one
				return
			}
		}
		if p := packets[0]; p.Source != strings.Trim(sections[2].Text, " ") || !p.Known.Has(seq.KnowsPorts) && p.Info != sections[6].Text {
			t.Fatalf("got  %+v\nwant %q", p, sections)
		}
	})
}

// What came as PSML by its first line may turn out to be PDML.
func TestPSMLIsPDML(t *testing.T) {
	for _, name := range []string{"arp.pdml", "direct.pdml"} {
		text := sample(t, name)
		if packets := readText(t, PSML, text); len(packets) == 0 || !slices.Equal(packets, readText(t, PDML, text)) {
			t.Errorf("%d packets of %s", len(packets), name)
		}
	}
}

// A live packet is handed out before anything behind it is read.
func TestPSMLIsLive(t *testing.T) {
	r, w := io.Pipe()
	in := PSML.New(r, input.Options{})
	text := psml([]string{"1", "2026-11-22 22:53:45", "a", "b", "TCP", "66", "x"})
	go io.WriteString(w, text[:strings.Index(text, "</packet>")+len("</packet>")])
	var p seq.Packet
	if err := in.Read(&p); p.Number != 1 || err != nil {
		t.Error(p, err)
	}
}
