package tshark

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/input"
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
		n := 0
		for ; err == nil; n++ {
			_, err = r.Read()
		}
		want := strings.Count(string(whole), c.cut) - 2
		if err != io.EOF || n-1 != want || len(reports) != 2 || !strings.Contains(reports[0].Error(), c.want.Error()) {
			t.Errorf("%s: %d packets and not %d, reports %v, %v", c.file, n-1, want, reports, err)
		}
	}
}
