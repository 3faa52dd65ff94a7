// Package json writes a diagram as JSON Lines: one object a line, in the order
// of the events.
//
//	{"type":"capture","index":0,"name":"client.pcap","packets":79}
//	{"type":"participant","id":"p1","name":"Client","addresses":["192.168.1.3"]}
//	{"type":"message","number":1,"from":"p1","to":"p2","sent":"2026-11-22T10:00:00.000000000Z",…}
//	{"type":"gap","duration_s":0.48}
//	{"type":"end","packets":158,"messages":79,"lost":0,"per_capture":[79,79]}
//
// What is not known is left out. Times are RFC 3339 in UTC with nine decimals.
// Where a capture does not tell the date there is no honest value for them:
// "sent", "received", "last" and "time" then become "sent_s", "received_s",
// "last_s" and "time_s", in seconds, and "since" says from when: "midnight"
// before the capture's first packet, or its "start".
//
// "shift_s" of a capture is by how much the user said that its clock is ahead:
// the times are set back by it already.
//
// A participant comes again, with the same id, when another address turns up
// behind its name. Its "addresses" are then the new ones only: those of all lines
// with one id together are those of the participant. "last" is the time of the last packet of a folded run, whose
// "count" is above 1, and "bytes" is the payload of all of them.
package json

import (
	"io"
	"strconv"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// Format describes JSON Lines to the program.
var Format = output.Format{
	Name:     "json",
	Help:     "the diagram as JSON Lines, for programs",
	Suffixes: []string{".json", ".jsonl"},
	New:      newWriter,
}

// A writer makes each event in line and writes it at once.
type writer struct {
	page  io.Writer
	line  []byte
	stamp *output.Stamper
	told  []int // how many addresses of each participant have been written

	// The time written last, and its text: most messages have one time only.
	time     seq.Time
	timeText []byte
}

func newWriter(f output.Files, _ output.Options) seq.Writer {
	return &writer{
		page:  output.OnePage(f),
		stamp: output.NewStamper(output.Options{Zone: time.UTC}),
	}
}

func (w *writer) Capture(c seq.Capture) error {
	b := append(w.line[:0], `{"type":"capture","index":`...)
	b = strconv.AppendInt(b, int64(c.Index), 10)
	b = appendString(append(b, `,"name":`...), c.Name)
	if c.Packets >= 0 {
		b = strconv.AppendInt(append(b, `,"packets":`...), int64(c.Packets), 10)
	}
	if a := c.Align; a != nil {
		b = append(b, `,"clock":{`...)
		if a.To != 0 {
			b = append(strconv.AppendInt(append(b, `"to":`...), int64(a.To), 10), ',')
		}
		b = appendSeconds(append(b, `"offset_s":`...), int64(a.Offset))
		if a.Given {
			b = append(b, `,"given":true`...)
		} else {
			b = appendSeconds(append(b, `,"error_s":`...), int64(a.Error))
		}
		b = strconv.AppendFloat(append(b, `,"skew_ppm":`...), a.Skew, 'f', -1, 64)
		b = append(b, '}')
	}
	if c.Shift != 0 {
		b = appendSeconds(append(b, `,"shift_s":`...), int64(c.Shift))
	}
	return w.write(b)
}

func (w *writer) Participant(p seq.Participant) error {
	b := append(w.line[:0], `{"type":"participant","id":`...)
	b = appendID(b, p.Index)
	b = appendString(append(b, `,"name":`...), p.Name)
	if p.Index == len(w.told) {
		w.told = append(w.told, 0)
	}
	addresses := p.Addresses[w.told[p.Index]:]
	w.told[p.Index] = len(p.Addresses)
	for i, a := range addresses {
		if i == 0 {
			b = append(b, `,"addresses":[`...)
		} else {
			b = append(b, ',')
		}
		b = appendString(b, a)
	}
	if len(addresses) > 0 {
		b = append(b, ']')
	}
	return w.write(b)
}

func (w *writer) Gap(g seq.Gap) error {
	return w.write(appendSeconds(append(w.line[:0], `{"type":"gap","duration_s":`...), int64(g.Duration)))
}

func (w *writer) End(e seq.End) error {
	b := append(w.line[:0], `{"type":"end","packets":`...)
	b = strconv.AppendInt(b, int64(e.Packets), 10)
	b = strconv.AppendInt(append(b, `,"messages":`...), int64(e.Messages), 10)
	b = strconv.AppendInt(append(b, `,"lost":`...), int64(e.Lost), 10)
	b = append(b, `,"per_capture":[`...)
	for i, n := range e.PerCapture {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return w.write(append(b, ']'))
}

// write ends the object in b and the line, and writes it.
func (w *writer) write(b []byte) error {
	w.line = append(b, '}', '\n')
	_, err := w.page.Write(w.line)
	return err
}
