package csv

import (
	"bytes"
	"compress/gzip"
	stdcsv "encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

const shared = "../../../shared/captures/"

// read returns the packets of a capture, what was reported, and the error that
// it ended with if that is not io.EOF.
func read(r io.Reader, o input.Options) (packets []seq.Packet, reports []string, err error) {
	o.Report = func(err error) { reports = append(reports, err.Error()) }
	if o.Name == "" {
		o.Name = "x.csv"
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	in := Format.New(r, o)
	for {
		var p seq.Packet
		err := in.Read(&p)
		if err == io.EOF {
			return packets, reports, nil
		}
		if err != nil {
			return packets, reports, err
		}
		packets = append(packets, p)
	}
}

// sharedCaptures returns the names of Wireshark's exports beside the repository.
func sharedCaptures(t *testing.T) (names []string) {
	for _, pattern := range []string{"lab/*/csv/*.csv.gz", "real/expected/*.csv.gz", "original/*.csv"} {
		found, err := filepath.Glob(shared + pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		t.Skip("no captures beside the repository")
	}
	return names
}

func content(t *testing.T, name string) []byte {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if data, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	return data
}

// Every row of every capture comes back, with the texts that encoding/csv reads
// and the escapes undone.
func TestSharedCaptures(t *testing.T) {
	total := 0
	for _, name := range sharedCaptures(t) {
		data := content(t, name)
		if !Format.Detect(data[:min(64, len(data))]) {
			t.Errorf("%s: not detected", name)
		}
		packets, reports, err := read(bytes.NewReader(data), input.Options{})
		if err != nil || len(reports) > 0 {
			t.Errorf("%s: %v, %q", name, err, reports)
		}
		rows, err := stdcsv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(packets) != len(rows)-1 {
			t.Errorf("%s: %d packets of %d rows", name, len(packets), len(rows)-1)
			continue
		}
		total += len(packets)
		for i, p := range packets {
			want := rows[i+1]
			if p.Source != strings.TrimSpace(want[2]) || p.Destination != strings.TrimSpace(want[3]) || p.Protocol != want[4] {
				t.Errorf("%s: packet %d: %+v, want %q", name, i+1, p, want)
			}
			if p.Time.Clock == seq.NoClock { // two captures have packets without time stamp
				if strings.TrimSpace(want[1]) != "" {
					t.Errorf("%s: packet %d: no time, want %s", name, i+1, want[1])
				}
			} else if got := p.Time.UTC().Format("2006-01-02 15:04:05.000000000"); !strings.HasPrefix(got, want[1]) {
				t.Errorf("%s: packet %d: time %s, want %s", name, i+1, got, want[1])
			}
			info := want[6]
			if p.Known.Has(seq.KnowsPorts) {
				info = strings.Replace(info, "  >  ", " → ", 1)
			}
			if !strings.Contains(info, `\`) && p.Info != info {
				t.Errorf("%s: packet %d: info %q, want %q", name, i+1, p.Info, info)
			}
		}
	}
	if total < 8500 {
		t.Errorf("only %d packets", total)
	}
}
