package tshark

import (
	"bytes"
	"flag"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// allCaptures returns a capture of all packets of the shared captures, behind each
// other: one run of tshark takes seconds, one for each capture takes minutes.
func allCaptures(t testing.TB) string {
	t.Helper()
	all := filepath.Join(t.TempDir(), "all.pcapng")
	args := []string{"-a", "-w", all}
	for _, pattern := range []string{"lab/*/*.pcap*", "real/*.pcap*"} {
		found, err := filepath.Glob(shared + pattern)
		if err != nil {
			t.Fatal(err)
		}
		args = append(args, found...)
	}
	if len(args) == 3 {
		t.Skip("the shared captures are not here")
	}
	output(t, "mergecap", args...)
	return all
}

// wiresharkRows returns the rows of Wireshark's packet list, by the column texts that
// the real tshark writes.
func wiresharkRows(t testing.TB, file string) []seq.Packet {
	t.Helper()
	const columns = `gui.column.format:"No.","%m","Time","%t","Source","%s","Destination","%d",` +
		`"Protocol","%p","Length","%L","Info","%i"`
	var rows []seq.Packet
	row := regexp.MustCompile(`^ *(\d+)\t([^\t]*)\t([^\t]*)\t[^\t]*\t([^\t]*)\t([^\t]*)\t(\d+)\t(.*)$`)
	for line := range strings.SplitSeq(strings.TrimSuffix(string(output(t, "tshark", "-n", "-r", file, "-t", "e", "-o", columns, "-T", "tabs")), "\n"), "\n") {
		m := row.FindStringSubmatch(line)
		if m == nil { // a line break inside Info
			if len(rows) > 0 {
				rows[len(rows)-1].Info += "\n" + line
			}
			continue
		}
		number, _ := strconv.Atoi(m[1])
		length, _ := strconv.Atoi(m[6])
		ns, ok := parseEpoch([]byte(strings.TrimSpace(m[2])))
		if !ok && strings.TrimSpace(m[2]) != "" { // a simple packet block has no time
			t.Fatalf("time %q", m[2])
		}
		_, decimals, _ := strings.Cut(m[2], ".")
		rows = append(rows, seq.Packet{
			Number: number, Time: seq.Time{NS: ns, Clock: seq.AbsoluteClock, Digits: uint8(len(decimals))},
			Source: strings.TrimSpace(m[3]), Destination: strings.TrimSpace(m[4]), Protocol: m[5], Length: length, Info: m[7],
		})
	}
	return rows
}

var showOthers = flag.Bool("show-others", false, "show the rows that are not worded as Wireshark words them")

// A tally counts rows, and shows the first ones that differ.
type tally struct{ rows, protocol, info, both int }

func (y tally) String() string {
	share := func(n int) float64 { return 100 * float64(n) / float64(max(y.rows, 1)) }
	return fmt.Sprintf("%d rows: Protocol %.1f %%, Info %.1f %%, both %.1f %%", y.rows, share(y.protocol), share(y.info), share(y.both))
}

// TestAgainstWireshark compares what is made of the dissection with the packet list
// of the same tshark.
func TestAgainstWireshark(t *testing.T) {
	forms := []struct {
		format input.Format
		args   []string
	}{
		{PDML, []string{"-T", "pdml"}},
		{JSON, []string{"-T", "json"}},
		{JSON, []string{"-T", "json", "--no-duplicate-keys"}},
		{JSON, []string{"-T", "json", "-x"}},
		{EK, []string{"-T", "ek"}},
	}
	file := allCaptures(t)
	want := wiresharkRows(t, file)
	for _, form := range forms {
		t.Run(strings.Join(form.args, " "), func(t *testing.T) {
			packets, reports, err := read(form.format, bytes.NewReader(output(t, "tshark", append(form.args, "-n", "-r", file)...)))
			if err != nil || len(reports) > 0 {
				t.Errorf("%v, reports %v", err, reports)
			}
			t.Log(compareRows(t, packets, want))
		})
	}
}

// compareRows fails where a fact that each form carries differs, or a row of plain
// TCP; of the others it counts those that are equal.
func compareRows(t *testing.T, got, want []seq.Packet) (y tally) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d packets, want %d", len(got), len(want))
	}
	others := 0
	for i := range min(len(got), len(want)) {
		g, w := &got[i], &want[i]
		if g.Number != w.Number || g.Time.NS != w.Time.NS || g.Length != w.Length ||
			g.Source != w.Source || g.Destination != w.Destination {
			t.Errorf("\n got %v\nwant %v", shown(g), shown(w))
		}
		switch plain := plainTCP.MatchString(w.Info); {
		case plain && w.Protocol == "TCP" && g.Protocol != "TCP":
			others++
		case plain && (g.Protocol != w.Protocol || g.Info != w.Info):
			t.Errorf("\n got %v\nwant %v", shown(g), shown(w))
		}
		y.rows++
		same := 0
		if g.Protocol == w.Protocol {
			y.protocol++
			same++
		}
		if g.Info == w.Info {
			y.info++
			same++
		}
		if same == 2 {
			y.both++
		} else if *showOthers {
			t.Logf("\n got %v\nwant %v", shown(g), shown(w))
		}
	}
	// In three packets HTTP and IMAP have a layer, but Wireshark took their words back.
	if others > 3 {
		t.Errorf("%d packets of plain TCP are worded as of another protocol", others)
	}
	return y
}

// plainTCP are the rows that are TCP's own words.
var plainTCP = regexp.MustCompile(`^(\[[^]]*\] )*\d+ → \d+ \[`)

func shown(p *seq.Packet) string {
	return fmt.Sprintf("%d %d %s %s %d %q %q", p.Number, p.Time.NS, p.Source, p.Destination, p.Length, p.Protocol, p.Info)
}
