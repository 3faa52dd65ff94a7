package image

import (
	"fmt"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// What is drawn can be read back from the PDF, except what was shortened.
func TestPDFText(t *testing.T) {
	labels := append([]string{
		`[PSH, ACK] "Seq"=1 (Win) \ <Len> & ]]>`, "日本語のラベル 漢字", "مرحبا بالعالم", "שלום עולם",
		"Ελληνικά Русский Ünïcödé", "\x1b[31mred",
	}, hostile...)
	file := save(t, "a.pdf", drawn(t, PDF, output.Options{}, labels)[0].Bytes())
	if out := run(t, "qpdf", "--check", file); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Errorf("qpdf says %s", out)
	}
	text := strings.Map(func(r rune) rune {
		if r == '\u202a' || r == '\u202b' || r == '\u202c' || r == ' ' {
			return -1 // pdftotext marks directions, and guesses where spaces are
		}
		return r
	}, run(t, "pdftotext", "-layout", file, "-"))
	for _, want := range []string{
		labels[0], "日本語のラベル 漢字", "مرحبا بالعالم", "שלום עולם", labels[4], `\x1b[31mred`,
		"</title></svg><script>alert(1)</script>", "(parentheses) \\ backslash %PDF-1.7 endstream endobj",
	} {
		if !strings.Contains(text, strings.ReplaceAll(want, " ", "")) {
			t.Errorf("%q cannot be read back", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestPDFPaper(t *testing.T) {
	labels := make([]string, 120)
	for i := range labels {
		labels[i] = fmt.Sprintf("message %d", i)
	}
	for _, c := range []struct{ paper, size string }{{"a4", "595.28 x 841.89 pts (A4)"}, {"letter", "612 x 792 pts (letter)"}} {
		file := save(t, "a.pdf", drawn(t, PDF, output.Options{Paper: c.paper}, labels)[0].Bytes())
		info := run(t, "pdfinfo", file)
		if !strings.Contains(info, c.size) || !strings.Contains(info, "Pages:           6") && !strings.Contains(info, "Pages:           7") {
			t.Errorf("%s: %s", c.paper, info)
		}
		if strings.Contains(info, "Date") {
			t.Errorf("the file has a date:\n%s", info)
		}
		text := run(t, "pdftotext", file, "-")
		for _, l := range labels {
			if !strings.Contains(text, l) {
				t.Errorf("%s: no %q", c.paper, l)
			}
		}
	}
	w := PDF.New(&pages{}, output.Options{Paper: "a5", Remark: func(string) {}})
	if err := w.End(seq.End{}); err == nil || !strings.Contains(err.Error(), "a4 or letter") {
		t.Errorf("paper a5: %v", err)
	}
}

// What a label has no room for can be searched all the same.
func TestPDFShortenedLabel(t *testing.T) {
	label := strings.Repeat("many words ", 30) + "needle"
	file := save(t, "a.pdf", drawn(t, PDF, output.Options{}, []string{label})[0].Bytes())
	if text := run(t, "pdftotext", "-raw", file, "-"); !strings.Contains(text, "needle") {
		t.Errorf("the text is\n%s", text)
	}
}

// On paper, long labels give way before the text becomes too small.
func TestPDFPaperStaysReadable(t *testing.T) {
	o := output.Options{Paper: "a4", Remark: func(s string) { t.Errorf("remark %q", s) }}
	w := script{Writer: PDF.New(&pages{}, o)}
	for i := range 4 {
		w.check(w.Participant(seq.Participant{Index: i, Name: fmt.Sprint("host ", i)}))
	}
	for i := range 3 {
		w.check(w.Message(&seq.Message{Number: i + 1, Count: 1, From: i, To: i + 1, Label: strings.Repeat("many words ", 30)}))
	}
	w.check(w.End(seq.End{Packets: 3, Messages: 3}))
	if w.err != nil {
		t.Fatal(w.err)
	}
}
