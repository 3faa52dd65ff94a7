package csv_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/column"
	inputcsv "github.com/packetseq/packetseq/input/csv"
	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/csv"
	"github.com/packetseq/packetseq/seq"
)

// page is a Files that keeps the one page.
type page struct{ bytes.Buffer }

func (p *page) Page(int, int) (io.Writer, error) { return &p.Buffer, nil }

// again reads a capture and writes it.
func again(t *testing.T, capture io.Reader) string {
	t.Helper()
	r := inputcsv.Format.New(capture, input.Options{Name: "x", Zone: time.UTC, Report: func(err error) { t.Error(err) }})
	var p page
	w := csv.Format.New(&p, output.Options{Zone: time.UTC, Time: output.TimeAbsolute})
	if _, err := seq.Build(w, r, seq.Options{}); err != nil {
		t.Fatal(err)
	}
	return p.String()
}

// readBack returns the packet that is read from what is written of p.
func readBack(t *testing.T, p seq.Packet) seq.Packet {
	t.Helper()
	var out page
	w := csv.Format.New(&out, output.Options{Zone: time.UTC, Time: output.TimeAbsolute})
	if err := w.Message(&seq.Message{Packet: &p}); err != nil {
		t.Fatal(err)
	}
	r := inputcsv.Format.New(&out.Buffer, input.Options{Name: "x", Zone: time.UTC, Report: func(err error) { t.Error(err) }})
	var got seq.Packet
	if err := r.Read(&got); err != nil {
		t.Fatalf("%v in %q", err, out.String())
	}
	return got
}

// What is written of a packet is read back, whatever its texts are.
func FuzzReadBack(f *testing.F) {
	for _, text := range []string{
		"GET /a→b", "x→y", "53833 → 3128 [SYN] Seq=0", "[TCP Dup ACK 1#1] 1 → 2 [ACK] a → b", "a > b", `C:\dir "q"`, `\342\206\222`,
		"\x1b[2J\x9b\u009b\x00\n", "é†日本", "\xe2\x86", "→", " ", "1 -> 2 [ACK]",
	} {
		f.Add("10.0.0.1", "x→y", "TCP", text)
		f.Add(text, text, text, text)
	}
	f.Fuzz(func(t *testing.T, source, destination, protocol, info string) {
		// A Packet has valid texts, without spaces around addresses, and the arrow
		// of today.
		cell := func(s string) string {
			return strings.Trim(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD"), " ")
		}
		want := seq.Packet{Number: 1, Source: cell(source), Destination: cell(destination), Protocol: cell(protocol), Length: 60}
		column.SetInfoText(&want, strings.ReplaceAll(strings.ToValidUTF8(info, "\uFFFD"), "\x00", "\uFFFD"))
		if d := cmp.Diff(want, readBack(t, want)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
}

// padding is what tshark puts around addresses to fill their column, as in the
// captures of the lab.
var padding = regexp.MustCompile(`(,") +|([0-9a-f:]) +(",)`)

// Wireshark's own exports come out byte for byte as they went in.
func TestExportsOfWireshark(t *testing.T) {
	const captures = "../../../shared/captures"
	if _, err := os.Stat(captures); err != nil {
		t.Skip(err)
	}
	names, err := filepath.Glob(captures + "/lab/*/csv/*.csv.gz")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range append(names, captures+"/original/client.csv", captures+"/original/proxy.csv") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, ".gz") {
				z, err := gzip.NewReader(bytes.NewReader(want))
				if err != nil {
					t.Fatal(err)
				}
				if want, err = io.ReadAll(z); err != nil {
					t.Fatal(err)
				}
			}
			got := again(t, bytes.NewReader(want))
			want = padding.ReplaceAll(want, []byte(`$1$2$3`))
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("%s changes (-want +got):\n%s", name, d)
			}
		})
	}
}

// Each kind of time is read from what was written of it.
func TestTimes(t *testing.T) {
	const head = `"No.","Time","Source","Destination","Protocol","Length","Info"` + "\n"
	for _, times := range [][]string{
		{"2016-08-27 11:14:45.493525", "2016-08-27 11:14:46.000000"},
		{"23:59:59.999", "00:00:00.000", "12:00:00.000", "00:00:00.000"},
		{"0.000000000", "1.500000000", "86400.000000000"},
	} {
		want := head
		for _, at := range times {
			want += `"7","` + at + `","a","b","TCP","66","x"` + "\n"
		}
		if got := again(t, strings.NewReader(want)); got != want {
			t.Errorf("got:\n%swant:\n%s", got, want)
		}
	}
}
