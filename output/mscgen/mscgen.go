// Package mscgen writes a diagram for mscgen
// (https://www.mcternan.me.uk/mscgen), so that mscgen draws what was captured,
// whatever it was.
//
//	msc {
//	  hscale = "1.42";
//	  "p1" [label="Client\n192.168.1.3"],
//	  "p2" [label="Server"];
//	  ||| [label="A page through a proxy"];
//	  "p1"=>"p2" [label="11:14:45.493525\n[SYN] Seq=0", linecolour="#0b4fd8", textcolour="#0b4fd8"];
//	  ... [label="483 ms"];
//	}
//
// The colour is that of the kind, in the light theme, since mscgen's ground is
// always white. A pure ACK has half an arrow head, a retransmission is dashed, a
// lost packet ends on its way.
//
// mscgen wants all lifelines before the first message, so that the messages are
// kept until the end, as text of up to maxText bytes.
package mscgen

import (
	"bytes"
	"fmt"
	"io"
	"strconv"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// Format describes mscgen's language to the program.
var Format = output.Format{
	Name:     "mscgen",
	Help:     "text for mscgen",
	Suffixes: []string{".msc"},
	New:      newWriter,
}

// maxText bounds the text of the messages, in bytes. It is enough for 150,000 of
// them, where 10,000 as a PNG take mscgen 48 s.
const maxText = 32 << 20

// A writer keeps the statements of the messages.
type writer struct {
	options output.Options
	clocks  output.ClockNotes
	page    io.Writer
	heads   []output.Head // by participant
	kept    bytes.Buffer
	line    []byte
	time    []byte // of the message, while its text is made
	stamp   *output.Stamper
	width   width
	long    int // labels that mscgen cuts
}

func newWriter(f output.Files, o output.Options) seq.Writer {
	return &writer{options: o, page: output.OnePage(f), stamp: output.NewStamper(o)}
}

// Capture writes nothing yet: of where packets come from, the end tells what is
// known of the clocks.
func (w *writer) Capture(c seq.Capture) error {
	w.clocks.Add(c)
	return nil
}

func (w *writer) Participant(p seq.Participant) error {
	head := output.NewHead(p)
	if p.Index < len(w.heads) {
		w.heads[p.Index] = head
	} else {
		w.heads = append(w.heads, head)
	}
	return nil
}

func (w *writer) Message(m *seq.Message) error {
	b := appendID(append(w.line[:0], "  "...), m.From)
	b = appendID(append(b, arrow(m)...), m.To)
	b = append(b, ` [label="`...)
	label := len(b)
	b = w.appendCaption(b, m)
	if len(b)-label > maxLabel {
		w.long++
	}
	color := output.Light.Palette().Kinds[m.Kind]
	b = color.Append(append(b, `", linecolour="`...))
	b = color.Append(append(b, `", textcolour="`...))
	if err := w.keep(append(b, "\"];\n"...)); err != nil || output.Comment(m) == "" {
		return err
	}
	return w.note(m)
}

// note writes what was noted on a packet, over both ends of its message.
func (w *writer) note(m *seq.Message) error {
	b := appendID(append(w.line[:0], "  "...), m.From)
	b = appendID(append(b, " note "...), m.To)
	b = appendText(append(b, ` [label="`...), output.Comment(m))
	return w.keep(append(b, "\"];\n"...))
}

// arrow returns the arrow of a message. The cross of a lost packet leaves no
// room for a dash.
func arrow(m *seq.Message) string {
	switch {
	case m.Lost:
		return "-x"
	case m.Marks.Has(seq.AnyRetransmission):
		return ">>"
	case m.Kind == seq.ACK:
		return "->"
	}
	return "=>"
}

// appendCaption appends the text of a message: a line with its number and time,
// and its label.
func (w *writer) appendCaption(b []byte, m *seq.Message) []byte {
	line := len(b)
	if w.options.Number {
		b = append(strconv.AppendInt(b, int64(m.Number), 10), ". "...)
	}
	if w.time = w.stamp.Append(w.time[:0], m.Sent); len(w.time) > 0 {
		w.time = w.clocks.AppendDelay(w.time, m)
		b = append(b, w.time...)
		w.width.message(m, len(b)-line)
		b = append(b, newline...)
		line = len(b)
	}
	text := string(output.AppendRun(nil, m))
	w.width.message(m, len(b)-line+output.Cells(m.Label)+output.Cells(text))
	return appendText(b, m.Label+text)
}

func (w *writer) Gap(g seq.Gap) error {
	b := append(append(w.line[:0], `  ... [label="`...), output.Duration(g.Duration)...)
	return w.keep(append(b, "\"];\n"...))
}

// keep keeps a statement.
func (w *writer) keep(b []byte) error {
	w.line = b
	if w.kept.Len()+len(b) > maxText {
		return fmt.Errorf("the text for mscgen has more than %d MB, all of which must be kept until its end: draw less (-c, --fold), or use another type", maxText>>20)
	}
	w.kept.Write(b)
	return nil
}

// End writes all of the text.
func (w *writer) End(e seq.End) error {
	for _, text := range w.clocks.Texts(e) {
		if err := w.keep(append(appendText(append(w.line[:0], `  --- [label="`...), text), "\"];\n"...)); err != nil {
			return err
		}
	}
	b := w.appendHead(w.line[:0])
	if _, err := w.page.Write(b); err != nil {
		return err
	}
	if _, err := w.kept.WriteTo(w.page); err != nil {
		return err
	}
	w.remark()
	_, err := io.WriteString(w.page, "}\n")
	return err
}

// appendHead appends what comes before the messages. mscgen wants one lifeline
// and one statement at least.
func (w *writer) appendHead(b []byte) []byte {
	b = append(b, "msc {\n"...)
	b = w.width.appendScale(b, w.heads, w.options.Title)
	for i, h := range w.heads {
		b = appendID(append(b, "  "...), i)
		b = appendText(append(b, ` [label="`...), h.Name)
		for line := range h.Under() {
			b = appendText(append(b, newline...), line)
		}
		b = append(b, `"],`+"\n"...)
	}
	if len(w.heads) == 0 {
		b = append(b, `  "" [label=""],`+"\n"...)
	}
	b[len(b)-2] = ';'
	switch {
	case w.options.Title != "":
		b = appendText(append(b, `  ||| [label="`...), w.options.Title)
		b = append(b, "\"];\n"...)
	case w.kept.Len() == 0:
		b = append(b, "  |||;\n"...)
	}
	return b
}

// remark tells what mscgen will not draw.
func (w *writer) remark() {
	if w.long > 0 {
		w.options.Remark(fmt.Sprintf("mscgen draws texts of up to %d bytes, and cuts %d labels: -i summary makes them shorter", maxLabel, w.long))
	}
	if w.width.cut {
		w.options.Remark(fmt.Sprintf("mscgen breaks no lines, and lifelines are at most %d pixels apart, so that labels run over their ends: -i summary makes them shorter", maxSpacing))
	}
}

// appendID appends the id of a participant.
func appendID(b []byte, index int) []byte {
	return append(strconv.AppendInt(append(b, `"p`...), int64(index)+1, 10), '"')
}
