package main

import (
	"io"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

// A list is a Reader of packets that are there.
type list struct {
	packets []seq.Packet
	reads   int
}

func (l *list) Read(p *seq.Packet) error {
	if l.reads == len(l.packets) {
		return io.EOF
	}
	*p = l.packets[l.reads]
	l.reads++
	return nil
}

func tcp(source string, flags seq.TCPFlags) seq.Packet {
	return seq.Packet{Source: source, Destination: "d", Known: seq.KnowsFlags, Flags: flags}
}

func TestFirstConnection(t *testing.T) {
	other := seq.Packet{Source: "other"}
	many := make([]seq.Packet, lookAhead+1)
	late := append(many[:lookAhead:lookAhead], tcp("late", seq.FlagSYN))
	for _, test := range []struct {
		name    string
		packets []seq.Packet
		want    string
		reads   int
	}{
		{"first", []seq.Packet{tcp("a", seq.FlagSYN), other}, "a", 1},
		{"later", []seq.Packet{other, tcp("b", seq.FlagACK), tcp("a", seq.FlagSYN), other}, "a", 3},
		{"the answer only", []seq.Packet{other, tcp("b", seq.FlagSYN|seq.FlagACK)}, "other", 2},
		{"no TCP", []seq.Packet{other, other}, "other", 2},
		{"too late", late, "", lookAhead},
	} {
		in := &list{packets: test.packets}
		first, again, err := firstConnection(in)
		if err != nil || first.Source != test.want || in.reads != test.reads {
			t.Errorf("%s: %q after %d packets, %v; want %q after %d", test.name, first.Source, in.reads, err, test.want, test.reads)
		}
		var p seq.Packet
		for i := range test.packets {
			if err := again.Read(&p); err != nil || p.Source != test.packets[i].Source {
				t.Fatalf("%s: packet %d comes again as %q, %v", test.name, i, p.Source, err)
			}
		}
		if err := again.Read(&p); err != io.EOF {
			t.Errorf("%s: error %v at the end", test.name, err)
		}
	}
	if _, _, err := firstConnection(&list{}); err != io.EOF {
		t.Errorf("no packets: error %v", err)
	}
}

// TestQuestions holds the words of the original, and what becomes of answers.
func TestQuestions(t *testing.T) {
	var screen strings.Builder
	q, done := newQuestions(stdio{in: strings.NewReader("Web Client\r\n\n  = \"x\"  \n"), err: &screen, inTerminal: true, errTerminal: true})
	defer done()
	names := &seq.Names{}
	for capture, name := range []string{"client.csv", "proxy.csv"} {
		p := seq.Packet{Capture: capture, Source: "192.168.1.3", Destination: "\x1b[1m"}
		if err := q.about(name, p, names); err != nil {
			t.Fatal(err)
		}
	}
	const want = `########################################
file_name:client.csv
########################################
src ip:192.168.1.3 -> src name: ???
input src name > dst ip:\u001b[1m -> dst name: ???
input dst name > 
########################################
file_name:proxy.csv
########################################
src ip:192.168.1.3 -> src name: ???
input src name > dst ip:\u001b[1m -> dst name: ???
input dst name > 

`
	if screen.String() != want {
		t.Errorf("asked\n%s", screen.String())
	}
	for _, test := range []struct {
		capture       int
		address, name string
	}{
		{0, "192.168.1.3", "Web Client"},
		{1, "192.168.1.3", `= "x"`},
		{0, "\x1b[1m", ""},
		{1, "\x1b[1m", ""},
		{2, "192.168.1.3", ""},
	} {
		if got, _ := names.Lookup(test.capture, test.address); got != test.name {
			t.Errorf("capture %d: %q is called %q, want %q", test.capture, test.address, got, test.name)
		}
	}
}
