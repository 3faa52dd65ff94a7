// Package bitmap draws the pages of a layout as PNG images.
//
// A page is drawn in bands of some rows, each compressed as soon as it is drawn,
// so that a page of any size takes the memory of a few bands, and several
// processors can work on one page.
package bitmap

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"runtime"
	"sync"

	"github.com/packetseq/packetseq/output/image/draw"
	"github.com/packetseq/packetseq/output/image/fonts"
	"github.com/packetseq/packetseq/output/image/layout"
)

// Options say how pages become images.
type Options struct {
	Scale   float64 // pixels per point
	Theme   *draw.Theme
	Fonts   *fonts.Set
	Title   string // noted in the file
	Version string // of the program
	Workers int    // bands that are drawn at a time; 0: one a processor
}

// MaxHeight is the height in pixels up to which a page becomes one image: what
// browsers and image viewers can show.
const MaxHeight = 16384

// MaxWidth is the greatest width of an image in pixels. Common viewers, and the
// window of deflate that makes a row a copy of the one above, end there.
const MaxWidth = 32767

// Write writes a page, from 0, as a PNG image.
func Write(w io.Writer, l *layout.Layout, page int, o Options) error {
	e := encoder{
		w: w, Options: o, layout: l, page: page,
		width:  int(math.Ceil(l.Width()*o.Scale - 1e-6)),
		height: int(math.Ceil(l.Height(page)*o.Scale - 1e-6)),
	}
	if e.width > MaxWidth {
		return fmt.Errorf("an image of %d pixels is too wide", e.width)
	}
	e.palette = newPalette(o.Theme, l.Inks())
	e.header()
	e.bands()
	e.chunk("IEND", nil)
	return e.err
}

// An encoder writes one PNG image (W3C PNG specification, third edition).
type encoder struct {
	w   io.Writer
	err error
	Options
	layout        *layout.Layout
	page          int
	width, height int
	palette       *palette
}

// chunk writes one chunk, unless an error happened before.
func (e *encoder) chunk(kind string, data []byte) {
	var head [8]byte
	binary.BigEndian.PutUint32(head[:], uint32(len(data)))
	copy(head[4:], kind)
	sum := crc32.Update(crc32.ChecksumIEEE(head[4:]), crc32.IEEETable, data)
	for _, b := range [][]byte{head[:], data, binary.BigEndian.AppendUint32(nil, sum)} {
		if e.err == nil {
			_, e.err = e.w.Write(b)
		}
	}
}

// header writes what comes before the pixels.
func (e *encoder) header() {
	if _, err := io.WriteString(e.w, "\x89PNG\r\n\x1a\n"); err != nil {
		e.err = err
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(e.width))
	head = binary.BigEndian.AppendUint32(head, uint32(e.height))
	e.chunk("IHDR", append(head, 8, 3, 0, 0, 0)) // 8 bits a pixel, indexed
	// 72 points are an inch, 0.0254 m.
	perMetre := uint32(math.Round(72 * e.Scale / 0.0254))
	size := binary.BigEndian.AppendUint32(nil, perMetre)
	e.chunk("pHYs", append(binary.BigEndian.AppendUint32(size, perMetre), 1))
	e.chunk("iTXt", []byte("Title\x00\x00\x00\x00\x00"+e.Title))
	e.chunk("tEXt", []byte("Software\x00packetseq "+e.Version))
	var colors []byte
	for _, c := range e.palette.colors {
		colors = append(colors, c.R, c.G, c.B)
	}
	e.chunk("PLTE", colors)
}

// bandBytes is about how many pixels a band has: enough to make what is drawn
// in two bands rare, and few enough for the cache of a processor.
const bandBytes = 1 << 20

// bands writes the pixels: every band is a chunk of whole deflate blocks, drawn
// by the worker whose turn it is.
func (e *encoder) bands() {
	rows := max(bandBytes/e.width, 8)
	n := (e.height + rows - 1) / rows
	workers := e.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = min(workers, n)
	results := make([]chan fragment, workers)
	var group sync.WaitGroup
	stop := make(chan struct{})
	for k := range results {
		results[k] = make(chan fragment)
		group.Go(func() {
			p := newPress(e)
			for i := k; i < n; i += workers {
				f := p.band(i*rows, min((i+1)*rows, e.height))
				select {
				case results[k] <- f:
				case <-stop:
					return
				}
			}
		})
	}
	whole := piece{sum: 1}
	for i := 0; i < n && e.err == nil; i++ {
		f := <-results[i%workers]
		if i == 0 {
			f.data = append([]byte{0x78, 0x01}, f.data...) // RFC 1950: deflate, 32 KB window, fastest
		}
		whole = join(whole, f.piece)
		e.chunk("IDAT", f.data)
		if f.err != nil {
			e.err = f.err
		}
	}
	close(stop)
	group.Wait()
	// An empty block that says it is the last (RFC 1951, 3.2.4), and the sum.
	e.chunk("IDAT", binary.BigEndian.AppendUint32([]byte{1, 0, 0, 0xff, 0xff}, whole.sum))
}
