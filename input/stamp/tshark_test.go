package stamp

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// Every form in which tshark itself writes the time of a packet gives the same
// time.
func TestTshark(t *testing.T) {
	const capture = "../../../shared/captures/lab/proxy/client.pcap"
	if _, err := os.Stat(capture); err != nil {
		t.Skip(err)
	}
	if _, err := exec.LookPath("tshark"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, unit := range []string{"s", "hms"} {
		columns := []struct {
			format string
			zone   *time.Location
			clock  seq.Clock
		}{
			{"%t", nil, seq.AbsoluteClock}, {"%Rt", nil, seq.ElapsedClock},
			{"%Yt", zone, seq.AbsoluteClock}, {"%YDOYt", zone, seq.AbsoluteClock},
			{"%Yut", time.UTC, seq.AbsoluteClock}, {"%YDOYut", time.UTC, seq.AbsoluteClock},
			{"%At", zone, seq.DaytimeClock}, {"%Aut", time.UTC, seq.DaytimeClock},
		}
		layout, readers := "gui.column.format:", make([]*Column, len(columns))
		for i, c := range columns {
			layout += `"x","` + c.format + `",`
			readers[i] = NewColumn(Auto, c.zone)
		}
		cmd := exec.Command("tshark", "-n", "-r", capture, "-t", "e", "-u", unit, "-T", "tabs", "-o", strings.TrimSuffix(layout, ","))
		cmd.Env = append(os.Environ(), "TZ=Europe/Berlin", "LC_ALL=C.UTF-8")
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		first := make([]seq.Time, len(columns))
		lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
		for n, line := range lines {
			cells := strings.Split(line, "\t")
			for i, c := range columns {
				got, err := readers[i].Time(cells[i])
				if err != nil || got.Clock != c.clock || got.Digits != 6 {
					t.Fatalf("line %d, %s: %q gives %+v, %v", n+1, c.format, cells[i], got, err)
				}
				if n == 0 {
					first[i] = got
				}
				if since, want := got.Sub(first[i]), readers[0].mustSub(t, cells[0], first[0]); since != want {
					t.Errorf("line %d, %s: %q is %v after the first, not %v", n+1, c.format, cells[i], since, want)
				}
				if c.clock == seq.AbsoluteClock && first[i].NS != first[0].NS {
					t.Errorf("%s: begins at %d and not %d", c.format, first[i].NS, first[0].NS)
				}
			}
		}
		if len(lines) < 50 {
			t.Errorf("only %d lines", len(lines))
		}
	}
}

// mustSub returns how long after first the time of text is.
func (c *Column) mustSub(t *testing.T, text string, first seq.Time) time.Duration {
	t.Helper()
	at, err := c.Time(text)
	if err != nil {
		t.Fatal(err)
	}
	return at.Sub(first)
}
