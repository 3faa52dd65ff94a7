package csv

import (
	"bytes"
	"errors"
	"io"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/column"
	"github.com/packetseq/packetseq/input/stamp"
	"github.com/packetseq/packetseq/seq"
)

// A reader reads a capture. It looks at its first line when the first packet is
// asked for.
type reader struct {
	packets
	settled seq.Reader // that sets the times of packets right; nil if they are
	begun   bool
}

// Read is seq.Reader's. Bad rows are reported and left out.
func (r *reader) Read(p *seq.Packet) error {
	if !r.begun {
		return r.begin(p)
	}
	if r.settled != nil {
		return r.settled.Read(p)
	}
	return r.packets.Read(p)
}

// begin reads the header and the first packet.
func (r *reader) begin(p *seq.Packet) error {
	r.begun = true
	if r.err = r.readLayout(); r.err != nil {
		return r.err
	}
	switch {
	case r.Time < 0:
	case r.Kind == stamp.Delta:
		r.settled = stamp.Sum(&r.packets)
	case r.Kind == stamp.Auto:
		r.settled = stamp.Settle(&r.packets)
	}
	if err := r.Read(p); err != nil {
		return err
	}
	if clock := p.Time.Clock; clock == seq.AbsoluteClock || clock == seq.DaytimeClock {
		r.settled = nil // has nothing to do, and costs time
	}
	return nil
}

// packets reads the rows behind the header, with the times as they are written.
type packets struct {
	column.Layout
	o     input.Options
	rows  *rows
	times *stamp.Column
	guess *guess     // what the columns hold, where no titles say so; nil if they do
	count int        // rows so far
	p     column.Row // being read
	err   error      // sticky
}

// Read makes p of the next row that is a good one.
func (r *packets) Read(p *seq.Packet) error {
	for r.err == nil {
		row, err := r.rows.next()
		if err != nil && err != errLongRow && err != errOpenQuote {
			r.err = r.located(0, err)
			break
		}
		r.count++
		if err == nil {
			err = r.decode(p, row)
		}
		if err == nil {
			return nil
		}
		if errors.Is(err, stamp.ErrAmbiguous) {
			r.err = r.located(row.line, err) // so are the rows below
			break
		}
		r.o.Report(r.located(row.line, err))
	}
	return r.err
}

// located returns err with its place in the capture; io.EOF stays what it is.
func (r *packets) located(line int, err error) error {
	if err == io.EOF {
		return err
	}
	return &input.PositionError{Name: r.o.Name, Line: line, Err: err}
}

// decode makes p of a row.
func (r *packets) decode(p *seq.Packet, row row) error {
	cells := r.rows.cells
	if len(cells) != len(r.Titles) {
		var err error
		if cells, err = r.fit(row, cells); err != nil {
			return err
		}
	}
	d := decoder{
		row:     row.text,
		quote:   r.rows.quote,
		clean:   row.plain || column.IsClean(asString(row.text)),
		escaped: r.rows.escaped && !row.plain && bytes.IndexByte(row.text, '\\') >= 0,
		fields:  r.rows.fields,
	}
	if r.guess != nil {
		if err := r.learn(&d, cells); err != nil {
			return err
		}
	}
	*p = seq.Packet{Capture: r.o.Capture, Number: r.count, Length: -1}
	r.p = column.Row{Packet: p}
	if r.Time >= 0 {
		var err error
		// Wireshark leaves the time of a packet empty that was captured without.
		if text := d.cell(cells[r.Time]); text != "" {
			if p.Time, err = r.times.Time(text); err != nil {
				return err
			}
		}
	}
	for i := range r.Columns {
		c := &r.Columns[i]
		if c.Info {
			column.SetInfo(p, d.info(cells[c.Index]))
			continue
		}
		text := d.cell(cells[c.Index])
		if text == "" && !c.Required {
			continue
		}
		if err := c.Set(&r.p, text); err != nil {
			return err
		}
	}
	r.p.Complete()
	if row.big {
		*p = *p.Clone()
	}
	return nil
}

// A decoder turns the cells of one row into texts.
type decoder struct {
	row     []byte
	quote   byte
	clean   bool // all is valid UTF-8 without NUL
	escaped bool // there may be escapes in quoted cells
	fields  bool // quotes inside are as they are
}

// cell returns the text of a cell, without the spaces that tshark pads with.
func (d *decoder) cell(c cell) string {
	b := d.row[c.start:c.end:c.end]
	if c.inner || d.escaped {
		b = d.bytes(c)
	}
	if n := len(b); n > 0 && (b[0] == ' ' || b[n-1] == ' ') {
		b = bytes.Trim(b, " ")
	}
	if d.clean && !d.escaped {
		return asString(b)
	}
	return column.Clean(asString(b))
}

// info returns the text of a cell, all of it.
func (d *decoder) info(c cell) []byte {
	b := d.bytes(c)
	if d.clean && !d.escaped {
		return b
	}
	return []byte(column.Clean(asString(b)))
}

// bytes undoes the quoting of a cell, in place.
func (d *decoder) bytes(c cell) []byte {
	b := d.row[c.start:c.end:c.end]
	if c.inner && !d.fields {
		b = undouble(b, d.quote)
	}
	if d.escaped && c.quoted {
		b = unescape(b)
	}
	return b
}
