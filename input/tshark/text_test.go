package tshark

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// read returns the packets of a capture, what was reported, and the error that
// it ended with if that is not io.EOF.
func read(f input.Format, r io.Reader) (packets []seq.Packet, reports []string, err error) {
	in := f.New(r, input.Options{Name: "x", Zone: time.UTC, Report: func(err error) { reports = append(reports, err.Error()) }})
	var p seq.Packet
	for {
		err := in.Read(&p)
		if err == io.EOF {
			return packets, reports, nil
		}
		if err != nil {
			return packets, reports, err
		}
		packets = append(packets, p)
	}
}

// readText is read of a text in which all is right.
func readText(t *testing.T, f input.Format, text string) []seq.Packet {
	t.Helper()
	packets, reports, err := read(f, strings.NewReader(text))
	if err != nil || len(reports) > 0 {
		t.Fatalf("%s\n%q, %v", text, reports, err)
	}
	return packets
}

// row is what the columns of a packet say.
type row struct {
	number                        int
	source, destination, protocol string
	length                        int
	info                          string
}

func rowOf(p seq.Packet) row {
	return row{p.Number, p.Source, p.Destination, p.Protocol, p.Length, p.Info}
}

// All but the last group were written by tshark 4.0.
func TestTextRows(t *testing.T) {
	for _, c := range []struct {
		line string
		want row
	}{
		{"    3   0.020600 192.168.10.10 → 192.168.10.80 ICMP 98 Echo (ping) request  id=0x4074, seq=1/256, ttl=64",
			row{3, "192.168.10.10", "192.168.10.80", "ICMP", 98, "Echo (ping) request  id=0x4074, seq=1/256, ttl=64"}},
		{"  104  34.134412     10.0.0.1 → 10.0.0.2     TCP 60 80 → 1923 [ACK] Seq=1 Ack=1 Win=1 Len=0",
			row{104, "10.0.0.1", "10.0.0.2", "TCP", 60, "80 → 1923 [ACK] Seq=1 Ack=1 Win=1 Len=0"}},
		{"    3 158.875408 fe80::a667:6ff:fef7:ec54 → ff02::fb     MDNS 389 Standard query response 0x0000 PTR",
			row{3, "fe80::a667:6ff:fef7:ec54", "ff02::fb", "MDNS", 389, "Standard query response 0x0000 PTR"}},
		{"    1   0.000000 02:01:00:00:01:45 → ff:ff:ff:ff:ff:ff ARP 42 Who has 192.168.10.80? Tell 192.168.10.10",
			row{1, "02:01:00:00:01:45", "ff:ff:ff:ff:ff:ff", "ARP", 42, "Who has 192.168.10.80? Tell 192.168.10.10"}},
		{"    1   0.000000 MS-NLB-PhysServer-01_01:45 → Broadcast    ARP 42 Who has 192.168.10.80? Tell 192.168.10.10",
			row{1, "MS-NLB-PhysServer-01_01:45", "Broadcast", "ARP", 42, "Who has 192.168.10.80? Tell 192.168.10.10"}},
		{"    2   0.002066              → WistronN_c0:46:0a (90:a4:de:c0:46:0a) (RA) 802.11 103 Acknowledgement, Flags=........C",
			row{2, "", "WistronN_c0:46:0a (90:a4:de:c0:46:0a) (RA)", "802.11", 103, "Acknowledgement, Flags=........C"}},
		{"    5 1543.706702 8e:36:06:44:ac:af →              ARP 48 Who has 192.0.2.2? Tell 192.0.2.1",
			row{5, "8e:36:06:44:ac:af", "", "ARP", 48, "Who has 192.0.2.2? Tell 192.0.2.1"}},
		{"    1                 0.0.0.0 → 255.255.255.255 DHCP 314 DHCP Discover - Transaction ID 0x3d1d",
			row{1, "0.0.0.0", "255.255.255.255", "DHCP", 314, "DHCP Discover - Transaction ID 0x3d1d"}},
		{"    5   2.425000 cc:05:0e:88:00:00 → ca:01:0e:88:00:06 PPP LCP 60 Configuration Request",
			row{5, "cc:05:0e:88:00:00", "ca:01:0e:88:00:06", "PPP LCP", 60, "Configuration Request"}},
		{"    1   0.000000   10.0.255.2 → 172.16.11.2  GTP <UDP> 936 2002 → 2003 Len=850",
			row{1, "10.0.255.2", "172.16.11.2", "GTP <UDP>", 936, "2002 → 2003 Len=850"}},
		{"  249 2.851159651    60.60.0.1 → 60.60.0.101  GTP <ICMP> 132 Echo (ping) request  id=0x306a",
			row{249, "60.60.0.1", "60.60.0.101", "GTP <ICMP>", 132, "Echo (ping) request  id=0x306a"}},
		{"    7   0.000000     10.0.0.1 → 10.0.0.2     TCP 60 ", row{7, "10.0.0.1", "10.0.0.2", "TCP", 60, ""}},
		{"    7   0.000000     10.0.0.1 → 10.0.0.2     SMTP 75 C: MAIL FROM:<é→ü> → x\\n 5",
			row{7, "10.0.0.1", "10.0.0.2", "SMTP", 75, "C: MAIL FROM:<é→ü> → x\\n 5"}},
		// columns in another order, and fewer
		{"    1 ff02::1:ff00:1 ← 2001:db8:10::10 ICMPv6 86 Neighbor Solicitation",
			row{1, "2001:db8:10::10", "ff02::1:ff00:1", "ICMPv6", 86, "Neighbor Solicitation"}},
		{"  0.000000 02:01:00:00:01:45 → ff:ff:ff:ff:ff:ff ARP 42 Who has", row{1, "02:01:00:00:01:45", "ff:ff:ff:ff:ff:ff", "ARP", 42, "Who has"}},
		{"    9   0.000000 02:01:00:00:01:45 → ff:ff:ff:ff:ff:ff ARP Who has 1?", row{9, "02:01:00:00:01:45", "ff:ff:ff:ff:ff:ff", "ARP", -1, "Who has 1?"}},
		{"    9   0.000000     10.0.0.1 → 10.0.0.2     TCP 80 → 1923 [ACK] Seq=1", row{9, "10.0.0.1", "10.0.0.2", "TCP", -1, "80 → 1923 [ACK] Seq=1"}},
		// what older versions and other programs write
		{"  1   0.000000 192.168.1.3 -> 192.168.1.62 TCP 66 53833 → 3128 [SYN] Seq=0", row{1, "192.168.1.3", "192.168.1.62", "TCP", 66, "53833 → 3128 [SYN] Seq=0"}},
		{"1 0.000000 192.168.1.3 > 192.168.1.62 TCP 66 53833 > 3128 [SYN] Seq=0", row{1, "192.168.1.3", "192.168.1.62", "TCP", 66, "53833 → 3128 [SYN] Seq=0"}},
		{"    8   0.000000     My Phone → Home Router  TCP 66 1 → 2 [SYN]", row{8, "My Phone", "Home Router", "TCP", 66, "1 → 2 [SYN]"}},
		{"    8   0.000000     My Phone → The Big Home Router TCP 66 1 → 2 [SYN]", row{8, "My Phone", "The Big Home Router", "TCP", 66, "1 → 2 [SYN]"}},
		{"    8   0.000000 localhost () → Apple_12:34:56 (Jo's Phone) L2CAP 66 Sent", row{8, "localhost ()", "Apple_12:34:56 (Jo's Phone)", "L2CAP", 66, "Sent"}},
	} {
		packets := readText(t, Text, c.line+"\n")
		if len(packets) != 1 || rowOf(packets[0]) != c.want {
			t.Errorf("%s\ngot  %+v\nwant %+v", c.line, packets, c.want)
		}
		if !Text.Detect([]byte(c.line)) {
			t.Errorf("not detected: %s", c.line)
		}
	}
}

// What the rows before show makes a row clear.
func TestTextLearns(t *testing.T) {
	packets := readText(t, Text, ""+
		"    1   0.000000 The Long Name → Broadcast    ARP 42 Who has\n"+
		"    2   0.000000     10.0.0.1 → The Long Name FOO BAR BAZ 60 Some words 7\n"+
		"    3   0.000000     10.0.0.1 → 10.0.0.2     FOO BAR 61 Other words 7\n")
	want := []row{
		{1, "The Long Name", "Broadcast", "ARP", 42, "Who has"},
		{2, "10.0.0.1", "The Long Name", "FOO BAR BAZ", 60, "Some words 7"},
		{3, "10.0.0.1", "10.0.0.2", "FOO BAR", 61, "Other words 7"},
	}
	for i, p := range packets {
		if rowOf(p) != want[i] {
			t.Errorf("got  %+v\nwant %+v", p, want[i])
		}
	}
}

// Every form of tshark -t and -u.
func TestTextTimes(t *testing.T) {
	const noon = 1795388025_557500000
	for _, c := range []struct {
		times []string
		want  []int64
		clock seq.Clock
	}{
		{[]string{"22:53:45.557500"}, []int64{82425_557500000}, seq.DaytimeClock},
		{[]string{"2026-11-22 22:53:45.557500"}, []int64{noon}, seq.AbsoluteClock},
		{[]string{"2026-11-22 22:53:45.557500Z"}, []int64{noon}, seq.AbsoluteClock},
		{[]string{"2026/326 22:53:45.557500"}, []int64{noon}, seq.AbsoluteClock},
		{[]string{"1795388025.557500"}, []int64{noon}, seq.AbsoluteClock},
		{[]string{"  0.000000", "  0.020583", "  0.020600"}, []int64{0, 20583000, 20600000}, seq.ElapsedClock},
		{[]string{"  0.000000", "  0.020583", "  0.000017"}, []int64{0, 20583000, 20600000}, seq.ElapsedClock},
		{[]string{"  0,000000", "  0,020583"}, []int64{0, 20583000}, seq.ElapsedClock},
		{[]string{" 0.000000s", "1m 47.344218s", "1h  0m  0.5s"}, []int64{0, 107344218000, 3600500000000}, seq.ElapsedClock},
		{[]string{"  0.000000", " -0.500000"}, []int64{0, -500000000}, seq.ElapsedClock},
		{[]string{" 0.000000s", "- 2.500000s"}, []int64{0, -2500000000}, seq.ElapsedClock},
		{[]string{"          "}, []int64{0}, seq.NoClock},
	} {
		text := ""
		for _, time := range c.times {
			text += "    1 " + time + "     10.0.0.1 → 10.0.0.2     TCP 60 x\n"
		}
		var got []int64
		for _, p := range readText(t, Text, text) {
			if got = append(got, p.Time.NS); p.Time.Clock != c.clock || p.Source != "10.0.0.1" {
				t.Errorf("%q: %+v, want clock %d", c.times, p, c.clock)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.times, got, c.want)
		}
	}
}

// What tshark says beside the packets is passed over, and anything else is
// reported with its line.
func TestTextNotices(t *testing.T) {
	const packet = "    1   0.000000     10.0.0.1 → 10.0.0.2     TCP 60 x\n"
	packets, reports, err := read(Text, strings.NewReader(string(bom)+
		"Running as user \"root\" and group \"root\". This could be dangerous.\r\n"+
		"Capturing on 'Loopback: lo'\n"+
		" ** (tshark:29168) 07:34:05.360213 [Main MESSAGE] -- Capture started.\n"+
		packet+"\n"+packet+
		"rest of a line\n"+
		"tshark: The file \"x.pcap\" appears to have been cut short in the middle of a packet.\n"+
		"tshark: \n2 packets captured\n1 packet dropped from lo\n"+packet+
		"79 packets of biscuits\n"))
	if err != nil || len(packets) != 3 {
		t.Errorf("%d packets, %v", len(packets), err)
	}
	want := []string{
		`x:7: not a packet of tshark's list: "rest of a line"`,
		`x:8: tshark says: The file "x.pcap" appears to have been cut short in the middle of a packet.`,
		`x:13: not a packet of tshark's list: "79 packets of biscuits"`,
	}
	if !slices.Equal(reports, want) {
		t.Errorf("reports %q\nwant %q", reports, want)
	}
}

func TestTextRefuses(t *testing.T) {
	for _, line := range []string{
		"", " ", "7", "    1   0.000000", "    1   0.000000     10.0.0.1",
		"11:14:45.493525 IP 192.168.1.3.53833 > 192.168.1.62.3128: Flags [S], seq 1",
		"11:14:45.493525 02:01:00:00:01:45 > 02:01:00:00:01:76, ethertype IPv4 (0x0800), length 98: x",
		"    0   0.000000     10.0.0.1 → 10.0.0.2     TCP 60 x",
		"99999999999   0.000000     10.0.0.1 → 10.0.0.2     TCP 60 x",
		"1 0.000000 10.0.0.1 10.0.0.2 TCP 74 80 → 56392 [SYN] Seq=0",
		"1\t  0.000000\t10.0.0.1\t→\t10.0.0.2\tTCP\t74\t80 → 56392",
		`"1","0.000000","10.0.0.1","10.0.0.2","TCP","74","80 → 56392"`,
		"1,0.000000,10.0.0.1,10.0.0.2,TCP,74,80 → 56392 [SYN]",
		"Frame 1: 42 bytes on wire (336 bits), 42 bytes captured (336 bits)",
		"|0.545909 |         80 → 56426 [FIN, ACK          |TCP: 80 → 56426",
		"    1   0.000000     10.0.0.1 → ",
	} {
		packets, reports, err := read(Text, strings.NewReader(line+"\n"))
		if len(packets) > 0 || err != nil || strings.Trim(line, " ") != "" && len(reports) != 1 {
			t.Errorf("%q: %+v, %q, %v", line, packets, reports, err)
		}
		if Text.Detect([]byte(line + "\n")) {
			t.Errorf("detected: %q", line)
		}
	}
}
