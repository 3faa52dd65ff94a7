package output

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// Stream returns a Sink that writes one page to w, which it does not close.
// Errors are WriteErrors about name, such as "standard output".
func Stream(w io.Writer, name string) Sink {
	s := &stream{w: w, name: name}
	s.buffer = bufio.NewWriterSize(s, bufferSize)
	return s
}

type stream struct {
	w      io.Writer
	name   string
	buffer *bufio.Writer // over Write; keeps its first error
}

func (s *stream) Page(page, pages int) (io.Writer, error) {
	if page > 1 || pages > 1 {
		return nil, manyPages(s.name, pages)
	}
	return s.buffer, nil
}

// ErrOnePage is what Page returns, wrapped, where pages cannot be told apart.
var ErrOnePage = errors.New("pages can be told apart as files only: use -o NAME, or another type")

// manyPages says that name cannot hold several pages; 0 for an unknown number.
func manyPages(name string, pages int) error {
	if pages == 0 {
		return &WriteError{name, fmt.Errorf("the diagram has several pages: %w", ErrOnePage)}
	}
	return &WriteError{name, fmt.Errorf("the diagram has %d pages: %w", pages, ErrOnePage)}
}

// Write writes past the buffer; errors name the stream.
func (s *stream) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	return n, named(s.name, err)
}

func (s *stream) Flush() error    { return s.buffer.Flush() }
func (s *stream) Commit() error   { return s.buffer.Flush() }
func (s *stream) Abort()          {}
func (s *stream) Names() []string { return nil }
