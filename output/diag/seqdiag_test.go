package diag

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/outputtest"
	"github.com/packetseq/packetseq/seq"
)

// seqdiag lets the real seqdiag draw a .diag as SVG, and returns the texts of
// the picture. The test is skipped where there is no seqdiag, but not in CI.
func seqdiag(t *testing.T, diag string) (texts []string) {
	t.Helper()
	tool := outputtest.Tool(t, "seqdiag3", "seqdiag")
	source := filepath.Join(t.TempDir(), "x.diag")
	if err := os.WriteFile(source, []byte(diag), 0o666); err != nil {
		t.Fatal(err)
	}
	args := []string{"-Tsvg", "-o", source + ".svg", source}
	if font := "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"; exists(font) {
		args = append(args, "-f", font)
	}
	if out, err := exec.Command(tool, args...).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("%v: %s\n%s", err, out, diag)
	}
	svg, err := os.Open(source + ".svg")
	if err != nil {
		t.Fatal(err)
	}
	defer svg.Close()
	for d := xml.NewDecoder(svg); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		var text string
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "text" {
			if err := d.DecodeElement(&text, &start); err != nil {
				t.Fatal(err)
			}
			texts = append(texts, text)
		}
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func TestSeqdiagDrawsTheSample(t *testing.T) {
	texts := seqdiag(t, draw(t, output.Options{Title: "T"}, sample))
	for _, want := range []string{`The "Client"`, "192.168.1.3", "fe80::1", "[SYN] Seq=0 Win=8192 Len=0", `GET /a"b\c HTTP/1.1`, "483 ms", "T"} {
		if !slices.Contains(texts, want) {
			t.Errorf("%q is not drawn, but %q", want, texts)
		}
	}
	// Beside the last lifeline there is little room, and seqdiag folds the text.
	if want := "[ACK] Seq=2 ×12 in 39.1 ms"; !strings.Contains(strings.Join(texts, ""), want) {
		t.Errorf("%q is not drawn, but %q", want, texts)
	}
}

func TestSeqdiagDrawsAnEmptyDiagram(t *testing.T) {
	if texts := seqdiag(t, draw(t, output.Options{}, func(seq.Writer) {})); len(texts) > 0 {
		t.Errorf("drawn: %q", texts)
	}
}

// TestSeqdiagDrawsHostileTexts is shared/bench/peers/escape.sh for what this
// package writes: labels, names and titles.
func TestSeqdiagDrawsHostileTexts(t *testing.T) {
	texts := hostileTexts()
	events := func(w seq.Writer) {
		for i, text := range texts {
			name := text
			if i < 2 {
				name = fmt.Sprint(text, i) // a lifeline must have its place
			}
			w.Participant(seq.Participant{Index: i, Name: name})
		}
		for _, text := range texts {
			w.Message(&seq.Message{To: 1, Label: text, Packet: &seq.Packet{}})
		}
	}
	const title = `=== "Title" ... \ ===`
	got := seqdiag(t, draw(t, output.Options{Title: title, Time: output.TimeNone, Remark: func(string) {}}, events))
	want := []string{fmt.Sprint(texts[0], 0), fmt.Sprint(texts[1], 1)}
	want = append(want, texts[2:]...)
	want = append(append(want, texts...), title)
	for i := range want {
		want[i] = strings.TrimSpace(allDrawn(want[i]))
	}
	for i := range got {
		got[i] = strings.TrimSpace(strings.ReplaceAll(got[i], "\u00a0", " "))
	}
	want = slices.DeleteFunc(want, func(s string) bool { return s == "" })
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("seqdiag drew another text (-want +got):\n%s", d)
	}
}

// hostileTexts returns texts that have a meaning in some language of diagrams,
// and many at random.
func hostileTexts() []string {
	texts := []string{
		`\`, `"`, `\n`, `\\`, `\"`, `""`, `x\`, `x\\`, `\\n`, `\\\n`, `"]; }`, `'`, `'x'`, `"x"`, `#x`, `//x`, `/* x`, `*/`,
		`=== x ===`, `... x ...`, `a -> b`, `=>`, `{`, `}`, `;`, `[label = "x"]`, `<b>`, `&amp;`, `%s`, `none`, `diagonal`,
		"a\nb", "a\rb", "a\tb", "a\x00b", "\x1b[31m", "a\x7fb", "a\u0085b", "a\u2028b", "a\ufffeb", "a\xffb", "¥n", "日本語", "e\u0301", "→",
	}
	random := rand.New(rand.NewPCG(7, 7))
	const hot = "\\\"'#;%<>&*_-~[]|=$`/:@{}n"
	for range 300 {
		text := []byte{'X'}
		for range 1 + random.IntN(14) {
			if c := byte(' ' + random.IntN(95)); random.IntN(5) < 2 {
				text = append(text, c)
			} else {
				text = append(text, hot[random.IntN(len(hot))])
			}
		}
		texts = append(texts, string(text))
	}
	return texts
}
