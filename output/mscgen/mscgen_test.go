package mscgen

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/outputtest"
	"github.com/packetseq/packetseq/seq"
)

var update = flag.Bool("update", false, "write the golden files anew")

func nothing(seq.Writer) error { return nil }

func TestGolden(t *testing.T) { outputtest.Goldens(t, Format, ".msc", output.Light, *update) }

// drawSVG lets the real mscgen draw a text.
func drawSVG(t *testing.T, msc string) string {
	t.Helper()
	tool := outputtest.Tool(t, "mscgen")
	source := filepath.Join(t.TempDir(), "x.msc")
	if err := os.WriteFile(source, []byte(msc), 0o666); err != nil {
		t.Fatal(err)
	}
	outputtest.Run(t, tool, "-T", "svg", "-i", source, "-o", source+".svg")
	svg, err := os.ReadFile(source + ".svg")
	if err != nil {
		t.Fatal(err)
	}
	return string(svg)
}

// mscgen returns the texts of the picture that the real mscgen draws.
func mscgen(t *testing.T, msc string) []string {
	t.Helper()
	return outputtest.Texts(t, strings.NewReader(drawSVG(t, msc)))
}

func TestMscgenDrawsTheSample(t *testing.T) {
	got := mscgen(t, outputtest.Draw(t, Format, output.Options{Title: "T", Time: output.TimeNone}, outputtest.Sample).Page(t))
	want := []string{`The "Client"`, "192.168.1.3", "fe80::1", "192.168.1.62", "Late", "10.0.0.1", "T",
		"[SYN] Seq=0 Win=8192 Len=0", "[SYN, ACK] Seq=0 Ack=1", "[ACK] Seq=1 Ack=1", "[TCP Retransmission] [PSH, ACK]",
		"483 ms", `GET /a"b\c HTTP/1.1`, "[ACK]", "[ACK]", "[ACK] Seq=2 ×12 in 39.1 ms", "[FIN]", `the "server" <b>ends`, "[FIN, ACK]", "[RST]", "[RST, ACK]"}
	outputtest.Compare(t, want, got)
}

func TestMscgenDrawsAnEmptyDiagram(t *testing.T) {
	if got := mscgen(t, outputtest.Draw(t, Format, output.Options{}, nothing).Page(t)); len(got) > 0 {
		t.Errorf("drawn: %q", got)
	}
}

func TestMscgenDrawsHostileTexts(t *testing.T) {
	texts := outputtest.HostileTexts()
	o := output.Options{Time: output.TimeNone, Title: outputtest.HostileTitle}
	got := mscgen(t, outputtest.Draw(t, Format, o, outputtest.Hostile(texts)).Page(t))
	outputtest.Compare(t, slices.Concat(outputtest.HostileHeads(texts), []string{o.Title}, texts), got)
}
