package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/input"
)

func TestConsole(t *testing.T) {
	var b strings.Builder
	c := &console{w: &b}
	c.remark("no packets")
	if c.hasFailed() {
		t.Error("a remark is no failure")
	}
	c.fail(&input.PositionError{Name: "a.csv", Line: 17, Err: errors.New(`bad time "x"`)})
	c.fail(&input.PositionError{Name: "a.pcap", Unit: "packet", At: 812, Err: errors.New("cut short in the middle of a packet")})
	c.fail(errors.New("x\x1b[31m\n\u202e\x9by: no such file"))
	if !c.hasFailed() {
		t.Error("a failure was forgotten")
	}
	c.quiet = true
	c.remark("unheard")
	want := `packetseq: no packets
a.csv:17: bad time "x"
packetseq: a.pcap: packet 812: cut short in the middle of a packet
packetseq: x\u001b[31m\u000a\u202e` + "\uFFFD" + `y: no such file
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestReporter(t *testing.T) {
	for _, test := range []struct {
		reports, lines int
		last           string
	}{
		{1, 1, "a.csv:1: bad"},
		{maxReports, 10, "a.csv:10: bad"},
		{maxReports + 1, 11, "packetseq: a.csv: 1 more like these"},
		{5000, 11, "packetseq: a.csv: 4990 more like these"},
	} {
		var b strings.Builder
		r := reporter{console: &console{w: &b}, name: "a.csv"}
		for line := range test.reports {
			r.report(&input.PositionError{Name: "a.csv", Line: line + 1, Err: fmt.Errorf("bad")})
		}
		r.finish()
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(lines) != test.lines || lines[len(lines)-1] != test.last {
			t.Errorf("%d reports: %d lines, the last %q", test.reports, len(lines), lines[len(lines)-1])
		}
	}
}
