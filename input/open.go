package input

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/packetseq/packetseq/seq"
)

const (
	// headSize is how much of a capture detection looks at, at most.
	headSize = 4096

	// enough bytes tell every format, also without the end of the first line.
	enough = 64

	// lineMin is the least length of a first line: less is no packet, but may
	// be the beginning of a magic number that has a line feed in it (pcapng).
	lineMin = 4

	// maxPeels is how often a capture may be compressed over.
	maxPeels = 2
)

// ErrEmpty says that a capture has no bytes at all.
var ErrEmpty = errors.New("the capture is empty")

// Open finds out in which of formats the capture r is, the first that detects
// it, and returns a Reader of its packets. Compression (gzip, zstd, lz4) is
// peeled off first.
//
// It reads no more of r than the first line or 64 bytes (of XML: the first
// element), and what came with them. Its errors are *PositionErrors; if no format fits, one that wraps
// an *UnknownFormatError.
func Open(r io.Reader, formats []Format, o Options) (seq.Reader, Format, error) {
	b, head, err := peel(r)
	if err != nil {
		return nil, Format{}, &PositionError{Name: o.Name, Err: err}
	}
	for _, f := range formats {
		if f.Detect(head) {
			return f.New(b, o), f, nil
		}
	}
	unknown := &UnknownFormatError{Head: bytes.Clone(head)}
	for _, f := range formats {
		unknown.Tried = append(unknown.Tried, f.Name)
	}
	return nil, Format{}, &PositionError{Name: o.Name, Err: unknown}
}

// OpenAs is Open for a capture whose format is told and not detected.
func OpenAs(r io.Reader, f Format, o Options) (seq.Reader, error) {
	b, _, err := peel(r)
	if err != nil {
		return nil, &PositionError{Name: o.Name, Err: err}
	}
	return f.New(b, o), nil
}

// An UnknownFormatError says that a capture is in none of the formats tried.
type UnknownFormatError struct {
	Tried []string // names of formats
	Head  []byte   // how the capture begins
}

func (e *UnknownFormatError) Error() string {
	return fmt.Sprintf("no known format (tried %s); it begins with %s", strings.Join(e.Tried, ", "), quoteHead(e.Head))
}

// quoteHead returns the first line of head in quotes, cut to 80 characters,
// with everything escaped that a terminal could take for a command.
func quoteHead(head []byte) string {
	const width = 80
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte("\n"))
	if len(line) == 0 {
		line = head
	}
	text := strconv.Quote(strings.TrimRight(string(line), "\r"))
	if runes := []rune(text); len(runes) > width {
		return string(runes[:width-2]) + `"…`
	}
	return text
}

// peel takes compression off r, and returns what is inside and its head.
func peel(r io.Reader) (b *bufio.Reader, head []byte, err error) {
	for peeled := 0; ; peeled++ {
		b = bufio.NewReaderSize(r, headSize)
		if head, err = peekHead(b); err != nil {
			return nil, nil, err
		}
		c, ok := compressionOf(head)
		if !ok {
			return b, head, nil
		}
		if peeled == maxPeels {
			return nil, nil, fmt.Errorf("compressed more than %d times", maxPeels)
		}
		if r, err = c.open(b); err != nil {
			return nil, nil, fmt.Errorf("%s data: %w", c.name, err)
		}
	}
}

// isTelling reports whether head is enough to tell the format by.
func isTelling(head []byte) bool {
	if bytes.HasPrefix(head, []byte("<?xml")) { // the first element tells
		return len(head) >= headSize || element.Match(head)
	}
	return len(head) >= enough || len(head) >= lineMin && bytes.IndexByte(head[lineMin-1:], '\n') >= 0
}

// element finds the first element of XML with its name.
var element = regexp.MustCompile(`<[A-Za-z]+[\s>/]`)

// peekHead waits for the first line of b or for enough bytes, and returns
// whatever is there then.
func peekHead(b *bufio.Reader) ([]byte, error) {
	head, err := b.Peek(1)
	for err == nil {
		head, _ = b.Peek(b.Buffered())
		if isTelling(head) {
			return head, nil
		}
		_, err = b.Peek(len(head) + 1)
	}
	if len(head) > 0 { // the capture is short, or its reading fails later
		return head, nil
	}
	if err == io.EOF {
		return nil, ErrEmpty
	}
	return nil, err
}
