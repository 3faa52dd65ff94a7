// Package plantuml writes a diagram for PlantUML (https://plantuml.com), so that
// PlantUML draws what was captured, whatever it was.
//
//	@startuml
//	skinparam …
//	title A page through a proxy
//	participant "Client\n<size:10>192&#46;168&#46;1&#46;3</size>" as p1
//	participant "Server" as p2
//	p1 -[#0b4fd8]> p2 : <color:#586373>11:14:45.493525</color>\n<color:#0b4fd8><b>&#91;SYN&#93; Seq&#61;0</b></color>
//	... 483 ms ...
//	@enduml
//
// The colour is that of the kind; a pure ACK has an open arrow head, SYN, FIN
// and RST are bold, a retransmission is dashed, a lost packet ends in a cross.
// PlantUML takes the first declaration of a participant only, so that addresses
// which join it later are told in a note at the end.
package plantuml

import (
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// Format describes PlantUML's language to the program.
var Format = output.Format{
	Name:     "plantuml",
	Help:     "text for PlantUML",
	Suffixes: []string{".puml", ".plantuml", ".pu"},
	New:      newWriter,
}

// A writer makes each statement in line and writes it at once.
type writer struct {
	options output.Options
	clocks  output.ClockNotes
	palette *output.Palette
	page    io.Writer
	begun   bool // the head of the text has been written
	line    []byte
	stamp   *output.Stamper
	number  []byte // of the message, while its text is made
	time    []byte // likewise
	size    size

	declared int                 // participants so far
	changed  map[int]output.Head // those that addresses have joined since
}

func newWriter(f output.Files, o output.Options) seq.Writer {
	return &writer{
		options: o,
		palette: o.Theme.Palette(),
		page:    output.OnePage(f),
		stamp:   output.NewStamper(o),
		changed: map[int]output.Head{},
	}
}

// Capture writes nothing yet: of where packets come from, the end tells what is
// known of the clocks.
func (w *writer) Capture(c seq.Capture) error {
	w.clocks.Add(c)
	return nil
}

// begin returns an empty line, or one that the head of the text stands in when
// nothing has been written yet.
func (w *writer) begin() []byte {
	b := w.line[:0]
	if w.begun {
		return b
	}
	w.begun = true
	b = appendStyle(append(b, "@startuml\n"...), w.palette)
	if w.options.Title != "" {
		b = append(appendText(append(b, "title "...), w.options.Title), '\n')
	}
	return b
}

// appendStyle appends the statements that give PlantUML the look of the theme.
func appendStyle(b []byte, p *output.Palette) []byte {
	b = append(b, "skinparam shadowing false\n"...)
	for _, s := range []struct {
		name  string
		color output.Color
	}{
		{"backgroundColor", p.Background},
		{"titleFontColor", p.Foreground},
		{"participantBackgroundColor", p.HeadFill},
		{"participantBorderColor", p.HeadBorder},
		{"participantFontColor", p.Foreground},
		{"sequenceLifeLineBorderColor", p.Lifeline},
		{"sequenceDelayFontColor", p.Muted},
		{"noteBackgroundColor", p.HeadFill},
		{"noteBorderColor", p.HeadBorder},
		{"noteFontColor", p.Foreground},
	} {
		b = append(append(b, "skinparam "...), s.name...)
		b = append(s.color.Append(append(b, ' ')), '\n')
	}
	return b
}

// Participant declares a lifeline as it turns up, which gives it its place.
func (w *writer) Participant(p seq.Participant) error {
	head := output.NewHead(p)
	if p.Index < w.declared {
		w.changed[p.Index] = head
		return nil
	}
	w.declared++
	w.size.participants(w.declared)
	b := appendHead(append(w.begin(), `participant "`...), head)
	b = appendID(append(b, `" as `...), p.Index)
	return w.write(append(b, '\n'))
}

// appendHead appends a name, and its addresses under it in small.
func appendHead(b []byte, h output.Head) []byte {
	b = appendText(b, h.Name)
	for line := range h.Under() {
		b = appendText(append(b, `\n<size:10>`...), line)
		b = append(b, "</size>"...)
	}
	return b
}

// appendID appends the id of a participant.
func appendID(b []byte, index int) []byte {
	return strconv.AppendInt(append(b, 'p'), int64(index)+1, 10)
}

func (w *writer) Message(m *seq.Message) error {
	b := appendID(w.begin(), m.From)
	b = w.appendArrow(append(b, ' '), m)
	b = appendID(append(b, ' '), m.To)
	b = w.appendCaption(append(b, " : "...), m)
	lines := 1
	if len(w.time) > 0 {
		lines++
	}
	w.size.message(m, lines)
	b = append(b, '\n')
	if note := output.Comment(m); note != "" {
		w.size.gap()
		b = appendID(append(b, "note over "...), m.From)
		if m.From != m.To {
			b = appendID(append(b, ", "...), m.To)
		}
		b = append(appendText(append(b, " : "...), note), '\n')
	}
	return w.write(b)
}

// appendArrow appends the arrow of a message.
func (w *writer) appendArrow(b []byte, m *seq.Message) []byte {
	b = append(w.palette.Kinds[m.Kind].Append(append(b, "-["...)), ']')
	if m.Marks.Has(seq.AnyRetransmission) {
		b = append(b, '-')
	}
	b = append(b, '>')
	if m.Kind == seq.ACK {
		b = append(b, '>')
	}
	if m.Lost {
		b = append(b, 'x')
	}
	return b
}

// A weight is the markup around a label.
type weight struct{ on, off string }

var bold = weight{"<b>", "</b>"}

// weights make the kinds that open and close a connection bold.
var weights = [...]weight{
	seq.SYN: bold, seq.SYNACK: bold, seq.FIN: bold, seq.FINACK: bold, seq.RST: bold, seq.RSTACK: bold,
	seq.PSH: {}, // the last kind
}

// appendCaption appends the text of a message: a line with its number and time,
// and its label, each in the colour it needs.
func (w *writer) appendCaption(b []byte, m *seq.Message) []byte {
	var number []byte
	if w.options.Number {
		number = append(strconv.AppendInt(w.number[:0], int64(m.Number), 10), ". "...)
		w.number = number
	}
	if w.time = w.stamp.Append(w.time[:0], m.Sent); len(w.time) > 0 {
		w.time = w.clocks.AppendDelay(w.time, m)
		b = append(append(w.appendColor(b, w.palette.Muted), number...), w.time...)
		b = append(b, `</color>\n`...)
		number = nil
	}
	b = append(w.appendColor(b, w.palette.Kinds[m.Kind]), number...)
	b = append(b, weights[m.Kind].on...)
	b = output.AppendRun(appendText(b, m.Label), m)
	return append(append(b, weights[m.Kind].off...), "</color>"...)
}

// appendColor appends the markup that begins a colour.
func (w *writer) appendColor(b []byte, c output.Color) []byte {
	return append(c.Append(append(b, "<color:"...)), '>')
}

func (w *writer) Gap(g seq.Gap) error {
	w.size.gap()
	b := appendText(append(w.begin(), "... "...), output.Duration(g.Duration))
	return w.write(append(b, " ...\n"...))
}

func (w *writer) End(e seq.End) error {
	b := w.begin()
	for _, index := range slices.Sorted(maps.Keys(w.changed)) {
		b = appendID(append(b, "note over "...), index)
		b = appendHead(append(b, " : "...), w.changed[index])
		b = append(b, '\n')
	}
	if w.declared > 0 { // a note stands over lifelines
		b = w.appendClocks(b, e)
	}
	if text := w.size.remark(); text != "" {
		w.options.Remark(text)
	}
	return w.write(append(b, "@enduml\n"...))
}

// appendClocks appends a note over all lifelines of what is known of the clocks.
func (w *writer) appendClocks(b []byte, e seq.End) []byte {
	for _, text := range w.clocks.Texts(e) {
		b = appendID(append(b, "note over "...), 0)
		if w.declared > 1 {
			b = appendID(append(b, ", "...), w.declared-1)
		}
		b = append(appendText(append(b, " : "...), text), '\n')
	}
	return b
}

func (w *writer) write(b []byte) error {
	w.line = b
	_, err := w.page.Write(b)
	return err
}
