package outputtest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// Pages is a Files in memory.
type Pages struct {
	texts []*bytes.Buffer
	One   bool // there is place for one page only
}

// Page begins a page. Those of an unknown number must come in their order.
func (p *Pages) Page(page, pages int) (io.Writer, error) {
	switch {
	case p.One && page > 1:
		return nil, fmt.Errorf("memory: %w", output.ErrOnePage)
	case page != len(p.texts)+1 || pages != 0 && page > pages:
		return nil, fmt.Errorf("page %d of %d after %d", page, pages, len(p.texts))
	}
	p.texts = append(p.texts, &bytes.Buffer{})
	return p.texts[page-1], nil
}

// Texts returns the pages.
func (p *Pages) Texts() []string {
	var texts []string
	for _, t := range p.texts {
		texts = append(texts, t.String())
	}
	return texts
}

// A Drawing is what a format made of some events.
type Drawing struct {
	Pages   []string
	Remarks []string
}

// Draw writes events in a format, to pages in memory.
func Draw(t testing.TB, f output.Format, o output.Options, events func(w seq.Writer) error) Drawing {
	t.Helper()
	return DrawTo(t, &Pages{}, f, o, events)
}

// DrawTo writes events in a format to pages.
func DrawTo(t testing.TB, p *Pages, f output.Format, o output.Options, events func(w seq.Writer) error) Drawing {
	t.Helper()
	var d Drawing
	o.Remark = func(s string) { d.Remarks = append(d.Remarks, s) }
	w := f.New(p, o)
	if err := errors.Join(events(w), w.End(seq.End{})); err != nil {
		t.Fatal(err)
	}
	d.Pages = p.Texts()
	return d
}

// Page returns the only page, which came without a remark.
func (d Drawing) Page(t testing.TB) string {
	t.Helper()
	if len(d.Pages) != 1 || len(d.Remarks) > 0 {
		t.Fatalf("%d pages, remarks %q", len(d.Pages), d.Remarks)
	}
	return d.Pages[0]
}

// Streams checks that a format writes each message as it comes.
func Streams(t *testing.T, f output.Format) {
	t.Helper()
	var p Pages
	w := f.New(&p, output.Options{Time: output.TimeNone})
	for _, label := range []string{"first", "second"} {
		if err := errors.Join(w.Participant(seq.Participant{}), Message(w, seq.Message{Label: label})); err != nil {
			t.Fatal(err)
		}
		if texts := p.Texts(); len(texts) != 1 || !strings.Contains(texts[0], label) {
			t.Errorf("after the message %q the pages are %q", label, texts)
		}
	}
}

// Goldens draws the sample with the options that text forms differ by, and nothing
// at all, and compares each with its golden file. The theme is that of one of them.
func Goldens(t *testing.T, f output.Format, suffix string, theme output.Theme, update bool) {
	for name, c := range map[string]struct {
		output.Options
		events func(seq.Writer) error
	}{
		"sample":  {output.Options{Time: output.TimeAbsolute, Zone: time.UTC}, Sample},
		"options": {output.Options{Time: output.TimeDelta, Title: `Login, "slow" \`, Number: true, Theme: theme}, Sample},
		"number":  {output.Options{Time: output.TimeNone, Number: true}, Sample},
		"empty":   {output.Options{}, func(seq.Writer) error { return nil }},
	} {
		t.Run(name, func(t *testing.T) {
			Golden(t, name+suffix, Draw(t, f, c.Options, c.events).Page(t), update)
		})
	}
}

// Golden compares a text with a file under testdata, which update writes anew.
func Golden(t *testing.T, name, got string, update bool) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("not as in %s (-want +got):\n%s", name, d)
	}
}
