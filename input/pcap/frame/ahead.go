package frame

import (
	"io"
	"net/netip"
)

// aheadBatches is how many batches there are: one is being used, one waits, one is
// being read.
const aheadBatches = 3

// An Ahead reads the frames of a file in a goroutine of its own, some
// hundred of them ahead.
type Ahead struct {
	reader *Reader
	stop   <-chan struct{}
	filled chan *batch // nil until the goroutine runs
	empty  chan *batch
	batch  *batch // at hand
	next   int    // of its frames
}

// A batch is frames in a row, the memory that their data is in, and the error that
// came after them, if one did.
type batch struct {
	frames []Frame
	memory []byte
	err    error
	names  map[netip.Addr]string // told with err
}

// NewAhead returns the frames of a file, which is read in a goroutine
// until it ends or stop is closed. That suits a file, and not a pipe that may fall silent:
// frames are handed over many at a time.
func NewAhead(r io.Reader, stop <-chan struct{}) *Ahead { return &Ahead{reader: New(r), stop: stop} }

// Next is as Reader's.
func (a *Ahead) Next(f *Frame) error {
	if a.filled == nil {
		a.begin()
	}
	for a.next == len(a.batch.frames) {
		if a.batch.err != nil {
			f.Names, a.batch.names = a.batch.names, nil
			return a.batch.err
		}
		a.empty <- a.batch // there is room for all of them
		select {
		case a.batch = <-a.filled:
		case <-a.stop:
			a.batch = &batch{err: io.EOF}
		}
		a.next = 0
	}
	*f = a.batch.frames[a.next]
	a.next++
	return nil
}

func (a *Ahead) begin() {
	a.filled = make(chan *batch, aheadBatches+1) // one for that of stop
	a.empty = make(chan *batch, aheadBatches)
	for range aheadBatches - 1 {
		a.empty <- &batch{}
	}
	a.batch = &batch{}
	go a.fill()
}

// fill reads all frames. Those of one batch have their data in the memory of
// the batch: when it is full, the next begins.
func (a *Ahead) fill() {
	b := <-a.empty
	a.reader.window.turn = func(size int) []byte {
		if len(b.frames) > 0 {
			a.filled <- b // there is room for all of them
			select {
			case b = <-a.empty:
				b.frames = b.frames[:0]
			case <-a.stop:
				b = &batch{err: io.EOF}
			}
		}
		if len(b.memory) < size {
			b.memory = make([]byte, size)
		}
		return b.memory
	}
	var f Frame
	for b.err == nil {
		if err := a.reader.Next(&f); err == nil {
			b.frames = append(b.frames, f)
		} else {
			b.err, b.names = err, f.Names
		}
	}
	a.filled <- b
}
