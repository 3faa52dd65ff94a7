package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync/atomic"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/tshark"
	"github.com/packetseq/packetseq/seq"
)

// sortWindow is within how many packets of one capture their order is restored:
// network cards with several queues, and captures of several interfaces, write
// packets that are a little late.
const sortWindow = 16384

// A capture is one that could be opened.
type capture struct {
	name    string
	index   int
	file    io.Reader // standard input, or a file to be closed
	pipe    io.Reader // what file was read from, if it was kept in one; else nil
	regular bool      // it never keeps its reader waiting
	size    int64     // of a regular file
	reports reporter
	packets seq.Reader
	ahead   *seq.AheadReader // over packets; nil where they may keep their reader waiting
	sorted  *seq.Sorter      // over those; nil if they are taken as they come
	cut     bool             // an interrupt ended its reading
	tshark  *tshark.Run      // that dissects it; nil if none does
}

// openCaptures opens the captures of the command line, and tells which of them
// it cannot open.
func (d *drawing) openCaptures(names *seq.Names) []*capture {
	var opened []*capture
	for i := range d.captures {
		c, err := d.openCapture(i, names)
		if err != nil {
			d.console.fail(err)
			continue
		}
		opened = append(opened, c)
	}
	return opened
}

func closeAll(captures []*capture) {
	for _, c := range captures {
		c.close()
	}
}

// startProgress shows how much of the captures has been read, where somebody
// sees it and it does not stand between the lines of the diagram.
func (d *drawing) startProgress(captures []*capture) {
	if d.quiet || !d.std.errTerminal || d.output.stdout && d.std.outTerminal || os.Getenv("TERM") == "dumb" {
		return
	}
	for _, c := range captures {
		if !c.regular {
			d.progress.total = unknownTotal
			break
		}
		d.progress.total += c.size
	}
	d.progress.start()
}

// openCapture opens the capture of the command line with that index. Names that
// it tells are learned while it is read.
func (d *drawing) openCapture(index int, names *seq.Names) (*capture, error) {
	c := &capture{name: d.captures[index], index: index}
	c.reports = reporter{console: d.console, name: c.name}
	open := c.open
	if d.tshark {
		open = d.runTshark(c)
	}
	if err := open(d.std.in); err != nil {
		return nil, err
	}
	source := c.file
	if !c.regular {
		source = &liveReader{source: source, idle: d.flush, stop: d.interrupt.reading}
	}
	if !c.regular && d.options.merge {
		if err := c.spool(source); err != nil {
			c.close()
			return nil, err
		}
		d.pipeCut = d.pipeCut || c.cut
		source = c.file
	}
	packets, err := d.detect(&countingReader{source, &d.progress.read}, input.Options{
		Capture: index,
		Name:    c.name,
		Zone:    d.zone.location,
		Columns: d.column,
		Wanted:  d.wanted(index),
		Named:   d.learn(names, index),
		Report:  c.reports.report,
		Links:   d.by == seq.ByMAC,
	})
	if err != nil && (d.pipeCut || !d.interrupt.hasEndedReading()) {
		c.close()
		d.remarkOnTshark(c)
		return nil, err
	}
	c.packets = captureReader{c, packets, d} // which reads nothing after an interrupt
	return c, nil
}

// wanted tells which packets of one capture may be in the diagram, where few are.
// Of captures that are merged those are whose way begins there.
func (d *drawing) wanted(index int) func(*seq.Packet) bool {
	if d.options.merge {
		return func(p *seq.Packet) bool { return d.plan == nil || d.plan.Begins(index, p.Number) }
	}
	if d.count == 0 || d.count > sortWindow {
		return nil
	}
	return seq.NewEarliest(d.count).May
}

func (c *capture) open(stdin io.Reader) error {
	if c.name == stdinName {
		c.file = stdin
	} else {
		f, err := os.Open(c.name)
		if err != nil {
			return fileError(c.name, err)
		}
		c.file = f
	}
	f, ok := c.file.(*os.File)
	if !ok {
		return nil
	}
	info, err := f.Stat()
	if err != nil {
		c.close()
		return fileError(c.name, err)
	}
	if info.IsDir() {
		c.close()
		return fmt.Errorf("%s: is a folder, not a capture", c.name)
	}
	c.regular, c.size = info.Mode().IsRegular(), info.Size()
	return nil
}

func (c *capture) close() {
	if c.pipe != nil {
		_ = c.file.(io.Closer).Close() // it was only read
		c.file = c.pipe
	}
	if f, ok := c.file.(io.Closer); ok && (c.name != stdinName || c.tshark != nil) {
		_ = f.Close() // it was only read
	}
}

// stopReading makes sure that nothing is read any more.
func (c *capture) stopReading() {
	if c.ahead != nil {
		c.ahead.Stop()
	}
}

// fileError makes "FILE: what" of an error of package os.
func fileError(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// detect finds out what a capture is, unless the user has said it.
func (d *drawing) detect(r io.Reader, o input.Options) (seq.Reader, error) {
	if d.tshark {
		return input.OpenAs(r, tshark.RunFormat, o)
	}
	if d.format == "" {
		packets, _, err := input.Open(r, inputFormats, o)
		return packets, err
	}
	forced, _ := inputNamed(d.format)
	return input.OpenAs(r, forced, o)
}

// A captureReader is the packets of one capture up to where it ends, is
// damaged, or is interrupted: an error in one capture does not end the others.
type captureReader struct {
	capture *capture
	packets seq.Reader
	drawing *drawing
}

func (r captureReader) Read(p *seq.Packet) error {
	if r.drawing.interrupted() {
		r.capture.cut = true
		return io.EOF
	}
	if err := r.packets.Read(p); err != nil {
		return r.ended(err)
	}
	return nil
}

// ended returns the error that the other captures are to see when the reading
// of this one has ended with err.
func (r captureReader) ended(err error) error {
	var output outputError
	switch {
	case err == io.EOF:
	case errors.Is(err, errInterrupted):
		r.capture.cut = true
	case errors.As(err, &output):
		return output.error // nothing can be drawn any more
	default:
		r.drawing.console.fail(err)
	}
	return io.EOF
}

// An outputError is one of the output that turned up while reading.
type outputError struct{ error }

func (e outputError) Unwrap() error { return e.error }

// flush shows what was drawn so far to who reads along.
func (d *drawing) flush() error {
	if !d.output.streams() {
		return nil
	}
	if err := d.targets.flush(); err != nil {
		return outputError{err}
	}
	return nil
}

// A countingReader counts the bytes that are read through it.
type countingReader struct {
	io.Reader
	n *atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n.Add(int64(n))
	return n, err
}
