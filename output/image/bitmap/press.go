package bitmap

import (
	"bytes"
	"hash/adler32"

	"github.com/klauspost/compress/flate"

	"github.com/packetseq/packetseq/output/image/draw"
)

// A press draws and compresses bands, one after the other.
type press struct {
	*encoder
	canvas *band
	flate  *flate.Writer
}

// A fragment is a compressed band.
type fragment struct {
	data []byte // deflate blocks that end at a byte, none of them the last
	sum  uint32 // Adler-32 of what was compressed
	size int    // of what was compressed
	err  error
}

func newPress(e *encoder) *press {
	// Level 1 compresses these pixels four times as fast as level 6, and they
	// become 1.5 times as large.
	w, err := flate.NewWriter(nil, 1)
	if err != nil {
		panic(err) // the level is valid
	}
	return &press{encoder: e, canvas: newBand(e.width, e.Scale, e.palette, e.Fonts), flate: w}
}

// band draws the rows from one to another.
func (p *press) band(from, to int) fragment {
	b := p.canvas
	b.reset(to - from)
	painter := draw.NewPainter(b, p.Theme, float64(from)/p.Scale)
	p.layout.Draw(p.page, float64(from)/p.Scale, float64(to)/p.Scale, painter)
	b.filter()
	var out bytes.Buffer
	p.flate.Reset(&out)
	_, err := p.flate.Write(b.pix)
	if err == nil {
		err = p.flate.Flush()
	}
	return fragment{data: out.Bytes(), sum: adler32.Checksum(b.pix), size: len(b.pix), err: err}
}

// filter replaces every row that is equal to the one above by the zeros that
// the PNG filter "up" makes of it: they compress fastest.
func (b *band) filter() {
	const up = 2
	for y := b.height - 1; y > 0; y-- {
		row, above := b.pix[y*b.stride:(y+1)*b.stride], b.pix[(y-1)*b.stride:y*b.stride]
		if bytes.Equal(row, above) {
			clear(row)
			row[0] = up
		}
	}
}
