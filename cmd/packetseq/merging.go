package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"
	"time"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
	"github.com/packetseq/packetseq/seq/align"
)

// merge finds out what the captures have in common. They are read here once, and
// then again for the diagram: packets are not kept.
func (d *drawing) merge(captures []*capture, names *seq.Names) error {
	if len(captures) < 2 {
		if len(d.captures) < 2 {
			d.console.remark(d.captures[0] + ": there is nothing to merge it with: --merge takes several captures of one path")
		}
		return nil // --merge of one capture is what it was
	}
	d.names = names
	m, err := d.collectAll(align.New(d.offsets), captures, wordless)
	if err == nil && m.Mixed() {
		m, err = d.collectAll(align.NewByWords(d.offsets), captures, nil)
	}
	if err != nil {
		return err
	}
	d.plan = m.Plan()
	tidy(d.plan.Size(), besideDrawing)
	for _, remark := range d.plan.Remarks(d.captures) {
		d.console.remark(remark)
	}
	d.namePlaces(names)
	return nil
}

// wordless tells which packets the Matcher of raw packets needs words of.
func wordless(p *seq.Packet) bool { return !align.ByBytes(p) }

func (d *drawing) collectAll(m *align.Matcher, captures []*capture, wanted func(*seq.Packet) bool) (*align.Matcher, error) {
	for _, c := range captures {
		if err := d.collect(m, c, math.MaxInt, wanted); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// tidiedEach is after how many packets memory is looked after.
const tidiedEach = 1 << 17

// collect adds the packets of a capture, up to most of them. What is wrong with the
// capture is told when it is read again.
func (d *drawing) collect(m *align.Matcher, c *capture, most int, wanted func(*seq.Packet) bool) error {
	f, ok := c.file.(io.ReaderAt)
	if !ok {
		return fmt.Errorf("%s: cannot be read twice", c.name)
	}
	packets, err := d.detect(io.NewSectionReader(f, 0, math.MaxInt64), input.Options{
		Capture: c.index,
		Name:    c.name,
		Zone:    d.zone.location,
		Columns: d.column,
		Wanted:  wanted,
		Named:   d.learnWhileMerging(c.index),
		Report:  func(error) {},

		Links:      true,
		Identities: true,
	})
	if err != nil {
		return nil
	}
	ahead := seq.Ahead(seq.Limit(packets, most))
	defer ahead.Stop()
	var p seq.Packet
	for n := range most {
		if n%tidiedEach == 0 {
			tidy(m.Size(), besideMatching)
		}
		if d.interrupted() {
			return nil
		}
		if ahead.Read(&p) != nil {
			return nil
		}
		m.Add(&p)
	}
	return nil
}

// tellingOffset is by how much clocks have to differ to be told of: less may be
// the way of the packets.
const tellingOffset = 100 * time.Millisecond

// interrupted reports whether reading is to end. The interrupt that ended the reading of a pipe
// has done its work: what came before it is drawn.
func (d *drawing) interrupted() bool {
	return d.interrupt.hasEndedReading() && !d.pipeCut
}

// compared is how many packets of each capture are looked at to find out whether
// they are of the same traffic.
const compared = 4096

// remarkOnShared tells of captures that show the same packets, which were drawn
// several times: most likely --merge was wanted.
func (d *drawing) remarkOnShared(captures []*capture) {
	if d.plan != nil || len(captures) < 2 || len(d.captures) > align.MaxCaptures || d.tshark || d.quiet {
		return
	}
	defer keepTidiness()()
	m := align.New(make([]time.Duration, len(d.captures)))
	for _, c := range captures {
		if !c.regular || d.collect(m, c, compared, wordless) != nil {
			return
		}
	}
	a, b, ahead, shared := m.Plan().Shared()
	if !shared {
		return
	}
	text := fmt.Sprintf("%s and %s show the same packets", d.captures[a], d.captures[b])
	if ahead = (ahead - d.offsets[b] + d.offsets[a]).Abs(); ahead > tellingOffset {
		text += fmt.Sprintf(", with clocks %s apart", output.Duration(ahead))
	}
	d.console.remark(text + ": --merge draws each once")
}

// namePlaces names the lifelines of where captures were taken after the captures,
// where the user has not named one of their addresses. All addresses of a machine
// are one lifeline.
func (d *drawing) namePlaces(names *seq.Names) {
	d.points = make([]string, len(d.captures))
	titles, places := make([]string, len(d.captures)), d.plan.Places()
	firsts := func(i int) bool { return places[i].First == i }
	for i, place := range places {
		name := d.captures.title(place.First, firsts)
		for _, address := range place.Addresses {
			if given, named := names.Lookup(i, address); named {
				name = given
				break
			}
		}
		titles[i] = name
		if place.Between {
			d.points[i] = name
		}
		for _, address := range place.Addresses {
			if _, named := names.Lookup(i, address); !named {
				names.Add(seq.AllCaptures, address, name)
			}
		}
	}
	if d.by == seq.ByHost {
		d.places = inOrder(places, titles, names)
	}
}

// title is the name of a capture without folders and suffixes; with its number
// where several of those that count have that name.
func (c captureList) title(index int, counts func(int) bool) string {
	name := baseTitle(c[index])
	for i, other := range c {
		if i != index && counts(i) && baseTitle(other) == name {
			return fmt.Sprintf("%s (%d)", name, index+1)
		}
	}
	return name
}

func baseTitle(name string) string {
	if name == stdinName {
		return "standard input"
	}
	name = filepath.Base(name)
	for suffix := filepath.Ext(name); suffix != "" && suffix != name; suffix = filepath.Ext(name) {
		name = strings.TrimSuffix(name, suffix)
	}
	return name
}
