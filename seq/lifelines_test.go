package seq_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// participants returns who is introduced, each with the name and addresses that
// are told last.
func participants(t *testing.T, o seq.Options, packets ...seq.Packet) string {
	t.Helper()
	var w roster
	if _, err := seq.Build(&w, &list{packets: packets}, o); err != nil {
		t.Fatal(err)
	}
	return strings.Join(w.lines, "\n")
}

// A roster is a Writer that keeps the participants.
type roster struct {
	nothing
	lines []string
}

func (r *roster) Participant(p seq.Participant) error {
	if p.Index == len(r.lines) {
		r.lines = append(r.lines, "")
	}
	r.lines[p.Index] = fmt.Sprintf("%q %s", p.Name, strings.Join(p.Addresses, " "))
	return nil
}

func TestLifelines(t *testing.T) {
	var names seq.Names
	names.Add(seq.AllCaptures, "192.168.1.3", `The "Client" -> ;`+"\n")
	names.Add(0, "10.0.0.1", "Proxy, inside")
	names.Add(1, "10.0.0.1", "Server")
	names.Add(seq.AllCaptures, "10.0.0.2", "Proxy, inside")
	names.Add(seq.AllCaptures, "10.0.0.2:443", "Web")
	names.Add(seq.AllCaptures, "02:00:00:00:00:01", "Card")
	packets := []seq.Packet{
		{Source: "192.168.1.3", Destination: "192.168.1.35", SourceMAC: "02:00:00:00:00:01"},
		{Source: "10.0.0.1", Destination: "10.0.0.2", DestinationMAC: "02:00:00:00:00:02", Known: seq.KnowsPorts, SourcePort: 80, DestinationPort: 443},
		{Capture: 1, Source: "10.0.0.1", Destination: "fe80::1", Known: seq.KnowsPorts, SourcePort: 80, DestinationPort: 0},
		{Capture: 1, Source: "10.0.0.2", Destination: "192.168.1.3"},
		{Capture: 1, Source: "", Destination: "?"},
	}
	for by, want := range map[seq.By]string{
		seq.ByHost: `"The \"Client\" -> ;\n" 192.168.1.3
"192.168.1.35" 192.168.1.35
"Proxy, inside" 10.0.0.1 10.0.0.2
"Server" 10.0.0.1
"fe80::1" fe80::1
"?" ?`,
		seq.ByPort: `"The \"Client\" -> ;\n" 192.168.1.3
"192.168.1.35" 192.168.1.35
"Proxy, inside:80" 10.0.0.1:80
"Web" 10.0.0.2:443
"Server:80" 10.0.0.1:80
"[fe80::1]:0" [fe80::1]:0
"Proxy, inside" 10.0.0.2
"?" ?`,
		seq.ByMAC: `"Card" 02:00:00:00:00:01
"192.168.1.35" 192.168.1.35
"Proxy, inside" 10.0.0.1 10.0.0.2
"02:00:00:00:00:02" 02:00:00:00:00:02
"Server" 10.0.0.1
"fe80::1" fe80::1
"The \"Client\" -> ;\n" 192.168.1.3
"?" ?`,
	} {
		if got := participants(t, seq.Options{By: by, Names: &names}, packets...); got != want {
			t.Errorf("by %d:\n%s\nwant:\n%s", by, got, want)
		}
	}
}

// Ends that fall into one place of the builder's cache are told apart.
func TestManyLifelines(t *testing.T) {
	var packets []seq.Packet
	for round := range 2 {
		for i := range 3000 {
			packets = append(packets, seq.Packet{Number: round, Source: fmt.Sprintf("10.0.%d.%d", i/256, i%256), Destination: "x"})
		}
	}
	for port := range 300 {
		packets = append(packets, seq.Packet{Known: seq.KnowsPorts, Source: "10.0.0.1", SourcePort: uint16(port), Destination: "x"})
	}
	if n := strings.Count(participants(t, seq.Options{By: seq.ByPort}, packets[6000:]...), "\n"); n != 300 {
		t.Errorf("%d lifelines of ports", n)
	}
	got := strings.Split(participants(t, seq.Options{}, packets...), "\n")
	if len(got) != 3001 {
		t.Fatalf("%d lifelines", len(got))
	}
	for i, line := range slices.Delete(got, 1, 2) {
		address := fmt.Sprintf("10.0.%d.%d", i/256, i%256)
		if want := fmt.Sprintf("%q %s", address, address); line != want {
			t.Fatalf("lifeline %d: %s, want %s", i, line, want)
		}
	}
}

// A name with many addresses has each of them once, in the order in which they came.
func TestManyAddresses(t *testing.T) {
	var names seq.Names
	var packets []seq.Packet
	want := `"x" x` + "\n" + `"site"`
	for i := range 30 {
		address := fmt.Sprintf("10.0.0.%d", i)
		names.Add(seq.AllCaptures, address, "site")
		for capture := range 2 {
			packets = append(packets, seq.Packet{Capture: capture, Source: "x", Destination: address})
		}
		want += " " + address
	}
	if got := participants(t, seq.Options{Names: &names}, packets...); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Two captures around midnight tell no date, and may be a day apart.
func TestRemarkOnMidnight(t *testing.T) {
	for hours, want := range map[int]bool{0: false, 12: false, 13: true, 23: true} {
		var remarks []string
		o := seq.Options{Remark: func(s string) { remarks = append(remarks, s) }}
		late := seq.Time{Clock: seq.DaytimeClock}.Add(time.Duration(hours) * time.Hour)
		participants(t, o, seq.Packet{Time: seq.Time{Clock: seq.DaytimeClock}}, seq.Packet{Capture: 1, Time: late})
		if got := len(remarks) == 1 && strings.Contains(remarks[0], "midnight"); got != want {
			t.Errorf("%d hours apart: %q", hours, remarks)
		}
	}
}

func TestRemarksOnClocks(t *testing.T) {
	at := func(capture int, clock seq.Clock) seq.Packet {
		return seq.Packet{Capture: capture, Time: seq.Time{Clock: clock}}
	}
	captures := []seq.Capture{{Index: 0, Name: "a.csv"}, {Index: 1, Name: "b.csv"}}
	aligned := []seq.Capture{{Index: 0, Name: "a.csv", Align: &seq.Alignment{}}, {Index: 1, Name: "b.csv", Align: &seq.Alignment{}}}
	shifted := []seq.Capture{{Index: 0, Name: "a.csv", Shift: -time.Second}, {Index: 1, Name: "b.csv"}}
	for _, c := range []struct {
		captures []seq.Capture
		a, b     seq.Clock
		want     string
	}{
		{captures, seq.AbsoluteClock, seq.AbsoluteClock, ""},
		{captures, seq.DaytimeClock, seq.DaytimeClock, ""},
		{captures, seq.AbsoluteClock, seq.ElapsedClock, "a.csv and b.csv have times of different kinds (absolute and elapsed)"},
		{captures, seq.ElapsedClock, seq.ElapsedClock, "--offset"},
		{aligned, seq.ElapsedClock, seq.ElapsedClock, ""},
		{shifted, seq.ElapsedClock, seq.ElapsedClock, ""},
		{[]seq.Capture{aligned[1], captures[1]}, seq.ElapsedClock, seq.ElapsedClock, ""},
		{captures, seq.NoClock, seq.NoClock, "no times"},
		{nil, seq.NoClock, seq.DaytimeClock, "the first packets of capture 1 have no time, so they come before those of capture 2"},
		{captures, seq.ElapsedClock, seq.NoClock, "the first packets of b.csv have no time, so they come before those of a.csv"},
	} {
		var remarks []string
		o := seq.Options{Captures: c.captures, Remark: func(s string) { remarks = append(remarks, s) }}
		participants(t, o, at(0, c.a), at(0, c.a), at(1, c.b), at(1, c.b), at(0, c.a))
		if got := len(remarks); c.want != "" {
			participants(t, o, at(0, c.a), at(1, c.b), at(2, c.a), at(3, c.b))
			if len(remarks) != 2*got {
				t.Errorf("four captures: %q", remarks[got:])
			}
			remarks = remarks[:got]
		}
		got := strings.Join(remarks, "|")
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) || len(remarks) > 1 {
			t.Errorf("%s and %s: %q, want %q", c.a, c.b, got, c.want)
		}
	}
}

func TestRemarkOnPacketsWithoutPorts(t *testing.T) {
	tcp := seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2", SourcePort: 1234, DestinationPort: 80, Known: seq.KnowsPorts}
	icmp := seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2"}
	for _, c := range []struct {
		by   seq.By
		want string
	}{
		{seq.ByHost, ""},
		{seq.ByPort, "1 of 3 packets tell no ports: they are drawn by host"},
		{seq.ByMAC, "3 of 3 packets tell no MAC addresses: they are drawn by host"},
	} {
		var remarks []string
		participants(t, seq.Options{By: c.by, Remark: func(s string) { remarks = append(remarks, s) }}, tcp, icmp, tcp)
		if got := strings.Join(remarks, "|"); got != c.want {
			t.Errorf("by %d: %q, want %q", c.by, got, c.want)
		}
	}
}
