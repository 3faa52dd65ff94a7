package tshark

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/packetseq/packetseq/input"
)

// fuzzFormat feeds a reader any text. Its packets are whole and do not depend on
// how the text arrives, and no line is lost without a word.
func fuzzFormat(f *testing.F, format input.Format) {
	f.Fuzz(func(t *testing.T, text string) {
		packets, reports, err := read(format, strings.NewReader(text))
		for _, p := range packets {
			for _, s := range []string{p.Source, p.Destination, p.Protocol, p.Info, p.SourceMAC, p.DestinationMAC} {
				if !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\n") {
					t.Fatalf("%+v", p)
				}
			}
			if p.Number < 1 || p.Length < -1 || p.Payload < 0 {
				t.Fatalf("%+v", p)
			}
		}
		if lines := strings.Count(text, "\n") + 1; len(packets)+len(reports) > lines {
			t.Fatalf("%d packets and %d reports of %d lines", len(packets), len(reports), lines)
		}
		again, more, err2 := read(format, iotest.OneByteReader(strings.NewReader(text)))
		if !slices.Equal(packets, again) || !slices.Equal(reports, more) || fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Fatalf("read byte by byte it differs:\n%+v\n%+v\n%q\n%q", packets, again, reports, more)
		}
		format.Detect([]byte(text))
	})
}

func FuzzText(f *testing.F) {
	f.Add("    1   0.000000  192.168.1.3 → 192.168.1.62 TCP 66 53833 → 3128 [SYN] Seq=0\n2 packets captured\n")
	f.Add("    1 ff02::1 ← fe80::1 (x) (RA) PPP LCP 86 x\n  1h  2m  3s a b → c  d GTP <TCP> 5 -> 6")
	f.Add("2026/326 22:53:45.5 a -> b c\n    1                 0.0.0.0 →              ARP 5\r\n")
	f.Add(" - 1m 2.5s \xff\x00 > b\n99999999999 0 a → b c 5")
	fuzzFormat(f, Text)
}

func FuzzTcpdump(f *testing.F) {
	f.Add("11:14:45.5 IP 192.168.1.3.53833 > 192.168.1.62.3128: Flags [S.], seq 1:2, ack 3, options [x], length 0: HTTP\n")
	f.Add("2026-11-22 22:53:45.5 IP (tos 0x0, ttl 64, id 1, proto TCP (6), length 52)\n    a.b.5 > c: [x] UDP, length 5\n\tdetail\n")
	f.Add(" 00:00:00.5 02:01:00:00:01:45 > ff:ff:ff:ff:ff:ff, ethertype 802.1Q (0x8100), length 42: vlan 1, ethertype ARP, Request who-has a tell b\n")
	f.Add("    5  1.5 lo    In  ifindex 1 02:01:00:00:01:45 ethertype IPv6 (0x86dd), length 7: (hlim 3) ::1.5 > ::2.6: HBH RT6 (x) 5 A?\nARP, Reply a is-at b")
	fuzzFormat(f, Tcpdump)
}
