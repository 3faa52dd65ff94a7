package main

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/packetseq/packetseq/output"
)

// targets are the sinks that one diagram is written to, a sink for each form. A
// second interrupt throws them away while they are still being written.
type targets struct {
	mu  sync.Mutex // of all
	all []*target
}

// A target is a sink that may be used from several goroutines.
type target struct {
	mu      sync.Mutex
	sink    output.Sink
	stream  bool
	aborted bool
}

// errAborted is what a Writer gets that goes on after abort.
var errAborted = errors.New("stopped")

// add takes charge of a sink, which may be a stream: a reader may have it
// flushed from another goroutine, in which some decoders read ahead.
func (t *targets) add(s output.Sink, stream bool) *target {
	t.mu.Lock()
	defer t.mu.Unlock()
	added := &target{sink: s, stream: stream}
	t.all = append(t.all, added)
	return added
}

// drop throws one target away, and returns how many are left.
func (t *targets) drop(one *target) int {
	one.abort()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all = slices.DeleteFunc(slices.Clone(t.all), func(other *target) bool { return other == one })
	return len(t.all)
}

func (t *targets) list() []*target {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.all
}

// flush hands on what is buffered.
func (t *targets) flush() error {
	var err error
	for _, target := range t.list() {
		target.mu.Lock()
		err = cmp.Or(err, target.sink.Flush())
		target.mu.Unlock()
	}
	return err
}

// commit completes everything, up to the first error.
func (t *targets) commit() error {
	for _, target := range t.list() {
		if err := target.commit(); err != nil {
			t.abort()
			return err
		}
	}
	return nil
}

// abort throws away what is not complete.
func (t *targets) abort() {
	for _, target := range t.list() {
		target.abort()
	}
}

// Page implements output.Files.
func (t *target) Page(page, pages int) (io.Writer, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.aborted {
		return nil, errAborted
	}
	w, err := t.sink.Page(page, pages)
	if t.stream {
		w = lockedWriter{t, w}
	}
	return w, err
}

func (t *target) commit() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.aborted {
		return errAborted
	}
	return t.sink.Commit()
}

// abort throws the sink away. One that cannot be had is waiting for a pipe or a
// terminal to be read, and has nothing to throw away: a file never keeps its
// lock for long.
func (t *target) abort() {
	const tries, pause = 100, 5 * time.Millisecond
	for range tries {
		if t.mu.TryLock() {
			t.aborted = true
			t.sink.Abort()
			t.mu.Unlock()
			return
		}
		time.Sleep(pause)
	}
}

// A lockedWriter writes to a stream under the lock of its target.
type lockedWriter struct {
	*target
	w io.Writer
}

func (l lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}
