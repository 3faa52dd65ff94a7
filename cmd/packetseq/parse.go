package main

import (
	"errors"
	"io/fs"
	"slices"
	"time"

	"github.com/spf13/pflag"

	"github.com/packetseq/packetseq/output/image/fonts"
	"github.com/packetseq/packetseq/output/text"
	"github.com/packetseq/packetseq/seq/align"
)

// A commandLine is what the user typed, checked as far as it can be without
// reading a capture.
type commandLine struct {
	options
	flags   *pflag.FlagSet  // with which of them were given
	given   []givenName     // names of addresses
	offsets []time.Duration // by capture: how far its clock is ahead
	output  destination
}

// parse reads the command line args.
func parse(args []string) (*commandLine, error) {
	c := &commandLine{}
	all := newFlagSet()
	for _, group := range newFlags(&c.options) {
		all.AddFlagSet(group.flags)
	}
	if err := all.Parse(args); err != nil {
		return nil, &usageError{err.Error()}
	}
	c.captures, c.flags = all.Args(), all
	return c, nil
}

// check completes the command line of a diagram, where flags depend on one
// another and on what the process is connected to.
func (c *commandLine) check(std stdio) error {
	if len(c.captures) == 0 {
		if std.inTerminal {
			return usagef("no capture: name a file, or pipe one in")
		}
		c.captures = captureList{stdinName}
	}
	for _, check := range []func() error{c.checkNumbers, c.checkFont, c.checkStdin, c.checkNames, c.checkOffsets} {
		if err := check(); err != nil {
			return err
		}
	}
	var err error
	c.output, err = c.chooseOutput(std.outTerminal)
	return err
}

func (c *commandLine) checkNumbers() error {
	switch {
	case c.merge && len(c.captures) > align.MaxCaptures:
		return usagef("--merge takes at most %d captures, and here are %d", align.MaxCaptures, len(c.captures))
	case len(c.tsharkArgs) > 0 && !c.tshark:
		return usagef("--tshark-arg %q: it goes with --tshark", c.tsharkArgs[0])
	case c.tshark && c.format != "":
		return usagef("--tshark reads raw captures, and --format %s is not one", c.format)
	case c.flags.Changed("count") && c.count < 1:
		return usagef("--count %d: a number of packets is above 0", c.count)
	case c.flags.Changed("scale") && !(0 < c.scale && c.scale <= maxScale): // nor NaN
		return usagef("--scale %g: it takes a number above 0, up to %d", c.scale, maxScale)
	case c.flags.Changed("width") && (c.width < text.LeastWidth || c.width > maxWidth):
		return usagef("--width %d: it takes a number of columns from %d to %d", c.width, text.LeastWidth, maxWidth)
	case c.gap < 0:
		return usagef("--gap %v: it takes a duration above 0, or 0 for never", c.gap)
	}
	return nil
}

// maxScale is that of a diagram that fills a poster; more is a slip of the hand.
const maxScale = 16

// checkFont reads the font, which else would be found to be none only when all
// captures have been read.
func (c *commandLine) checkFont() error {
	if c.font == "" {
		return nil
	}
	_, err := fonts.New(c.font)
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		err = fileError(c.font, err)
	}
	if err != nil {
		return &usageError{err.Error()}
	}
	return nil
}

// checkStdin makes sure that standard input serves one purpose.
func (c *commandLine) checkStdin() error {
	times := 0
	for _, name := range c.captures {
		if name == stdinName {
			times++
		}
	}
	switch {
	case times > 1:
		return usagef("standard input (-) can be read once only")
	case c.ask && c.noAsk:
		return usagef("--ask and --no-ask exclude each other")
	case c.ask && times > 0:
		return usagef("--ask reads the answers from standard input, which is a capture here")
	}
	return nil
}

func (c *commandLine) checkNames() error {
	for _, spec := range c.name {
		name, err := c.captures.parseName(spec)
		if err != nil {
			return err
		}
		c.given = append(c.given, name)
	}
	return nil
}

func (c *commandLine) checkOffsets() error {
	c.offsets = make([]time.Duration, len(c.captures))
	for _, spec := range c.offset {
		capture, ahead, err := c.captures.parseOffset(spec)
		if err != nil {
			return err
		}
		c.offsets[capture] = ahead
	}
	return nil
}

// wantsQuestions reports whether to ask for names. With --merge the captures tell
// names of their own: nobody is asked who did not say so.
func (c *commandLine) wantsQuestions(std stdio) bool {
	if c.ask || c.noAsk {
		return c.ask
	}
	return std.inTerminal && !c.merge && !slices.Contains(c.captures, stdinName) && len(c.name) == 0 && len(c.hosts) == 0 && !c.resolve
}
