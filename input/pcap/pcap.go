// Package pcap reads capture files, pcap and pcapng, and says of each packet
// what Wireshark says of it: addresses, protocol and Info.
//
// The file is taken apart by package frame, the packets by package dissect.
package pcap

import (
	"io"
	"strings"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/pcap/dissect"
	"github.com/packetseq/packetseq/input/pcap/frame"
	"github.com/packetseq/packetseq/seq"
)

// Format is a capture file of libpcap, or of its successor pcapng.
var Format = input.Format{
	Name:   "pcap",
	Help:   "raw packets: pcap and pcapng files",
	Detect: frame.Detect,
	New:    func(r io.Reader, o input.Options) seq.Reader { return newReader(frame.New(r), o) },
}

// A reader reads a capture file.
type reader struct {
	frames    *frame.Reader
	dissector *dissect.Dissector
	o         input.Options
	frame     frame.Frame
	count     int   // packets so far
	err       error // sticky
}

func newReader(frames *frame.Reader, o input.Options) *reader {
	d := dissect.New()
	d.Wanted, d.Named, d.Links, d.Identities = o.Wanted, o.Named, o.Links, o.Identities
	return &reader{frames: frames, dissector: d, o: o}
}

// Read is seq.Reader's. What is damaged inside of a packet is told in
// its Info; an error is one of the file, and ends the capture.
func (r *reader) Read(p *seq.Packet) error {
	if r.err != nil {
		return r.err
	}
	err := r.frames.Next(&r.frame)
	r.nameHosts()
	if err != nil {
		r.err = err
		switch err {
		case io.EOF:
		case frame.ErrFileHeader:
			r.err = &input.PositionError{Name: r.o.Name, Err: err}
		default:
			r.err = &input.PositionError{Name: r.o.Name, Unit: "packet", At: int64(r.count) + 1, Err: err}
		}
		return r.err
	}
	r.count++
	*p = seq.Packet{Capture: r.o.Capture, Number: r.count}
	r.dissector.Dissect(&r.frame, p)
	if len(r.frame.Comments) > 0 {
		p.Comment = strings.Join(r.frame.Comments, "\n")
	}
	return nil
}

// nameHosts passes on the names that stand in the file before the packet at hand, or its end.
func (r *reader) nameHosts() {
	names := r.frames.Names()
	if r.o.Named == nil {
		return
	}
	for address, name := range names {
		r.o.Named(address.String(), name, seq.NameOfCapture)
	}
}
