package dissect_test

import (
	"encoding/hex"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestNetworkProtocols compares frames with the words that tshark 4.0.17 -n has
// for them. A line of the table is: link type, frame, source, destination, protocol, Info.
// The frames of a link type are of one capture.
func TestNetworkProtocols(t *testing.T) {
	table, err := os.ReadFile("testdata/network.tsv")
	if err != nil {
		t.Fatal(err)
	}
	frames, want := make(map[uint32][]string), make(map[uint32][]string)
	for line := range strings.Lines(string(table)) {
		fields := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3)
		link, err := strconv.ParseUint(fields[0], 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		frame, err := hex.DecodeString(fields[1])
		if err != nil {
			t.Fatal(err)
		}
		frames[uint32(link)] = append(frames[uint32(link)], string(frame))
		want[uint32(link)] = append(want[uint32(link)], fields[2])
	}
	for link, frames := range frames {
		for i, p := range words(link, frames...) {
			got := strings.TrimRight(strings.Join([]string{p.Source, p.Destination, p.Protocol, p.Info}, "\t"), " ")
			if want := strings.TrimRight(want[link][i], " "); got != want {
				t.Errorf("link type %d, frame %d:\ngot  %q\nwant %q", link, i+1, got, want)
			}
		}
	}
}
