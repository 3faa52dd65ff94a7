package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"strconv"
	"unicode/utf16"

	"github.com/klauspost/compress/zlib"

	"github.com/packetseq/packetseq/output/image/draw"
)

// A document writes the objects of a PDF file (ISO 32000-1). It keeps the first
// error and writes nothing after it.
type document struct {
	w       io.Writer
	err     error
	size    int64
	offsets []int64 // of the objects from 1; 0 while not written
	sum     hash.Hash
	buf     bytes.Buffer
	zlib    *zlib.Writer
}

// A ref is the number of an object.
type ref int

func (r ref) String() string { return strconv.Itoa(int(r)) + " 0 R" }

func newDocument(w io.Writer) *document {
	z, err := zlib.NewWriterLevel(nil, zlib.DefaultCompression)
	if err != nil {
		panic(err) // the level is valid
	}
	d := &document{w: w, sum: sha256.New(), zlib: z}
	d.write([]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")) // bytes above 127 say that the file is binary
	return d
}

func (d *document) write(b []byte) {
	if d.err != nil {
		return
	}
	n, err := d.w.Write(b)
	d.size += int64(n)
	d.sum.Write(b)
	d.err = err
}

// reserve returns a number for an object that is written later.
func (d *document) reserve() ref {
	d.offsets = append(d.offsets, 0)
	return ref(len(d.offsets))
}

// object writes an object.
func (d *document) object(body string) ref {
	r := d.reserve()
	d.define(r, body)
	return r
}

// define writes an object under a reserved number.
func (d *document) define(r ref, body string) {
	d.offsets[r-1] = d.size
	d.write(fmt.Appendf(nil, "%d 0 obj\n%s\nendobj\n", int(r), body))
}

// stream writes a compressed stream with more entries in its dictionary.
func (d *document) stream(entries string, data []byte) ref {
	d.buf.Reset()
	d.zlib.Reset(&d.buf)
	_, err := d.zlib.Write(data)
	if err == nil {
		err = d.zlib.Close()
	}
	if err != nil && d.err == nil {
		d.err = err
	}
	r := d.reserve()
	d.offsets[r-1] = d.size
	d.write(fmt.Appendf(nil, "%d 0 obj\n<</Length %d/Filter/FlateDecode%s>>stream\n", int(r), d.buf.Len(), entries))
	d.write(d.buf.Bytes())
	d.write([]byte("\nendstream\nendobj\n"))
	return r
}

// info is what the document says of itself. It has no date: the same diagram
// gives the same file.
type info struct{ title, subject, producer string }

// finish writes the page tree, the catalogue and the table of objects.
func (d *document) finish(pages []page, resources string, i info) {
	root := d.reserve()
	var kids bytes.Buffer
	for _, p := range pages {
		r := d.object(fmt.Sprintf("<</Type/Page/Parent %s/MediaBox[0 0 %s %s]/Contents %s>>",
			root, number(p.width), number(p.height), p.contents))
		kids.WriteString(r.String() + " ")
	}
	d.define(root, fmt.Sprintf("<</Type/Pages/Count %d/Resources<<%s>>/Kids[%s]>>", len(pages), resources, kids.Bytes()))
	catalog := d.object(fmt.Sprintf("<</Type/Catalog/Pages %s/ViewerPreferences<</DisplayDocTitle true>>>>", root))
	about := d.object(fmt.Sprintf("<</Title%s/Subject%s/Creator(packetseq)/Producer%s>>",
		textString(i.title), textString(i.subject), textString(i.producer)))
	id := d.sum.Sum(nil)[:16]
	start := d.size
	var table bytes.Buffer
	fmt.Fprintf(&table, "xref\n0 %d\n0000000000 65535 f \n", len(d.offsets)+1)
	for _, offset := range d.offsets {
		fmt.Fprintf(&table, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&table, "trailer\n<</Size %d/Root %s/Info %s/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(d.offsets)+1, catalog, about, id, id, start)
	d.write(table.Bytes())
}

// textString returns a text as a string object: UTF-16 in hexadecimal, in which
// nothing needs to be escaped.
func textString(s string) string {
	b := []byte("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		b = fmt.Appendf(b, "%04X", u)
	}
	return string(append(b, '>'))
}

// number returns a number with two decimals at most.
func number(v float64) string { return string(draw.AppendNumber(nil, v)) }
