package tshark

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/column"
	"github.com/packetseq/packetseq/input/stamp"
	"github.com/packetseq/packetseq/seq"
)

// PSML is what tshark -T psml and Wireshark's "Export Packet Dissections, As
// PSML" write: the packet list as XML, with the titles of the columns first.
//
//	<structure>
//	<section>No.</section>
//	<section>Time</section>
//	…
//	<packet>
//	<section>1</section>
//	<section>0.000000</section>
//	…
//
// Of XML it knows what these two write: elements, with attributes or without,
// and entities, but no comments or CDATA inside packets.
var PSML = input.Format{
	Name:   "psml",
	Help:   "tshark -T psml, Wireshark's PSML export",
	Detect: detectPSML,
	New: func(r io.Reader, o input.Options) seq.Reader {
		return &psmlReader{packets: psmlPackets{o: o, scan: newScanner(r)}}
	},
}

// detectPSML also takes a head that ends behind the XML declaration, which a live
// pipe may bring alone. Whether it is PSML then shows when the rest comes.
func detectPSML(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n")
	if declaration, rest, ok := bytes.Cut(head, []byte("?>")); ok && bytes.HasPrefix(declaration, []byte("<?xml ")) {
		head = bytes.TrimLeft(rest, " \t\r\n")
		if len(head) == 0 {
			return true
		}
	}
	return bytes.HasPrefix(head, []byte("<psml"))
}

// A psmlReader looks at the titles when the first packet is asked for.
type psmlReader struct {
	packets psmlPackets
	settled seq.Reader // that sets the times of packets right; nil before the titles
}

func (r *psmlReader) Read(p *seq.Packet) error {
	if r.settled == nil {
		if err := r.begin(); err != nil {
			return err
		}
	}
	return r.settled.Read(p)
}

// begin reads what is before the packets.
func (r *psmlReader) begin() error {
	head, err := r.packets.readRoot()
	if err != nil {
		return err
	}
	if scan := r.packets.scan; strings.HasSuffix(head, "<pdml>") || strings.Contains(head, "<pdml ") {
		r.settled = PDML.New(io.MultiReader(strings.NewReader(head), strings.NewReader(scan.text[scan.at:]), scan.r), r.packets.o)
		return nil
	}
	if err := r.packets.readTitles(); err != nil {
		return err
	}
	switch r.packets.Kind {
	case stamp.Auto:
		r.settled = stamp.Settle(&r.packets)
	case stamp.Delta:
		r.settled = stamp.Sum(&r.packets)
	default:
		r.settled = &r.packets
	}
	return nil
}

// psmlPackets reads packets, with the times as they are written.
type psmlPackets struct {
	column.Layout
	o     input.Options
	scan  *scanner
	times *stamp.Column
	cells []string   // of the packet being read
	row   column.Row // the same
	count int        // packets so far
	err   error      // sticky
}

var (
	errNoStructure = errors.New("no structure that names the columns")
	errNoTitles    = errors.New("no title of a column is known; say which is which with --columns")
	errNoSections  = errors.New("the sections of a packet are not as PSML writes them")
	errStrayText   = errors.New("text that is no packet")
)

// The ends of elements are what text is cut at.
const (
	endOfStructure = "</structure>"
	endOfPacket    = "</packet>"
	endOfSection   = "</section>"
)

// readRoot reads everything up to the tag of the root element, and returns it.
func (r *psmlPackets) readRoot() (head string, err error) {
	for {
		piece, err := r.scan.next(">")
		if err == io.EOF || err == nil && !strings.HasSuffix(piece, ">") || len(head) > chunkSize {
			err = errNoStructure
		}
		if err != nil {
			r.err = located(r.o, r.scan.line, err)
			return head, r.err
		}
		r.scan.line += strings.Count(piece, "\n")
		head += piece
		if tag := strings.TrimPrefix(strings.TrimSpace(piece), string(bom)); !strings.HasPrefix(tag, "<?") && !strings.HasPrefix(tag, "<!") {
			return head, nil
		}
	}
}

// readTitles reads the structure, which is behind the root element's tag.
func (r *psmlPackets) readTitles() error {
	head, err := r.scan.next(endOfStructure)
	if err == io.EOF || err == nil && !strings.HasSuffix(head, endOfStructure) {
		err = errNoStructure
	}
	if err != nil {
		r.err = located(r.o, r.scan.line, err)
		return r.err
	}
	r.scan.line += strings.Count(head, "\n")
	_, body := cutElement(head, "<structure")
	titles, err := sections(nil, column.Clean(strings.TrimSuffix(body, endOfStructure)))
	if err == nil {
		r.Layout, err = column.LayOut(titles, r.o.Columns)
	}
	if err == nil && len(r.Columns) == 0 {
		err = errNoTitles
	}
	if err == nil {
		err = r.CheckAddresses()
	}
	if err != nil {
		r.err = located(r.o, r.scan.line, err)
	}
	for _, err := range r.Missing(r.o.Columns) {
		r.o.Report(located(r.o, r.scan.line, err))
	}
	r.times = stamp.NewColumn(r.Kind, r.o.Zone)
	return r.err
}

func (r *psmlPackets) Read(p *seq.Packet) error {
	for r.err == nil {
		line := r.scan.line
		piece, err := r.scan.next(endOfPacket)
		if err != nil && err != errLongPiece {
			r.err = located(r.o, 0, err)
			break
		}
		r.count++
		if err == nil {
			r.scan.line += strings.Count(piece, "\n")
			line += strings.Count(piece[:blank(piece)], "\n")
			err = r.packet(p, piece, line)
		}
		if err == nil {
			return nil
		}
		if r.err == nil {
			r.o.Report(located(r.o, line, err))
		}
	}
	return r.err
}

// packet makes p of the packet that ends piece, which begins in that line. At the
// end of the capture it sets r.err.
func (r *psmlPackets) packet(p *seq.Packet, piece string, line int) (err error) {
	before, body := cutElement(piece, "<packet")
	if stray := strings.TrimSpace(before); stray != "" {
		if body == "" {
			r.end(stray)
			return r.err
		}
		r.o.Report(located(r.o, line, fmt.Errorf("%w: %.40q", errStrayText, stray)))
	}
	body, whole := strings.CutSuffix(body, endOfPacket)
	if !whole {
		r.end(piece)
		return r.err
	}
	if r.cells, err = sections(r.cells[:0], column.Clean(body)); err != nil {
		return err
	}
	if len(r.cells) != len(r.Titles) {
		return fmt.Errorf("%d sections and not %d", len(r.cells), len(r.Titles))
	}
	return r.decode(p)
}

// end sets r.err to what the rest of the capture, behind its last packet, means.
func (r *psmlPackets) end(rest string) {
	rest = strings.TrimSpace(rest)
	behind, whole := strings.CutPrefix(rest, "</psml>")
	switch {
	case rest == "", whole && !strings.Contains(behind, "<packet"): // statistics of tshark (-z) are no packets
		r.err = io.EOF
	default:
		r.err = located(r.o, r.scan.line, errCutShort)
	}
}

// decode makes p of r.cells.
func (r *psmlPackets) decode(p *seq.Packet) (err error) {
	*p = seq.Packet{Capture: r.o.Capture, Number: r.count, Length: -1}
	r.row = column.Row{Packet: p}
	if r.Time >= 0 {
		// Wireshark leaves the time of a packet empty that was captured without.
		if text := strings.Trim(r.cells[r.Time], " "); text != "" {
			if p.Time, err = r.times.Time(text); err != nil {
				return err
			}
		}
	}
	for i := range r.Columns {
		c := &r.Columns[i]
		if c.Info {
			column.SetInfoText(p, r.cells[c.Index])
			continue
		}
		text := strings.Trim(r.cells[c.Index], " ")
		if text == "" && !c.Required {
			continue
		}
		if err := c.Set(&r.row, text); err != nil {
			return err
		}
	}
	r.row.Complete()
	return nil
}
