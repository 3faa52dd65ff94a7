package output

import (
	"bufio"
	"fmt"
	"io"
)

// Stream returns a Sink that writes one page to w, which it does not close.
// Errors begin with name, such as "standard output".
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

func (s *stream) Page(_, pages int) (io.Writer, error) {
	if pages > 1 {
		return nil, manyPages(s.name, pages)
	}
	return s.buffer, nil
}

// manyPages says that name cannot hold several pages.
func manyPages(name string, pages int) error {
	return fmt.Errorf("%s: the diagram has %d pages, which can be told apart as files only: use -o NAME, or another type", name, pages)
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
