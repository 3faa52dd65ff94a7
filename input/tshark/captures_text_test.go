package tshark

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/csv"
	"github.com/packetseq/packetseq/seq"
)

var everyCapture = flag.Bool("every-capture", false, "compare the forms of every capture, not of a few")

const shared = "../../../shared/captures/"

// A sharedCapture is a capture beside the repository, with Wireshark's CSV of it.
type sharedCapture struct{ file, csv string }

// sharedCaptures returns some captures, or all. tshark needs a second for each.
func sharedCaptures(t *testing.T) (captures []sharedCapture) {
	t.Helper()
	for _, found := range []struct{ pattern, csv string }{{"lab/*/*.pcap*", "csv"}, {"real/*.pcap*", "expected"}} {
		files, err := filepath.Glob(shared + found.pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			captures = append(captures, sharedCapture{f, filepath.Join(filepath.Dir(f), found.csv, filepath.Base(f)+".csv.gz")})
		}
	}
	if len(captures) == 0 {
		t.Skip("no captures beside the repository")
	}
	if !*everyCapture {
		const few = 8
		step := len(captures) / few
		if testing.Short() {
			step *= 4
		}
		for i := range len(captures) / step {
			captures[i] = captures[i*step]
		}
		captures = captures[:len(captures)/step]
	}
	return captures
}

// output returns what a program prints. The test is skipped where it is not
// installed, but not in CI.
func output(t testing.TB, program string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "TZ=UTC", "LC_ALL=C.UTF-8")
	out, err := cmd.Output()
	if err != nil && !errors.As(err, new(*exec.ExitError)) { // a damaged capture is read too
		t.Fatal(err)
	}
	return out
}

// exported returns the packets of Wireshark's CSV.
func (c sharedCapture) exported(t *testing.T) []seq.Packet {
	t.Helper()
	f, err := os.Open(c.csv)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	packets, reports, err := read(csv.Format, z)
	if err != nil || len(reports) > 0 {
		t.Fatalf("%s: %q, %v", c.csv, reports, err)
	}
	return packets
}

// The packets of tshark's columns and of its PSML are those of Wireshark's CSV.
func TestFormsAreTheSame(t *testing.T) {
	for _, c := range sharedCaptures(t) {
		want := c.exported(t)
		for _, form := range []struct {
			input.Format
			args []string
		}{
			{Text, []string{"-t", "ud"}},
			{PSML, []string{"-t", "ud", "-T", "psml"}},
		} {
			text := output(t, "tshark", append(form.args, "-n", "-r", c.file)...)
			packets, reports, err := read(form.Format, bytes.NewReader(text))
			if err != nil || len(reports) > 0 || !form.Detect(text[:min(64, len(text))]) {
				t.Errorf("%s as %s: %q, %v", c.file, form.Name, reports, err)
			}
			compare(t, c.file+" as "+form.Name, packets, want)
		}
	}
}

func compare(t *testing.T, name string, got, want []seq.Packet) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d packets, want %d", name, len(got), len(want))
		return
	}
	for i := range got {
		// The CSV export writes every arrow as "  >  ", and only those between
		// ports are told from what is one.
		want[i].Info = strings.ReplaceAll(want[i].Info, "  >  ", " → ")
		got[i].Info = strings.ReplaceAll(got[i].Info, "  >  ", " → ")
		if got[i] != want[i] {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got[i], want[i])
		}
	}
}

// The facts that tcpdump tells are those of Wireshark's CSV.
func TestTcpdumpIsTheSame(t *testing.T) {
	for _, c := range sharedCaptures(t) {
		if strings.HasSuffix(c.file, ".gz") { // which it does not read
			continue
		}
		want := c.exported(t)
		for _, args := range [][]string{{"-tttt"}, {"-tt", "-v", "-e"}} {
			text := output(t, "tcpdump", append(args, "-n", "-r", c.file)...)
			packets, reports, err := read(Tcpdump, bytes.NewReader(text))
			if err != nil || len(reports) > 0 {
				t.Errorf("%s: %q, %v", c.file, reports, err)
			}
			// There are link types, and files of two interfaces, that it does not read.
			if len(packets) != len(want) && len(packets) > 1 {
				t.Errorf("%s: %d packets, want %d", c.file, len(packets), len(want))
				continue
			}
			for i := range packets {
				compareTcpdump(t, c.file, packets[i], want[i])
			}
		}
	}
}

// compareTcpdump compares a packet that Wireshark words as plain TCP.
func compareTcpdump(t *testing.T, name string, got, want seq.Packet) {
	t.Helper()
	if want.Time.Clock == seq.NoClock { // it has a time for every packet
		got.Time = want.Time
	}
	if got.Number != want.Number || got.Time.NS/1000 != want.Time.NS/1000 || got.Length >= 0 && got.Length != want.Length {
		t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, want)
	}
	if strings.HasPrefix(got.Info, "truncated-ip") { // counts what is missing as well
		return
	}
	if want.Protocol != "TCP" || !want.Known.Has(seq.KnowsFlags|seq.KnowsPorts) || got.Protocol != "TCP" {
		return
	}
	if got.Source != want.Source || got.Destination != want.Destination || got.SourcePort != want.SourcePort ||
		got.DestinationPort != want.DestinationPort || got.Flags != want.Flags&^seq.FlagAE || got.Payload != want.Payload ||
		seq.KindOf(&got) != seq.KindOf(&want) {
		t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, want)
	}
}

// sample returns a file of testdata: lab/direct/client.pcap as a program prints it.
func sample(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var samples = []struct {
	name string
	input.Format
}{{"sample.txt", Text}, {"sample.psml", PSML}, {"sample.tcpdump", Tcpdump}}

// Wherever a capture is cut off, the packets before are read, and nothing else.
func TestCutAnywhere(t *testing.T) {
	for _, s := range samples {
		text := sample(t, s.name)
		want, reports, err := read(s.Format, strings.NewReader(text))
		if len(want) < 10 || len(reports) > 0 || err != nil {
			t.Fatalf("%s: %d packets, %q, %v", s.name, len(want), reports, err)
		}
		for n := range len(text) {
			got, reports, _ := read(s.Format, strings.NewReader(text[:n]))
			if len(reports) > 1 {
				t.Fatalf("%s cut at %d: %q", s.name, n, reports)
			}
			last := max(0, len(got)-1) // may have been cut
			if len(got) > len(want) || !slices.Equal(got[:last], want[:last]) {
				t.Fatalf("%s cut at %d: %d packets, and not the same", s.name, n, len(got))
			}
		}
	}
}

// However the text arrives, the packets are the same.
func TestAnyReads(t *testing.T) {
	for _, s := range samples {
		text := sample(t, s.name)
		want := readText(t, s.Format, text)
		for _, r := range []io.Reader{iotest.OneByteReader(strings.NewReader(text)), iotest.DataErrReader(iotest.HalfReader(strings.NewReader(text)))} {
			got, reports, err := read(s.Format, r)
			if !slices.Equal(got, want) || len(reports) > 0 || err != nil {
				t.Errorf("%s: %d packets, %q, %v", s.name, len(got), reports, err)
			}
		}
		_, _, err := read(s.Format, iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(text))))
		if at := (*input.PositionError)(nil); !errors.As(err, &at) || !errors.Is(err, iotest.ErrTimeout) {
			t.Errorf("%s: %v", s.name, err)
		}
	}
}

// What does not belong into a capture costs no packet but that which it is in.
func TestForeignText(t *testing.T) {
	for _, s := range samples {
		text := sample(t, s.name)
		want := readText(t, s.Format, text)
		mark := "\n"
		if s.Name == PSML.Name {
			mark = "</packet>\n"
		}
		middle := strings.Index(text[len(text)/2:], mark) + len(text)/2 + len(mark)
		for _, foreign := range []string{
			"\x00\x00\x00\n", "\xff\xfe\n", "\x1b[31m\n", "\"1\",\"0.0\",\"a\",\"b\",\"TCP\",\"60\",\"x\"\n",
			`{"timestamp":"1795388025557","layers":{}}` + "\n", "\r\r\n", strings.Repeat("x", 3*maxPiece) + "\n",
		} {
			got, reports, err := read(s.Format, strings.NewReader(text[:middle]+foreign+text[middle:]))
			if err != nil || len(reports) > 1 || len(got) < len(want)-1 || len(got) == len(want) && !slices.Equal(got, want) {
				t.Errorf("%s with %.20q: %d packets and not %d, %.80q, %v", s.name, foreign, len(got), len(want), reports, err)
			}
		}
	}
}

// A packet's text is valid UTF-8 whatever the bytes are.
func TestInvalidBytes(t *testing.T) {
	for _, c := range []struct {
		input.Format
		text string
	}{
		{Text, "    1   0.000000     10.0.0.1 → 10.0.0.2     TCP 60 a\x00\xffb\n"},
		{PSML, psml([]string{"1", "0.000000", "10.0.0.1", "10.0.0.2", "TCP", "60", "a\x00\xffb"})},
		{Tcpdump, "22:53:45.5 IP 10.0.0.1 > 10.0.0.2: a\x00\xffb\n"},
	} {
		packets := readText(t, c.Format, c.text)
		if len(packets) != 1 || packets[0].Info != "a\uFFFD\uFFFDb" {
			t.Errorf("%s: %+v", c.Name, packets)
		}
	}
}

// A line of 100 MB is left out, and never held.
func TestLongLine(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 300 MB")
	}
	for _, s := range samples {
		text := sample(t, s.name)
		want := readText(t, s.Format, text)
		r := io.MultiReader(strings.NewReader(text), io.LimitReader(endless{}, 100<<20))
		start := time.Now()
		got, reports, _ := read(s.Format, r)
		if !slices.Equal(got, want) || s.Name != PSML.Name && len(reports) != 1 {
			t.Errorf("%s: %d packets, %q", s.name, len(got), reports)
		}
		t.Logf("%s: %v", s.name, time.Since(start))
	}
}

// endless is a text without a line end.
type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	return len(b), nil
}
