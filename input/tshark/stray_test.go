package tshark

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// A packet whose frame is damaged is reported: it is not left out in silence.
func TestDamagedFramesAreReported(t *testing.T) {
	for _, c := range []struct {
		format    input.Format
		file      string
		cut, with string
		want      error
	}{
		{PDML, "direct.pdml", "<packet>", "", errNoBeginning},
		{JSON, "direct.json", `"layers"`, `"lbyers"`, errNoPacket},
	} {
		whole, err := os.ReadFile("testdata/" + c.file)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Replace(string(whole), c.cut, c.with, 2)
		var reports []error
		r := c.format.New(strings.NewReader(text), input.Options{Name: "x", Report: func(err error) { reports = append(reports, err) }})
		var p seq.Packet
		n := 0
		for ; err == nil; n++ {
			err = r.Read(&p)
		}
		want := strings.Count(string(whole), c.cut) - 2
		if err != io.EOF || n-1 != want || len(reports) != 2 || !strings.Contains(reports[0].Error(), c.want.Error()) {
			t.Errorf("%s: %d packets and not %d, reports %v, %v", c.file, n-1, want, reports, err)
		}
	}
}

// Statistics behind the packets are none, and no sign that something is missing.
func TestStatisticsBehindPSML(t *testing.T) {
	const text = "<psml><structure><section>Source</section></structure>\n<packet><section>a</section></packet>\n"
	for rest, want := range map[string]string{
		"</psml>\n\n=====\n| IO Statistics |\n| 0 <> 1 | 2 |\n=====\n": "",
		"</ps\n=====\n": "cut short",
	} {
		packets, reports, err := read(PSML, strings.NewReader(text+rest))
		if len(packets) != 1 || len(reports) > 0 || err == nil && want != "" || err != nil && (want == "" || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %d packets, reports %q, error %v", rest, len(packets), reports, err)
		}
	}
}

// Titles without an address, and those that --columns names in vain, are told of as CSV's.
func TestTitlesOfPSML(t *testing.T) {
	const text = "<psml><structure><section>No.</section><section>From</section></structure>\n<packet><section>7</section><section>a</section></packet>\n</psml>\n"
	for _, c := range []struct {
		columns map[string]string
		packets int
		want    string
	}{
		{nil, 0, `x:1: no column with a source or destination is known: "No.", "From"; say which is which with --columns`},
		{map[string]string{"From": "ip.src"}, 1, ""},
		{map[string]string{"From": "ip.src", "To": "ip.dst"}, 1, `x:1: there is no column "To", which --columns names; there are "No.", "From"`},
	} {
		told := ""
		r := PSML.New(strings.NewReader(text), input.Options{Name: "x", Columns: c.columns, Report: func(err error) { told += err.Error() }})
		var p seq.Packet
		n := 0
		err := r.Read(&p)
		for ; err == nil; err = r.Read(&p) {
			n++
		}
		if err != io.EOF {
			told += err.Error()
		}
		if n != c.packets || told != c.want {
			t.Errorf("%v: %d packets, told %q", c.columns, n, told)
		}
	}
}
