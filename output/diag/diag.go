// Package diag writes a diagram for seqdiag (http://blockdiag.com/en/seqdiag),
// as the original packetseq did, and so that seqdiag draws what was captured,
// whatever it was.
//
//	seqdiag {
//	  edge_length = 600;
//	  …
//	  "p1" [label = "Client
//	192.168.1.3", width = 182, height = 64];
//	  "p1" -> "p2" [diagonal, label = "2016-08-27 11:14:45.493525
//	[SYN] Seq=0 Win=8192", color = "blue"];
//	  ... 483 ms ...
//	}
//
// A title is a divider above the first message, since seqdiag knows no other. A
// retransmission is dashed, a lost packet ends on its way, a folded run tells
// its number of packets and how long it took, a comment in the capture is a note. For characters that seqdiag would
// not draw as they are, see appendText.
package diag

import (
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// Format describes seqdiag's language to the program.
var Format = output.Format{
	Name:     "diag",
	Help:     "text for seqdiag",
	Suffixes: []string{".diag"},
	New:      newWriter,
}

// head are the settings of the original packetseq.
const head = `seqdiag {
  edge_length = 600;
  span_height = 10;
  default_fontsize = 20;
  activation = none;
`

// colors are the names that the original packetseq gave to the kinds.
var colors = [...]string{
	seq.Other:  "gray",
	seq.SYN:    "blue",
	seq.SYNACK: "red",
	seq.ACK:    "green",
	seq.FIN:    "navy",
	seq.FINACK: "maroon",
	seq.RST:    "purple",
	seq.RSTACK: "fuchsia",
	seq.URG:    "olive",
	seq.PSH:    "orange",
}

// A writer makes each statement in line and writes it at once.
type writer struct {
	options output.Options
	clocks  output.ClockNotes
	page    io.Writer
	begun   bool // the head has been written
	line    []byte
	stamp   *output.Stamper
	wide    bool // some text is beyond Latin-1

	declared int                 // participants so far
	changed  map[int]output.Head // those that addresses have joined since
}

func newWriter(f output.Files, o output.Options) seq.Writer {
	return &writer{options: o, page: output.OnePage(f), stamp: output.NewStamper(o), changed: map[int]output.Head{}}
}

// Capture writes nothing yet: of where packets come from, the end tells what is
// known of the clocks.
func (w *writer) Capture(c seq.Capture) error {
	w.clocks.Add(c)
	return nil
}

// begin returns an empty line, or one that the head stands in when nothing has
// been written yet.
func (w *writer) begin() []byte {
	b := w.line[:0]
	if w.begun {
		return b
	}
	w.begun = true
	b = append(b, head...)
	if w.options.Title != "" {
		b = append(w.appendText(append(b, `  === "`...), w.options.Title), "\" ===\n"...)
	}
	return b
}

// Participant declares a lifeline as it turns up, which gives it its place. The
// addresses that join it later are declared at the end, once.
func (w *writer) Participant(p seq.Participant) error {
	if p.Index == w.declared {
		w.declared++
		return w.write(w.appendDeclaration(w.begin(), p.Index, output.NewHead(p)))
	}
	w.changed[p.Index] = output.NewHead(p)
	return nil
}

func (w *writer) Message(m *seq.Message) error {
	b := appendID(append(w.begin(), "  "...), m.From)
	b = appendID(append(b, " -> "...), m.To)
	b = append(b, ` [diagonal, label = "`...)
	if w.options.Number {
		b = append(strconv.AppendInt(b, int64(m.Number), 10), ". "...)
	}
	n := len(b)
	if b = w.stamp.Append(b, m.Sent); len(b) > n {
		b = append(w.clocks.AppendDelay(b, m), '\n')
	}
	b = output.AppendRun(w.appendText(b, m.Label), m)
	b = append(append(append(b, `", color = "`...), colors[m.Kind]...), '"')
	if m.Marks.Has(seq.AnyRetransmission) {
		b = append(b, `, style = "dashed"`...)
	}
	if m.Lost {
		b = append(b, `, failed`...)
	}
	if note := output.Comment(m); note != "" {
		b = append(w.appendText(append(b, `, note = "`...), note), '"')
	}
	return w.write(append(b, "];\n"...))
}

func (w *writer) Gap(g seq.Gap) error {
	b := append(append(w.begin(), `  ... `...), output.Duration(g.Duration)...)
	return w.write(append(b, " ...\n"...))
}

func (w *writer) End(e seq.End) error {
	b := w.begin()
	for _, index := range slices.Sorted(maps.Keys(w.changed)) {
		b = w.appendDeclaration(b, index, w.changed[index])
	}
	for _, text := range w.clocks.Texts(e) {
		b = append(w.appendText(append(b, `  === "`...), text), "\" ===\n"...)
	}
	if w.wide {
		w.options.Remark("the .diag has text beyond Latin-1, which seqdiag draws with a font only: seqdiag -f FONT.ttf")
	}
	return w.write(append(b, "}\n"...))
}

func (w *writer) write(b []byte) error {
	w.line = b
	_, err := w.page.Write(b)
	return err
}
