package diag

import (
	"bytes"
	"flag"
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

var update = flag.Bool("update", false, "write the golden files anew")

// memory is a Files that keeps the one page.
type memory struct {
	bytes.Buffer
	opened bool
}

func (m *memory) Page(page, pages int) (io.Writer, error) {
	if page != 1 || pages != 1 || m.opened {
		return nil, fmt.Errorf("page %d of %d, opened before: %v", page, pages, m.opened)
	}
	m.opened = true
	return &m.Buffer, nil
}

// draw returns the .diag of events.
func draw(t testing.TB, o output.Options, events func(w seq.Writer)) string {
	t.Helper()
	var remarks []string
	if o.Remark == nil {
		o.Remark = func(s string) { remarks = append(remarks, s) }
	}
	var m memory
	w := newWriter(&m, o)
	events(w)
	if err := w.End(seq.End{}); err != nil {
		t.Fatal(err)
	}
	for _, r := range remarks {
		t.Errorf("remark: %s", r)
	}
	return m.String()
}

// at returns a time that is some microseconds after the first of the sample.
func at(microseconds int64) seq.Time {
	return seq.Time{NS: 1472296485493525000 + microseconds*1000, Clock: seq.AbsoluteClock, Digits: 6}
}

// sample is a diagram with all that can occur in one.
func sample(w seq.Writer) {
	message := func(from, to int, microseconds int64, m seq.Message) {
		m.From, m.To, m.Sent = from, to, at(microseconds)
		m.Received, m.Count = m.Sent, max(m.Count, 1)
		if m.Last == (seq.Time{}) {
			m.Last = m.Sent
		}
		m.Packet = &seq.Packet{Time: m.Sent}
		w.Message(&m)
	}
	w.Capture(seq.Capture{Name: "client.csv"})
	w.Participant(seq.Participant{Index: 0, Name: `The "Client"`, Addresses: []string{"192.168.1.3"}})
	w.Participant(seq.Participant{Index: 1, Name: "192.168.1.62", Addresses: []string{"192.168.1.62"}})
	message(0, 1, 0, seq.Message{Number: 1, Kind: seq.SYN, Label: "[SYN] Seq=0 Win=8192 Len=0"})
	message(1, 0, 2614, seq.Message{Number: 2, Kind: seq.SYNACK, Label: "[SYN, ACK] Seq=0 Ack=1"})
	message(0, 1, 2748, seq.Message{Number: 3, Kind: seq.ACK, Label: "[ACK] Seq=1 Ack=1"})
	w.Participant(seq.Participant{Index: 0, Name: `The "Client"`, Addresses: []string{"192.168.1.3", "fe80::1"}})
	message(0, 1, 4000, seq.Message{Number: 4, Kind: seq.PSH, Marks: seq.Retransmission, Label: "[TCP Retransmission] [PSH, ACK]"})
	w.Gap(seq.Gap{Duration: 482942 * time.Microsecond})
	message(0, 1, 486942, seq.Message{Number: 5, Label: `GET /a"b\c HTTP/1.1`, Lost: true})
	message(1, 1, 487000, seq.Message{Number: 6, Kind: seq.ACK, Label: "[ACK] Seq=2", Count: 12, Last: at(526119)})
	for i, kind := range []seq.Kind{seq.FIN, seq.FINACK, seq.RST, seq.RSTACK, seq.URG} {
		message(1, 0, 600000, seq.Message{Number: 7 + i, Kind: kind, Label: kind.String()})
	}
}

func TestGolden(t *testing.T) {
	for name, o := range map[string]output.Options{
		"sample":  {Time: output.TimeAbsolute, Zone: time.UTC},
		"options": {Time: output.TimeDelta, Title: `Login, "slow" \`, Number: true},
	} {
		t.Run(name, func(t *testing.T) { golden(t, name+".diag", draw(t, o, sample)) })
	}
	t.Run("empty", func(t *testing.T) { golden(t, "empty.diag", draw(t, output.Options{}, func(seq.Writer) {})) })
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
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

// However many addresses join a name, it is declared twice at most, and says
// how many of them are not shown.
func TestManyAddresses(t *testing.T) {
	got := draw(t, output.Options{}, func(w seq.Writer) {
		p := seq.Participant{Name: "10.0.0.0"}
		for i := range 1000 {
			p.Addresses = append(p.Addresses, fmt.Sprintf("10.0.0.%d", i))
			if err := w.Participant(p); err != nil {
				t.Fatal(err)
			}
		}
	})
	if n := strings.Count(got, "label"); n != 2 {
		t.Errorf("declared %d times", n)
	}
	if !strings.Contains(got, "\n10.0.0.8\nand 991 more\"") || strings.Contains(got, "\n10.0.0.0") {
		t.Errorf("declared as\n%s", got)
	}
}

// The order of the lines does not depend on that of a map.
func TestDeclarationsAtTheEndAreInOrder(t *testing.T) {
	got := draw(t, output.Options{}, func(w seq.Writer) {
		for range 2 {
			for i := range 50 {
				w.Participant(seq.Participant{Index: i, Name: "x"})
			}
		}
	})
	last := 0
	for line := range strings.Lines(got[strings.Index(got, `"p50"`):]) {
		var index int
		if _, err := fmt.Sscanf(line, `  "p%d" [`, &index); err != nil {
			continue
		}
		if index != last+1 {
			t.Errorf("p%d after p%d", index, last)
		}
		last = index
	}
	if last != 50 {
		t.Errorf("the last is p%d", last)
	}
}

func TestRemarkOnText(t *testing.T) {
	for text, want := range map[string]int{"plain": 0, "é×ÿ": 0, "日本": 1, "a…": 0, "a→": 1, "\x01": 1} {
		n := 0
		draw(t, output.Options{Remark: func(string) { n++ }}, func(w seq.Writer) {
			w.Participant(seq.Participant{Name: text})
			w.Participant(seq.Participant{Index: 1, Name: text})
		})
		if n != want {
			t.Errorf("%q: %d remarks, want %d", text, n, want)
		}
	}
}
