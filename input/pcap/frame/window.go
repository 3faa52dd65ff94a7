package frame

import "io"

const (
	// readSize is how much is read at once, in bytes: so much of a file is still in
	// the cache of the processor when its packets are looked at.
	readSize = 64 << 10

	// windowSize is the memory of a window that no large packet has widened.
	windowSize = 2 * readSize
)

// A window is what has been read of a file, and not been used up. Unlike a
// bufio.Reader it can go on in other memory, so that what it gave out before stays
// as it was.
type window struct {
	r          io.Reader
	memory     []byte
	start, end int   // of what is there
	err        error // of r; told when what was read before it is used up

	// turn returns other memory, of n bytes at least, to go on in; nil if the
	// window is to go on where it is.
	turn func(n int) []byte
}

// peek returns the next n bytes, n being at most bufferSize. It returns io.EOF
// if there are none at all, and errCutShort if there are less. They are valid until
// the next peek or discard, or until their memory is turned to again.
func (w *window) peek(n int) ([]byte, error) {
	for w.end-w.start < n {
		if w.err != nil {
			if w.err == io.EOF && w.end > w.start {
				return nil, errCutShort
			}
			return nil, w.err
		}
		w.fill(n)
	}
	return w.memory[w.start : w.start+n], nil
}

// peekRest is peek where the end of the file is no good end.
func (w *window) peekRest(n int) ([]byte, error) {
	data, err := w.peek(n)
	if err == io.EOF {
		return nil, errCutShort
	}
	return data, err
}

// discard leaves out the next n bytes, however many they are. It returns io.EOF if
// there are none at all, and errCutShort if there are less.
func (w *window) discard(n int) error {
	for some := false; n > 0; some = true {
		if w.end == w.start {
			if _, err := w.peek(1); err == io.EOF && some {
				return errCutShort
			} else if err != nil {
				return err
			}
		}
		left := min(n, w.end-w.start)
		w.start += left
		n -= left
	}
	return nil
}

// maxEmptyReads is after how many reads of nothing in a row a reader is given up,
// as package bufio does.
const maxEmptyReads = 100

// fill reads once, so that a live pipe does not stall, but makes room for n bytes.
func (w *window) fill(n int) {
	if w.start == w.end && w.turn == nil {
		w.start, w.end = 0, 0
	}
	if room := len(w.memory) - w.start; room < n || len(w.memory)-w.end < readSize/4 {
		w.move(n)
	}
	for range maxEmptyReads {
		var got int
		got, w.err = w.r.Read(w.memory[w.end:min(w.end+readSize, len(w.memory))])
		w.end += got
		if got > 0 || w.err != nil {
			return
		}
	}
	w.err = io.ErrNoProgress
}

// move brings what is there to the beginning of the memory, or of other memory.
func (w *window) move(n int) {
	next, size := w.memory, max(windowSize, n+readSize)
	if w.turn != nil {
		next = w.turn(size)
	} else if len(next) < size {
		next = make([]byte, size)
	}
	w.end = copy(next, w.memory[w.start:w.end])
	w.memory, w.start = next, 0
}
