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

// Text is what tshark prints when it is told nothing else: the packet list, in
// columns.
//
//	Capturing on 'lo'
//	    1   0.000000  192.168.1.3 → 192.168.1.62 TCP 66 53833 → 3128 [SYN] Seq=0 Win=8192 …
//	    2   0.000041 192.168.1.62 → 192.168.1.3  TCP 66 3128 → 53833 [SYN, ACK] Seq=0 Ack=1 …
//
// There are no titles. A line is a packet if it has the arrow between two
// addresses; the columns before and behind it are told by their shape. A packet
// is handed out when its line is complete: a line that is none is reported, also
// where it may be the rest of an Info with a line break in it. (tshark 4 writes
// no such, but "\n".)
var Text = input.Format{
	Name:   "tshark",
	Help:   "tshark's packet list in columns, its default output",
	Detect: detectText,
	New: func(r io.Reader, o input.Options) seq.Reader {
		return &textReader{textPackets: textPackets{o: o, scan: newScanner(r), times: stamp.NewColumn(stamp.Auto, o.Zone)}}
	},
}

// detectText goes by the first line: it is a row, or a notice that comes before
// the rows. Of a row that is cut off, the number and the time are enough.
func detectText(head []byte) bool {
	line, whole := firstLine(head)
	if is, _ := notice(line); is && strings.TrimSpace(line) != "" {
		return true
	}
	var s rowSplitter
	var row textRow
	if s.split(&row, line) && (isAddress(row.source) || row.length >= 0) {
		return true
	}
	return !whole && row.number > 0 && row.time != "" && !strings.ContainsAny(line, "\t,;|\"")
}

// firstLine returns the first line of head that is not empty, and whether all of
// it is there.
func firstLine(head []byte) (line string, whole bool) {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, bom), "\r\n")
	text, _, whole := bytes.Cut(head, []byte("\n"))
	return string(bytes.TrimSuffix(text, []byte("\r"))), whole
}

// A textReader reads columns.
type textReader struct {
	textPackets
	settled seq.Reader // that sets the times of packets right; nil if they are
	begun   bool
}

func (r *textReader) Read(p *seq.Packet) error {
	if !r.begun {
		r.begun, r.settled = true, stamp.Settle(&r.textPackets)
		if err := r.settled.Read(p); err != nil {
			return err
		}
		if clock := p.Time.Clock; clock == seq.AbsoluteClock || clock == seq.DaytimeClock {
			r.settled = nil // has nothing to do, and costs time
		}
		return nil
	}
	if r.settled != nil {
		return r.settled.Read(p)
	}
	return r.textPackets.Read(p)
}

// textPackets reads packets, with the times as they are written.
type textPackets struct {
	o     input.Options
	scan  *scanner
	split rowSplitter
	times *stamp.Column
	count int     // packets so far
	row   textRow // of the line being read
}

var errNoRow = errors.New("not a packet of tshark's list")

func (r *textPackets) Read(p *seq.Packet) error {
	for {
		line, number, err := r.scan.nextLine()
		if err != nil && err != errLongPiece {
			return located(r.o, 0, err)
		}
		if err == nil {
			if number == 1 {
				line = strings.TrimPrefix(line, string(bom))
			}
			if err = r.decode(p, line); err == nil {
				return nil
			}
		}
		if err != errNotice {
			r.o.Report(located(r.o, number, err))
		}
	}
}

// errNotice says that a line is no packet, and that this is right.
var errNotice = errors.New("a notice")

// located returns err with its place in a capture; io.EOF stays what it is.
func located(o input.Options, line int, err error) error {
	if err == io.EOF {
		return err
	}
	return &input.PositionError{Name: o.Name, Line: line, Err: err}
}

// decode makes p of a line.
func (r *textPackets) decode(p *seq.Packet, line string) (err error) {
	row := &r.row
	if !r.split.split(row, line) {
		is, complaint := notice(line)
		switch {
		case complaint != "":
			return fmt.Errorf("tshark says: %s", complaint)
		case is:
			return errNotice
		}
		return fmt.Errorf("%w: %.40q", errNoRow, line)
	}
	r.count++
	*p = seq.Packet{
		Capture: r.o.Capture, Number: row.number, Length: row.length,
		Source: row.source, Destination: row.destination, Protocol: row.protocol,
	}
	if p.Number == 0 {
		p.Number = r.count
	}
	if row.time != "" {
		if p.Time, err = r.times.Time(row.time); err != nil {
			return err
		}
	}
	column.SetInfoText(p, row.info)
	return nil
}
