package image

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/outputtest"
	"github.com/packetseq/packetseq/seq"
)

// pages is output.Files in memory.
type pages struct{ files []*bytes.Buffer }

func (p *pages) Page(page, pages int) (io.Writer, error) {
	if page != len(p.files)+1 || page > pages {
		return nil, fmt.Errorf("page %d of %d, after %d", page, pages, len(p.files))
	}
	b := new(bytes.Buffer)
	p.files = append(p.files, b)
	return b, nil
}

// hostile are labels that break what does not expect them.
var hostile = []string{
	"</title></svg><script>alert(1)</script>",
	"]]> <![CDATA[ <!-- --> & &amp; &#0; \" ' `",
	"\x00\x01\x1b[31mred\x7f\u0085\t\r\n",
	"invalid \xff\xfe\xc3( \xed\xa0\x80 and \ufffe\uffff",
	"(parentheses) \\ backslash %PDF-1.7 endstream endobj",
	"right-to-left \u202eexe.gpj\u202c \u2066x\u2069",
	"  two  leading and trailing   ",
	"",
	" ",
	strings.Repeat("long ", 5000),
	strings.Repeat("x", 20_000),
	"日本語のラベル 漢字",
	"مرحبا بالعالم",
	"combining e\u0301 \u0e01\u0e33 Ελληνικά Русский",
}

// drawn returns the files of a diagram with these labels.
func drawn(t testing.TB, f output.Format, o output.Options, labels []string) []*bytes.Buffer {
	t.Helper()
	files := &pages{}
	if o.Remark == nil {
		o.Remark = func(string) {}
	}
	o.Zone = time.UTC
	w := script{Writer: f.New(files, o)}
	w.check(w.Capture(seq.Capture{Name: "<b>&\x00.pcap", Packets: len(labels)}))
	for i, name := range []string{"Client", "<Server> & \x1b"} {
		w.check(w.Participant(seq.Participant{Index: i, Name: name, Addresses: []string{"10.0.0.1", "fe80::1"}}))
	}
	for i, label := range labels {
		at := seq.Time{NS: int64(i) * 1e9, Clock: seq.AbsoluteClock, Digits: 6}
		w.check(w.Message(&seq.Message{
			Number: i + 1, From: i % 2, To: (i + 1) % 2, Sent: at, Received: at, Last: at,
			Label: label, Kind: seq.Kinds()[i%10], Count: 1, Seen: []seq.Sighting{{}},
		}))
	}
	w.check(w.End(seq.End{Packets: len(labels), Messages: len(labels), PerCapture: []int{len(labels)}}))
	if w.err != nil {
		t.Fatal(w.err)
	}
	return files.files
}

var formats = []output.Format{PNG, SVG, PDF}

func TestDeterministic(t *testing.T) {
	for _, f := range formats {
		a, b := drawn(t, f, output.Options{}, hostile), drawn(t, f, output.Options{}, hostile)
		for i := range a {
			if !bytes.Equal(a[i].Bytes(), b[i].Bytes()) {
				t.Errorf("%s: page %d is another file the second time", f.Name, i+1)
			}
		}
	}
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(outputtest.Tool(t, name), args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
	return string(out)
}

func save(t *testing.T, name string, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestPNG(t *testing.T) {
	for _, theme := range []output.Theme{output.Light, output.Dark} {
		files := drawn(t, PNG, output.Options{Theme: theme}, hostile)
		if len(files) != 1 {
			t.Fatalf("%d files", len(files))
		}
		img, err := png.Decode(files[0])
		if err != nil {
			t.Fatal(err)
		}
		if !img.(*image.Paletted).Opaque() {
			t.Error("the background is not opaque")
		}
	}
	if got := run(t, "file", "-b", save(t, "a.png", drawn(t, PNG, output.Options{}, hostile)[0].Bytes())); !strings.Contains(got, "8-bit colormap") {
		t.Errorf("file says %q", got)
	}
}

// A tall diagram becomes several images, none of them too high, and is told of.
func TestPNGPages(t *testing.T) {
	var remarks []string
	labels := make([]string, 1500)
	files := drawn(t, PNG, output.Options{Remark: func(s string) { remarks = append(remarks, s) }}, labels)
	if len(files) != 3 {
		t.Errorf("%d images", len(files))
	}
	for i, f := range files {
		c, err := png.DecodeConfig(f)
		if err != nil || c.Height > 16384 {
			t.Errorf("image %d: %dx%d, %v", i+1, c.Width, c.Height, err)
		}
	}
	if len(remarks) != 1 || !strings.Contains(remarks[0], "3 images") {
		t.Errorf("remarks %q", remarks)
	}
}

// texts returns the character data of the elements of a name, in their order.
func texts(t *testing.T, svg []byte, name string) []string {
	t.Helper()
	var all []string
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == name {
			var s string
			if err := d.DecodeElement(&s, &start); err != nil {
				t.Fatal(err)
			}
			all = append(all, s)
		}
	}
}

// Every label is in the SVG whole, in the title of its message.
func TestSVGTitles(t *testing.T) {
	svg := drawn(t, SVG, output.Options{}, hostile)[0].Bytes()
	titles := texts(t, svg, "title")
	for _, want := range []string{
		"</title></svg><script>alert(1)</script>",
		`\x00\x01\x1b[31mred\x7f\x85\t\r\n`,
		"invalid \ufffd\ufffd\ufffd( \ufffd\ufffd\ufffd and \ufffd\ufffd",
		`right-to-left \u202eexe.gpj\u202c \u2066x\u2069`,
		"  two  leading and trailing   ",
		strings.Repeat("x", 4096) + "…",
		"مرحبا بالعالم",
	} {
		found := false
		for _, s := range titles {
			found = found || s == want
		}
		if !found {
			t.Errorf("no title is %.80q", want)
		}
	}
	if bytes.Contains(svg, []byte("<script")) {
		t.Error("a label became an element")
	}
	for _, want := range []string{`role="img"`, `<g id="m1" class="message syn">`, "<desc>", "text-anchor"} {
		if !bytes.Contains(svg, []byte(want)) {
			t.Errorf("no %s", want)
		}
	}
}

func TestSVGReaders(t *testing.T) {
	file := save(t, "a.svg", drawn(t, SVG, output.Options{Theme: output.Dark}, hostile)[0].Bytes())
	t.Run("xmllint", func(t *testing.T) { run(t, "xmllint", "--noout", file) })
	t.Run("rsvg-convert", func(t *testing.T) { run(t, "rsvg-convert", "-o", file+".png", file) })
	t.Run("chromium", func(t *testing.T) {
		dom := run(t, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000", "--dump-dom", "file://"+file)
		if !strings.Contains(dom, "مرحبا بالعالم") || strings.Contains(dom, "parsererror") {
			t.Errorf("chromium read %.500s", dom)
		}
	})
}

// A diagram without messages says so, in all forms.
func TestNoPackets(t *testing.T) {
	for _, f := range formats {
		files := &pages{}
		w := f.New(files, output.Options{Remark: func(string) {}})
		if err := w.End(seq.End{}); err != nil {
			t.Fatal(err)
		}
		if len(files.files) != 1 || files.files[0].Len() == 0 {
			t.Errorf("%s: %d files", f.Name, len(files.files))
		}
		if f.Name == "svg" && !bytes.Contains(files.files[0].Bytes(), []byte(">no packets<")) {
			t.Error("the picture does not say that there are none")
		}
	}
}

// What cannot be drawn as an image is an error that names the ways out, before
// anything is written.
func TestTooWide(t *testing.T) {
	write := func(f output.Format, o output.Options, lifelines int) (*pages, error) {
		files := &pages{}
		o.Remark = func(string) {}
		w := f.New(files, o)
		for i := range lifelines {
			if err := w.Participant(seq.Participant{Index: i, Name: fmt.Sprintf("host%d.example.net", i)}); err != nil {
				t.Fatal(err)
			}
		}
		return files, w.End(seq.End{})
	}
	files, err := write(PNG, output.Options{}, 10_000)
	if err == nil || !strings.Contains(err.Error(), "-t svg") || len(files.files) > 0 {
		t.Errorf("10,000 lifelines: %v, %d files", err, len(files.files))
	}
	for _, f := range []output.Format{SVG, PDF} {
		if _, err := write(f, output.Options{}, 10_000); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	for _, scale := range []float64{-1, 17} {
		if _, err := write(PNG, output.Options{Scale: scale}, 2); err == nil || !strings.Contains(err.Error(), "scale") {
			t.Errorf("scale %v: %v", scale, err)
		}
	}
}

// What no font has is told of.
func TestRemarkOnMissingFont(t *testing.T) {
	var remarks []string
	drawn(t, SVG, output.Options{Remark: func(s string) { remarks = append(remarks, s) }}, []string{"\U000104B0"}) // Osage
	if len(remarks) != 1 || !strings.Contains(remarks[0], "Osage") || !strings.Contains(remarks[0], "--font") {
		t.Errorf("remarks %q", remarks)
	}
}

func TestTooManyMessages(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	w := PNG.New(&pages{}, output.Options{})
	m := &seq.Message{Label: "x"}
	for range MaxMessages {
		if err := w.Message(m); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Message(m); err == nil || !strings.Contains(err.Error(), "-c") {
		t.Errorf("error %v", err)
	}
}
