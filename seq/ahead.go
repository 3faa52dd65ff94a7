package seq

import "io"

const (
	// aheadBatch is how many packets are handed over at once: enough that the handing
	// over costs nothing, and few enough that they stay in the cache.
	aheadBatch = 1024

	// aheadBatches is how many batches there are: one is being used, one waits, one is
	// being read.
	aheadBatches = 3
)

// An AheadReader reads another Reader in a goroutine of its own, so that
// reading and drawing share two processors.
type AheadReader struct {
	reader Reader
	filled chan batch    // by the goroutine; nil until it runs
	empty  chan []Packet // back to it
	batch  batch         // at hand
	next   int           // of its packets
}

// A batch is packets in a row, and the error that came after them, if one did.
type batch struct {
	packets []Packet
	err     error
}

// Ahead returns the packets of r, which is read up to some hundred packets
// ahead. That suits a file, and not a pipe that may fall silent: packets are
// handed over many at a time. Stop must be called when no more are wanted.
func Ahead(r Reader) *AheadReader { return &AheadReader{reader: r} }

// Read is Reader's.
func (a *AheadReader) Read(p *Packet) error {
	for a.next == len(a.batch.packets) {
		if a.batch.err != nil {
			return a.batch.err
		}
		a.turn()
	}
	*p = a.batch.packets[a.next]
	a.next++
	return nil
}

// turn takes the next batch, and gives back the one that was used.
func (a *AheadReader) turn() {
	if a.filled == nil {
		a.begin()
	} else {
		a.empty <- a.batch.packets[:0]
	}
	a.batch, a.next = <-a.filled, 0
}

func (a *AheadReader) begin() {
	a.filled = make(chan batch, aheadBatches)
	a.empty = make(chan []Packet, aheadBatches)
	for range aheadBatches {
		a.empty <- make([]Packet, 0, aheadBatch)
	}
	go fill(a.reader, a.empty, a.filled)
}

// fill reads into the empty batches, until there are no more or the reader ends.
func fill(r Reader, empty <-chan []Packet, filled chan<- batch) {
	defer close(filled)
	for packets := range empty {
		var err error
		for err == nil && len(packets) < cap(packets) {
			n := len(packets)
			if err = r.Read(&packets[:n+1][n]); err == nil {
				packets = packets[:n+1]
			}
		}
		filled <- batch{packets, err}
		if err != nil {
			return
		}
	}
}

// Stop ends the reading. When it returns, the Reader that was read ahead is not
// used any more, and there are no more packets.
func (a *AheadReader) Stop() {
	if a.filled != nil && a.batch.err == nil {
		close(a.empty)
		for range a.filled { // until the goroutine has left
		}
	}
	a.batch, a.next = batch{err: io.EOF}, 0
}
