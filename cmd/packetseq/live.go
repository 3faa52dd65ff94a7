package main

import (
	"errors"
	"io"
)

// errInterrupted is how a liveReader ends at the first interrupt.
var errInterrupted = errors.New("interrupted")

// liveChunk is the size of a read. A pipe of Linux holds that much.
const liveChunk = 64 << 10

// A liveReader reads a source that may keep its reader waiting, such as a pipe.
//
// Before it waits it calls idle, so that what was drawn up to then can be
// shown; while the source has more to give, idle is not called. It stops
// waiting when stop is closed: a read of the system cannot be called off, so
// it goes on in a goroutine of its own, one chunk ahead.
type liveReader struct {
	source io.Reader
	idle   func() error
	stop   <-chan struct{}

	filled chan chunk  // by the goroutine; nil until it runs
	empty  chan []byte // back to it
	buffer []byte      // of the chunk at hand
	rest   []byte      // what of it is still to be read
	err    error       // after rest
}

// A chunk is what one read of the source gave.
type chunk struct {
	buffer []byte
	n      int
	err    error
}

func (l *liveReader) Read(p []byte) (int, error) {
	for len(l.rest) == 0 {
		if l.err != nil {
			return 0, l.err
		}
		if err := l.next(); err != nil {
			l.err = err
		}
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

// next gets the next chunk.
func (l *liveReader) next() error {
	if l.filled == nil {
		l.begin()
	}
	if l.buffer != nil {
		l.empty <- l.buffer[:cap(l.buffer)]
		l.buffer = nil
	}
	var c chunk
	select {
	case c = <-l.filled: // without waiting
	default:
		if err := l.idle(); err != nil {
			return err
		}
		select {
		case c = <-l.filled:
		case <-l.stop:
			return errInterrupted
		}
	}
	l.buffer, l.rest = c.buffer, c.buffer[:c.n]
	return c.err
}

func (l *liveReader) begin() {
	const chunks = 2 // one is read while the other is filled
	l.filled = make(chan chunk, chunks)
	l.empty = make(chan []byte, chunks)
	for range chunks {
		l.empty <- make([]byte, liveChunk)
	}
	go fill(l.source, l.empty, l.filled)
}

// fill reads the source into the empty buffers, up to its first error.
func fill(source io.Reader, empty <-chan []byte, filled chan<- chunk) {
	for buffer := range empty {
		n, err := source.Read(buffer)
		filled <- chunk{buffer, n, err}
		if err != nil {
			return
		}
	}
}
