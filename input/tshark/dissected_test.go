package tshark

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

var update = flag.Bool("update", false, "write the golden files anew")

// dissected are the forms that carry a dissection.
var dissected = []input.Format{PDML, JSON, EK}

// dissectedSample returns a file of testdata that tshark -T made.
func dissectedSample(t testing.TB, name string, f input.Format) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+"."+f.Name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestDirect: the three forms of a capture give the same packets.
func TestDirect(t *testing.T) {
	golden := filepath.Join("testdata", "direct.golden")
	for _, f := range dissected {
		packets, reports, err := read(f, bytes.NewReader(dissectedSample(t, "direct", f)))
		if err != nil || len(reports) > 0 {
			t.Fatalf("%s: %v, reports %v", f.Name, err, reports)
		}
		var got strings.Builder
		for _, p := range packets {
			fmt.Fprintf(&got, "%+v\n", p)
		}
		if *update {
			if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
}

// TestDetect: each form is found by what a live pipe shows first, and by no other.
func TestDetect(t *testing.T) {
	heads := map[string][]string{
		"pdml": {`<?xml version="1.0"?>` + "\n" + `<pdml version="0">`, "\ufeff<pdml>\n", string(dissectedSample(t, "direct", PDML)[:400])},
		"json": {"[\n  {\n", "[{\"_index\": \"packets\"", "[\n\n]\n", "\ufeff[\r\n  {\r\n", `{"_index":"packets-2026-11-22","_type":"doc","_source":{`},
		"ek":   {`{"index":{"_index":"packets-2026-11-22","_type":"doc"}}` + "\n", `{"timestamp":"1795388025557","layers":{`},
		"":     {"", "No.,Time\n", "[TCP Retransmission] \n", `<?xml version="1.0"?>` + "\n" + `<psml version="0">`, "<html>\n", "    1   0.000000 192.168.10.10 → 192.168.10.80"},
	}
	for want, texts := range heads {
		for _, head := range texts {
			for _, f := range dissected {
				if got := f.Detect([]byte(head)); got != (f.Name == want) {
					t.Errorf("%s.Detect(%q) = %t", f.Name, head, got)
				}
			}
		}
	}
}

// TestLive: a packet is out when its last byte is in, not when the next one comes.
func TestLive(t *testing.T) {
	for _, f := range dissected {
		text := dissectedSample(t, "arp", f)
		end := map[string]string{"pdml": "</packet>", "json": "\n  }", "ek": "}}}\n"}[f.Name]
		cut := bytes.Index(text, []byte(end)) + len(end)
		in, out := io.Pipe()
		go func() { _, _ = out.Write(text[:cut]) }() // and no more comes
		var p seq.Packet
		err := f.New(in, input.Options{Name: "-"}).Read(&p)
		if err != nil || p.Info != "Who has 192.168.10.80? Tell 192.168.10.10" {
			t.Errorf("%s: %v, %v", f.Name, p.Info, err)
		}
		in.Close()
	}
}

// TestCut: cut off anywhere, the packets before the cut are there, and an error says
// where it is, but not where nothing is missing.
func TestCut(t *testing.T) {
	for _, f := range dissected {
		text := dissectedSample(t, "arp", f)
		whole, _, _ := read(f, bytes.NewReader(text))
		begin := map[string]int{"pdml": bytes.Index(text, []byte("<pdml")) + len("<pdml "), "json": 1, "ek": 1}[f.Name]
		end := len(bytes.TrimRight(text, "\n"))
		for cut := range text {
			packets, reports, err := read(f, bytes.NewReader(text[:cut]))
			if len(packets) > len(whole) || !slices.Equal(packets, whole[:len(packets)]) || len(reports) > 0 {
				t.Fatalf("%s cut at %d: %d packets, reports %v", f.Name, cut, len(packets), reports)
			}
			var position *input.PositionError
			missing := begin <= cut && cut < end && !atEKLine(f, text, cut)
			switch {
			case err != nil && (!errors.As(err, &position) || position.Line != bytes.Count(text[:cut], newline)+1):
				t.Fatalf("%s cut at %d: error %v", f.Name, cut, err)
			case missing != (err != nil):
				t.Fatalf("%s cut at %d of %d: error %v", f.Name, cut, len(text), err)
			}
		}
	}
}

// atEKLine reports whether the cut is between two lines of EK, where nothing shows
// that there were more.
func atEKLine(f input.Format, text []byte, cut int) bool {
	return f.Name == EK.Name && (cut == 0 || text[cut-1] == '\n' || text[cut] == '\n')
}

// TestDamage: what is wrong is told with its line, and the rest is read.
func TestDamage(t *testing.T) {
	const packet = `{"timestamp":"1795388025557","layers":{"frame":{"frame_frame_number":"7","frame_frame_len":"60"}}}` + "\n"
	tests := []struct {
		name    string
		format  input.Format
		text    string
		numbers []int
		reports []string
		err     string
	}{
		{"junk between lines", EK, packet + "tshark: warning\n" + packet, []int{7, 7}, []string{`x:2: 't' where a packet belongs`}, ""},
		{"line cut in a packet", EK, packet + packet[:50] + "\n" + packet, []int{7, 7}, []string{`x:2: the line ends inside a string`}, ""},
		{"line cut behind a key", EK, `{"layers":{"frame":` + "\n" + packet, []int{7}, []string{`x:1: the line ends where a value belongs`}, ""},
		{"line cut behind a comma", EK, `{"timestamp":"1",` + "\n" + packet, []int{7}, []string{`x:1: the line ends where a quote belongs`}, ""},
		{"line cut in a skipped string", EK, `{"layers":{"x":{"a\` + "\n" + packet, []int{7}, []string{`x:1: the line ends inside a string`}, ""},
		{"line cut in an escape", EK, `{"layers":{"x\u00` + "\n" + packet, []int{7}, []string{`x:1: the line ends inside a string`}, ""},
		{"line cut behind a value", EK, `{"layers":{"x":{"a":1` + "\n" + packet, []int{7}, []string{`x:1: the line ends where a value belongs`}, ""},
		{"no layers and no index", EK, `{"index":{"_index":"x"}}` + "\n" + `{"timestamp":"1","lbyers":{}}` + "\n" + packet, []int{7}, []string{`x:2: an object that is no packet`}, ""},
		{"layers are no object", EK, `{"layers":7}` + "\n" + packet, []int{7}, []string{`x:1: '7' where an object of layers belongs`}, ""},
		{"bad escape", EK, `{"layers":{"frame":{"frame_number":"\x"}}}` + "\n" + packet, []int{7}, []string{`x:1: 'x' where an escape belongs`}, ""},
		{"bad unicode escape", EK, `{"layers":{"frame":{"frame_number":"\u00g0"}}}` + "\n", nil, []string{`x:1: bad escape "\\u00g0"`}, ""},
		{"two brackets", JSON, "[\n[", nil, []string{`x:2: '[' where a packet belongs`}, `x:2: cut short: the array of packets has no end`},
		{"no end of the array", JSON, "[\n", nil, nil, `x:2: cut short: the array of packets has no end`},
		{"only bytes", JSON, `[{"_source":{"layers":{"frame_raw":["ffff",0,2,0,1]}}}]`, nil, nil, `x:1: the packets have their bytes and no dissection; use tshark -T json, not -T jsonraw`},
		{"empty array", JSON, "[\n\n]\n", nil, nil, ""},
		{"too deep", JSON, `[{"_source":{"layers":{"frame":` + strings.Repeat(`{"a":`, 2000), nil,
			[]string{`x:1: values are nested too deeply; the packet that begins in line 1 is left out`}, `x:1: cut short: the array of packets has no end`},
		{"packet in packet", PDML, "<pdml>\n<packet><packet>", nil, nil, `x:2: a packet has no </packet>`},
		{"no packets", PDML, "<pdml>\n</pdml>\n", nil, nil, ""},
		{"other text inside", PDML, "<pdml>\n<packet>\n\x00\xff No.,Time = \"<field name=\"frame.number\" value=\"3\"/></packet></pdml>", []int{3}, nil, ""},
		{"text between packets", PDML, "<pdml a='>'>\n<!-- a > b --><packet>\n</packet>\nNo.,Time\nNo. <b a=\"c\">\n<packet></packet>\n</pdml>", []int{1, 2}, []string{`x:4: text that is no packet: "No.,Time\nNo."`}, ""},
		{"two places of text", PDML, "<pdml>x<packet></packet>\n\x00<packet></packet></pdml>", []int{1, 2}, []string{`x:1: text that is no packet: "x"`, `x:2: text that is no packet: "\x00"`}, ""},
		{"another element", PDML, "<pdml>\n<html><b/></html>\n<packet></packet></pdml>", []int{1}, []string{`x:2: an element that is no packet: "html"`}, ""},
		{"a comment without end", PDML, "<pdml><!-- a\n<packet></packet></pdml>", []int{1}, nil, ""},
		{"statistics", PDML, "<pdml>\n<packet></packet></pdml>\n\n=====\n| IO |\n", []int{1}, nil, ""},
		{"not closed", PDML, "<pdml>\n<packet>\n</packet>\n\n", []int{1}, nil, `x:5: cut short: </pdml> is missing`},
		{"field not closed", PDML, "<pdml>\n<packet>\n<field name=\"frame.number\" value=\"3", nil, nil, `x:3: cut short in the middle of a packet`},
	}
	for _, test := range tests {
		packets, reports, err := read(test.format, strings.NewReader(test.text))
		var numbers []int
		for _, p := range packets {
			numbers = append(numbers, p.Number)
		}
		if !slices.Equal(numbers, test.numbers) || !slices.Equal(reports, test.reports) {
			t.Errorf("%s: packets %v, reports %q", test.name, numbers, reports)
		}
		if text := fmt.Sprint(err); text != test.err && (err != nil || test.err != "") {
			t.Errorf("%s: error %v, want %v", test.name, text, test.err)
		}
	}
}

// TestReadingFails: an error of the source is told as it is.
func TestReadingFails(t *testing.T) {
	for _, f := range dissected {
		text := dissectedSample(t, "arp", f)
		broken := errors.New("broken")
		packets, _, err := read(f, io.MultiReader(bytes.NewReader(text[:len(text)-200]), iotest.ErrReader(broken)))
		if len(packets) != 1 || !errors.Is(err, broken) {
			t.Errorf("%s: %d packets, error %v", f.Name, len(packets), err)
		}
	}
}

// A repeated is a text that comes n times.
type repeated struct {
	text string
	n    int
	rest string
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.n == 0 {
			return 0, io.EOF
		}
		r.rest, r.n = r.text, r.n-1
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// TestLongValues: a value of 100 MB costs no memory if it is not wanted, and is left
// out with a report if it is.
func TestLongValues(t *testing.T) {
	const ek, pdml = `{"layers":{"frame":{"frame_frame_number":"7","%s":"`, `<pdml><packet><proto name="frame"><field name="frame.number" show="7"/><field name="%s" show="`
	tests := []struct {
		format  input.Format
		before  string
		after   string
		reports int
	}{
		{EK, fmt.Sprintf(ek, "frame_frame_comment"), `"}}}`, 0},
		{EK, fmt.Sprintf(ek, "frame_frame_protocols"), `"}}}`, 1},
		{PDML, fmt.Sprintf(pdml, "frame.comment"), `"/></proto></packet></pdml>`, 0},
		{PDML, fmt.Sprintf(pdml, "frame.protocols"), `"/></proto></packet></pdml>`, 1},
	}
	for _, test := range tests {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		text := io.MultiReader(strings.NewReader(test.before), &repeated{text: strings.Repeat("ff:", 1<<12), n: 100 << 20 / 3 >> 12},
			strings.NewReader(test.after))
		packets, reports, err := read(test.format, text)
		runtime.ReadMemStats(&after)
		if err != nil || len(packets) != 1 || packets[0].Number != 7 || len(reports) != test.reports {
			t.Errorf("%.70s: %d packets, reports %q, error %v", test.before, len(packets), reports, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
			t.Errorf("%.70s: %d bytes allocated", test.before, used)
		}
	}
}

// FuzzDissected: nothing panics or hangs, and how the text comes in pieces changes
// nothing.
func FuzzDissected(f *testing.F) {
	f.Add(uint8(0), []byte(`<pdml><packet><proto name="tcp" showname="T &lt;"><field name="tcp.flags" show="0x0012"/></proto></packet></pdml>`))
	f.Add(uint8(1), []byte(`[{"_source":{"layers":{"dns":{"Queries":{"x":{"dns.qry.name":"\u00e9","dns.qry.type":"1"}}}}}}]`))
	f.Add(uint8(2), []byte(`{"timestamp":"1","layers":{"tls":{"tls_tls_record_content_type":["22","23"],"tls_tls_record_length":"9"}}}`+"\n"))
	f.Fuzz(func(t *testing.T, form uint8, text []byte) {
		format := dissected[int(form)%len(dissected)]
		packets, reports, err := read(format, bytes.NewReader(text))
		pieces, pieceReports, pieceErr := read(format, iotest.OneByteReader(bytes.NewReader(text)))
		if diff := cmp.Diff(packets, pieces); diff != "" {
			t.Errorf("packets differ:\n%s", diff)
		}
		if !cmp.Equal(reports, pieceReports) || fmt.Sprint(err) != fmt.Sprint(pieceErr) {
			t.Errorf("%v %v, and in pieces %v %v", reports, err, pieceReports, pieceErr)
		}
	})
}
