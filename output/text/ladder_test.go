package text

import (
	"bytes"
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

// A sheet is Files of one page in memory.
type sheet struct{ bytes.Buffer }

func (s *sheet) Page(int, int) (io.Writer, error) { return s, nil }

// A diagram makes the events of a test.
type diagram struct {
	seq.Writer
	t        testing.TB
	hosts    []string
	at       int64 // nanoseconds since 1970
	messages int
}

const start = 1472296485493525000 // 2016-08-27 11:14:45.493525 UTC

func newDiagram(t testing.TB, w seq.Writer) *diagram {
	return &diagram{Writer: w, t: t, at: start}
}

func (d *diagram) check(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *diagram) captures(names ...string) {
	for i, name := range names {
		d.check(d.Capture(seq.Capture{Index: i, Name: name, Packets: -1}))
	}
}

// host introduces a host, if it is new, and returns its index.
func (d *diagram) host(name string) int {
	for i, h := range d.hosts {
		if h == name {
			return i
		}
	}
	d.hosts = append(d.hosts, name)
	text, address, ok := strings.Cut(name, "|")
	if !ok {
		address = text
	}
	p := seq.Participant{Index: len(d.hosts) - 1, Name: text, Addresses: strings.Split(address, ",")}
	d.check(d.Participant(p))
	return p.Index
}

// send writes a message that is sent after some microseconds; change may be nil.
func (d *diagram) send(after int, from, to, label string, change func(*seq.Message)) {
	d.messages++
	d.at += int64(after) * int64(time.Microsecond)
	sent := seq.Time{NS: d.at, Clock: seq.AbsoluteClock, Digits: 6}
	m := seq.Message{
		Number: d.messages,
		From:   d.host(from), To: d.host(to),
		Sent: sent, Received: sent, Last: sent,
		Packet: &seq.Packet{Number: d.messages, Time: sent},
		Label:  label,
		Kind:   kindOf(label),
		Count:  1,
		Seen:   []seq.Sighting{{Frame: d.messages, Time: sent}},
	}
	if strings.Contains(label, "Retransmission]") {
		m.Marks |= seq.Retransmission
	}
	if change != nil {
		change(&m)
	}
	d.check(d.Message(&m))
}

// kindOf finds the flags in a label.
func kindOf(label string) seq.Kind {
	for _, k := range []struct {
		flags string
		kind  seq.Kind
	}{
		{"[SYN]", seq.SYN}, {"[SYN, ACK]", seq.SYNACK}, {"[RST]", seq.RST}, {"[RST, ACK]", seq.RSTACK},
		{"[FIN]", seq.FIN}, {"[FIN, ACK]", seq.FINACK}, {"[PSH, ACK]", seq.PSH}, {"[URG, ACK]", seq.URG}, {"[ACK]", seq.ACK},
	} {
		if strings.Contains(label, k.flags) {
			return k.kind
		}
	}
	return seq.Other
}

// gap writes a silence before the next message.
func (d *diagram) gap(silence time.Duration) {
	after := seq.Time{NS: d.at, Clock: seq.AbsoluteClock, Digits: 6}
	d.at += int64(silence)
	d.check(d.Gap(seq.Gap{Duration: silence, After: after, Before: after.Add(silence)}))
}

func (d *diagram) end(e seq.End) {
	e.Packets = max(e.Packets, d.messages)
	e.Messages = d.messages
	e.First = seq.Time{NS: start, Clock: seq.AbsoluteClock}
	e.Last = seq.Time{NS: d.at, Clock: seq.AbsoluteClock}
	if e.PerCapture == nil {
		e.PerCapture = []int{d.messages}
	}
	d.check(d.End(e))
}

func lost(m *seq.Message) { m.Lost = true }

const (
	client = "Client|192.168.1.3"
	proxy  = "Proxy|192.168.1.62,10.0.0.1"
	farm   = "Farm|10.1.0.1,10.1.0.2,10.1.0.3,10.1.0.4,10.1.0.5,10.1.0.6"
	server = "203.0.113.80"
)

// connection has a message of every form.
func connection(d *diagram) {
	d.captures("client.pcap")
	d.send(0, client, proxy, "[SYN] Seq=0 Win=8192 Len=0 MSS=1460 WS=256 SACK_PERM=1", nil)
	d.send(2614, proxy, client, "[SYN, ACK] Seq=0 Ack=1 Win=14600 Len=0 MSS=1460 SACK_PERM=1 WS=128", nil)
	d.send(134, client, proxy, "[ACK] Seq=1 Ack=1 Win=17408 Len=0", nil)
	d.send(2224, client, proxy, "CONNECT pagead2.googlesyndication.com:443 HTTP/1.0", nil)
	d.send(1550, proxy, server, "[PSH, ACK] Seq=1 Ack=1 Win=501 Len=240", nil)
	d.send(900, proxy, server, "[URG, ACK] Seq=241 Ack=1 Win=501 Urg=1 Len=1", lost)
	d.gap(483 * time.Millisecond)
	d.send(0, proxy, server, "[TCP Retransmission] [URG, ACK] Seq=241 Ack=1 Win=501 Urg=1 Len=1", nil)
	d.send(77, server, proxy, "[ACK] Seq=1 Ack=242 Win=501 Len=0", lost)
	d.send(1000, server, client, "ICMP echo", nil)
	d.send(1000, client, server, "ICMP echo with a text that is long enough to reach across the lifeline between", nil)
	d.send(1000, client, server, "", lost)
	d.send(1000, proxy, proxy, "self", nil)
	d.send(1000, server, server, "the last one to itself", lost)
	d.send(-5000, client, client, "back in time", nil)
	d.send(11_000_000, client, proxy, "[TCP Keep-Alive] [ACK] Seq=1 Ack=1 Win=17408 Len=0", func(m *seq.Message) {
		m.Count, m.Last = 31, m.Last.Add(90*time.Second)
	})
	d.send(100_000_000, proxy, client, "[FIN, ACK] Seq=1 Ack=242 Win=501 Len=0", nil)
	d.send(40, client, proxy, "[RST] Seq=242 Win=0 Len=0", nil)
	d.send(40, proxy, client, "[RST, ACK] Seq=242 Ack=1 Win=0 Len=0", nil)
	d.gap(26 * time.Hour)
	d.send(0, client, proxy, "[FIN] Seq=1 Win=501 Len=0", nil)
	d.end(seq.End{Lost: 4})
}

// scripts has a text of each way of writing, and texts that mean harm.
func scripts(d *diagram) {
	d.captures("世界.pcap")
	const japan, egypt, india = "東京サーバー|2001:db8::1", "القاهرة|192.0.2.7", "दिल्ली"
	d.send(0, japan, egypt, "接続が確立されました", nil)
	d.send(100, egypt, japan, "مرحبا 123 بالعالم", nil)
	d.send(100, egypt, india, "e\u0301cole — naïve ﬁn", nil)
	d.send(100, india, japan, "नमस्ते दुनिया", nil)
	d.send(100, japan, india, "👍🏽 👨‍👩‍👧 🇯🇵 ok", nil)
	d.send(100, japan, egypt, "red \x1b[31mtext\x1b[0m\a \r\n\t \u009b2J", nil)
	d.send(100, egypt, japan, "evil \u202etxt.exe\u202c \u2066x\u2069 \ufeff\u00ad", nil)
	d.send(100, japan, japan, "\xff\xfe not UTF-8 \x00", nil)
	d.send(100, india, india, "שלום", nil)
	d.end(seq.End{})
}

// sightings comes from two captures, put together.
func sightings(d *diagram) {
	offset := 9*time.Hour + 20934*time.Millisecond
	d.check(d.Capture(seq.Capture{Index: 0, Name: "client.pcap", Packets: 3, Align: &seq.Alignment{}}))
	d.check(d.Capture(seq.Capture{Index: 1, Name: "server.pcap", Packets: 2, Align: &seq.Alignment{Offset: offset, Error: 310 * time.Microsecond}}))
	both := func(m *seq.Message) { m.Seen = []seq.Sighting{{}, {Capture: 1}} }
	d.send(0, client, server, "[SYN] Seq=0", both)
	d.send(10_000, server, client, "[SYN, ACK] Seq=0 Ack=1", both)
	d.send(10_000, client, server, "[ACK] Seq=1 Ack=1", lost)
	d.send(10_000, server, server, "only there", func(m *seq.Message) { m.Seen[0].Capture, m.Packet.Capture = 1, 1 })
	d.end(seq.End{Packets: 6, PerCapture: []int{3, 3}, Lost: 1})
}

// dozen comes from twelve captures.
func dozen(d *diagram) {
	var names []string
	for i := range 12 {
		names = append(names, fmt.Sprintf("node-%d.csv", i+1))
	}
	d.captures(names...)
	for i := range names {
		d.send(100, client, server, "hop", func(m *seq.Message) {
			m.Packet.Capture, m.Seen[0].Capture = i, i
			if i%5 == 1 {
				m.Seen = append(m.Seen, seq.Sighting{Capture: i + 1})
			}
		})
	}
	d.end(seq.End{PerCapture: make([]int, len(names))})
}

// clocks has times that tell no date, and none at all.
func clocks(d *diagram) {
	d.captures("mixed.csv")
	at := func(clock seq.Clock, ns int64) func(*seq.Message) {
		return func(m *seq.Message) { m.Sent = seq.Time{NS: ns, Clock: clock, Digits: 3} }
	}
	const hour = int64(time.Hour)
	d.send(0, client, server, "elapsed", at(seq.ElapsedClock, 1_500_000_000))
	d.send(0, client, server, "a microsecond less than ten seconds later", at(seq.ElapsedClock, 11_499_999_000))
	d.send(0, client, server, "ten seconds, as good as", at(seq.ElapsedClock, 21_499_998_500))
	d.send(0, client, server, "before zero", at(seq.ElapsedClock, -1_000_000))
	d.send(0, client, server, "no time", at(seq.NoClock, 0))
	d.send(0, client, server, "time of day", at(seq.DaytimeClock, 23*hour))
	d.send(0, client, server, "the day after", at(seq.DaytimeClock, 24*hour))
	d.send(0, client, server, "much later", at(seq.DaytimeClock, 24_000*hour))
	d.end(seq.End{})
}

// crowd has 25 hosts, of which a few are busy.
func crowd(d *diagram) {
	d.captures("crowd.pcap")
	for i := range 120 {
		peer := hosts25[(i*i)%len(hosts25)]
		d.send(50, hosts25[i%2], peer, "Standard query 0x1f2e A example.com", nil)
		d.send(700, peer, hosts25[i%2], "Standard query response 0x1f2e A example.com A 203.0.113.80", nil)
	}
	d.send(50, hosts25[23], hosts25[24], "the last two", nil)
	d.end(seq.End{})
}

// neighbours find each other's addresses before they talk, and somebody else is
// heard of once.
func neighbours(d *diagram) {
	const all, a, b = "ff:ff:ff:ff:ff:ff", "02:01:00:00:01:45", "02:01:00:00:01:75"
	const me, gateway = "192.168.10.10", "192.168.10.1"
	d.captures("neighbours.pcap")
	d.send(0, a, all, "Who has 192.168.10.1? Tell 192.168.10.10", nil)
	d.send(100, b, a, "192.168.10.1 is at 02:01:00:00:01:75", nil)
	d.send(10, me, gateway, "[SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM", nil)
	for i := range 40 {
		d.send(900, gateway, me, fmt.Sprintf("[ACK] Seq=1 Ack=%d Win=65536 Len=0 TSval=3789645737 TSecr=1029649668", 100+i), nil)
		d.send(50, me, gateway, fmt.Sprintf("GET http://www.example.test/%d HTTP/1.1", i), nil)
	}
	d.send(100, gateway, "2001:db8:85a3::8a2e:370:7334", "Echo (ping) request", nil)
	d.end(seq.End{})
}

var hosts25 = func() (names []string) {
	for i := range 25 {
		names = append(names, "host-"+string(rune('a'+i))+".example.com")
	}
	return names
}()

func TestGolden(t *testing.T) {
	terminal := func(width, height int) func() (int, int) { return func() (int, int) { return width, height } }
	for _, c := range []struct {
		name   string
		events func(*diagram)
		opts   output.Options
	}{
		{"connection", connection, output.Options{}},
		{"connection-80", connection, output.Options{Screen: output.Screen{Width: 80}}},
		{"connection-200", connection, output.Options{Screen: output.Screen{Width: 200}, Title: "Why the proxy gave up"}},
		{"connection-ascii", connection, output.Options{Screen: output.Screen{ASCII: true}, Filter: "tcp.port == 53833"}},
		{"connection-40", connection, output.Options{Screen: output.Screen{Width: 1}}},
		{"connection-256", connection, output.Options{Screen: output.Screen{Colors: 256}}},
		{"connection-16", connection, output.Options{Screen: output.Screen{Colors: 16}}},
		{"connection-relative", connection, output.Options{Time: output.TimeRelative, Number: true}},
		{"connection-none", connection, output.Options{Time: output.TimeNone}},
		{"connection-live", connection, output.Options{Screen: output.Screen{Live: true, Size: terminal(100, 14)}}},
		{"scripts", scripts, output.Options{}},
		{"scripts-ascii", scripts, output.Options{Screen: output.Screen{ASCII: true}}},
		{"scripts-terminal", scripts, output.Options{Screen: output.Screen{Colors: 256, Cursor: true, Live: true, Size: terminal(100, 40)}}},
		{"sightings", sightings, output.Options{}},
		{"dozen", dozen, output.Options{}},
		{"clocks", clocks, output.Options{}},
		{"crowd", crowd, output.Options{}},
		{"crowd-live", crowd, output.Options{Screen: output.Screen{Live: true, Size: terminal(90, 50)}}},
		{"neighbours", neighbours, output.Options{}},
		{"neighbours-80", neighbours, output.Options{Screen: output.Screen{Width: 80}}},
		{"neighbours-ascii", neighbours, output.Options{Screen: output.Screen{ASCII: true}}},
		{"neighbours-live", neighbours, output.Options{Screen: output.Screen{Live: true, Size: terminal(120, 24)}}},
		{"empty", func(d *diagram) { d.captures("-"); d.end(seq.End{}) }, output.Options{}},
		{"silent", func(d *diagram) {
			d.captures("-")
			d.host(client)
			d.host(farm)
			d.end(seq.End{})
		}, output.Options{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.opts.Zone = time.UTC
			var s sheet
			c.events(newDiagram(t, Format.New(&s, c.opts)))
			golden(t, c.name, s.String())
		})
	}
}

// golden compares a ladder with the one in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// Lifelines where nothing is sent give their room to those that talk, before any
// label is cut, and their own labels and names are still there in full.
func TestIdleLifelinesGiveRoom(t *testing.T) {
	for _, screen := range []output.Screen{{}, {ASCII: true}, {Live: true}, {Live: true, ASCII: true}} {
		t.Run(fmt.Sprintf("live=%v,ascii=%v", screen.Live, screen.ASCII), func(t *testing.T) {
			var s sheet
			neighbours(newDiagram(t, Format.New(&s, output.Options{Screen: screen, Zone: time.UTC})))
			got := s.String()
			if strings.Contains(got, "cut (") {
				t.Errorf("labels are cut:\n%s", got)
			}
			for _, want := range []string{
				" Who has 192.168.10.1? Tell 192.168.10.10 ", " 192.168.10.1 is at 02:01:00:00:01:75 ",
				"02:01:00:00:01:45", "ff:ff:ff:ff:ff:ff", "02:01:00:00:01:75", "192.168.10.10",
			} {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not in\n%s", want, got)
				}
			}
		})
	}
}

// What is idle is found by what was sent lately: two hosts of a live diagram that
// no longer talk give their room to others.
func TestLiveLifelinesFallIdle(t *testing.T) {
	var s sheet
	l := newLadder(&s, output.Options{Screen: output.Screen{Live: true, Size: func() (int, int) { return 120, 24 }}}).(*ladder)
	d := newDiagram(t, l)
	d.captures("-")
	for range 20 {
		d.send(10, "a", "b", "a label of some forty cells of the screen", nil)
	}
	for range 3 * window {
		d.send(10, "b", "c", strings.Repeat("a long label ", 6), nil)
	}
	if gap := l.at[1] - l.at[0]; gap != idlePitch {
		t.Errorf("the idle gap has %d cells, want %d", gap, idlePitch)
	}
	s.Reset()
	d.send(10, "b", "c", strings.Repeat("a long label ", 6), nil)
	if strings.Contains(s.String(), "…") {
		t.Errorf("the label is cut: %s", s.String())
	}
}
