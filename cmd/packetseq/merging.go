package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
	"github.com/packetseq/packetseq/seq/align"
)

// align reads all captures to find out what they have in common. They are read
// again for the diagram: packets are not kept.
func (d *drawing) align() (*align.Plan, error) {
	m := align.New(d.offsets)
	for i := range d.captures {
		if err := d.collect(m, i); err != nil {
			return nil, err
		}
	}
	return m.Plan(), nil
}

// collect adds one capture. What is wrong with it is told when it is read again.
func (d *drawing) collect(m *align.Matcher, index int) error {
	f, err := os.Open(d.captures[index])
	if err != nil {
		return nil
	}
	defer f.Close()
	packets, err := d.detect(f, input.Options{
		Capture: index,
		Name:    d.captures[index],
		Zone:    d.zone.location,
		Columns: d.column,
		Report:  func(error) {},
	})
	if err != nil {
		return nil
	}
	for {
		p, err := packets.Read()
		if err != nil {
			return nil
		}
		m.Add(&p)
	}
}

// spool keeps what comes from a pipe in a file that has no name, so that it can
// be read twice.
func spool(r io.Reader) (*os.File, error) {
	f, err := os.CreateTemp("", "packetseq-*")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, err
	}
	if _, err := io.Copy(f, r); err != nil {
		return nil, fmt.Errorf("standard input: %w", err)
	}
	_, err = f.Seek(0, io.SeekStart)
	return f, err
}

// nameHosts names the machines at which captures were taken after the captures,
// where several addresses are theirs and the user has not named them.
func (d *drawing) nameHosts(names *seq.Names) {
	d.plan.Hosts(func(capture int, address string) {
		if _, named := names.Lookup(seq.AllCaptures, address); named {
			return
		}
		name := filepath.Base(d.captures[capture])
		for extension := filepath.Ext(name); extension != "" && extension != name; extension = filepath.Ext(name) {
			name = strings.TrimSuffix(name, extension)
		}
		names.Add(seq.AllCaptures, address, name)
	})
}
