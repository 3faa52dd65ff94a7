package seq_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/packetseq/packetseq/seq"
)

// endMarks is all that Wireshark may write at the end of one Info, and one that
// has another in it.
const endMarks = "[TCP segment of a reassembled PDU] [ETHERNET FRAME CHECK SEQUENCE INCORRECT] [Packet size limited during capture]" +
	" [Unreassembled Packet [incorrect TCP checksum]] [Malformed Packet]"

func TestLabel(t *testing.T) {
	for _, c := range []struct{ info, byDefault, summary string }{
		{"53833 → 3128 [SYN] Seq=0 Win=8192 Len=0", "[SYN] Seq=0 Win=8192 Len=0", "[SYN]"},
		{"53833  >  3128 [SYN, ACK] Seq=0", "[SYN, ACK] Seq=0", "[SYN, ACK]"},
		{"[TCP Dup ACK 17#1] 53833 → 3128 [ACK] Seq=2346", "[TCP Dup ACK 17#1] [ACK] Seq=2346", "[TCP Dup ACK 17#1] [ACK]"},
		{"[TCP Retransmission] [TCP Port numbers reused] 1 → 2 [SYN] Seq=0", "[TCP Retransmission] [TCP Port numbers reused] [SYN] Seq=0",
			"[TCP Retransmission] [TCP Port numbers reused] [SYN]"},
		{"[TCP Retransmission] Application Data", "[TCP Retransmission] Application Data", "[TCP Retransmission] Application Data"},
		{"[TCP segment of a reassembled PDU]", "[TCP segment of a reassembled PDU]", "[TCP segment of a reassembled PDU]"},
		{"53 → 5353 Len=40", "Len=40", "Len=40"},
		{"53 → 5353", "53 → 5353", "53 → 5353"},
		{"HTTP/1.1 404 Not Found ", "HTTP/1.1 404 Not Found", "HTTP/1.1 404 Not Found"},
		{"1 → 2 [ACK] Seq=1 [TCP segment of a reassembled PDU]", "[ACK] Seq=1 [TCP segment of a reassembled PDU]", "[ACK] [TCP segment of a reassembled PDU]"},
		{"GET /a/very/long/path/of/some/file/of/them HTTP/1.1 [Malformed Packet]", "GET /a/very/long/path/of/some/file/of/them HTTP/1.1 [Malformed Packet]",
			"GET /a/very/long/path/of/some/file/of/them… [Malformed Packet]"},
		{"GET /" + strings.Repeat("p", 60) + "]", "GET /" + strings.Repeat("p", 60) + "]", "GET /" + strings.Repeat("p", 39) + "…"},
		{"[SYN] Seq=0 " + endMarks, "[SYN] Seq=0 " + endMarks, "[SYN] " + endMarks},
		{"[ACK] " + endMarks, "[ACK] " + endMarks, "[ACK] " + endMarks},
		{"GET /a[1]", "GET /a[1]", "GET /a[1]"},
		{"[SYN] x y[1]", "[SYN] x y[1]", "[SYN]"},
		{"[SYN] x [" + strings.Repeat("y", 300) + "]", "[SYN] x [" + strings.Repeat("y", 300) + "]", "[SYN]"},
		{"192.168.10.1 is at 02:01:00:00:00:0a", "192.168.10.1 is at 02:01:00:00:00:0a", "192.168.10.1 is at 02:01:00:00:00:0a"},
		{"Standard query 0x1234 A www.example.org OPT and", "Standard query 0x1234 A www.example.org OPT and", "Standard query 0x1234 A www.example.org OPT…"},
		{"", "TCP", "TCP"},
		{"  ", "TCP", "TCP"},
		{"Server Hello, Change Cipher Spec, Application Data", "Server Hello, Change Cipher Spec, Application Data", "Server Hello, Change Cipher Spec…"},
		{"Who has 192.168.100.200? Tell 192.168.100.1", "Who has 192.168.100.200? Tell 192.168.100.1", "Who has 192.168.100.200? Tell 192.168.100.1"},
		{strings.Repeat("x", 44), strings.Repeat("x", 44), strings.Repeat("x", 44)},
		{strings.Repeat("é", 50), strings.Repeat("é", 50), strings.Repeat("é", 44) + "…"},
		{strings.Repeat("y", 44) + " z", strings.Repeat("y", 44) + " z", strings.Repeat("y", 44) + "…"},
	} {
		p := seq.Packet{Info: c.info, Protocol: "TCP"}
		whole := strings.TrimSpace(c.info)
		if whole == "" {
			whole = "TCP"
		}
		for mode, want := range map[seq.LabelMode]string{seq.LabelDefault: c.byDefault, seq.LabelSummary: c.summary, seq.LabelInfo: whole} {
			if got := seq.Label(&p, mode); got != want {
				t.Errorf("%q in mode %d: %q, want %q", c.info, mode, got, want)
			}
		}
	}
}

// Whatever Info says, no mark at its head is lost, no label is empty, and none
// ends in the middle of a character.
func FuzzLabel(f *testing.F) {
	f.Add("[TCP Retransmission] 1 → 2 [ACK] Seq=1")
	f.Add("[TCP Dup ACK 17#1] [TCP Window Full] x → y")
	f.Add("  [ ] é…" + strings.Repeat("日本 ", 20))
	f.Fuzz(func(t *testing.T, info string) {
		if !utf8.ValidString(info) || strings.TrimSpace(info) == "" {
			return
		}
		marks, _, _ := seq.SplitInfo(strings.TrimSpace(info))
		for _, mode := range []seq.LabelMode{seq.LabelDefault, seq.LabelSummary, seq.LabelInfo} {
			got := seq.Label(&seq.Packet{Info: info}, mode)
			if got == "" || !utf8.ValidString(got) || !strings.HasPrefix(got, marks) {
				t.Errorf("%q in mode %d: %q", info, mode, got)
			}
			if n := utf8.RuneCountInString(got); n > utf8.RuneCountInString(info)+1 {
				t.Errorf("%q in mode %d grows: %q", info, mode, got)
			}
		}
	})
}
