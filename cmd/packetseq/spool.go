package main

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// A spool is a file that is gone when it is closed. Unless the system refuses to remove
// a file that is open, as Windows does, it has no name from the start, and is gone
// however the program ends.
type spool struct {
	*os.File
	named bool // still
}

// newSpool returns an empty spool. Its file is removed, or tried to be, by remove.
func newSpool(remove func(name string) error) (*spool, error) {
	f, err := os.CreateTemp("", "packetseq-*")
	if err != nil {
		return nil, err
	}
	return &spool{f, remove(f.Name()) != nil}, nil
}

// Close makes the file go away.
func (s *spool) Close() error {
	err := s.File.Close()
	if s.named {
		err = errors.Join(err, os.Remove(s.Name()))
	}
	return err
}

// spool keeps what comes from a pipe in a file: captures that are merged are read
// twice.
func (c *capture) spool(r io.Reader) error {
	s, err := newSpool(os.Remove)
	if err != nil {
		return fmt.Errorf("%s: %w", c.name, err)
	}
	size, err := io.Copy(s, r)
	c.cut = errors.Is(err, errInterrupted)
	if c.cut {
		err = nil
	}
	if err == nil {
		_, err = s.Seek(0, io.SeekStart)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("%s: %w", c.name, err), s.Close())
	}
	c.pipe, c.file, c.regular, c.size = c.file, s, true, size
	return nil
}
