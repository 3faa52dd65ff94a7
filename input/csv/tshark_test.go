package csv

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// tshark returns what tshark prints of a capture. The test is skipped where it
// is not installed, but not in CI.
func tshark(t *testing.T, file string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath("tshark"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	cmd := exec.Command("tshark", append(args, "-n", "-r", file)...)
	cmd.Env = append(os.Environ(), "TZ=UTC", "LC_ALL=C.UTF-8")
	out, err := cmd.Output()
	if err != nil && !errors.As(err, new(*exec.ExitError)) { // a damaged capture is read too
		t.Fatal(err)
	}
	return out
}

// fields are the arguments for tshark -T fields with these fields.
func fields(options string, names ...string) []string {
	args := append([]string{"-T", "fields"}, strings.Fields(options)...)
	for _, name := range names {
		args = append(args, "-e", name)
	}
	return args
}

var (
	columnFields = []string{"frame.number", "frame.time_epoch", "_ws.col.Source", "_ws.col.Destination", "_ws.col.Protocol", "frame.len", "_ws.col.Info"}
	factFields   = []string{"frame.number", "frame.time", "eth.src", "eth.dst", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "frame.protocols", "frame.len",
		"tcp.srcport", "tcp.dstport", "tcp.flags", "tcp.seq", "tcp.ack", "tcp.len", "_ws.col.Info"}
)

// forms are the ways to have tshark write cells.
var forms = []struct {
	name    string
	args    []string
	columns map[string]string
	known   seq.Fields // that the CSV export may not know
}{
	{"tabs", []string{"-T", "tabs", "-t", "ud"}, nil, 0},
	{"columns", fields("", columnFields...), nil, 0},
	{"columns, titles", fields("-E header=y", columnFields...), nil, 0},
	{"columns, bars", fields("-E header=y -E separator=| -E bom=y", columnFields...), nil, 0},
	{"columns, spaces and quotes", fields("-E separator=/s -E quote=s", columnFields...), nil, 0},
	{"columns, commas, titles", fields("-E separator=, -E header=y", columnFields...), nil, 0},
	{"columns, semicolons and quotes", fields("-E separator=; -E quote=d -E header=y", columnFields...), nil, 0},
	{"facts", fields("", factFields...), nil, factsKnown},
	{"facts, titles", fields("-E header=y -E aggregator=/s", factFields...), nil, factsKnown},
	{"facts, commas, quotes", fields("-E header=y -E separator=, -E quote=d", factFields...), nil, factsKnown},
	{"facts, positions", fields("-E separator=;", factFields...), map[string]string{"5": "ip.src", "6": "ip.dst"}, factsKnown},
}

const factsKnown = seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq | seq.KnowsAck | seq.KnowsPayload

// The packets of every form are those of Wireshark's CSV, as far as it carries
// the facts.
func TestFormsAreTheSame(t *testing.T) {
	names := []string{"lab/direct/client.pcap", "lab/errors/client.pcap", "lab/ipv6/router.pcapng", "real/zeek-tunnels-gre-sample.pcap"}
	if testing.Short() {
		names = names[:1]
	}
	for _, name := range names {
		file := filepath.Join(shared, name)
		if _, err := os.Stat(file); err != nil {
			t.Skip(err)
		}
		folder := "csv"
		if strings.HasPrefix(name, "real/") {
			folder = "expected"
		}
		want, _, err := read(bytes.NewReader(content(t, filepath.Join(filepath.Dir(file), folder, filepath.Base(file)+".csv.gz"))), input.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range forms {
			out := tshark(t, file, form.args...)
			got, reports, err := read(bytes.NewReader(out), input.Options{Columns: form.columns})
			if err != nil || len(reports) > 0 || len(got) != len(want) || !detect(out[:min(len(out), 64)]) {
				t.Errorf("%s, %s: %d packets of %d, %.200q, %v\n%.300s", name, form.name, len(got), len(want), reports, err, out)
				continue
			}
			for i := range got {
				if !same(got[i], want[i], form.known) {
					t.Errorf("%s, %s:\ngot  %+v\nwant %+v", name, form.name, got[i], want[i])
					break
				}
			}
		}
	}
}

// same reports whether got says what want says. It may know more of the facts in
// more, and link-layer addresses. Names of protocols are the same where they can
// be: those of frame.protocols have no version.
func same(got, want seq.Packet, more seq.Fields) bool {
	if more != 0 {
		got.SourceMAC, got.DestinationMAC = "", ""
		if want.Known&more != more {
			got.Known, got.SourcePort, got.DestinationPort, got.Flags = want.Known, want.SourcePort, want.DestinationPort, want.Flags
			got.Seq, got.Ack, got.Payload = want.Seq, want.Ack, want.Payload
		}
		if strings.HasPrefix(want.Protocol, got.Protocol) {
			got.Protocol = want.Protocol
		}
	}
	got.Time.Digits = want.Time.Digits
	want.Info = strings.ReplaceAll(want.Info, "  >  ", " → ") // see package tshark's test
	return got == want
}
