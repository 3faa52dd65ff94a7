//go:build unix

package main

import (
	"bufio"
	stdcsv "encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/google/gopacket/pcapgo"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/csv"
	"github.com/packetseq/packetseq/input/pcap"
	"github.com/packetseq/packetseq/input/tshark"
	"github.com/packetseq/packetseq/seq"
)

// tasks are what the program does in a process of its own, to be measured. They
// read a capture to its end, but for that which makes one.
var tasks = map[string]func(name string) error{
	"read":     readCapture,
	"cells":    readCells,
	"pcapgo":   readWithPcapgo,
	"wordless": readWordless,
	"generate": generate,
	"path":     generateSide,
	"profile":  profile,
}

// generate writes a raw capture of so many packets to standard output.
func generate(packets string) error {
	n, err := strconv.Atoi(packets)
	if err != nil {
		return err
	}
	return writeTraffic(os.Stdout, n)
}

// readAll reads a file with what begin makes of it, up to the end.
func readAll(name string, begin func(f *os.File) (next func() error, err error)) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	next, err := begin(f)
	for err == nil {
		err = next()
	}
	if err == io.EOF {
		return nil
	}
	return err
}

// readCapture reads the packets of a capture in text.
func readCapture(name string) error {
	return readAll(name, func(f *os.File) (func() error, error) {
		formats := []input.Format{tshark.PDML, tshark.EK, tshark.JSON, csv.Format}
		r, _, err := input.Open(f, formats, options(name))
		var p seq.Packet
		return func() error { return r.Read(&p) }, err
	})
}

func options(name string) input.Options {
	return input.Options{Name: name, Report: func(err error) { fmt.Fprintln(os.Stderr, err) }}
}

// readCells cuts a CSV file into cells as fast as the standard library does.
func readCells(name string) error {
	return readAll(name, func(f *os.File) (func() error, error) {
		r := stdcsv.NewReader(f)
		r.ReuseRecord = true
		return func() error { _, err := r.Read(); return err }, nil
	})
}

// readWithPcapgo reads a pcap file with gopacket's reader, and does nothing with
// the packets.
func readWithPcapgo(name string) error {
	return readAll(name, func(f *os.File) (func() error, error) {
		r, err := pcapgo.NewReader(bufio.NewReaderSize(f, 1<<20))
		return func() error { _, _, err := r.ReadPacketData(); return err }, err
	})
}

// readWordless reads a raw capture, and wants no words for any packet: what a filter
// costs that keeps few.
func readWordless(name string) error {
	return readAll(name, func(f *os.File) (func() error, error) {
		o := options(name)
		o.Wanted = func(*seq.Packet) bool { return false }
		r, err := input.OpenAs(f, pcap.Format, o)
		var p seq.Packet
		return func() error { return r.Read(&p) }, err
	})
}
