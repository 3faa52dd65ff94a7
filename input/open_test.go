package input_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/csv"
	"github.com/packetseq/packetseq/seq"
)

const capture = `"No.","Time","Source","Destination","Protocol","Length","Info"
"1","2016-08-27 11:14:45.493525","192.168.1.3","192.168.1.62","TCP","66","53833  >  3128 [SYN] Seq=0"
"2","2016-08-27 11:14:45.496139","192.168.1.62","192.168.1.3","TCP","66","3128  >  53833 [SYN, ACK] Seq=0 Ack=1"
`

// magic is a binary format whose magic number is that of pcapng.
var magic = input.Format{
	Name:   "magic",
	Detect: func(head []byte) bool { return bytes.HasPrefix(head, []byte("\n\r\r\n")) },
	New:    func(io.Reader, input.Options) seq.Reader { return none{} },
}

type none struct{}

func (none) Read(*seq.Packet) error { return io.EOF }

var formats = []input.Format{magic, csv.Format}

func options() input.Options {
	return input.Options{Name: "x", Zone: time.UTC, Report: func(error) {}}
}

// compressors are all that captures are compressed with.
var compressors = map[string]func(io.Writer) io.WriteCloser{
	"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
	"zstd": func(w io.Writer) io.WriteCloser {
		z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
		if err != nil {
			panic(err)
		}
		return z
	},
	"lz4": func(w io.Writer) io.WriteCloser { return lz4.NewWriter(w) },
}

func compress(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := compressors[name](&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// count reads all packets of a capture.
func count(t *testing.T, r io.Reader) (n int, err error) {
	t.Helper()
	in, f, err := input.Open(r, formats, options())
	if err != nil {
		return 0, err
	}
	if f.Name != "csv" {
		t.Errorf("opened as %q", f.Name)
	}
	var p seq.Packet
	for {
		if err := in.Read(&p); err == io.EOF {
			return n, nil
		} else if err != nil {
			return n, err
		}
		n++
	}
}

func TestOpenPeelsCompression(t *testing.T) {
	inputs := map[string][]byte{"plain": []byte(capture)}
	for outer := range compressors {
		inputs[outer] = compress(t, outer, []byte(capture))
		for inner := range compressors {
			inputs[inner+" in "+outer] = compress(t, outer, compress(t, inner, []byte(capture)))
		}
	}
	before := runtime.NumGoroutine()
	for name, data := range inputs {
		for how, r := range map[string]io.Reader{
			"whole": bytes.NewReader(data), "byte by byte": iotest.OneByteReader(bytes.NewReader(data)),
		} {
			if n, err := count(t, r); n != 2 || err != nil {
				t.Errorf("%s, %s: %d packets, %v", name, how, n, err)
			}
		}
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines were left behind", after-before)
	}
	_, err := count(t, bytes.NewReader(compress(t, "gzip", inputs["zstd in gzip"])))
	if err == nil || err.Error() != "x: compressed more than 2 times" {
		t.Errorf("three times: %v", err)
	}
}

// A damaged capture gives the packets before the damage, then the error.
func TestOpenDamaged(t *testing.T) {
	const rows = 20000
	long := []byte(capture + strings.Repeat("\"3\",\"2016-08-27 11:14:46\",\"a\",\"b\",\"TCP\",\"60\",\"x\"\n", rows))
	// lz4 has nothing to give of a block that is cut, and all is one block here.
	for name, least := range map[string]int{"gzip": 1, "zstd": 1, "lz4": 0} {
		data := compress(t, name, long)
		n, err := count(t, bytes.NewReader(data[:len(data)-10]))
		var at *input.PositionError
		if n < least || n > rows+2 || !errors.As(err, &at) || !errors.Is(err, io.ErrUnexpectedEOF) ||
			!strings.HasPrefix(err.Error(), "x: the "+name+" data is cut short") {
			t.Errorf("%s cut short: %d packets, %v", name, n, err)
		}
		data[len(data)/2] ^= 0x55
		if n, err := count(t, bytes.NewReader(data)); err == nil || !errors.As(err, &at) {
			t.Errorf("%s damaged: %d packets, %v", name, n, err)
		}
	}
}

func TestOpenErrors(t *testing.T) {
	for _, c := range []struct {
		r    io.Reader
		want string
	}{
		{strings.NewReader(""), "x: the capture is empty"},
		{bytes.NewReader(compress(t, "gzip", nil)), "x: the capture is empty"},
		{strings.NewReader("\x7fELF\x02\x01\x01\x00\x1b[2J"), `x: no known format (tried magic, csv); it begins with "\x7fELF\x02\x01\x01\x00\x1b[2J"`},
		{strings.NewReader("\n"), `x: no known format (tried magic, csv); it begins with "\n"`},
		{strings.NewReader(strings.Repeat("é", 100) + "\nsecond"), `x: no known format (tried magic, csv); it begins with "` + strings.Repeat("é", 77) + `"…`},
		{iotest.ErrReader(errors.New("is a directory")), "x: is a directory"},
		{strings.NewReader("\x1f\x8b\x08"), "x: gzip data: unexpected EOF"},
		{strings.NewReader("\x28\xb5\x2f\xfd\x00\x98" + strings.Repeat("x", 99)), "x: the zstd data is damaged: window size exceeded"},
	} {
		_, _, err := input.Open(c.r, formats, options())
		if at := (*input.PositionError)(nil); err == nil || err.Error() != c.want || !errors.As(err, &at) {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}

// A magic number is found though it begins with a line feed and comes in bytes.
func TestOpenMagic(t *testing.T) {
	for _, r := range []io.Reader{strings.NewReader("\n\r\r\n\x00"), iotest.OneByteReader(strings.NewReader("\n\r\r\n\x00"))} {
		if _, f, err := input.Open(r, formats, options()); err != nil || f.Name != "magic" {
			t.Errorf("%q, %v", f.Name, err)
		}
	}
}

// A pipe that has delivered a line, and then is silent, is opened and read.
func TestOpenLive(t *testing.T) {
	lines := strings.SplitAfter(capture, "\n")
	for name, first := range map[string]string{"header": lines[0], "no header": lines[1], "short": "No.,Info\n"} {
		r, w := io.Pipe()
		go io.WriteString(w, first)
		opened := make(chan error)
		go func() {
			_, f, err := input.Open(r, formats, options())
			if err == nil && f.Name != "csv" {
				err = errors.New("opened as " + f.Name)
			}
			opened <- err
		}()
		select {
		case err := <-opened:
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("%s: Open waits for more", name)
		}
		r.Close()
	}
}

// countingReader counts the bytes that were read, one at a time.
type countingReader struct {
	r io.Reader
	n int
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p[:min(1, len(p))])
	c.n += n
	return n, err
}

// TestOpenXML: the declaration of XML does not tell what it is the XML of; what comes
// next does, in however small pieces it comes.
func TestOpenXML(t *testing.T) {
	const prolog = `<?xml version="1.0" encoding="utf-8"?>` + "\n" + `<?xml-stylesheet type="text/xsl" href="pdml2html.xsl"?>` + "\n"
	form := input.Format{
		Name:   "form",
		Detect: func(head []byte) bool { return bytes.Contains(head, []byte("<pdml")) },
		New:    magic.New,
	}
	for name, r := range map[string]io.Reader{
		"lines":  io.MultiReader(strings.NewReader(prolog), strings.NewReader("<pdml>\n")),
		"pieces": iotest.OneByteReader(strings.NewReader(prolog + "<pdml>\n<packet>")),
	} {
		if _, f, err := input.Open(r, []input.Format{form}, options()); err != nil || f.Name != "form" {
			t.Errorf("%s: %v, %v", name, f.Name, err)
		}
	}
	if _, _, err := input.Open(strings.NewReader(prolog), []input.Format{form}, options()); err == nil {
		t.Error("XML without an element has a format")
	}
}

func TestOpenReadsNoMoreThanItNeeds(t *testing.T) {
	for text, want := range map[string]int{
		"No.,Time\n1,2\n":                   9,
		"\n\nNo.,Time\n1,2\n":               11,
		capture:                             63,
		"no," + strings.Repeat("long ", 99): 64,
	} {
		r := &countingReader{r: strings.NewReader(text)}
		if _, _, err := input.Open(r, formats, options()); err != nil || r.n != want {
			t.Errorf("%.20q: read %d bytes and not %d; %v", text, r.n, want, err)
		}
	}
}

func TestOpenAs(t *testing.T) {
	in, err := input.OpenAs(bytes.NewReader(compress(t, "gzip", []byte(capture))), csv.Format, options())
	if err != nil {
		t.Fatal(err)
	}
	var p seq.Packet
	if err := in.Read(&p); err != nil || p.SourcePort != 53833 {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := input.OpenAs(strings.NewReader(""), csv.Format, options()); !errors.Is(err, input.ErrEmpty) {
		t.Errorf("empty: %v", err)
	}
}

// Damaged captures of other formats end in an error or a report, never a crash.
func TestOpenMalformed(t *testing.T) {
	names, err := filepath.Glob("../../shared/captures/malformed/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if in, _, err := input.Open(f, []input.Format{csv.Format}, options()); err == nil {
			var p seq.Packet
			for err == nil {
				err = in.Read(&p)
			}
		}
		f.Close()
	}
}
