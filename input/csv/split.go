package csv

import (
	"bytes"
	"errors"
)

// A dialect is how rows and cells are told apart.
type dialect struct {
	comma byte // between two cells
	quote byte // around a cell that may hold anything; 0 where cells are never quoted

	// escaped says that quoted cells hold C-style escapes, as Wireshark's own
	// CSV export does (see unescape).
	escaped bool

	// fields says that cells are written as tshark -T fields does: with quotes
	// around all that are not empty or around none, and inside as they are.
	fields bool
}

// A cell is where the text of a cell lies in its row, without its quotes.
type cell struct {
	start, end int
	quoted     bool
	inner      bool // there are quotes inside
}

// maxCells bounds the cells of a row: what is behind them belongs to the last.
// No packet list has so many columns, but a hostile line can.
const maxCells = 4096

var errOpenQuote = errors.New("quoted text does not end")

// A splitter cuts rows into cells. Beyond RFC 4180, a quote inside a quoted
// cell that is neither doubled nor the end is a part of the text: tshark's
// fields are written like that.
type splitter struct {
	dialect
	cells []cell // of the row split last

	open  int // where the cell begins whose quote was not closed
	inner bool
}

// split cuts row, which has no line end, into s.cells, and reports whether
// the last cell is complete. If not, it is quoted text that has a line break in
// it: see resume.
func (s *splitter) split(row []byte) (complete bool) {
	s.cells = s.cells[:0]
	complete, _ = s.cut(row, 0, 0)
	return complete
}

// resume goes on with a row that split or resume found incomplete, to which
// another line was added, beginning at added. It fails if that line shows that
// the quote was a stray one.
func (s *splitter) resume(row []byte, added int) (complete bool, err error) {
	return s.cut(row, s.open, added)
}

// cut cuts row from the beginning of a cell at i. If scanned is not 0, that cell
// is quoted and has no end before scanned.
func (s *splitter) cut(row []byte, i, scanned int) (complete bool, err error) {
	if scanned == 0 {
		if i = s.cutPlain(row, i); i == len(row) && i > 0 {
			return true, nil
		}
	}
	for {
		if len(s.cells) >= maxCells {
			s.cells[len(s.cells)-1].end = len(row)
			return true, nil
		}
		if i < len(row) && row[i] == s.quote && s.quote != 0 {
			if scanned == 0 {
				s.inner = false
			}
			end, err := s.closing(row, max(i+1, scanned), scanned > 0)
			if err != nil || end < 0 {
				s.open = i
				return false, err
			}
			s.cells = append(s.cells, cell{i + 1, end, true, s.inner})
			i, scanned = end+1, 0
		} else {
			end := bytes.IndexByte(row[i:], s.comma)
			if end < 0 {
				end = len(row) - i
			}
			s.cells = append(s.cells, cell{start: i, end: i + end})
			i += end
		}
		if i == len(row) {
			return true, nil
		}
		i++
	}
}

// cutPlain cuts off the quoted cells without quotes inside that stand at i, which
// are all that most rows have. It returns where the next cell begins; len(row)
// only if there is none.
func (s *splitter) cutPlain(row []byte, i int) int {
	for i < len(row) && row[i] == s.quote && s.quote != 0 && len(s.cells) < maxCells {
		n := bytes.IndexByte(row[i+1:], s.quote)
		if n < 0 {
			break
		}
		end := i + 1 + n
		if end+1 == len(row) {
			s.cells = append(s.cells, cell{start: i + 1, end: end, quoted: true})
			return len(row)
		}
		if row[end+1] != s.comma || end+2 == len(row) {
			break
		}
		s.cells = append(s.cells, cell{start: i + 1, end: end, quoted: true})
		i = end + 2
	}
	return i
}

// closing returns where the quoted cell ends whose text goes on at i; -1 if not
// in row. Once there was a line break in the cell, a quote that neither ends it
// nor is doubled means that the cell should have ended before.
func (s *splitter) closing(row []byte, i int, broken bool) (end int, err error) {
	for {
		n := bytes.IndexByte(row[i:], s.quote)
		if n < 0 {
			return -1, nil
		}
		i += n
		if i+1 == len(row) || row[i+1] == s.comma {
			return i, nil
		}
		s.inner = true
		if row[i+1] == s.quote && !s.fields {
			i++
		} else if broken {
			return -1, errOpenQuote
		}
		i++
	}
}
