package plantuml

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/outputtest"
	"github.com/packetseq/packetseq/seq"
)

var update = flag.Bool("update", false, "write the golden files anew")

func nothing(seq.Writer) error { return nil }

func TestStreams(t *testing.T) { outputtest.Streams(t, Format) }

func TestGolden(t *testing.T) { outputtest.Goldens(t, Format, ".puml", output.Light, *update) }

// plantuml lets the real PlantUML draw texts as SVG, and returns the texts of
// each picture.
func plantuml(t *testing.T, puml ...string) [][]string {
	t.Helper()
	tool := outputtest.Tool(t, "plantuml")
	name := filepath.Join(t.TempDir(), "x")
	args := []string{"-charset", "UTF-8", "-tsvg"}
	for i, text := range puml {
		source := fmt.Sprint(name, i, ".puml")
		if err := os.WriteFile(source, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		args = append(args, source)
	}
	outputtest.Run(t, tool, args...)
	all := make([][]string, len(puml))
	for i := range all {
		svg, err := os.Open(fmt.Sprint(name, i, ".svg"))
		if err != nil {
			t.Fatal(err)
		}
		all[i] = outputtest.Texts(t, svg)
		svg.Close()
	}
	return all
}

func TestPlantUMLDraws(t *testing.T) {
	texts := outputtest.HostileTexts()
	o := output.Options{Time: output.TimeNone, Title: outputtest.HostileTitle}
	got := plantuml(t,
		outputtest.Draw(t, Format, o, outputtest.Hostile(texts)).Pages[0],
		outputtest.Draw(t, Format, output.Options{Title: "T", Time: output.TimeNone}, outputtest.Sample).Page(t),
		outputtest.Draw(t, Format, output.Options{}, nothing).Page(t),
	)
	t.Run("hostile texts", func(t *testing.T) {
		want := []string{o.Title}
		for pair := range slices.Chunk(outputtest.HostileHeads(texts), 2) {
			want = slices.Concat(want, pair, pair) // head and foot
		}
		outputtest.Compare(t, slices.Concat(want, texts), got[0])
	})
	t.Run("sample", func(t *testing.T) {
		want := []string{"T", `The "Client"`, "192.168.1.3", `The "Client"`, "192.168.1.3", "192.168.1.62", "192.168.1.62", "Late", "10.0.0.1", "Late", "10.0.0.1",
			"[SYN] Seq=0 Win=8192 Len=0", "[SYN, ACK] Seq=0 Ack=1", "[ACK] Seq=1 Ack=1", "[TCP Retransmission] [PSH, ACK]",
			"483 ms", `GET /a"b\c HTTP/1.1`, "[ACK]", "[ACK]", "[ACK] Seq=2 ×12 in 39.1 ms", "[FIN]", `the "server" <b>ends`, "[FIN, ACK]", "[RST]", "[RST, ACK]",
			`The "Client"`, "192.168.1.3", "fe80::1"}
		outputtest.Compare(t, want, got[1])
	})
	t.Run("empty", func(t *testing.T) {
		if len(got[2]) > 0 {
			t.Errorf("drawn: %q", got[2])
		}
	})
}
