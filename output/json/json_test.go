package json

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

var update = flag.Bool("update", false, "write the golden files anew")

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

// on returns a time on a clock, microseconds after its zero or, on the absolute
// one, after the beginning of 2026.
func on(clock seq.Clock, microseconds int64) seq.Time {
	t := seq.Time{NS: microseconds * 1000, Clock: clock, Digits: 6}
	if clock == seq.AbsoluteClock {
		t.NS += time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	}
	return t
}

// sample writes each event, and each field that may be left out.
func sample(w seq.Writer) {
	w.Capture(seq.Capture{Index: 0, Name: "client.pcap", Packets: 79, Align: &seq.Alignment{}})
	w.Capture(seq.Capture{Index: 1, Name: "server.pcap", Packets: 79, Align: &seq.Alignment{
		Offset: 32400*time.Second + 12*time.Microsecond, Error: 310 * time.Microsecond, Skew: -1.5}})
	w.Capture(seq.Capture{Index: 2, Name: "-", Packets: -1, Shift: -1700 * time.Millisecond})
	w.Capture(seq.Capture{Index: 3, Name: "w.pcap", Packets: 9, Align: &seq.Alignment{To: 1, Offset: time.Second, Given: true}})
	w.Participant(seq.Participant{Index: 0, Name: "Client", Addresses: []string{"192.168.1.3", "fe80::1"}})
	w.Participant(seq.Participant{Index: 1, Name: "?"})
	sent := on(seq.AbsoluteClock, 0)
	w.Message(&seq.Message{
		Number: 1, From: 0, To: 1, Sent: sent, Received: sent.Add(10100 * time.Microsecond), Last: sent,
		Packet: &seq.Packet{Protocol: "TCP", Length: 74, Info: "53833 → 80 [SYN] Seq=0"}, Label: "[SYN] Seq=0",
		Kind: seq.SYNACK, Marks: seq.Retransmission | seq.DupACK, Count: 1,
		Seen: []seq.Sighting{{Capture: 0, Frame: 1, Time: sent}, {Capture: 1, Frame: 7, Time: sent.Add(10100 * time.Microsecond)}},
	})
	w.Gap(seq.Gap{Duration: 480 * time.Millisecond})
	for i, clock := range []seq.Clock{seq.NoClock, seq.DaytimeClock, seq.ElapsedClock, seq.AbsoluteClock} {
		w.Message(&seq.Message{
			Number: 2 + i, From: 1, To: 0, Sent: on(clock, -2_500_000), Received: on(clock, -2_500_000), Last: on(clock, 7_200_000_001),
			Packet: &seq.Packet{Length: -1}, Label: "\"<\x00&\xff", Count: 3, Bytes: 13014, Lost: true,
			Seen: []seq.Sighting{{Capture: 2, Frame: 3, Time: on(clock, 1)}},
		})
	}
	w.End(seq.End{Packets: 158, Messages: 79, Lost: 1, PerCapture: []int{79, 79, 0}})
}

func TestGolden(t *testing.T) {
	var m memory
	sample(Format.New(&m, output.Options{Zone: time.FixedZone("", 3600)}))
	name := filepath.Join("testdata", "sample.json")
	if *update {
		if err := os.WriteFile(name, m.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), m.String()); d != "" {
		t.Errorf("not as in %s (-want +got):\n%s", name, d)
	}
	for line := range strings.Lines(m.String()) {
		var v map[string]any
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Errorf("%v: %s", err, line)
		}
	}
}

// Without events there is still the end.
func TestEmpty(t *testing.T) {
	var m memory
	if err := Format.New(&m, output.Options{}).End(seq.End{}); err != nil {
		t.Fatal(err)
	}
	const want = `{"type":"end","packets":0,"messages":0,"lost":0,"per_capture":[]}` + "\n"
	if m.String() != want {
		t.Errorf("got %s", m.String())
	}
}

// standard returns s as encoding/json writes it when it does not escape for HTML,
// with what acts on a terminal escaped.
func standard(t *testing.T, s string) string {
	t.Helper()
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		t.Fatal(err)
	}
	var safe strings.Builder
	for _, r := range strings.TrimSuffix(b.String(), "\n") {
		if r == 0x7f || r >= 0x80 && r < 0xa0 || strings.ContainsRune("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", r) {
			fmt.Fprintf(&safe, `\u%04x`, r)
		} else {
			safe.WriteRune(r)
		}
	}
	return safe.String()
}

// A participant with many addresses takes a line for each, and no longer ones.
func TestAddressesThatJoinAName(t *testing.T) {
	var m memory
	w := Format.New(&m, output.Options{})
	var proxy, client seq.Participant
	proxy.Name, client.Name, client.Index = "Proxy", "Client", 1
	for i := range 3 {
		proxy.Addresses = append(proxy.Addresses, fmt.Sprint("10.0.0.", i))
		client.Addresses = append(client.Addresses, fmt.Sprint("10.0.1.", i), fmt.Sprint("10.0.2.", i))
		w.Participant(proxy)
		w.Participant(client)
	}
	const want = `{"type":"participant","id":"p1","name":"Proxy","addresses":["10.0.0.0"]}
{"type":"participant","id":"p2","name":"Client","addresses":["10.0.1.0","10.0.2.0"]}
{"type":"participant","id":"p1","name":"Proxy","addresses":["10.0.0.1"]}
{"type":"participant","id":"p2","name":"Client","addresses":["10.0.1.1","10.0.2.1"]}
{"type":"participant","id":"p1","name":"Proxy","addresses":["10.0.0.2"]}
{"type":"participant","id":"p2","name":"Client","addresses":["10.0.1.2","10.0.2.2"]}
`
	if d := cmp.Diff(want, m.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestStringOfEveryCharacter(t *testing.T) {
	for r := rune(0); r < 0x3000; r++ {
		s := "a" + string(r) + "b"
		if got, want := string(appendString(nil, s)), standard(t, s); got != want {
			t.Fatalf("%U: %s, want %s", r, got, want)
		}
	}
}

func FuzzString(f *testing.F) {
	for _, s := range []string{"", "plain", `"\`, "\x00\x1f\x7f\b\f\n\r\t", "\u2028\u2029\u2027", "\xff\xc3", "日本\U0001f600", "<&>", "\ufffd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := string(appendString(nil, s)), standard(t, s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	})
}

// discard is a Files that keeps nothing.
type discard struct{}

func (discard) Page(int, int) (io.Writer, error) { return io.Discard, nil }

func BenchmarkMessage(b *testing.B) {
	w := Format.New(discard{}, output.Options{})
	m := seq.Message{To: 1, Kind: seq.ACK, Count: 1, Label: "[ACK] Seq=187 Ack=2345 Win=22656 Len=0 TSval=1 TSecr=2",
		Packet: &seq.Packet{Protocol: "TCP", Length: 74, Info: "53833 → 3128 [ACK] Seq=187 Ack=2345 Win=22656 Len=0 TSval=1 TSecr=2"},
		Seen:   make([]seq.Sighting, 1)}
	b.ReportAllocs()
	for i := range b.N {
		m.Number, m.Sent = i+1, on(seq.AbsoluteClock, int64(i)*100)
		m.Received = m.Sent
		m.Seen[0] = seq.Sighting{Frame: i + 1, Time: m.Sent}
		if err := w.Message(&m); err != nil {
			b.Fatal(err)
		}
	}
}
