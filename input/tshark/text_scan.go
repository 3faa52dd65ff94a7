package tshark

import (
	"errors"
	"io"
	"strings"

	"github.com/packetseq/packetseq/input/column"
)

const (
	// chunkSize is what is read at once. The strings of packets are parts of
	// chunks, so a packet that is kept keeps a chunk.
	chunkSize = 64 << 10

	// maxPiece is how long a line, or the text of a packet, may be. A longer one
	// is left out, and never held. Wireshark cuts the text of a column at 4 KiB.
	maxPiece = 1 << 20

	// maxEmptyReads is how often in a row a Reader may return nothing, as in
	// package bufio.
	maxEmptyReads = 100
)

var errLongPiece = errors.New("longer than 1 MiB")

// A scanner cuts text into pieces that end with a mark. It reads on only when
// there is no complete piece left, so that what comes through a live pipe is
// handed out at once.
type scanner struct {
	r    io.Reader
	buf  []byte // what was read last
	text string // what is not handed out yet begins at at
	at   int
	line int // number of the line that begins or goes on at at, from 1
	err  error
}

func newScanner(r io.Reader) *scanner { return &scanner{r: r, buf: make([]byte, chunkSize), line: 1} }

// next returns the text up to the next mark, which ends it. At the end of the
// text it returns what is left, if there is something, without an error.
// After errLongPiece the piece behind can be read; any other error is the end.
func (s *scanner) next(mark string) (string, error) {
	for scanned := 0; ; {
		if i := strings.Index(s.text[s.at+scanned:], mark); i >= 0 {
			return s.take(scanned + i + len(mark)), nil
		}
		if len(s.text)-s.at > maxPiece {
			return "", s.skip(mark)
		}
		scanned = max(0, len(s.text)-s.at-len(mark)+1)
		if err := s.fill(); err != nil {
			if err == io.EOF && s.at < len(s.text) {
				return s.take(len(s.text) - s.at), nil
			}
			return "", err
		}
	}
}

// take hands out n bytes.
func (s *scanner) take(n int) string {
	piece := s.text[s.at : s.at+n]
	s.at += n
	return piece
}

// fill reads once, and returns nil if something came.
func (s *scanner) fill() error {
	for range maxEmptyReads {
		if s.err != nil {
			return s.err
		}
		n, err := s.r.Read(s.buf)
		s.err = err
		if n > 0 {
			var b strings.Builder // copies what was read once, and no more
			b.Grow(len(s.text) - s.at + n)
			b.WriteString(s.text[s.at:])
			b.Write(s.buf[:n])
			s.text, s.at = b.String(), 0
			return nil
		}
	}
	s.err = io.ErrNoProgress
	return s.err
}

// skip goes behind the next mark, which is not in what was read so far, and
// returns errLongPiece, or what ended the reading.
func (s *scanner) skip(mark string) error {
	for {
		s.line += strings.Count(s.take(len(s.text)-s.at-len(mark)+1), "\n")
		if err := s.fill(); err != nil && err != io.EOF {
			return err
		} else if err != nil {
			s.take(len(s.text) - s.at)
			return errLongPiece
		}
		if i := strings.Index(s.text, mark); i >= 0 {
			s.line += strings.Count(s.take(i+len(mark)), "\n")
			return errLongPiece
		}
	}
}

// nextLine returns the next line without its end, made clean (see column.Clean),
// and its number. Its errors are those of next.
func (s *scanner) nextLine() (line string, number int, err error) {
	number = s.line
	if line, err = s.next("\n"); err != nil {
		return "", number, err
	}
	s.line++
	return column.Clean(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")), number, nil
}
