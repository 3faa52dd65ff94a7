package main

import (
	"cmp"
	"errors"
	"io"
	"sync"

	"github.com/packetseq/packetseq/output"
)

// targets are the sinks that one diagram is written to. A second interrupt
// throws them away while the diagram is still being written, and a decoder that
// reads in a goroutine of its own has them flushed: so they have a lock.
type targets struct {
	mu      sync.Mutex
	sinks   []output.Sink
	aborted bool
}

// errAborted is what a Writer gets that goes on after abort.
var errAborted = errors.New("stopped")

// add takes charge of a sink, and returns it in the form that a Writer needs.
func (t *targets) add(s output.Sink) output.Files {
	t.sinks = append(t.sinks, s)
	return guarded{t, s}
}

// flush hands on what is buffered.
func (t *targets) flush() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	var err error
	for _, s := range t.sinks {
		err = cmp.Or(err, s.Flush())
	}
	return err
}

// commit completes everything, up to the first error.
func (t *targets) commit() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.aborted {
		return errAborted
	}
	var err error
	for _, s := range t.sinks {
		if err == nil {
			err = s.Commit()
		}
		s.Abort()
	}
	return err
}

// abort throws away what is not complete.
func (t *targets) abort() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.aborted = true
	for _, s := range t.sinks {
		s.Abort()
	}
}

// A guarded is a sink under the lock of its targets.
type guarded struct {
	*targets
	sink output.Sink
}

// Page implements output.Files.
func (g guarded) Page(page, pages int) (io.Writer, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.aborted {
		return nil, errAborted
	}
	w, err := g.sink.Page(page, pages)
	return guardedWriter{g.targets, w}, err
}

type guardedWriter struct {
	*targets
	w io.Writer
}

func (g guardedWriter) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.w.Write(p)
}
