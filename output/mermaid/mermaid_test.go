package mermaid

import (
	"encoding/json"
	"flag"
	"fmt"
	"html"
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

func TestStreams(t *testing.T) { outputtest.Streams(t, Format) }

func TestGolden(t *testing.T) { outputtest.Goldens(t, Format, ".mmd", output.Dark, *update) }

// page is a web page that draws texts and leaves in it what was drawn, as JSON:
// of each text those of the picture's text elements, or an error.
const page = `<!DOCTYPE html><meta charset="utf-8"><pre id="drawn"></pre>
<script src="file://%s"></script>
<script>
mermaid.initialize({startOnLoad: false});
(async () => {
	const drawn = [];
	for (const [i, text] of %s.entries()) {
		try {
			const picture = document.createElement("div");
			picture.innerHTML = (await mermaid.render("picture" + i, text)).svg;
			drawn.push({texts: [...picture.querySelectorAll("text")].map(t => t.textContent)});
		} catch (e) {
			drawn.push({error: String(e)});
		}
	}
	document.getElementById("drawn").textContent = JSON.stringify(drawn);
})();
</script>`

// mermaid lets the real Mermaid draw texts, in Chromium, and returns the texts
// of each picture. MERMAID_JS names the file of Mermaid, which is that in the npm
// package: dist/mermaid.min.js.
func mermaid(t *testing.T, mmd ...string) [][]string {
	t.Helper()
	script := os.Getenv("MERMAID_JS")
	if script == "" {
		outputtest.Missing(t, "Mermaid ($MERMAID_JS)")
	}
	chromium := outputtest.Tool(t, "chromium", "chromium-browser", "google-chrome")
	texts, err := json.Marshal(mmd) // escapes what could end the script
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "page.html")
	if err := os.WriteFile(file, fmt.Appendf(nil, page, script, texts), 0o666); err != nil {
		t.Fatal(err)
	}
	dom := outputtest.Run(t, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(folder, "profile"),
		"--virtual-time-budget=100000", "--dump-dom", "file://"+file)
	_, dom, _ = strings.Cut(dom, `<pre id="drawn">`)
	dom, _, _ = strings.Cut(dom, "</pre>")
	var drawn []struct {
		Texts []string
		Error string
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(dom)), &drawn); err != nil {
		t.Fatalf("%v: %q", err, dom)
	}
	all := make([][]string, len(drawn))
	for i, d := range drawn {
		if d.Error != "" {
			t.Errorf("%s\n%s", d.Error, mmd[i])
		}
		for _, text := range d.Texts {
			if text = outputtest.Visible(text); text != "" {
				all[i] = append(all[i], text)
			}
		}
	}
	return all
}

func TestMermaidDraws(t *testing.T) {
	texts := outputtest.HostileTexts()
	o := output.Options{Time: output.TimeNone, Title: outputtest.HostileTitle}
	full := outputtest.Draw(t, Format, output.Options{Time: output.TimeNone}, talk(2000, 2)).Pages[0]
	got := mermaid(t,
		outputtest.Draw(t, Format, o, outputtest.Hostile(texts)).Page(t),
		outputtest.Draw(t, Format, output.Options{Title: "T", Time: output.TimeNone, Theme: output.Dark}, outputtest.Sample).Page(t),
		outputtest.Draw(t, Format, output.Options{}, nothing).Page(t),
		full,
		full+strings.Repeat(" ", pageLimit),
	)
	t.Run("hostile texts", func(t *testing.T) {
		var heads []string // from right to left
		for pair := range slices.Chunk(outputtest.HostileHeads(texts), 2) {
			heads = slices.Concat(pair, heads)
		}
		outputtest.Compare(t, slices.Concat(heads, heads, texts, []string{o.Title}), got[0])
	})
	t.Run("sample", func(t *testing.T) {
		heads := []string{"Late", "10.0.0.1", "192.168.1.62", `The "Client"`, "192.168.1.3"}
		// Mermaid draws all notes before the messages.
		outputtest.Compare(t, slices.Concat(heads, heads, []string{"483 ms", `the "server" <b>ends`, `The "Client"`, "192.168.1.3", "fe80::1",
			"[SYN] Seq=0 Win=8192 Len=0", "[SYN, ACK] Seq=0 Ack=1", "[ACK] Seq=1 Ack=1", "[TCP Retransmission] [PSH, ACK]",
			`GET /a"b\c HTTP/1.1`, "[ACK]", "[ACK]", "[ACK] Seq=2 ×12 in 39.1 ms", "[FIN]", "[FIN, ACK]", "[RST]", "[RST, ACK]", "T"}), got[1])
	})
	t.Run("full page", func(t *testing.T) {
		if want := strings.Count(full, "message"); len(got[3]) < want {
			t.Errorf("%d of %d messages are drawn", len(got[3]), want)
		}
		if len(got[4]) > 0 {
			t.Errorf("a text beyond the limit is drawn, with %d texts", len(got[4]))
		}
	})
	t.Run("empty", func(t *testing.T) {
		if len(got[2]) > 0 {
			t.Errorf("drawn: %q", got[2])
		}
	})
}
