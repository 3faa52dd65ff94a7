package text

import (
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// merged draws a few messages of two hosts that have addresses of both kinds, with the
// captures at both of them.
func merged(t testing.TB, screen output.Screen) string {
	var s sheet
	d := newDiagram(t, Format.New(&s, output.Options{Screen: screen, Zone: time.UTC}))
	d.captures("client.pcap", "server.pcap")
	hosts := [2]string{"client|02:01:00:00:01:45,192.168.10.10", "server|2001:db8::80,02:01:00:00:01:76,203.0.113.80"}
	for n, label := range []string{"[SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM", "[SYN, ACK] Seq=0 Ack=1 Win=65160 Len=0", "[ACK] Seq=1"} {
		d.send(11000, hosts[n%2], hosts[1-n%2], label, nil)
	}
	d.end(seq.End{})
	return s.String()
}

// Each address has a line of its own, those of IP before those of the link layer.
func TestAddressesInHeads(t *testing.T) {
	got := merged(t, output.Screen{Width: 100})
	at := 0
	for _, want := range []string{"  client  ", "192.168.10.10", "02:01:00:00:01:45"} {
		i := strings.Index(got[at:], want)
		if i < 0 || strings.Count(got, want) != 1 {
			t.Fatalf("%q is not there once, or too early:\n%s", want, got)
		}
		at += i + 1
	}
	lines := strings.Split(got, "\n")
	for n, want := range []string{"server", "2001:db8::80", "203.0.113.80", "02:01:00:00:01:76"} {
		if !strings.HasSuffix(lines[n], want) {
			t.Errorf("line %d does not end in %s:\n%s", n+1, want, got)
		}
	}
	if strings.Contains(got, "head") {
		t.Errorf("no head is cut:\n%s", got)
	}
}

// What does not fit ends in an ellipsis and is counted, each head once.
func TestCutHeads(t *testing.T) {
	got := merged(t, output.Screen{Width: 44})
	for _, want := range []string{"192.168.", "…", "2 heads cut (--width N makes room)"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for line := range strings.Lines(got) {
		if word := strings.TrimSpace(line); strings.HasSuffix(word, ":") || strings.HasSuffix(word, ".") {
			t.Errorf("an address goes on behind the line %q:\n%s", word, got)
		}
	}
}

// Where they would leave no room for the arrows there are no times, which is said.
func TestNarrowWithoutTimes(t *testing.T) {
	got := merged(t, output.Screen{Width: LeastWidth})
	for _, want := range []string{"12  ├", "192.168.10.10", " and all times cut (--width N makes room)"} {
		if !strings.Contains(strings.ReplaceAll(got, "1   ├", "12  ├"), want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "11:14") || strings.Contains(got, "2016") {
		t.Errorf("there are times:\n%s", got)
	}
	if got := merged(t, output.Screen{Width: 100}); !strings.Contains(got, "11:14:45") || strings.Contains(got, "all times") {
		t.Errorf("no times:\n%s", got)
	}
}

// ASCII has a word for the sign of the difference.
func TestUnitsInASCII(t *testing.T) {
	if got := merged(t, output.Screen{Width: 100, ASCII: true}); !strings.Contains(got, "  delta ms  ") {
		t.Errorf("no unit:\n%s", got)
	}
}

// A name that is an address is not broken where it has too little room: it is a stair.
func TestUnnamedAddressesAreWhole(t *testing.T) {
	for width := 60; width < 140; width++ {
		var s sheet
		d := newDiagram(t, Format.New(&s, output.Options{Screen: output.Screen{Width: width}, Zone: time.UTC}))
		d.captures("client.pcap")
		d.send(0, client, "ff:ff:ff:ff:ff:ff", "Who has 192.168.10.53? Tell 192.168.10.10", nil)
		d.send(10, client, "server|2001:db8::80", "Standard query 0x425d A www.example.test OPT", nil)
		d.end(seq.End{})
		if got := s.String(); !strings.Contains(got, "ff:ff:ff:ff:ff:ff") {
			t.Fatalf("at %d:\n%s", width, got)
		}
	}
}
