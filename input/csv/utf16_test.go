package csv

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/unicode"

	"github.com/packetseq/packetseq/input"
)

// A spreadsheet's "Unicode text" gives the packets of the same text in UTF-8.
func TestUTF16(t *testing.T) {
	text := strings.ReplaceAll(header, ",", "\t") + "1\t0.5\ta\tb\tTCP\t60\t日本 é 😀\r\n2\t0.6\ta\tb\tTCP\t60\t" + strings.Repeat("é", 5000) + "\r\n"
	want, _, err := read(strings.NewReader(text), input.Options{})
	if err != nil || len(want) != 2 {
		t.Fatal(want, err)
	}
	for _, endian := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		encoded, err := unicode.UTF16(endian, unicode.UseBOM).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		if !Format.Detect([]byte(encoded)) || !Format.Detect([]byte(encoded[:31])) {
			t.Errorf("not detected")
		}
		for _, r := range []io.Reader{
			strings.NewReader(encoded), iotest.OneByteReader(strings.NewReader(encoded)), iotest.DataErrReader(strings.NewReader(encoded)),
		} {
			got, reports, err := read(r, input.Options{})
			if err != nil || len(reports) > 0 || !slices.Equal(got, want) {
				t.Errorf("error %v, %q, packets %.300v", err, reports, got)
			}
		}
	}
	if Format.Detect([]byte("\xff\xfe")) || Format.Detect(bytes.Repeat([]byte{0xff, 0xfe}, 50)) {
		t.Error("a byte order mark alone is a capture")
	}
}

// Dates of which the day cannot be told end the capture with one error.
func TestAmbiguousDates(t *testing.T) {
	rows := strings.Repeat("1,03/04/2026 22:53:48,a,b,TCP,60,x\n", 20)
	packets, reports, err := read(strings.NewReader(header+rows), input.Options{})
	if err == nil || len(packets)+len(reports) > 0 || !strings.Contains(err.Error(), "x.csv:2: day and month cannot be told apart") {
		t.Errorf("%d packets, %q, error %v", len(packets), reports, err)
	}
}
