package main

import (
	"os"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/pcap"
	"github.com/packetseq/packetseq/seq"
)

// learn returns what takes the names that a capture tells. Those that somebody
// saved with it are always taken; those of its packets with --resolve.
func (d *drawing) learn(names *seq.Names, capture int) func(address, name string, source seq.NameSource) {
	return func(address, name string, source seq.NameSource) {
		if d.resolve || source == seq.NameOfCapture {
			names.Learn(capture, address, name, source)
		}
	}
}

// learnWhileMerging returns the same where captures are merged, nil elsewhere: of an address
// that is one host in all of them, each may tell the name of what others show first.
func (d *drawing) learnWhileMerging(capture int) func(address, name string, source seq.NameSource) {
	if d.names == nil {
		return nil
	}
	return d.learn(d.names, capture)
}

// learnNames reads the captures once for the names that they tell: for a server's
// name comes later than its address. What can be read only once tells its
// names while it is drawn.
func (d *drawing) learnNames(names *seq.Names) {
	if !d.resolve {
		return
	}
	for i, name := range d.captures {
		if name != stdinName {
			d.learnNamesOf(i, name, names)
		}
	}
}

// learnNamesOf reads one capture. What is wrong with it is told when it is drawn.
func (d *drawing) learnNamesOf(index int, name string, names *seq.Names) {
	f, err := os.Open(name)
	if err != nil {
		return
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return
	}
	packets, format, err := input.Open(f, inputFormats, input.Options{
		Capture: index,
		Name:    name,
		Wanted:  func(*seq.Packet) bool { return false },
		Named:   d.learn(names, index),
		Report:  func(error) {},
	})
	if err != nil || format.Name != pcap.Format.Name {
		return
	}
	var p seq.Packet
	for !d.interrupt.hasEndedReading() {
		if packets.Read(&p) != nil {
			return
		}
	}
}
