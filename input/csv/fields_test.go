package csv

import (
	"strings"
	"testing"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// What tshark does not escape is put together again, where the number of columns
// tells what belongs together.
func TestFieldsUnescaped(t *testing.T) {
	const titles = "frame.number,ip.src,_ws.col.Info,ip.dst\n"
	for _, c := range []struct{ name, text, want string }{
		{"Info inside", titles + "1,a,x, \"y\", z,b\n", `x, "y", z`},
		{"quoted", titles + `"1","a","say "hi", "ho"","b"` + "\n", `say "hi", "ho"`},
		{"quoted and like cells", titles + `"1","a","x","y","z","b"` + "\n", `x","y","z`},
		{"quoted by '", strings.ReplaceAll(titles, ",", "|") + `'1'|'a'|'it's | 'x''|'b'` + "\n", `it's | 'x'`},
		{"doubled quotes stay", titles + `"1","a","x ""y"" z","b"` + "\n", `x ""y"" z`},
		{"backslashes stay", titles + `"1","a","x\n\303","b"` + "\n", `x\n\303`},
		{"a quote first", "frame.number\tip.src\tip.dst\t_ws.col.Info\n1\ta\tb\t\"x\ty\n", "\"x\ty"},
		{"Info last", "frame.number;ip.src;ip.dst;_ws.col.Info\n1;a;b;x;y; \"z\n", "x;y; \"z"},
		{"a date with a comma", "ip.src,frame.time,ip.dst,_ws.col.Info\na,Nov 22, 2026 22:53:45.5 UTC,b,x,y\n", "x,y"},
		{"a date with spaces", "ip.src frame.time ip.dst _ws.col.Info\na Nov 22, 2026 22:53:45.5 UTC b x y\n", "x y"},
		{"spaces", "frame.number ip.src ip.dst tcp.stream _ws.col.Info\n1 a b  x y\n", "x y"},
		{"empty", "frame.number|ip.src|ip.dst|_ws.col.Info\n1|a|b|\n", ""},
	} {
		got := one(t, c.text, input.Options{})
		if got.Info != c.want || got.Source != "a" || got.Destination != "b" || got.Number != 1 {
			t.Errorf("%s: %+v, want Info %q", c.name, got, c.want)
		}
		if strings.Contains(c.name, "date") && got.Time.NS != 1795388025_500000000 {
			t.Errorf("%s: time %+v", c.name, got.Time)
		}
	}
}

// Without titles the shape of the first rows tells what the columns are.
func TestShapes(t *testing.T) {
	at := seq.Time{NS: 1795388025_500000000, Clock: seq.AbsoluteClock, Digits: 1}
	const plain = seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq
	for _, c := range []struct {
		text string
		want seq.Packet
	}{
		{"7\t1795388025.5\t10.0.0.1\t10.0.0.2\tTCP\t74\t1 → 2 [SYN] Seq=0", seq.Packet{Number: 7, Time: at, Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "TCP", Length: 74,
			Info: "1 → 2 [SYN] Seq=0", Known: plain, SourcePort: 1, DestinationPort: 2, Flags: seq.FlagSYN}},
		// Spaces and commas would make more cells.
		{"7\tNov 22, 2026 22:53:45.5 UTC\t10.0.0.1\t10.0.0.2\tARP\t42\tWho has 10.0.0.2? Tell 10.0.0.1", seq.Packet{Number: 7, Time: at, Source: "10.0.0.1", Destination: "10.0.0.2",
			Protocol: "ARP", Length: 42, Info: "Who has 10.0.0.2? Tell 10.0.0.1"}},
		{"10.0.0.1;5;10.0.0.2;6", seq.Packet{Number: 1, Source: "10.0.0.1", Destination: "10.0.0.2", Length: -1, Known: seq.KnowsPorts, SourcePort: 5, DestinationPort: 6}},
		{"10.0.0.1,10.0.0.2,5,6,99,0x0010,7,8,9", seq.Packet{Number: 1, Source: "10.0.0.1", Destination: "10.0.0.2", Length: 99, Protocol: "TCP",
			Info:  "5 → 6 [ACK] Seq=7 Ack=8 Len=9",
			Known: plain | seq.KnowsAck | seq.KnowsPayload, SourcePort: 5, DestinationPort: 6, Flags: seq.FlagACK, Seq: 7, Ack: 8, Payload: 9}},
		{"Nov 22, 2026 22:53:45.5 UTC|02:00:00:00:00:01|02:00:00:00:00:02|fe80::1|fe80::2|eth:ethertype:ipv6:udp|99",
			seq.Packet{Number: 1, Time: at, Source: "fe80::1", Destination: "fe80::2", SourceMAC: "02:00:00:00:00:01", DestinationMAC: "02:00:00:00:00:02", Protocol: "UDP", Length: 99}},
		{"'1' '2026-11-22 22:53:45.5' '10.0.0.1' '10.0.0.2' 'GET / it's HTTP/1.1 '", seq.Packet{Number: 1, Time: at, Source: "10.0.0.1", Destination: "10.0.0.2", Length: -1, Info: "GET / it's HTTP/1.1 "}},
		{"    3\t2026-11-22 22:53:45.5\tmy phone    \t→\t            \t802.11\t10\tAcknowledgement", seq.Packet{Number: 3, Time: at, Source: "my phone", Protocol: "802.11", Length: 10, Info: "Acknowledgement"}},
		{"    3\t2026-11-22 22:53:45.5\ta\t←\tb\tARP\tWho has", seq.Packet{Number: 3, Time: at, Source: "b", Destination: "a", Protocol: "ARP", Length: -1, Info: "Who has"}},
		{"1\t172.27.1.66,66.59.111.190\t10.0.0.1,10.0.0.2", seq.Packet{Number: 1, Source: "66.59.111.190", Destination: "10.0.0.2", Length: -1}},
	} {
		if !detect([]byte(c.text + "\n")) {
			t.Errorf("not detected: %s", c.text)
		}
		if got := one(t, c.text+"\n", input.Options{}); got != c.want {
			t.Errorf("%s\ngot  %+v\nwant %+v", c.text, got, c.want)
		}
	}
}

// A column that is empty in the first rows is told by a later one, and one that
// cannot be told by the user.
func TestShapesLearn(t *testing.T) {
	packets, reports, err := read(strings.NewReader(""+
		"1\t02:00:00:00:00:01\t02:00:00:00:00:02\t\t\t7\tWho has\n"+
		"2\t02:00:00:00:00:01\t02:00:00:00:00:02\t10.0.0.1\t10.0.0.2\t8\tx\n"), input.Options{Columns: map[string]string{"6": "tcp.stream"}})
	if err != nil || len(reports) > 0 || len(packets) != 2 {
		t.Fatal(packets, reports, err)
	}
	for i, want := range []seq.Packet{
		{Number: 1, Source: "02:00:00:00:00:01", Destination: "02:00:00:00:00:02", Info: "Who has", Stream: 7},
		{Number: 2, Source: "10.0.0.1", Destination: "10.0.0.2", Info: "x", Stream: 8},
	} {
		want.Length, want.Known = -1, seq.KnowsStream
		want.SourceMAC, want.DestinationMAC = "02:00:00:00:00:01", "02:00:00:00:00:02"
		if packets[i] != want {
			t.Errorf("got  %+v\nwant %+v", packets[i], want)
		}
	}
}
