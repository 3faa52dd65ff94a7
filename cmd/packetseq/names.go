package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// readNames returns the names that flags and hosts files give. A flag wins over
// a file.
func (d *drawing) readNames() *seq.Names {
	names := &seq.Names{OneHost: d.options.merge}
	for _, name := range d.hosts {
		if err := d.readHosts(name, names); err != nil {
			d.console.fail(err)
		}
	}
	given := d.given
	if names.OneHost {
		given = d.oneNameEach()
	}
	for _, n := range given {
		names.Add(n.capture, n.address, n.name)
	}
	return names
}

// oneNameEach returns the names of --name where an address is one host in all
// captures: of several for an address, that for all captures, else for the first of them, and
// a remark.
func (d *drawing) oneNameEach() []givenName {
	given := slices.Clone(d.given)
	slices.SortStableFunc(given, func(a, b givenName) int { return cmp.Compare(a.capture, b.capture) })
	held := map[string]int{} // index in each, by address
	var each []givenName
	for _, n := range given {
		address := seq.Canonical(n.address)
		i, named := held[address]
		switch {
		case !named:
			held[address] = len(each)
			each = append(each, n)
		case each[i].capture == n.capture:
			each[i] = n // the later one holds, as without --merge
		case each[i].name != n.name:
			d.console.remark(fmt.Sprintf("--name %s=%s: with --merge an address is one host in all captures, and this one is called %s",
				n.address, n.name, each[i].name))
		}
	}
	return each
}

// readHosts adds the names of a hosts file. A bad line of it is reported, and
// costs no other its name.
func (d *drawing) readHosts(name string, names *seq.Names) error {
	f, err := os.Open(name)
	if err != nil {
		return fileError(name, err)
	}
	defer f.Close()
	reports := reporter{console: d.console, name: name}
	defer reports.finish()
	err = names.ReadHosts(f, func(line int, err error) {
		reports.report(&input.PositionError{Name: name, Line: line, Err: err})
	})
	if err != nil {
		return fileError(name, err)
	}
	return nil
}

// askNames asks for the names of each capture's ends.
func (d *drawing) askNames(captures []*capture, names *seq.Names) error {
	q, done := newQuestions(d.std)
	defer done()
	q.oneHost = names.OneHost
	for _, c := range captures {
		first, again, err := firstConnection(c.packets)
		c.packets = again
		if err == io.EOF {
			continue // nobody to be named
		}
		if err == nil {
			err = q.about(c.name, first, names)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// remarkOnNames tells which of the addresses that --name names were not met:
// most likely they are misspelt, or another capture was meant.
func (d *drawing) remarkOnNames(names *seq.Names) {
	for _, n := range d.given {
		if names.Met(n.capture, n.address) {
			continue
		}
		text := fmt.Sprintf("--name %s=%s: nothing was sent or received by that address", n.address, n.name)
		if n.capture != seq.AllCaptures && !names.OneHost {
			text += " in " + d.captures[n.capture]
		}
		d.console.remark(text)
	}
}
