package input

import (
	"bytes"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
)

// maxWindow is how far back zstd data may refer, and so about the memory that
// it takes: the bound of the zstd command too.
const maxWindow = 128 << 20

// A compression is one way in which captures come compressed.
type compression struct {
	name  string
	magic string
	new   func(io.Reader) (io.Reader, error)
}

// None of them starts goroutines, so that a Reader can be left at any time.
var compressions = []compression{
	{"gzip", "\x1f\x8b\x08", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
	{"zstd", "\x28\xb5\x2f\xfd", func(r io.Reader) (io.Reader, error) {
		return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(maxWindow))
	}},
	{"lz4", "\x04\x22\x4d\x18", func(r io.Reader) (io.Reader, error) { return lz4.NewReader(r), nil }},
}

// compressionOf returns how the data that begins with head is compressed.
func compressionOf(head []byte) (c compression, ok bool) {
	for _, c := range compressions {
		if bytes.HasPrefix(head, []byte(c.magic)) {
			return c, true
		}
	}
	return compression{}, false
}

// open returns a Reader of what is compressed in r, whose errors say so.
func (c compression) open(r io.Reader) (io.Reader, error) {
	inner, err := c.new(r)
	if err != nil {
		return nil, err
	}
	return &peeled{inner, c.name}, nil
}

type peeled struct {
	r    io.Reader
	name string
}

func (p *peeled) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	switch err {
	case nil, io.EOF:
		return n, err
	case io.ErrUnexpectedEOF:
		return n, fmt.Errorf("the %s data is cut short: %w", p.name, err)
	}
	return n, fmt.Errorf("the %s data is damaged: %w", p.name, err)
}
