package bitmap

import (
	"bytes"
	"hash/adler32"

	"github.com/klauspost/compress/flate"

	"github.com/packetseq/packetseq/output/image/draw"
)

// A press draws and compresses bands, one after the other.
type press struct {
	*Encoder
	canvas *band
	flate  *flate.Writer
	blank  piece // a row that is equal to the one above
}

// A piece is a part of what is compressed.
type piece struct {
	sum  uint32 // Adler-32
	size int
}

// A fragment is a compressed band.
type fragment struct {
	piece
	data *bytes.Buffer // deflate blocks that end at a byte, none of them the last
	err  error
}

func newPress(e *Encoder, width int) *press {
	// Level 1 compresses these pixels four times as fast as level 6, and hardly
	// larger: most rows are a run of one colour.
	w, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // the level is valid
	}
	p := &press{Encoder: e, canvas: newBand(width, e.Scale, e.palette, e.Fonts), flate: w}
	row := make([]byte, p.canvas.stride)
	row[0] = up
	p.blank = piece{adler32.Checksum(row), len(row)}
	return p
}

// band draws the rows of a page from one to another.
func (p *press) band(page, from, to int) fragment {
	b := p.canvas
	b.reset(to - from)
	painter := draw.NewPainter(b, p.Theme, float64(from)/p.Scale)
	p.layout.Draw(page, float64(from)/p.Scale, float64(to)/p.Scale, painter)
	f := fragment{piece: p.filter()}
	f.data, _ = p.buffers.Get().(*bytes.Buffer)
	if f.data == nil {
		f.data = new(bytes.Buffer)
	}
	f.data.Reset()
	p.flate.Reset(f.data)
	if _, f.err = p.flate.Write(b.pix); f.err == nil {
		f.err = p.flate.Flush()
	}
	return f
}

// up is the PNG filter that writes the difference to the row above.
const up = 2

// filter replaces every row that is equal to the one above by the zeros that
// the filter makes of it: they compress fastest. It returns the sum of the
// whole.
func (p *press) filter() piece {
	b := p.canvas
	whole := piece{sum: 1}
	end := len(b.pix) // of the rows that are not summed up yet, from the last on
	for y := b.height - 1; y > 0; y-- {
		start := y * b.stride
		row := b.pix[start : start+b.stride]
		if !bytes.Equal(row, b.pix[start-b.stride:start]) {
			continue
		}
		if rest := b.pix[start+b.stride : end]; len(rest) > 0 {
			whole = join(piece{adler32.Checksum(rest), len(rest)}, whole)
		}
		whole = join(p.blank, whole)
		clear(row)
		row[0] = up
		end = start
	}
	return join(piece{adler32.Checksum(b.pix[:end]), end}, whole)
}

// join returns the sum of two pieces, one after the other (RFC 1950, 9).
func join(first, second piece) piece {
	const mod = 65521
	n := uint64(second.size % mod)
	a1, b1 := uint64(first.sum&0xffff), uint64(first.sum>>16)
	a2, b2 := uint64(second.sum&0xffff), uint64(second.sum>>16)
	a := (a1 + a2 + mod - 1) % mod
	b := (b1 + b2 + n*(a1+mod-1)) % mod
	return piece{uint32(b<<16 | a), first.size + second.size}
}
