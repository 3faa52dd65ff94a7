package tshark

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// TestFieldNames: a field that the words ask for is kept by the readers, and no field
// is kept in vain. A slip in a name would make no noise.
func TestFieldNames(t *testing.T) {
	wanted := map[string]bool{}
	for _, names := range wantedFields {
		for _, name := range names {
			wanted[name] = false
		}
	}
	files, err := filepath.Glob("words*.go")
	if err != nil {
		t.Fatal(err)
	}
	fieldName := regexp.MustCompile(`^(_ws\.col|[a-z0-9]+)\.[A-Za-z0-9_.-]+$`)
	layers := []string{"802.11", "_ws.malformed", "_ws.short", "_ws.unreassembled", "tcp.segments", "ipv6.fraghdr"}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "words_fields.go" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, _ := strconv.Unquote(literal.Value)
			_, known := wanted[text]
			if known {
				wanted[text] = true
			} else if fieldName.MatchString(text) && !slices.Contains(layers, text) {
				t.Errorf("%s asks for %q, which no reader keeps", name, text)
			}
			return true
		})
	}
	composed := regexp.MustCompile(`\.(srcport|dstport|stream|resp_to|resp_in)$`) // of a protocol and these
	for name, used := range wanted {
		if !used && !composed.MatchString(name) && name != generalTime && name != dnsLabel {
			t.Errorf("%q is kept, and nothing asks for it", name)
		}
	}
}

// TestChosenFields: what -e asks for is taken as far as it tells, in each form; the
// texts of the columns go before what could be made of fields.
func TestChosenFields(t *testing.T) {
	columns := seq.Packet{
		Number: 3, Time: seq.Time{NS: 1795388025557000000, Clock: seq.AbsoluteClock, Digits: 6}, Length: -1,
		Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "TCP", Info: "1 → 2 [FIN, ACK] Seq=7 Ack=8 Win=9 Len=0",
		Known:      seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq | seq.KnowsAck | seq.KnowsPayload,
		SourcePort: 1, DestinationPort: 2, Flags: seq.FlagFIN | seq.FlagACK, Seq: 7, Ack: 8,
	}
	fields := seq.Packet{
		Number: 1, Time: columns.Time, Length: 60, Source: "10.0.0.3", Destination: "10.0.0.4", Protocol: "UDP", Info: "53 → 9 Len=12",
		Known: seq.KnowsPorts | seq.KnowsPayload, SourcePort: 53, DestinationPort: 9, Payload: 12,
	}
	for _, test := range []struct {
		format input.Format
		text   string
		want   seq.Packet
	}{
		{EK, `{"timestamp":"1795388025557","layers":{"frame_number":["3"],"_ws_col_Protocol":["TCP"],"ip_src":["10.0.0.1"],"ip_dst":["10.0.0.2"],` +
			`"_ws_col_Info":["1 → 2 [FIN, ACK] Seq=7 Ack=8 Win=9 Len=0"]}}`, columns},
		{EK, `{"timestamp":"1795388025557","layers":{"frame_number":["3"],"_ws_col_protocol":["TCP"],"ip_src":["10.0.0.1"],"ip_dst":["10.0.0.2"],` +
			`"_ws_col_info":["1 → 2 [FIN, ACK] Seq=7 Ack=8 Win=9 Len=0"]}}`, columns}, // since Wireshark 4.4
		{JSON, `[{"_source":{"layers":{"frame.number":["3"],"frame.time_epoch":["1795388025.557000000"],"_ws.col.Protocol":["TCP"],` +
			`"_ws.col.Source":["10.0.0.1"],"_ws.col.Destination":["10.0.0.2"],"_ws.col.Info":["1 → 2 [FIN, ACK] Seq=7 Ack=8 Win=9 Len=0"]}}}]`, columns},
		{PDML, `<pdml><packet><proto name="geninfo"><field name="num" show="3" value="3"/><field name="timestamp" show="Nov 22" value="1795388025.557000000"/></proto>` +
			`<field name="_ws.col.Protocol" value="TCP"/><field name="ip.src" value="10.0.0.1"/><field name="ip.dst" value="10.0.0.2"/>` +
			`<field name="_ws.col.Info" value="1 → 2 [FIN, ACK] Seq=7 Ack=8 Win=9 Len=0"/></packet></pdml>`, columns},
		{EK, `{"timestamp":"1795388025557","layers":{"frame_len":["60"],"ip_src":["10.0.0.3"],"ip_dst":["10.0.0.4"],"udp_srcport":["53"],"udp_dstport":["9"],"udp_length":["20"]}}`, fields},
		{JSON, `[{"_source":{"layers":{"frame.time_epoch":["2026-11-22T22:53:45.557000000Z"],"frame.len":["60"],"ip.src":["192.0.2.1","10.0.0.3"],"ip.dst":["192.0.2.2","10.0.0.4"],` +
			`"udp.srcport":["7","53"],"udp.dstport":["8","9"],"udp.length":["90","20"]}}}]`, fields}, // the inner ones of a tunnel count
		{EK, `{"timestamp":"1795388025557","layers":{"frame_protocols":["eth:ethertype:ip:icmp:ip:udp"],"ip_src":["10.0.0.9","10.0.0.1"],"ip_dst":["10.0.0.1","10.0.0.2"],` +
			`"icmp_type":["3"],"icmp_code":["3"],"udp_srcport":["5"],"udp_dstport":["6"]}}`, seq.Packet{ // and what an error quotes does not
			Number: 1, Time: columns.Time, Length: -1, Source: "10.0.0.9", Destination: "10.0.0.1", Protocol: "ICMP", Info: "Destination unreachable (Port unreachable)",
		}},
	} {
		packets, reports, err := read(test.format, strings.NewReader(test.text))
		if err != nil || len(reports) > 0 || len(packets) != 1 {
			t.Errorf("%s\n%d packets, %q, %v", test.text, len(packets), reports, err)
		} else if packets[0] != test.want {
			t.Errorf("%s\n got %+v\nwant %+v", test.text, packets[0], test.want)
		}
	}
}

// TestEpoch reads the forms of frame.time_epoch and of EK's time stamp.
func TestEpoch(t *testing.T) {
	for text, want := range map[string]int64{
		"1795388025.557500001":           1795388025557500001,
		"1795388025.5":                   1795388025500000000,
		"-1.250000000":                   -1250000000,
		"-0.250000000":                   -250000000,
		"0.000000000":                    0,
		"1795388025557":                  1795388025557000000,
		"2026-11-22T22:53:45.557500000Z": 1795388025557500000,
	} {
		if got, ok := parseEpoch([]byte(text)); !ok || got != want {
			t.Errorf("%s is %d, %t, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", ".", "x", "1.x", "99999999999999999999.0", "9999999999999.0", "99999999999999999", "Nov 22, 2026"} {
		if got, ok := parseEpoch([]byte(text)); ok {
			t.Errorf("%q is %d", text, got)
		}
	}
}
