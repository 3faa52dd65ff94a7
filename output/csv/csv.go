// Package csv writes the packets of a diagram in the form of Wireshark's own
// CSV export ("Export Packet Dissections, As CSV"), with its default columns.
//
//	"No.","Time","Source","Destination","Protocol","Length","Info"
//	"1","2016-08-27 11:14:45.493525","192.168.1.3","192.168.1.62","TCP","66","53833  >  3128 [SYN] Seq=0"
//
// Every cell is quoted, and what it holds is written as Wireshark 4.0 does, but
// so that all of it is read back (see appendCell). A cell is empty where the capture does not tell.
package csv

import (
	"io"
	"strconv"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// Format describes Wireshark's CSV to the program.
var Format = output.Format{
	Name:     "csv",
	Help:     "the packets as Wireshark exports them",
	Suffixes: []string{".csv"},
	Packets:  true,
	New:      newWriter,
}

const titles = `"No.","Time","Source","Destination","Protocol","Length","Info"` + "\n"

// A writer makes each row in line and writes it at once.
type writer struct {
	page  io.Writer
	begun bool // the titles have been written
	line  []byte
	mode  output.TimeMode
	stamp *output.Stamper
}

func newWriter(f output.Files, o output.Options) seq.Writer {
	return &writer{page: output.OnePage(f), mode: o.Time, stamp: output.NewStamper(o)}
}

// Message writes the row of the packet that the message stands for.
func (w *writer) Message(m *seq.Message) error {
	if err := w.begin(); err != nil {
		return err
	}
	p := m.Packet
	b := append(w.line[:0], '"')
	b = strconv.AppendInt(b, int64(p.Number), 10)
	b = append(w.appendTime(append(b, `","`...), p.Time), `",`...)
	b = append(appendCell(b, p.Source), ',')
	b = append(appendCell(b, p.Destination), ',')
	b = append(appendCell(b, p.Protocol), `,"`...)
	if p.Length >= 0 {
		b = strconv.AppendInt(b, int64(p.Length), 10)
	}
	b = appendInfo(append(b, `",`...), p.Info)
	w.line = append(b, '\n')
	_, err := w.page.Write(w.line)
	return err
}

// appendTime appends a time as Wireshark's Time column has it. A time of day is
// written without the days since the first one, so that what reads it finds the
// midnights by itself, as in the capture.
func (w *writer) appendTime(b []byte, t seq.Time) []byte {
	if t.Clock == seq.DaytimeClock && w.mode != output.TimeRelative && w.mode != output.TimeDelta && w.mode != output.TimeNone {
		return w.stamp.AppendTimeOfDay(b, t)
	}
	return w.stamp.Append(b, t)
}

// Capture, Participant and Gap have no place in a list of packets.

func (w *writer) Capture(seq.Capture) error         { return nil }
func (w *writer) Participant(seq.Participant) error { return nil }
func (w *writer) Gap(seq.Gap) error                 { return nil }

func (w *writer) End(seq.End) error { return w.begin() }

// begin writes the titles, once.
func (w *writer) begin() error {
	if w.begun {
		return nil
	}
	w.begun = true
	_, err := io.WriteString(w.page, titles)
	return err
}
