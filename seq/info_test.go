package seq

import (
	"slices"
	"strings"
	"testing"
)

func TestSplitInfo(t *testing.T) {
	for _, c := range []struct{ info, marks, ports, rest string }{
		{"", "", "", ""},
		{"Client Hello", "", "", "Client Hello"},
		{"53833 → 3128 [SYN] Seq=0", "", "53833 → 3128", "[SYN] Seq=0"},
		{"53833  >  3128 [SYN] Seq=0 ", "", "53833  >  3128", "[SYN] Seq=0"},
		{"53833 > 3128 [SYN]", "", "53833 > 3128", "[SYN]"},
		{"53833 -> 3128 [SYN]", "", "53833 -> 3128", "[SYN]"},
		{"5000 → 6000 Len=120", "", "5000 → 6000", "Len=120"},
		{"5000 → 6000", "", "5000 → 6000", ""},
		{"http(80) → 53833 [ACK]", "", "http(80) → 53833", "[ACK]"},
		{"https > 53833 [ACK]", "", "https > 53833", "[ACK]"},
		{"[TCP Dup ACK 17#1] 53833 → 3128 [ACK] Seq=1", "[TCP Dup ACK 17#1]", "53833 → 3128", "[ACK] Seq=1"},
		{"[TCP Previous segment not captured] [TCP Out-Of-Order] 1 → 2 [ACK]",
			"[TCP Previous segment not captured] [TCP Out-Of-Order]", "1 → 2", "[ACK]"},
		{"[TCP Previous segment not captured] , Application Data",
			"[TCP Previous segment not captured]", "", ", Application Data"},
		{"[TCP CHECKSUM INCORRECT] 1 > 2 [ACK]", "[TCP CHECKSUM INCORRECT]", "1 > 2", "[ACK]"},
		{"[TCP Retransmission]", "[TCP Retransmission]", "", ""},
		// what only looks like it
		{"[SYN] my text", "", "", "[SYN] my text"},
		{"[TCP Retransmission", "", "", "[TCP Retransmission"},
		{"lorem > ipsum", "", "", "lorem > ipsum"},
		{"lorem > ipsum [dolor]", "", "", "lorem > ipsum [dolor]"},
		{"1 > 2 apples", "", "", "1 > 2 apples"},
		{"70000 → 80 [ACK]", "", "", "70000 → 80 [ACK]"},
		{"OUT s1/tmm0 : 443  >  80 [ACK]", "OUT s1/tmm0 :", "443  >  80", "[ACK]"},
		{"GET /a > b [SYN] HTTP/1.1", "", "", "GET /a > b [SYN] HTTP/1.1"},
	} {
		marks, ports, rest := SplitInfo(c.info)
		if marks != c.marks || ports != c.ports || rest != c.rest {
			t.Errorf("SplitInfo(%q) = %q, %q, %q; want %q, %q, %q", c.info, marks, ports, rest, c.marks, c.ports, c.rest)
		}
	}
}

func TestParseInfo(t *testing.T) {
	const all = KnowsPorts | KnowsFlags | KnowsSeq | KnowsAck | KnowsPayload
	for _, want := range []Packet{
		{Info: "53833 → 3128 [SYN] Seq=0 Win=8192 Len=0 MSS=1460 WS=256 SACK_PERM=1",
			Known: all &^ KnowsAck, SourcePort: 53833, DestinationPort: 3128, Flags: FlagSYN},
		{Info: "3128  >  53833 [SYN, ACK] Seq=0 Ack=1 Win=14600 Len=0 MSS=1460",
			Known: all, SourcePort: 3128, DestinationPort: 53833, Flags: FlagSYN | FlagACK, Ack: 1},
		{Info: "[TCP Dup ACK 17#1] 53833 > 3128 [ACK] Seq=2346 Ack=774 Win=16640 Len=0 SLE=1 SRE=2",
			Known: all, SourcePort: 53833, DestinationPort: 3128, Flags: FlagACK, Seq: 2346, Ack: 774, Marks: DupACK},
		{Info: "http(80) → 53833 [FIN, PSH, ACK] Seq=4294967295 Ack=7 Win=1 Len=1460",
			Known: all, SourcePort: 80, DestinationPort: 53833, Flags: FlagFIN | FlagPSH | FlagACK, Seq: 4294967295, Ack: 7, Payload: 1460},
		{Info: "https > 53833 [RST, ACK] Seq=1 Ack=2 Win=0 Len=0",
			Known: all &^ KnowsPorts, Flags: FlagRST | FlagACK, Seq: 1, Ack: 2},
		{Info: "1 → 2 [SYN, ECE, CWR] Seq=0", Known: all &^ (KnowsAck | KnowsPayload), SourcePort: 1, DestinationPort: 2, Flags: FlagSYN | FlagECE | FlagCWR},
		{Info: "1 → 2 [SYN, ECN, CWR] Seq=0", Known: all &^ (KnowsAck | KnowsPayload), SourcePort: 1, DestinationPort: 2, Flags: FlagSYN | FlagECE | FlagCWR},
		{Info: "1 → 2 [RST, ACK, AE, Reserved]", Known: KnowsPorts | KnowsFlags, SourcePort: 1, DestinationPort: 2, Flags: FlagRST | FlagACK | FlagAE},
		{Info: "1 → 2 [<None>] Seq=1 Win=0 Len=0", Known: all &^ KnowsAck, SourcePort: 1, DestinationPort: 2, Seq: 1},
		{Info: "1 → 2 [PSH, ACK, URG] Seq=5 Ack=6 Win=7 Urg=8 Len=9", Known: all, SourcePort: 1, DestinationPort: 2,
			Flags: FlagPSH | FlagACK | FlagURG, Seq: 5, Ack: 6, Payload: 9},
		{Info: "[TCP Window Full] 1 → 2 [ACK] Seq=5 Ack=6 Win=7 Len=9 TSval=1 TSecr=2 [TCP segment of a reassembled PDU]",
			Known: all, SourcePort: 1, DestinationPort: 2, Flags: FlagACK, Seq: 5, Ack: 6, Payload: 9, Marks: WindowFull | ReassembledPDU},
		{Info: "1 → 2 [ACK] Len=9 [TCP PDU reassembled in 5]", Known: KnowsPorts | KnowsFlags | KnowsPayload,
			SourcePort: 1, DestinationPort: 2, Flags: FlagACK, Payload: 9, Marks: ReassembledPDU},
		{Info: "5000 → 6000 Len=120", Known: KnowsPorts | KnowsPayload, SourcePort: 5000, DestinationPort: 6000, Payload: 120},
		{Info: "OUT s1/tmm1 : 50343 → 80 [SYN] Seq=0 Win=5760 Len=0", Known: all &^ KnowsAck, SourcePort: 50343, DestinationPort: 80, Flags: FlagSYN},
		{Info: "OUT s1: 50343 → 80 [SYN] Seq=0 Win=5760 Len=0"},
		{Info: "1001 → 20000[Packet size limited during capture]", Known: KnowsPorts, SourcePort: 1001, DestinationPort: 20000},
		{Info: "5000 → 6000 [Request] Seq=120", Known: KnowsPorts, SourcePort: 5000, DestinationPort: 6000},
		{Info: "[TCP Previous segment not captured] [TCP Out-Of-Order] , Application Data", Marks: PreviousSegmentNotCaptured | OutOfOrder},
		{Info: "[TCP Previous segment lost] Application Data", Marks: PreviousSegmentNotCaptured},
		{Info: "[TCP ACKed lost segment] [TCP Keep-Alive ACK] x", Marks: ACKedUnseenSegment | KeepAliveACK},
		{Info: "[TCP ZeroWindowProbeAck] [TCP Port numbers reused] x", Marks: ZeroWindowProbeACK | PortNumbersReused},
		{Info: "Application Data [TCP segment of a reassembled PDU], Client Hello", Marks: ReassembledPDU},
		{Info: "[TCP segment of a reassembled PDU]", Marks: ReassembledPDU},
		{Info: "Standard query 0x1 A x[Malformed Packet]", Marks: Malformed},
		// text of other protocols
		{Info: "GET /x?Seq=1 HTTP/1.1"},
		{Info: "[SYN] my text"},
		{Info: "USER.INFO: 1 → 2 [SYN] Seq=1"},
		{Info: "USER.INFO: [TCP Retransmission] x"},
		{Info: "[Malformed Packet] ends here not", Marks: Malformed},
		{Info: "1 → 2 [SYN, LOL] Seq=1", Known: KnowsPorts, SourcePort: 1, DestinationPort: 2},
		{Info: "1 → 2 [ACK] Seq=99999999999 Ack=1", Known: KnowsPorts | KnowsFlags, SourcePort: 1, DestinationPort: 2, Flags: FlagACK},
		{Info: "65536 → 2 [ACK] Seq=1"},
	} {
		got := Packet{Info: want.Info}
		ParseInfo(&got)
		if got != want {
			t.Errorf("ParseInfo(%q)\n got %+v\nwant %+v", want.Info, got, want)
		}
	}
}

// Every mark that the table knows is recognised at the head of a text.
func TestParseInfoKnowsAllMarks(t *testing.T) {
	for i, mark := range markTexts {
		text := mark.wireshark
		if text == "TCP Dup ACK" {
			text += " 17#1"
		}
		p := Packet{Info: "[" + text + "] 1 → 2 [ACK] Seq=1"}
		ParseInfo(&p)
		if p.Marks != 1<<i || p.SourcePort != 1 {
			t.Errorf("%s: marks %b, ports %d", p.Info, p.Marks, p.SourcePort)
		}
	}
}

// What another source of facts knew before is not lost.
func TestParseInfoKeepsWhatIsKnown(t *testing.T) {
	p := Packet{Info: "Client Hello", Known: KnowsPorts | KnowsStream, SourcePort: 7, Stream: 3, Marks: OutOfOrder}
	want := p
	if ParseInfo(&p); p != want {
		t.Errorf("got %+v, want %+v", p, want)
	}
}

var infoSamples = []string{
	"[TCP Dup ACK 17#1] 53833 → 3128 [ACK] Seq=2346 Ack=774 Win=16640 Len=0 SLE=2234 SRE=2345",
	"53833  >  3128 [PSH, ACK] Seq=511 Ack=259507 Win=465408 Len=13 TSval=9022054 TSecr=9022054",
	"http(80) → 53833 [FIN, PSH, ACK] Seq=1 Ack=7 Win=1 Len=1460 [TCP segment of a reassembled PDU]",
	"Standard query response 0x6468 A www.example.com CNAME www.example.org A 192.0.2.1",
	"[TCP Previous segment not captured] , Application Data",
	"GET /index.html?x=[1] HTTP/1.1 ",
}

func FuzzInfo(f *testing.F) {
	for _, s := range infoSamples {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, info string) {
		marks, ports, rest := SplitInfo(info)
		at := 0
		for _, part := range []string{marks, ports, rest} {
			i := strings.Index(info[at:], part)
			if i < 0 || strings.Trim(info[at:at+i], " ") != "" {
				t.Fatalf("SplitInfo(%q): part %q is not next in it", info, part)
			}
			at += i + len(part)
		}
		if strings.Trim(info[at:], " ") != "" {
			t.Fatalf("SplitInfo(%q) loses %q", info, info[at:])
		}
		p := Packet{Info: info}
		arrow, end := ParseInfo(&p)
		if (end > 0) != (ports != "") || p.Known.Has(KnowsPorts) && end == 0 {
			t.Fatalf("%q: ParseInfo and SplitInfo see different ports", info)
		}
		if end > 0 && !slices.Contains(arrows[:], info[arrow:end]) {
			t.Fatalf("%q: arrow %q", info, info[arrow:end])
		}
		if p.Known.Has(KnowsFlags) && !strings.HasPrefix(rest, "[") {
			t.Fatalf("%q: flags where none can be", info)
		}
	})
}

func TestInfoAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() {
		for _, s := range infoSamples {
			p := Packet{Info: s}
			ParseInfo(&p)
			SplitInfo(s)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkParseInfo(b *testing.B) {
	i := 0
	for b.Loop() {
		p := Packet{Info: infoSamples[i%len(infoSamples)]}
		ParseInfo(&p)
		i++
	}
}

func BenchmarkSplitInfo(b *testing.B) {
	i := 0
	for b.Loop() {
		SplitInfo(infoSamples[i%len(infoSamples)])
		i++
	}
}
