// Package mermaid writes a diagram for Mermaid (https://mermaid.js.org), as a
// page on a forge shows it, so that Mermaid draws what was captured, whatever it
// was.
//
//	sequenceDiagram
//	  title A page through a proxy
//	  participant p1 as Client<br/>192.168.1.3
//	  participant p2 as Server
//	  p1->>p2: 11:14:45.493525<br/>#91;SYN#93; Seq=0
//	  Note over p1,p2: 483 ms
//
// Mermaid has no colour for one arrow, so that the kinds are told by their
// labels. A pure ACK has an open arrow head, a retransmission is dashed, a lost
// packet ends in a cross.
//
// Mermaid draws no text of more than 50,000 characters, about 550 messages. A
// longer diagram becomes several files, each a whole one with the same
// lifelines. Where there can be one file only, it is written whole, with a
// remark.
package mermaid

import (
	"maps"
	"slices"
	"strconv"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// Format describes Mermaid's language to the program.
var Format = output.Format{
	Name:     "mermaid",
	Help:     "text for Mermaid, as forges draw it",
	Suffixes: []string{".mmd", ".mermaid"},
	New:      newWriter,
}

// A writer makes each statement in line and writes it at once.
type writer struct {
	options output.Options
	clocks  output.ClockNotes
	pages   pages
	line    []byte
	stamp   *output.Stamper
	sender  int // of the message before
}

func newWriter(f output.Files, o output.Options) seq.Writer {
	return &writer{
		options: o,
		pages:   pages{files: f, options: o, changed: map[int]bool{}},
		stamp:   output.NewStamper(o),
	}
}

// Capture writes nothing yet: of where packets come from, the end tells what is
// known of the clocks.
func (w *writer) Capture(c seq.Capture) error {
	w.clocks.Add(c)
	return nil
}

func (w *writer) Participant(p seq.Participant) error {
	return w.pages.participant(p.Index, output.NewHead(p))
}

func (w *writer) Message(m *seq.Message) error {
	b := appendID(append(w.line[:0], "  "...), m.From)
	b = append(b, arrow(m)...)
	b = append(appendID(b, m.To), ": "...)
	if w.options.Number {
		b = append(strconv.AppendInt(b, int64(m.Number), 10), ". "...)
	}
	n := len(b)
	if b = w.stamp.Append(b, m.Sent); len(b) > n {
		b = append(w.clocks.AppendDelay(b, m), newline...)
	}
	b = output.AppendRun(appendText(b, m.Label), m)
	w.line = append(b, '\n')
	w.sender = m.From
	if err := w.pages.write(w.line, m.From, m.To); err != nil || output.Comment(m) == "" {
		return err
	}
	return w.note(m)
}

// note writes what was noted on a packet, over both ends of its message.
func (w *writer) note(m *seq.Message) error {
	b := appendID(append(w.line[:0], "  Note over "...), m.From)
	if m.From != m.To {
		b = appendID(append(b, ','), m.To)
	}
	b = appendText(append(b, ": "...), output.Comment(m))
	w.line = append(b, '\n')
	return w.pages.write(w.line, m.From, m.To)
}

// arrow returns the arrow of a message.
func arrow(m *seq.Message) string {
	dashed := m.Marks.Has(seq.AnyRetransmission)
	switch {
	case m.Lost && dashed:
		return "--x"
	case m.Lost:
		return "-x"
	case m.Kind == seq.ACK && dashed:
		return "--)"
	case m.Kind == seq.ACK:
		return "-)"
	case dashed:
		return "-->>"
	}
	return "->>"
}

// gapRoom is more than the text of a gap needs, in units of UTF-16.
const gapRoom = 100

// Gap writes a note across all lifelines.
func (w *writer) Gap(g seq.Gap) error {
	if err := w.pages.reserve(gapRoom, w.sender); err != nil {
		return err
	}
	first, last := w.pages.first, w.pages.last
	b := appendID(append(w.line[:0], "  Note over "...), first)
	if first != last {
		b = appendID(append(b, ','), last)
	}
	b = append(append(b, ": "...), output.Duration(g.Duration)...)
	w.line = append(b, '\n')
	return w.pages.write(w.line)
}

// End tells the addresses that have joined a lifeline after it was declared:
// were it declared again on a page, Mermaid would space the lifelines wrongly.
func (w *writer) End(e seq.End) error {
	for _, index := range slices.Sorted(maps.Keys(w.pages.changed)) {
		if err := w.addresses(index); err != nil {
			return err
		}
	}
	for _, text := range w.clocks.Texts(e) {
		if err := w.noteOverAll(text); err != nil {
			return err
		}
	}
	return w.pages.end()
}

// noteOverAll writes a text over all lifelines of the page.
func (w *writer) noteOverAll(text string) error {
	if len(w.pages.heads) == 0 {
		return nil // there is nothing that it could stand over
	}
	said := appendText(nil, text)
	if err := w.pages.reserve(gapRoom+length(said), w.sender); err != nil {
		return err
	}
	first, last := w.pages.first, w.pages.last
	b := appendID(append(w.line[:0], "  Note over "...), first)
	if first != last {
		b = appendID(append(b, ','), last)
	}
	w.line = append(append(append(b, ": "...), said...), '\n')
	return w.pages.write(w.line)
}

// addresses writes the name and addresses of a participant, in its head if the
// page has none yet, else in a note.
func (w *writer) addresses(index int) error {
	b := appendID(append(w.line[:0], "  Note over "...), index)
	b = appendHead(append(b, ": "...), w.pages.heads[index])
	w.line = append(b, '\n')
	if err := w.pages.reserve(length(w.line), index); err != nil || !w.pages.changed[index] {
		return err
	}
	return w.pages.write(w.line)
}

// appendID appends the id of a participant.
func appendID(b []byte, index int) []byte {
	return strconv.AppendInt(append(b, 'p'), int64(index)+1, 10)
}

// appendHead appends a name, and its addresses under it.
func appendHead(b []byte, h output.Head) []byte {
	b = appendText(b, h.Name)
	for line := range h.Under() {
		b = appendText(append(b, newline...), line)
	}
	return b
}
