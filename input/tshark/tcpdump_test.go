package tshark

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

const (
	knowsTCP = seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq | seq.KnowsAck | seq.KnowsPayload
	knowsIP  = seq.KnowsTTL | seq.KnowsIPID
)

// All were written by tcpdump 4.99, with the options that the comments name, but
// some shortened.
func TestTcpdump(t *testing.T) {
	for _, c := range []struct {
		text string
		want seq.Packet
	}{
		{"IP 192.168.10.10.56392 > 192.168.10.80.80: Flags [S], seq 2786372178, win 64240, options [mss 1460,sackOK,TS val 6 ecr 0], length 0",
			seq.Packet{Source: "192.168.10.10", Destination: "192.168.10.80", Protocol: "TCP", Length: -1,
				Info:  "Flags [S], seq 2786372178, win 64240, options [mss 1460,sackOK,TS val 6 ecr 0], length 0",
				Known: knowsTCP &^ seq.KnowsAck, SourcePort: 56392, DestinationPort: 80, Flags: seq.FlagSYN}},
		{"IP 192.168.10.80.80 > 192.168.10.10.56392: Flags [S.], seq 318779225, ack 2786372179, win 65160, length 0",
			seq.Packet{Source: "192.168.10.80", Destination: "192.168.10.10", Protocol: "TCP", Length: -1,
				Info:  "Flags [S.], seq 318779225, ack 2786372179, win 65160, length 0",
				Known: knowsTCP, SourcePort: 80, DestinationPort: 56392, Flags: seq.FlagSYN | seq.FlagACK, Ack: 1}},
		{"IP 10.0.0.1.5 > 10.0.0.2.6: Flags [FPU.EWe], seq 7:9, ack 3, win 1, urg 2, options [x], length 2",
			seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "TCP", Length: -1,
				Info:  "Flags [FPU.EWe], seq 7:9, ack 3, win 1, urg 2, options [x], length 2",
				Known: knowsTCP, SourcePort: 5, DestinationPort: 6, Seq: 7, Ack: 3, Payload: 2,
				Flags: seq.FlagFIN | seq.FlagPSH | seq.FlagURG | seq.FlagACK | seq.FlagECE | seq.FlagCWR | seq.FlagAE}},
		{"IP 10.0.0.1.5 > 10.0.0.2.6: Flags [none], win 1, length 0",
			seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "TCP", Length: -1, Info: "Flags [none], win 1, length 0",
				Known: seq.KnowsPorts | seq.KnowsFlags | seq.KnowsPayload, SourcePort: 5, DestinationPort: 6}},
		{"IP6 ::1.58799 > ::1.8080: Flags [P.], seq 1:41, ack 1, win 512, length 40: HTTP: GET /, length 7",
			seq.Packet{Source: "::1", Destination: "::1", Protocol: "HTTP", Length: -1,
				Info:  "Flags [P.], seq 1:41, ack 1, win 512, length 40: HTTP: GET /, length 7",
				Known: knowsTCP, SourcePort: 58799, DestinationPort: 8080, Flags: seq.FlagPSH | seq.FlagACK, Seq: 1, Ack: 1, Payload: 40}},
		{"IP 192.168.1.31.88 > 192.168.1.32.56676: Flags [R], seq 5, win 0, length 0: HTTP",
			seq.Packet{Source: "192.168.1.31", Destination: "192.168.1.32", Protocol: "HTTP", Length: -1, Info: "Flags [R], seq 5, win 0, length 0: HTTP",
				Known: knowsTCP &^ seq.KnowsAck, SourcePort: 88, DestinationPort: 56676, Flags: seq.FlagRST, Seq: 5}},
		{"IP 10.0.0.1.40000 > 10.0.0.2.http: Flags [.], ack 1, length 0", // without -n
			seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "TCP", Length: -1, Info: "Flags [.], ack 1, length 0",
				Known: seq.KnowsFlags | seq.KnowsAck | seq.KnowsPayload, Flags: seq.FlagACK, Ack: 1}},
		{"IP client.lan.40000 > www.example.com.http: Flags [.], ack 1, length 0",
			seq.Packet{Source: "client.lan", Destination: "www.example.com", Protocol: "TCP", Length: -1, Info: "Flags [.], ack 1, length 0",
				Known: seq.KnowsFlags | seq.KnowsAck | seq.KnowsPayload, Flags: seq.FlagACK, Ack: 1}},
		{"IP client.lan > www.example.com: ICMP echo request, id 1, seq 2, length 64",
			seq.Packet{Source: "client.lan", Destination: "www.example.com", Protocol: "ICMP", Length: -1, Info: "ICMP echo request, id 1, seq 2, length 64"}},
		{"IP 192.168.10.10.56392 > 192.168.10.80.80: tcp 80", // -q
			seq.Packet{Source: "192.168.10.10", Destination: "192.168.10.80", Protocol: "TCP", Length: -1, Info: "tcp 80",
				Known: seq.KnowsPorts | seq.KnowsPayload, SourcePort: 56392, DestinationPort: 80, Payload: 80}},
		{"IP6 ::ffff:10.0.0.1.53 > ::ffff:10.0.0.2.42: UDP, length 1232",
			seq.Packet{Source: "::ffff:10.0.0.1", Destination: "::ffff:10.0.0.2", Protocol: "UDP", Length: -1, Info: "UDP, length 1232",
				Known: seq.KnowsPorts | seq.KnowsPayload, SourcePort: 53, DestinationPort: 42, Payload: 1232}},
		{"IP6 ::ffff:10.0.0.1 > ff02::1:ff0e:4c67: HBH ICMP6, multicast listener report, length 24",
			seq.Packet{Source: "::ffff:10.0.0.1", Destination: "ff02::1:ff0e:4c67", Protocol: "ICMPv6", Length: -1,
				Info: "HBH ICMP6, multicast listener report, length 24"}},
		{"IP 192.168.120.21.53 > 192.168.90.10.64006: 48269*- 1/2/4 SOA (182)",
			seq.Packet{Source: "192.168.120.21", Destination: "192.168.90.10", Protocol: "DNS", Length: -1, Info: "48269*- 1/2/4 SOA (182)",
				Known: seq.KnowsPorts, SourcePort: 53, DestinationPort: 64006}},
		{"IP truncated-ip - 85 bytes missing! 10.0.0.1 > 10.0.0.2: ip-proto-200",
			seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "IPv4", Length: -1, Info: "truncated-ip - 85 bytes missing! ip-proto-200"}},
		{"ARP, Request who-has 10.10.10.251 tell 10.10.10.49, length 28",
			seq.Packet{Source: "10.10.10.49", Destination: "10.10.10.251", Protocol: "ARP", Length: -1, Info: "Request who-has 10.10.10.251 tell 10.10.10.49, length 28"}},
		{"ARP, Reply 10.10.10.251 is-at 00:12:79:80:69:60, length 46",
			seq.Packet{Source: "10.10.10.251", Protocol: "ARP", Length: -1, Info: "Reply 10.10.10.251 is-at 00:12:79:80:69:60, length 46"}},
		{"STP 802.1d, Config, Flags [none]", seq.Packet{Protocol: "STP", Length: -1, Info: "STP 802.1d, Config, Flags [none]"}},
		{"10016360us tsft 1.0 Mb/s 2412 MHz", seq.Packet{Length: -1, Info: "10016360us tsft 1.0 Mb/s 2412 MHz"}},

		// -e
		{"02:01:00:00:01:45 > 02:01:00:00:01:76, ethertype IPv4 (0x0800), length 98: 192.168.10.10 > 192.168.10.80: ICMP echo request, id 1, seq 2, length 64",
			seq.Packet{Source: "192.168.10.10", Destination: "192.168.10.80", Protocol: "ICMP", Length: 98, Info: "ICMP echo request, id 1, seq 2, length 64",
				SourceMAC: "02:01:00:00:01:45", DestinationMAC: "02:01:00:00:01:76"}},
		{"02:01:00:00:01:45 > ff:ff:ff:ff:ff:ff, ethertype ARP (0x0806), length 42: Request who-has 192.168.10.80 tell 192.168.10.10, length 28",
			seq.Packet{Source: "02:01:00:00:01:45", Destination: "ff:ff:ff:ff:ff:ff", Protocol: "ARP", Length: 42, Info: "Request who-has 192.168.10.80 tell 192.168.10.10, length 28",
				SourceMAC: "02:01:00:00:01:45", DestinationMAC: "ff:ff:ff:ff:ff:ff"}},
		{"fe:54:00:8a:1f:0b > 01:80:c2:00:00:00, 802.3, length 38: LLC, dsap STP (0x42) Individual: STP 802.1d, Config",
			seq.Packet{Source: "fe:54:00:8a:1f:0b", Destination: "01:80:c2:00:00:00", Protocol: "LLC", Length: -1, Info: "LLC, dsap STP (0x42) Individual: STP 802.1d, Config",
				SourceMAC: "fe:54:00:8a:1f:0b", DestinationMAC: "01:80:c2:00:00:00"}},
		{"c8:bc:c8:96:d2:a0 > 00:10:db:88:d2:ef, ethertype 802.1Q (0x8100), length 82: vlan 0, p 5, DEI, ethertype IPv4 (0x0800), 10.0.0.1 > 10.0.0.2: ICMP echo reply",
			seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "ICMP", Length: 82, Info: "ICMP echo reply",
				SourceMAC: "c8:bc:c8:96:d2:a0", DestinationMAC: "00:10:db:88:d2:ef"}},

		// -i any
		{"lo    In  IP 10.0.0.1 > 10.0.0.2: ICMP echo reply",
			seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "ICMP", Length: -1, Info: "ICMP echo reply"}},
		{"eth0  Out ifindex 2 46:c1:74:01:43:7f ethertype IPv4 (0x0800), length 74: 10.0.0.1 > 10.0.0.2: ICMP echo reply",
			seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "ICMP", Length: 74, Info: "ICMP echo reply", SourceMAC: "46:c1:74:01:43:7f"}},

		// -v
		{"IP (tos 0x0, ttl 64, id 61319, offset 0, flags [DF], proto TCP (6), length 60)\n" +
			"    192.168.10.10.56392 > 192.168.10.80.80: Flags [.], cksum 0x624a (incorrect -> 0x1), ack 5, win 64240, length 0",
			seq.Packet{Source: "192.168.10.10", Destination: "192.168.10.80", Protocol: "TCP", Length: -1,
				Info:  "Flags [.], cksum 0x624a (incorrect -> 0x1), ack 5, win 64240, length 0",
				Known: knowsTCP&^seq.KnowsSeq | knowsIP, SourcePort: 56392, DestinationPort: 80, Flags: seq.FlagACK, Ack: 5, TTL: 64, IPID: 61319}},
		{"IP6 (class 0x02, flowlabel 0xb9aeb, hlim 63, next-header UDP (17) payload length: 1240) ::1.42086 > ::1.4443: [bad udp cksum 0x04eb -> 0x8208!] UDP, length 1232",
			seq.Packet{Source: "::1", Destination: "::1", Protocol: "UDP", Length: -1, Info: "[bad udp cksum 0x04eb -> 0x8208!] UDP, length 1232",
				Known: seq.KnowsPorts | seq.KnowsPayload | seq.KnowsTTL, SourcePort: 42086, DestinationPort: 4443, Payload: 1232, TTL: 63}},
		{"IP (tos 0x0, ttl 1, id 2, offset 0, flags [none], proto UDP (17), length 328)\n    10.0.0.1.68 > 10.0.0.2.67: BOOTP/DHCP, Request, length 300, xid 0x3d1d\n" +
			"\t  Client-Ethernet-Address 00:0b:82:01:fc:42\n\t\n\t0x0000:  4500",
			seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "DHCP", Length: -1, Info: "BOOTP/DHCP, Request, length 300, xid 0x3d1d",
				Known: seq.KnowsPorts | knowsIP, SourcePort: 68, DestinationPort: 67, TTL: 1, IPID: 2}},
		{"IP (tos 0x0, ttl 1, id 2, offset 0, flags [none], proto EIGRP (88), length 60)\n    10.0.0.1 > 10.0.0.2: 5 x",
			seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "EIGRP", Length: -1, Info: "5 x", Known: knowsIP, TTL: 1, IPID: 2}},
		{"MPLS (label 29, tc 6, [S], ttl 255)\n\tIP (tos 0x0, ttl 9, id 8, offset 0, flags [none], proto ICMP (1), length 60)\n    10.0.0.1 > 10.0.0.2: ICMP echo reply",
			seq.Packet{Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "ICMP", Length: -1, Info: "ICMP echo reply", Known: knowsIP, TTL: 9, IPID: 8}},
		{"02:01:00:00:01:45 > 02:01:00:00:01:76, ethertype IPv4 (0x0800), length 98: (tos 0x0, ttl 64, id 7, offset 0, flags [none], proto ICMP (1), length 84)\n" +
			"    192.168.10.10 > 192.168.10.80: ICMP echo reply",
			seq.Packet{Source: "192.168.10.10", Destination: "192.168.10.80", Protocol: "ICMP", Length: 98, Info: "ICMP echo reply",
				SourceMAC: "02:01:00:00:01:45", DestinationMAC: "02:01:00:00:01:76", Known: knowsIP, TTL: 64, IPID: 7}},
		{"IP (tos 0x0, ttl 64, id 7, offset 0, flags [none], proto ICMP (1), length 84)", // cut off
			seq.Packet{Protocol: "", Length: -1, Info: "IP (tos 0x0, ttl 64, id 7, offset 0, flags [none], proto ICMP (1), length 84)", Known: knowsIP, TTL: 64, IPID: 7}},
	} {
		c.want.Number = 1
		c.want.Time = seq.Time{NS: 1795388025_557500000, Clock: seq.AbsoluteClock, Digits: 6}
		packets := readText(t, Tcpdump, "2026-11-22 22:53:45.557500 "+c.text+"\n")
		if len(packets) != 1 || packets[0] != c.want {
			t.Errorf("%s\ngot  %+v\nwant %+v", c.text, packets, c.want)
		}
	}
}

// Every form of time, with and without -#.
func TestTcpdumpTimes(t *testing.T) {
	const body = " IP 10.0.0.1 > 10.0.0.2: ICMP echo reply\n"
	for _, c := range []struct {
		times []string
		want  []int64
		clock seq.Clock
	}{
		{[]string{"22:53:45.557500", "22:53:46.000000"}, []int64{82425_557500000, 82426e9}, seq.DaytimeClock},
		{[]string{"0.000000", "1795388025.557500"}, []int64{0, 1795388025_557500000}, seq.AbsoluteClock},                           // -tt, of a packet without time
		{[]string{"1795388025.557500"}, []int64{1795388025_557500000}, seq.AbsoluteClock},                                          // -tt
		{[]string{" 00:00:00.000000", " 00:00:00.500000", " 00:00:00.250000"}, []int64{0, 5e8, 75e7}, seq.ElapsedClock},            // -ttt
		{[]string{" 00:00:00.000000", "-00:00:00.500000", " 00:00:00.250000"}, []int64{0, -5e8, -25e7}, seq.ElapsedClock},          // -ttt
		{[]string{"2026-11-22 22:53:45.557500"}, []int64{1795388025_557500000}, seq.AbsoluteClock},                                 // -tttt
		{[]string{" 00:00:00.000000", " 00:00:00.500000", " 26:00:00.750000"}, []int64{0, 5e8, 93600_750000000}, seq.ElapsedClock}, // -ttttt
		{[]string{"    5  22:53:45.557500", "    7  22:53:46"}, []int64{82425_557500000, 82426e9}, seq.DaytimeClock},
		{[]string{"    5   00:00:00.000000", "    7   26:00:00.5"}, []int64{0, 93600_500000000}, seq.ElapsedClock},
	} {
		packets := readText(t, Tcpdump, strings.Join(c.times, body)+body)
		var got []int64
		for i, p := range packets {
			if got = append(got, p.Time.NS); p.Time.Clock != c.clock || p.Source != "10.0.0.1" {
				t.Errorf("%q: %+v, want clock %d", c.times, p, c.clock)
			}
			want := i + 1
			if strings.HasPrefix(c.times[0], "    5") {
				want = 5 + 2*i
			}
			if p.Number != want {
				t.Errorf("%q: number %d, want %d", c.times, p.Number, want)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.times, got, c.want)
		}
	}
	packets := readText(t, Tcpdump, body[1:]+"ARP, Reply 10.0.0.1 is-at x\n") // -t
	if len(packets) != 2 || packets[0].Time.Clock != seq.NoClock || packets[1].Number != 2 {
		t.Errorf("without times: %+v", packets)
	}
}

func TestTcpdumpNotices(t *testing.T) {
	const packet = "22:53:45.5 IP 10.0.0.1 > 10.0.0.2: VXLAN, flags [I] (0x08), vni 100\n"
	packets, reports, err := read(Tcpdump, strings.NewReader(""+
		"tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n"+
		"listening on lo, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n"+
		packet+"IP 10.1.0.1 > 10.1.0.2: ICMP echo reply\n"+"payload of -A\n"+packet+
		"22:53:46.5x IP 10.0.0.1 > 10.0.0.2: x\n2026-11-22 22:53:46.5 IP 10.0.0.1 > 10.0.0.2: x\n"+
		"\n^C2 packets captured\n4 packets received by filter\n0 packets dropped by kernel\n"))
	want := []string{
		`x:5: not a packet as tcpdump prints them: "payload of -A"`,
		`x:7: not a packet as tcpdump prints them: "22:53:46.5x IP 10.0.0.1 > 10.0.0.2: x"`,
		`x:8: time is of another form than the times before: "2026-11-22 22:53:46.5"`,
	}
	if len(packets) != 2 || err != nil || !slices.Equal(reports, want) {
		t.Errorf("%d packets, %v, reports %q\nwant %q", len(packets), err, reports, want)
	}
}

func TestTcpdumpDetect(t *testing.T) {
	for _, s := range []string{
		"22:53:45.759019 IP 192.168.10.10 > 192.168.10.80: ICMP echo request",
		"1795388025.759019 IP6 ::1 > ::1: ICMP6",
		" 00:00:00.000000 ARP, Request who-has",
		"    5  22:53:45.759019 IP 192.168.10.10 > 192.168.10.80: ICMP",
		"IP 192.168.10.10 > 192.168.10.80: ICMP",
		"2026-11-22 22:53:45.759019 02:01:00:00:01:45 > 02:01:00:00:01:76, et",
		"2026-11-22 22:53:45.759019 eth0  Out IP 1.1.1.1 > 2.2.2.2: x",
		"2026-11-22 22:53:45.759019  In 46:c1:74:01:43:7f ethertype IPv4",
		"tcpdump: verbose output suppressed",
		"reading from file x.pcap, link-type EN10MB (Ethernet)",
	} {
		if !Tcpdump.Detect([]byte(s)) || Text.Detect([]byte(s+"\n")) || PSML.Detect([]byte(s)) {
			t.Errorf("not detected as tcpdump alone: %s", s)
		}
	}
	for _, s := range []string{
		"", "\n", "x", "IP", "IPs and hosts", "22:53:45.759019", "22:53:45.759019 hello world",
		"    1   0.000000     10.0.0.1 → 10.0.0.2     TCP 60 x", "1 0.000000 192.168.1.3 > 192.168.1.62 TCP 66 x",
		`"No.","Time"`, "1,2,3", "<psml>", "{\"index\":",
	} {
		if Tcpdump.Detect([]byte(s)) {
			t.Errorf("detected: %s", s)
		}
	}
}

// A live packet is handed out before anything behind it is read.
func TestTcpdumpIsLive(t *testing.T) {
	r, w := io.Pipe()
	in := Tcpdump.New(r, input.Options{})
	go func() {
		for _, s := range []string{
			"22:53:45.5 IP 10.0.0.1 > 10.0.0.2: ICMP echo request\n",
			"22:53:46.5 IP (tos 0x0, ttl 64, id 7)\n    10.0.0.1 > 10.0.0.2: ICMP echo reply\n",
			"22:53:47.5 ARP, Reply 10.0.0.1 is-at x\n",
		} {
			io.WriteString(w, s)
		}
	}()
	var p seq.Packet
	for i := range 3 {
		if err := in.Read(&p); p.Number != i+1 || err != nil {
			t.Error(p, err)
		}
	}
}
