package csv

import (
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// A line of separators costs no more memory than any other long line.
func TestCellsAreBounded(t *testing.T) {
	commas := strings.Repeat(",", 8<<20)
	packets, reports, err := read(strings.NewReader(header+commas+"\n"+`"7","0.5","a","b","TCP","60","x"`+"\n"), input.Options{})
	if len(packets) != 1 || len(reports) != 1 || err != nil {
		t.Errorf("%d packets, reports %v, %v", len(packets), reports, err)
	}
	s := splitter{dialect: dialect{comma: ','}}
	s.split([]byte(commas))
	if len(s.cells) != maxCells || s.cells[maxCells-1].end != len(commas) {
		t.Errorf("%d cells", len(s.cells))
	}
}

// A bad row is reported with its line, and no row after it is lost.
func TestBadRows(t *testing.T) {
	const good = `"7","0.5","a","b","TCP","60","x"` + "\n"
	long := strings.Repeat("x", maxRow+3*chunkSize)
	for name, c := range map[string]struct {
		text, want string
		good       int
	}{
		"time":         {header + good + `"8","noon","a","b","TCP","60","x"` + "\n" + good, `x.csv:3: bad time "noon"`, 2},
		"number":       {header + `"x","0.5","a","b","TCP","60","x"` + "\n" + good, `x.csv:2: bad number "x"`, 1},
		"no number":    {header + `"","0.5","a","b","TCP","60","x"` + "\n" + good, `x.csv:2: bad number ""`, 1},
		"length":       {header + `"8","0.5","a","b","TCP","-1","x"` + "\n" + good, `x.csv:2: bad length "-1"`, 1},
		"few cells":    {header + `"8","0.5"` + "\n" + good, `x.csv:2: 2 cells and not 7`, 1},
		"many cells":   {header + strings.TrimSpace(good) + `,"y"` + "\n" + good, `x.csv:2: 8 cells and not 7`, 1},
		"open quote":   {header + `"8","0.5","a","b","TCP","60","x` + "\n" + good + good, `x.csv:2: quoted text does not end`, 2},
		"at the end":   {header + good + `"8","0.5","a","b","TCP","60","x`, `x.csv:3: quoted text does not end`, 1},
		"for long":     {header + `8,0.5,a,b,TCP,60,"x` + "\n" + strings.Repeat("7,0.5,a,b,TCP,60,x\n", 9999), `x.csv:2: quoted text does not end`, 9999},
		"long row":     {header + `8,0.5,a,b,TCP,60,` + long + "\n" + good, `x.csv:2: the row is longer than 16 MiB`, 1},
		"long quote":   {header + `8,0.5,a,b,TCP,60,"` + long + "\n" + good, `x.csv:2: the row is longer than 16 MiB`, 1},
		"info inside":  {"No.,Info,Source\n1,80 > 99 [SYN, ACK],a\n" + "2,x,a\n", `x.csv:2: 4 cells and not 3`, 1},
		"line numbers": {"\r\n" + header + strings.Replace(good, "x", "a\r\nb\nc", 1) + `"8"` + "\n", `x.csv:6: 1 cells and not 7`, 1},
	} {
		packets, reports, err := read(strings.NewReader(c.text), input.Options{})
		if err != nil || !slices.Equal(reports, []string{c.want}) || len(packets) != c.good {
			t.Errorf("%s: %d packets, %.100q, %v; want %d, %q", name, len(packets), reports, err, c.good, c.want)
		}
	}
}

func TestEnds(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		r       io.Reader
		packets int
		want    string
	}{
		"header only":  {strings.NewReader(header), 0, ""},
		"header, cut":  {strings.NewReader(strings.TrimSpace(header)), 0, ""},
		"nothing":      {strings.NewReader("\n"), 0, ""},
		"no title":     {strings.NewReader("Foo,\x1b[2JBar\n1,2\n"), 0, `x.csv:1: no title of a column is known: "Foo", "\x1b[2JBar"; say which is which with --columns`},
		"no address":   {strings.NewReader("Nr.,Zeit,Quelle,Ziel,Protokoll,Länge,Info\n1,0,a,b,TCP,60,x\n"), 0, `x.csv:1: no column with a source or destination is known: "Nr.", "Zeit", "Quelle", "Ziel", "Protokoll", "Länge", "Info"; say which is which with --columns`},
		"read error":   {io.MultiReader(strings.NewReader(header+"1,0,a,b,TCP,60,x\n2,0,a,b,"), iotest.ErrReader(broken)), 1, `x.csv: broken`},
		"broken first": {iotest.ErrReader(broken), 0, `x.csv: broken`},
	} {
		packets, reports, err := read(c.r, input.Options{})
		got := ""
		if err != nil {
			got = err.Error()
		}
		if at := (*input.PositionError)(nil); got != c.want || len(packets) != c.packets || len(reports) > 0 || err != nil && !errors.As(err, &at) {
			t.Errorf("%s: %d packets, %q, %q", name, len(packets), reports, got)
		}
	}
	if got := one(t, "\"Gr\\303\\266\\303\\237e\",\"Source\"\n\"7\",\"x\"\n", input.Options{Columns: map[string]string{"Größe": "Length"}}); got.Length != 7 {
		t.Errorf("a title with escapes: %+v", got)
	}
	_, _, err := read(strings.NewReader(header), input.Options{Columns: map[string]string{"Time": "tcp.thyme"}})
	if err == nil || !strings.Contains(err.Error(), `there is no field "tcp.thyme"`) {
		t.Errorf("unknown field: %v", err)
	}
}

// A line of 100 MB is not held.
func TestLongLineMemory(t *testing.T) {
	line := io.LimitReader(neverEnding('x'), 100<<20)
	r := Format.New(io.MultiReader(strings.NewReader(header), line, strings.NewReader("\n1,0.0,a,b,TCP,60,x\n")),
		input.Options{Report: func(error) {}})
	var p seq.Packet
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err := r.Read(&p)
	runtime.ReadMemStats(&after)
	if err != nil || p.Info != "x" {
		t.Errorf("%+v, %v", p, err)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 5*maxRow {
		t.Errorf("%d bytes were allocated", grown)
	}
}

// A packet that is kept does not keep the megabytes of another cell of its row.
func TestLongRowIsNotKept(t *testing.T) {
	const size = 8 << 20
	r := Format.New(io.MultiReader(strings.NewReader("Source,Info,x\n1,info,"), io.LimitReader(neverEnding('x'), size), strings.NewReader("\n")),
		input.Options{Report: func(err error) { t.Error(err) }})
	var p seq.Packet
	if err := r.Read(&p); err != nil || p.Info != "info" {
		t.Fatalf("%+v, %v", p, err)
	}
	r = nil
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	if m.HeapAlloc > size {
		t.Errorf("%d bytes are kept", m.HeapAlloc)
	}
	runtime.KeepAlive(p)
}

type neverEnding byte

func (c neverEnding) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(c)
	}
	return len(p), nil
}

// A column that the user names and that is not there is an error of the capture,
// which is read all the same.
func TestMissingColumn(t *testing.T) {
	packets, reports, err := read(strings.NewReader(header+"1,0,a,b,TCP,60,x\n"), input.Options{Columns: map[string]string{"Quelle": "source"}})
	const want = `x.csv:1: there is no column "Quelle", which --columns names; there are "No.", "Time",`
	if err != nil || len(packets) != 1 || len(reports) != 1 || !strings.HasPrefix(reports[0], want) {
		t.Errorf("%d packets, %q, error %v", len(packets), reports, err)
	}
}
