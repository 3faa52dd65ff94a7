package csv

import (
	"fmt"

	"github.com/packetseq/packetseq/input/stamp"
)

// fit makes as many cells as there are titles. Where there are more, an Info
// that is the last and not quoted goes on to the end of the row: its program
// quotes nothing. And empty cells at the end are not counted. Nothing else is
// right, but for what tshark -T fields does (see fitFields).
func (r *packets) fit(row row, cells []cell) ([]cell, error) {
	want := len(r.Titles)
	if len(cells) > want {
		if r.rows.fields {
			cells = r.fitFields(row.text, cells)
		}
		if last := &cells[want-1]; r.Info == want-1 && !last.quoted {
			last.end = len(row.text)
			return cells[:want], nil
		}
		end := len(cells)
		for end > want && cells[end-1].start == cells[end-1].end {
			end--
		}
		if end == want {
			return cells[:want], nil
		}
	}
	return nil, fmt.Errorf("%d cells and not %d", len(cells), want)
}

// fitFields puts together what tshark -T fields did not keep apart: a date with
// a comma or spaces in it, and an Info with anything in it.
func (r *packets) fitFields(row []byte, cells []cell) []cell {
	extra := len(cells) - len(r.Titles)
	if at := r.Time; at >= 0 && at < len(cells) && !cells[at].quoted {
		parser := stamp.NewParser(r.o.Zone)
		for n := 1; n <= extra; n++ {
			if parser.Parse(string(row[cells[at].start:cells[at+n].end])).Form != stamp.Date {
				continue
			}
			if r.rows.comma == ' ' && n < extra {
				n++ // frame.time has its zone behind a space
			}
			cells = join(cells, at, n)
			break
		}
	}
	if extra = len(cells) - len(r.Titles); extra > 0 && r.Info >= 0 {
		cut := cells[r.Info].quoted && !cells[r.Info+extra].quoted
		cells = join(cells, r.Info, extra)
		if info := &cells[r.Info]; cut && row[info.end-1] == r.rows.quote {
			info.end-- // it was not taken for the end of the text
		}
	}
	return cells
}

// join makes one cell of that at index and the n behind it.
func join(cells []cell, index, n int) []cell {
	cells[index].end = cells[index+n].end
	return append(cells[:index+1], cells[index+n+1:]...)
}

// learn looks at the columns that were empty in all rows before.
func (r *packets) learn(d *decoder, cells []cell) error {
	better := r.guess.learn(func(column int) string { return d.cell(cells[column]) })
	if better == nil {
		return nil
	}
	layout, err := better.layOut(r.o.Columns)
	if err != nil {
		return err
	}
	if layout.Time != r.Time {
		r.times = stamp.NewColumn(layout.Kind, r.o.Zone)
	}
	r.guess, r.Layout = better, layout
	return nil
}
