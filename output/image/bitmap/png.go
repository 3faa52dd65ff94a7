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

// An Encoder writes the pages of a layout as PNG images. It keeps what it has
// drawn of the fonts from one page to the next.
type Encoder struct {
	Options
	layout  *layout.Layout
	palette *palette
	presses []*press
	buffers sync.Pool // of *bytes.Buffer, for compressed bands
}

// NewEncoder returns an Encoder for a layout.
func NewEncoder(l *layout.Layout, o Options) *Encoder {
	e := &Encoder{Options: o, layout: l, palette: newPalette(o.Theme, l.Inks())}
	if e.Workers == 0 {
		e.Workers = runtime.GOMAXPROCS(0)
	}
	return e
}

// Write writes a page, from 0, as a PNG image.
func (e *Encoder) Write(w io.Writer, page int) error {
	f := file{
		Encoder: e, w: w, page: page,
		width:  int(math.Ceil(e.layout.Width()*e.Scale - 1e-6)),
		height: int(math.Ceil(e.layout.Height(page)*e.Scale - 1e-6)),
	}
	if f.width > MaxWidth {
		return fmt.Errorf("an image of %d pixels is too wide", f.width)
	}
	f.header()
	f.bands()
	f.chunk("IEND", nil)
	return f.err
}

// press returns the worker of a number, whose turn it is alone.
func (e *Encoder) press(number, width int) *press {
	for len(e.presses) <= number {
		e.presses = append(e.presses, newPress(e, width))
	}
	return e.presses[number]
}

// A file is one PNG image being written (W3C PNG specification, third edition).
type file struct {
	*Encoder
	w             io.Writer
	err           error
	page          int
	width, height int
}

// chunk writes one chunk, unless an error happened before.
func (f *file) chunk(kind string, data []byte) {
	var head [8]byte
	binary.BigEndian.PutUint32(head[:], uint32(len(data)))
	copy(head[4:], kind)
	sum := crc32.Update(crc32.ChecksumIEEE(head[4:]), crc32.IEEETable, data)
	for _, b := range [][]byte{head[:], data, binary.BigEndian.AppendUint32(nil, sum)} {
		if f.err == nil {
			_, f.err = f.w.Write(b)
		}
	}
}

// header writes what comes before the pixels.
func (f *file) header() {
	if _, err := io.WriteString(f.w, "\x89PNG\r\n\x1a\n"); err != nil {
		f.err = err
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(f.width))
	head = binary.BigEndian.AppendUint32(head, uint32(f.height))
	f.chunk("IHDR", append(head, 8, 3, 0, 0, 0)) // 8 bits a pixel, indexed
	// 72 points are an inch, 0.0254 m.
	perMetre := uint32(math.Round(72 * f.Scale / 0.0254))
	size := binary.BigEndian.AppendUint32(nil, perMetre)
	f.chunk("pHYs", append(binary.BigEndian.AppendUint32(size, perMetre), 1))
	f.chunk("iTXt", []byte("Title\x00\x00\x00\x00\x00"+f.Title))
	f.chunk("tEXt", []byte("Software\x00packetseq "+f.Version))
	var colors []byte
	for _, c := range f.palette.colors {
		colors = append(colors, c.R, c.G, c.B)
	}
	f.chunk("PLTE", colors)
}

// bandBytes is about how many pixels a band has: enough to make what is drawn
// in two bands rare, and few enough for the cache of a processor.
const bandBytes = 1 << 20

// bands writes the pixels: every band is a chunk of whole deflate blocks, drawn
// by the worker whose turn it is.
func (f *file) bands() {
	rows := max(bandBytes/f.width, 8)
	n := (f.height + rows - 1) / rows
	workers := min(f.Workers, n)
	results := make([]chan fragment, workers)
	stop := make(chan struct{})
	var group sync.WaitGroup
	for k := range results {
		results[k] = make(chan fragment)
		p := f.press(k, f.width)
		group.Go(func() {
			for i := k; i < n; i += workers {
				select {
				case results[k] <- p.band(f.page, i*rows, min((i+1)*rows, f.height)):
				case <-stop:
					return
				}
			}
		})
	}
	whole := piece{sum: 1}
	for i := 0; i < n && f.err == nil; i++ {
		b := <-results[i%workers]
		if i == 0 {
			f.chunk("IDAT", []byte{0x78, 0x01}) // RFC 1950: deflate, 32 KB window, fastest
		}
		whole = join(whole, b.piece)
		f.chunk("IDAT", b.data.Bytes())
		f.buffers.Put(b.data)
		if b.err != nil {
			f.err = b.err
		}
	}
	close(stop)
	group.Wait()
	// An empty block that says it is the last (RFC 1951, 3.2.4), and the sum.
	f.chunk("IDAT", binary.BigEndian.AppendUint32([]byte{1, 0, 0, 0xff, 0xff}, whole.sum))
}
