package tshark

import (
	"errors"
	"io"
	"os"
	"sync/atomic"
	"unicode/utf8"
)

// ErrText says that a capture is text, which has been dissected before.
var ErrText = errors.New("is text, and --tshark reads raw captures")

var errFolder = errors.New("is a folder, not a capture")

// checkRaw makes sure that a file is there and no text: tshark takes text for a capture
// of one packet. What can be read only once is left for tshark.
func checkRaw(name string) error {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return errFolder
	case !info.Mode().IsRegular():
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	var head [64]byte
	n, err := io.ReadFull(f, head[:])
	if n > 0 && isText(head[:n]) {
		return ErrText
	}
	if n == 0 && err != io.EOF {
		return err
	}
	return nil
}

// A stdin is what a tshark reads that reads standard input.
type stdin struct {
	failure atomic.Pointer[RunError] // why that ended before its end; set before tshark sees the end
}

// copy hands from on to tshark, and closes to. Text it holds back, of which tshark would
// say only that it is no capture.
func (s *stdin) copy(to *os.File, from io.Reader) {
	defer to.Close()
	var head [64]byte
	const least = 16 // less than the header of any capture file, which a live pipe may bring alone
	n, err := io.ReadAtLeast(from, head[:], least)
	if n > 0 && isText(head[:n]) {
		s.failure.Store(&RunError{ErrText.Error(), ErrText})
		return
	}
	if _, closed := to.Write(head[:n]); closed != nil {
		return // tshark has ended
	}
	if err == nil {
		_, err = to.ReadFrom(from)
	}
	if read := (*os.PathError)(nil); errors.As(err, &read) && read.Op == "read" {
		s.failure.Store(&RunError{err.Error(), err})
	}
}

// isText reports whether a capture begins like text, not like the numbers of a binary
// format or of a compression.
func isText(head []byte) bool {
	for len(head) > 0 {
		r, n := utf8.DecodeRune(head)
		if r == utf8.RuneError && n == 1 && len(head) >= utf8.UTFMax || r < ' ' && r != '\t' && r != '\n' && r != '\r' {
			return false
		}
		head = head[n:]
	}
	return true
}
