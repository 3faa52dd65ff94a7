package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
	"github.com/packetseq/packetseq/seq/align"
)

// A drawing is one run of the program that makes a diagram.
type drawing struct {
	*commandLine
	std       stdio
	console   *console
	interrupt *interrupt
	progress  *progress
	targets   *targets
	plan      *align.Plan // of the captures if they are merged; else nil
	pipeCut   bool        // an interrupt ended the reading of a pipe, which is merged
	names     *seq.Names  // that captures tell while they are merged; nil while they are only compared
	points    []string    // names of lifelines that packets pass, by capture
	places    []seq.Place // lifelines of captures that are merged
}

func newDrawing(c *commandLine, std stdio, con *console) *drawing {
	return &drawing{
		commandLine: c,
		std:         std,
		console:     con,
		interrupt:   newInterrupt(),
		progress:    newProgress(con),
		targets:     &targets{},
	}
}

// run makes the diagram and returns the exit code.
func (d *drawing) run() int {
	defer keepTidiness()()
	tidyUsually()
	if !d.wantsQuestions(d.std) {
		d.interrupt.watch()
	}
	code := make(chan int, 1)
	go func() { code <- d.draw() }()
	select {
	case code := <-code:
		return code
	case <-d.interrupt.program:
		d.targets.abort()
		d.progress.stop()
		return exitStopped
	}
}

// draw does the work, up to where an interrupt leaves it.
func (d *drawing) draw() int {
	names := d.readNames()
	d.learnNames(names)
	captures := d.openCaptures(names)
	defer closeAll(captures)
	if len(captures) == 0 {
		return exitPartial // each has been told
	}
	if d.wantsQuestions(d.std) {
		if err := d.askNames(captures, names); err != nil {
			d.console.fail(err)
		}
		d.interrupt.watch()
	}
	d.startProgress(captures)
	if d.options.merge {
		defer keepTidiness()()
		if err := d.merge(captures, names); err != nil {
			d.console.fail(err)
			return exitPartial
		}
	}
	err := d.write(captures, names)
	d.progress.stop()
	for _, c := range captures {
		c.reports.finish()
		d.remarkOnTshark(c)
	}
	switch {
	case err == nil, errors.Is(err, errNoForm):
	case errors.Is(err, syscall.EPIPE): // who read standard output has seen enough
	default:
		d.console.fail(err)
	}
	if d.console.hasFailed() {
		return exitPartial
	}
	return exitWhole
}

// write writes the diagram of the captures, whole or not at all.
func (d *drawing) write(captures []*capture, names *seq.Names) error {
	live := d.output.streams() && slices.ContainsFunc(captures, func(c *capture) bool { return !c.regular })
	end, err := seq.Build(d.writers(live), d.packets(captures), seq.Options{
		Captures: d.shownCaptures(),
		Names:    names,
		By:       d.by,
		Order:    d.order,
		Gap:      d.gap,
		Label:    d.labels(),
		Points:   d.points,
		Places:   d.places,
		Remark:   d.console.remark,
	})
	for _, c := range captures {
		c.stopReading()
	}
	if err != nil {
		d.targets.abort()
		return err
	}
	if err := d.targets.commit(); err != nil {
		return err
	}
	d.remarkOn(captures, end)
	d.remarkOnShared(captures)
	d.remarkOnNames(names)
	return nil
}

// labels says how much of each Info is to be a label, if any form has labels.
func (d *drawing) labels() seq.LabelMode {
	if d.packetsOnly() {
		return seq.LabelNone
	}
	return d.label
}

// packetsOnly reports whether all forms are lists of packets, and none a diagram.
func (d *drawing) packetsOnly() bool {
	return !slices.ContainsFunc(d.output.forms, func(f form) bool { return !f.Packets })
}

// writers returns one Writer for all forms of the diagram. A live one is shown
// while it grows.
func (d *drawing) writers(live bool) seq.Writer {
	o := output.Options{
		Title:   d.title,
		Time:    d.time,
		Zone:    d.zone.location,
		Number:  d.number,
		Theme:   d.theme,
		Scale:   d.scale,
		Paper:   d.paper,
		Font:    d.font,
		Screen:  d.screen(live),
		Shared:  &output.Shared{},
		Version: version(),
		Remark:  d.console.remark,
	}
	var all []seq.Writer
	for _, form := range d.output.forms {
		all = append(all, d.writer(form, o))
	}
	return seq.MultiWriter(all...)
}

// writer returns the Writer of one form.
func (d *drawing) writer(f form, o output.Options) seq.Writer {
	w := &formWriter{drawing: d, name: d.output.name + f.suffix}
	sink := output.NewFiles(d.output.name, f.suffix)
	if d.output.stdout {
		w.name = "standard output"
		sink = output.Stream(d.std.out, w.name)
	}
	w.target = d.targets.add(sink, d.output.stdout)
	w.Writer = f.New(w.target, o)
	if d.fold && !f.Packets {
		w.Writer = seq.Fold(w.Writer)
	}
	return w
}

// packets returns the packets of all captures in one order.
func (d *drawing) packets(captures []*capture) seq.Reader {
	readers := make([]seq.Reader, len(captures))
	for i, c := range captures {
		r := c.packets
		if c.regular {
			c.ahead = seq.Ahead(r)
			r = c.ahead
		}
		if d.plan != nil {
			r = d.plan.Reader(c.index, r)
		} else if ahead := d.offsets[c.index]; ahead != 0 {
			r = seq.Shift(r, ahead)
		}
		if d.sorts(c) {
			c.sorted = seq.Sort(r, sortWindow)
			r = c.sorted
		}
		readers[i] = r
	}
	all := seq.Merge(readers...)
	if d.count > 0 {
		all = seq.Limit(all, d.count)
	}
	return all
}

// sorts reports whether the order of a capture is restored. A pipe may fall
// silent: its packets are not held back where somebody waits for each of them,
// or for the last one of --count. The packets of one capture alone, where they are
// written as such, stay as Wireshark lists them.
func (d *drawing) sorts(c *capture) bool {
	if len(d.captures) == 1 && d.packetsOnly() {
		return false
	}
	return c.regular || !d.output.streams() && d.count == 0
}

// shownCaptures describes the captures for the diagram: all that were named, so
// that each keeps its place in the order of the command line.
func (d *drawing) shownCaptures() []seq.Capture {
	all := make([]seq.Capture, len(d.captures))
	for i, name := range d.captures {
		all[i] = seq.Capture{Index: i, Name: name, Packets: -1, Shift: d.offsets[i]}
		if d.plan != nil {
			all[i].Align, all[i].Unknown, all[i].Shift = d.plan.Alignment(i), d.plan.Unknown(i), d.plan.Shift(i)
		}
	}
	return all
}

// remarkOn tells what the user may want to know of a diagram that is complete.
func (d *drawing) remarkOn(captures []*capture, end seq.End) {
	for _, c := range captures {
		switch {
		case c.cut:
			d.console.remark(fmt.Sprintf("%s: interrupted; the diagram shows what was read before", c.name))
		case end.PerCapture[c.index] == 0 && d.count == 0:
			d.console.remark(fmt.Sprintf("%s: no packets", c.name))
		}
		if c.sorted != nil && c.sorted.Late() > 0 {
			d.console.remark(fmt.Sprintf("%s: %d packets stand too far from their place in time to be put in order", c.name, c.sorted.Late()))
		}
	}
	for _, target := range d.targets.list() {
		d.remarkOnPages(target.sink.Names())
	}
}

// remarkOnPages tells of the files of one type, if they are several, and of one
// that an earlier diagram with more pages has left beside them.
func (d *drawing) remarkOnPages(names []string) {
	if len(names) == 0 {
		return
	}
	suffix := filepath.Ext(names[0])
	name, next := strings.TrimSuffix(names[0], suffix), 2
	if n := len(names); n > 1 {
		d.console.remark(fmt.Sprintf("%d files, %s to %s", n, names[0], names[n-1]))
		name, next = strings.TrimSuffix(name, "-1"), n+1
	}
	stale := fmt.Sprintf("%s-%d%s", name, next, suffix)
	if _, err := os.Stat(stale); err == nil {
		d.console.remark(stale + " is a page of an earlier diagram, not of this one")
	}
}
