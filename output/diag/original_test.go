package diag_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/csv"
	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/diag"
	"github.com/packetseq/packetseq/output/outputtest"
	"github.com/packetseq/packetseq/seq"
)

const (
	original = "../../../shared/captures/original"
	edges    = "../../../shared/tools/diag_edges.py"
)

// page is a Files that keeps the one page.
type page struct{ bytes.Buffer }

func (p *page) Page(int, int) (io.Writer, error) { return &p.Buffer, nil }

// The real seqdiag reads the same messages from what is written here as from
// what the original packetseq wrote, except that labels keep their commas, and
// the marks that the original lost.
func TestMessagesOfTheOriginal(t *testing.T) {
	if _, err := os.Stat(original); err != nil {
		t.Skip(err)
	}
	var names seq.Names
	var readers []seq.Reader
	captures := []seq.Capture{{Index: 0, Name: "client.csv"}, {Index: 1, Name: "proxy.csv"}}
	for i, c := range captures {
		f, err := os.Open(filepath.Join(original, c.Name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		readers = append(readers, csv.Format.New(f, input.Options{Capture: i, Name: c.Name, Zone: time.UTC, Report: func(err error) { t.Error(err) }}))
	}
	names.Add(0, "192.168.1.3", "a")
	names.Add(0, "192.168.1.62", "b")
	names.Add(1, "192.168.1.3", "b")
	names.Add(1, "192.168.1.62", "c")
	var p page
	w := diag.Format.New(&p, output.Options{Zone: time.UTC, Time: output.TimeAbsolute, Remark: func(s string) { t.Error(s) }})
	o := seq.Options{Captures: captures, Names: &names, Gap: time.Second / 4}
	if _, err := seq.Build(w, seq.Merge(readers...), o); err != nil {
		t.Fatal(err)
	}
	ours := filepath.Join(t.TempDir(), "ours.diag")
	if err := os.WriteFile(ours, p.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	mark := regexp.MustCompile(`\[TCP Dup ACK (17|160)#1\] `)
	got := messages(t, ours)
	if n := strings.Count(got, "\n"); n != 44 || !strings.Contains(got, "[SYN, ACK]") || len(mark.FindAllString(got, -1)) != 2 || !strings.Contains(p.String(), "...") {
		t.Errorf("%d messages:\n%s", n, got)
	}
	want := strings.ReplaceAll(messages(t, filepath.Join(original, "out.diag")), ",", "")
	got = strings.ReplaceAll(mark.ReplaceAllString(got, ""), ",", "")
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the messages are others (-original +ours):\n%s", d)
	}
}

// messages returns what the real seqdiag reads from a .diag, a line for each
// message.
func messages(t *testing.T, name string) string {
	t.Helper()
	const python = "/usr/bin/python3" // whose packages are those of the system
	if err := exec.Command(python, "-c", "import seqdiag").Run(); err != nil {
		outputtest.Missing(t, "seqdiag for "+python)
	}
	out, err := exec.Command(python, edges, name).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}
