package csv

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

const (
	// chunkSize is what is read at once. The strings of packets point into
	// chunks, so a packet that is kept keeps a chunk.
	chunkSize = 64 << 10

	// chunkMin is the room in a chunk that is still worth a read.
	chunkMin = 8 << 10

	// maxRow is how long a row may be. A longer one is left out, and never held.
	maxRow = 16 << 20

	// maxBreaks and maxReach are how many line breaks quoted text may have, and
	// how far behind the first it may go on. Beyond, its quote was a stray one.
	maxBreaks = 1024
	maxReach  = 64 << 10
)

var errLongRow = errors.New("the row is longer than 16 MiB")

// rows reads text row by row. It never reads ahead of a row that is complete.
type rows struct {
	splitter
	r    io.Reader
	buf  []byte // a chunk; what is before at belongs to the rows handed out
	at   int    // the next row
	line int    // of the file, from 1, that begins at at
	err  error  // of r, sticky

	plain bool // what was ever read into buf is UTF-8 without NUL and backslash
}

func newRows(r io.Reader) *rows { return &rows{r: r, line: 1} }

// A row is one row of cells. Its bytes are never used again, but may be changed.
type row struct {
	line int // of the file, where it begins
	text []byte
	big  bool // its bytes keep much more memory than a chunk

	// plain says that it is UTF-8 without NUL and backslash. If not, it may be
	// all the same.
	plain bool
}

// peek returns the next line that is not blank, without its end, and leaves it
// to be read.
func (s *rows) peek() ([]byte, error) {
	end, err := s.skipBlank()
	return trimEnd(s.buf[s.at : s.at+end]), err
}

// skipBlank goes to the next line that is not blank, and returns its lineEnd.
func (s *rows) skipBlank() (end int, err error) {
	for {
		if end, err = s.lineEnd(0); err != nil || s.buf[s.at] > '\r' || len(trimEnd(s.buf[s.at:s.at+end])) > 0 {
			return end, err
		}
		s.at += end
		s.line++
	}
}

// next returns the next row that is not blank, whose cells are then in s.cells.
// With an error of the row (errLongRow, errOpenQuote) the row tells its line
// only, and the one after it can be read. Any other error is the end.
func (s *rows) next() (row, error) {
	end, err := s.skipBlank()
	if err != nil {
		return s.fail(err)
	}
	first, breaks := end, 0
	text := trimEnd(s.buf[s.at : s.at+end])
	for complete := s.split(text); !complete; {
		added := end
		end, err = s.lineEnd(end)
		if err == io.EOF || err == errLongRow || breaks == maxBreaks || end-first > maxReach {
			err = errOpenQuote
		}
		if err == nil {
			breaks++
			text = trimEnd(s.buf[s.at : s.at+end])
			complete, err = s.resume(text, added)
		}
		if err != nil {
			if err == errOpenQuote {
				s.at += first // the lines behind are rows of their own
			}
			return s.fail(err)
		}
	}
	r := row{s.line, text, cap(s.buf) > 2*chunkSize, s.plain}
	s.at += end
	s.line += 1 + breaks
	return r, nil
}

// fail gives a row with an error its line, and goes to the line behind.
func (s *rows) fail(err error) (row, error) {
	r := row{line: s.line}
	switch err {
	case errLongRow:
		if skip := s.skipLine(); skip != nil && skip != io.EOF {
			return r, skip
		}
		s.line++
	case errOpenQuote:
		s.line++
	}
	return r, err
}

// lineEnd returns where the line ends that begins skip bytes behind s.at: the
// offset from s.at behind its line feed, or behind the last byte of the file.
func (s *rows) lineEnd(skip int) (int, error) {
	for scanned := skip; ; {
		if i := bytes.IndexByte(s.buf[s.at+scanned:], '\n'); i >= 0 {
			if scanned += i + 1; scanned > maxRow {
				return 0, errLongRow
			}
			return scanned, nil
		}
		if scanned = len(s.buf) - s.at; scanned >= maxRow {
			return 0, errLongRow
		}
		if err := s.fill(); err != nil {
			if err == io.EOF && scanned > skip {
				return scanned, nil
			}
			return 0, err
		}
	}
}

// fill reads once, and returns nil if something came.
func (s *rows) fill() error {
	if s.err != nil {
		return s.err
	}
	if cap(s.buf)-len(s.buf) < chunkMin {
		rest := s.buf[s.at:]
		s.buf = append(make([]byte, 0, max(chunkSize, 2*len(rest)+chunkMin)), rest...)
		s.at = 0
		s.plain = isPlain(rest)
	}
	for range 100 { // as package bufio
		n, err := s.r.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
		s.plain = s.plain && isPlain(s.buf[len(s.buf)-n:])
		s.err = err
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	s.err = io.ErrNoProgress
	return s.err
}

// isPlain reports whether data is UTF-8 without NUL and backslash.
func isPlain(data []byte) bool {
	return utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 && bytes.IndexByte(data, '\\') < 0
}

// skipLine goes behind the end of the next line without holding it.
func (s *rows) skipLine() error {
	if i := bytes.IndexByte(s.buf[s.at:], '\n'); i >= 0 {
		s.at += i + 1
		return nil
	}
	s.buf, s.at = nil, 0
	for {
		if err := s.fill(); err != nil {
			return err
		}
		if i := bytes.IndexByte(s.buf, '\n'); i >= 0 {
			s.at = i + 1
			return nil
		}
		s.buf = s.buf[:0] // which no packet shares
	}
}

// trimEnd returns line without its line feed, and the carriage return before.
func trimEnd(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}
