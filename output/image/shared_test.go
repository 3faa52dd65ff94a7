package image

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/seq"
)

// All pictures of a run have one diagram, whichever of them ends early, and
// each of them is as if it were alone.
func TestSharedDiagram(t *testing.T) {
	var remarks []string
	o := output.Options{Shared: &output.Shared{}, Zone: time.UTC, Remark: func(s string) { remarks = append(remarks, s) }}
	files := []*pages{{}, {}, {}}
	early, first, second := PNG.New(files[0], o), SVG.New(files[1], o), SVG.New(files[2], o)
	w := script{Writer: seq.MultiWriter(first, second)}
	for _, c := range []script{{Writer: early}, w} {
		c.check(c.Capture(seq.Capture{Name: "a.pcap"}))
		c.check(c.Participant(seq.Participant{Name: "a"}))
	}
	const long = 100_000
	for i := range 3 {
		w.check(w.Message(&seq.Message{Number: i + 1, Count: 1, Label: strings.Repeat(fmt.Sprint(i), long)}))
	}
	w.check(w.End(seq.End{Packets: 3, Messages: 3}))
	if w.err != nil {
		t.Fatal(w.err)
	}
	if n := early.(*collector).kept.diagram.Len(); n != 3 {
		t.Errorf("%d messages are kept", n)
	}
	a, b := files[1].files[0].Bytes(), files[2].files[0].Bytes()
	if !bytes.Equal(a, b) || bytes.Count(a, []byte(`class="message`)) != 3 {
		t.Errorf("pictures of %d and %d bytes", len(a), len(b))
	}
	if len(a) > 3*layout.MaxLabel+20_000 {
		t.Errorf("%d bytes for three labels", len(a))
	}
	if len(remarks) != 1 || !strings.HasPrefix(remarks[0], "3 labels longer than 4096 bytes") {
		t.Errorf("remarks %q", remarks)
	}
}

// A very wide image is drawn, and told of.
func TestRemarkOnWideImage(t *testing.T) {
	for lifelines, want := range map[int]int{10: 0, 150: 1} {
		var remarks []string
		w := script{Writer: PNG.New(&pages{}, output.Options{Remark: func(s string) { remarks = append(remarks, s) }})}
		for i := range lifelines {
			w.check(w.Participant(seq.Participant{Index: i, Name: fmt.Sprint("host ", i)}))
		}
		w.check(w.End(seq.End{}))
		if w.err != nil || len(remarks) != want {
			t.Errorf("%d lifelines: %v, remarks %q", lifelines, w.err, remarks)
		}
	}
}
