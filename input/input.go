// Package input finds out what a capture is, opens it as a seq.Reader, and
// says where in it an error happened. The formats themselves are in the
// packages below it; the list of them is the program's.
package input

import (
	"fmt"
	"io"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// A Format is one kind of capture that can be read.
type Format struct {
	Name string // as in --format, lower case
	Help string // one line

	// Detect reports whether a capture that begins with head is in this format.
	// head is what was already there to read, after compression was peeled: at
	// least the first line or 64 bytes (of XML: the first element) unless the
	// capture is shorter, and no more than it took to get them. Detect must not keep or change it.
	Detect func(head []byte) bool

	// New returns a Reader of a capture in this format. It reads nothing before
	// the first Read, and no more than Read needs: a live pipe must not stall.
	// Errors of the Reader, but for io.EOF, are *PositionErrors.
	New func(r io.Reader, o Options) seq.Reader
}

// Options say how one capture is to be read.
type Options struct {
	Capture int            // Packet.Capture of its packets
	Name    string         // for error texts: the file as the user named it, or "-"
	Zone    *time.Location // of times that carry no zone; nil means time.Local

	// Columns maps the title of a column, as the capture writes it, to the
	// field it holds: a Wireshark field name such as "ip.src", "frame.time" or
	// "_ws.col.Info", or one of the default titles ("No.", "Time", "Source",
	// "Destination", "Protocol", "Length", "Info").
	Columns map[string]string

	// Wanted reports whether Protocol and Info of a packet are wanted. It may be
	// asked, once or more often, before they are made: then Number, Time, Length and
	// the addresses are known, and of the rest what Known says. If it is false, the
	// packet has no Info. nil means that all is wanted.
	Wanted func(*seq.Packet) bool

	// Links and Identities say whether SourceMAC and DestinationMAC, and Identity
	// are wanted of raw packets, where they cost time: else they may be empty, but for a
	// link-layer address that is Source or Destination.
	Links, Identities bool

	// Named takes what the capture tells of the name of an address, as it is
	// read; nil means that it is not wanted.
	Named func(address, name string, source seq.NameSource)

	// Report takes what is wrong with a part of the capture that is left out
	// while the rest is read on. The error is a *PositionError. Never nil.
	Report func(error)
}

// A PositionError says where in a capture something is wrong.
type PositionError struct {
	Name string // of the capture
	Line int    // in a text capture, from 1; 0 if not known
	Unit string // in a binary one: "packet" or "byte"; else empty
	At   int64  // number of that unit
	Err  error
}

func (e *PositionError) Error() string {
	switch {
	case e.Line > 0:
		return fmt.Sprintf("%s:%d: %v", e.Name, e.Line, e.Err) // the form that editors jump to
	case e.Unit != "":
		return fmt.Sprintf("%s: %s %d: %v", e.Name, e.Unit, e.At, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.Name, e.Err)
}

func (e *PositionError) Unwrap() error { return e.Err }
