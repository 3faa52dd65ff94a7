// Package output is what all forms of a diagram share: the Format they are
// described by, their options, the texts of times, and files that appear whole
// or not at all. The formats themselves are in the packages below it; the list
// of them is the program's.
package output

import (
	"io"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// A Format is one form in which a diagram can be written.
type Format struct {
	Name     string   // as in --type, lower case
	Help     string   // one line
	Suffixes []string // of file names, with the dot; the first is the one written
	Binary   bool     // not to be written to a terminal
	Picture  bool     // an image or page: comes with its .diag when the name was left to the default
	Packets  bool     // holds the packets themselves: no run of them is ever folded, and they need no Label

	// New returns a Writer of one diagram. It opens its files as it needs them.
	New func(f Files, o Options) seq.Writer
}

// Files hands out what a diagram is written to.
type Files interface {
	// Page opens page number page, from 1, of pages. A format of one file asks
	// for Page(1, 1), before its first byte and once. What is written there is
	// buffered; it is complete when the run has succeeded, and closed by whom
	// it was handed out by. Where the pages cannot be told apart (standard
	// output) more than one is an error, ErrOnePage, that names the way out.
	//
	// A format that cannot know how many pages will come passes 0 for pages, and
	// asks for them in their order; each completes the one before.
	Page(page, pages int) (io.Writer, error)
}

// Options say how a diagram is to look. Each format takes what concerns it.
type Options struct {
	Title  string         // heading; empty: the names of the captures
	Filter string         // the filter the packets passed; empty if none
	Time   TimeMode       // the time shown with each message
	Zone   *time.Location // of the times shown; nil means time.Local
	Number bool           // number the messages
	Theme  Theme
	Scale  float64 // PNG pixels per point; 0 means the default
	Paper  string  // "a4", "letter", or empty: as wide as the diagram
	Font   string  // file of a TTF or OTF for scripts that the built-in font lacks; empty if none
	Screen Screen  // what a diagram of characters is shown on

	Shared  *Shared      // by all formats that get the same events; nil if there is one
	Version string       // of the program, for the footer
	Remark  func(string) // tells the user something that is no error; never nil
}

// A Screen is what a diagram of characters is shown on. The zero value is a text
// file.
type Screen struct {
	Width  int  // cells of a line; 0 means those of the terminal, or a default
	Colors int  // 0 for none, 16, or 256
	ASCII  bool // it shows no other characters
	Cursor bool // it obeys escape sequences that move the cursor
	Live   bool // messages are shown one by one, while they come

	// Size returns the present size of the terminal, in cells and lines. Nil
	// where there is none.
	Size func() (width, height int)
}

// A TimeMode chooses the time shown with each message.
type TimeMode string

// The time modes.
const (
	TimeAbsolute TimeMode = "absolute" // date and time of day
	TimeRelative TimeMode = "relative" // seconds since the first message
	TimeDelta    TimeMode = "delta"    // seconds since the message before
	TimeEpoch    TimeMode = "epoch"    // seconds since 1970
	TimeNone     TimeMode = "none"
)

// A Theme is a set of colours.
type Theme string

// The themes.
const (
	Light Theme = "light"
	Dark  Theme = "dark"
)
