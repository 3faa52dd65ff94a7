package outputtest

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/output"
)

// Tool returns the first of the programs that is installed. Without any the test
// is skipped, but fails in CI.
func Tool(t testing.TB, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	Missing(t, strings.Join(names, " or "))
	return ""
}

// Missing skips a test for want of something, but fails it in CI.
func Missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not installed", what)
	}
	t.Skipf("%s is not installed", what)
}

// Run runs a program, which must succeed and say nothing on standard error, and
// returns its standard output.
func Run(t testing.TB, tool string, args ...string) string {
	t.Helper()
	var stdout, stderr strings.Builder
	c := exec.Command(tool, args...)
	c.Stdout, c.Stderr = &stdout, &stderr
	if err := c.Run(); err != nil {
		t.Fatalf("%v: %s", c, errors.Join(err, errors.New(stderr.String())))
	}
	return stdout.String()
}

// Texts returns what the text elements of an SVG hold, in their order, without
// spaces around it; empty ones are left out.
func Texts(t testing.TB, svg io.Reader) []string {
	t.Helper()
	var (
		texts []string
		text  strings.Builder
		depth int // of elements within a text, and the text itself
	)
	for d := xml.NewDecoder(svg); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == "text" || depth > 0 {
				depth++
			}
		case xml.CharData:
			if depth > 0 {
				text.Write(token)
			}
		case xml.EndElement:
			if depth == 0 {
				continue
			}
			if depth--; depth == 0 {
				if s := Visible(text.String()); s != "" {
					texts = append(texts, s)
				}
				text.Reset()
			}
		}
	}
}

// Visible returns what can be seen of a text: ordinary spaces, one at a time, and
// none at its ends nor of no width.
func Visible(s string) string {
	s = strings.ReplaceAll(s, "\u200b", "")
	return strings.Join(strings.Fields(s), " ")
}

// Compare compares the texts that were drawn with those that went in.
func Compare(t *testing.T, want, got []string) {
	t.Helper()
	var all []string
	for _, s := range want {
		if s = Visible(strings.Map(output.Drawn, s)); s != "" {
			all = append(all, s)
		}
	}
	if d := cmp.Diff(all, got); d != "" {
		t.Errorf("drawn was another text (-want +got):\n%s", d)
	}
}
