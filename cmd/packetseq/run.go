package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"slices"
	"syscall"
)

// run is the program: it does what args say, and returns the exit code.
func run(args []string, std stdio) int {
	signal.Ignore(syscall.SIGPIPE) // a write to a closed pipe is to be an error, after which files are removed
	c := &console{w: std.err}
	line, err := parse(args)
	if err != nil {
		return usage(c, err)
	}
	c.quiet = line.quiet
	if text := line.text(); text != nil {
		return tell(c, std, text)
	}
	if err := line.check(std); err != nil {
		return usage(c, err)
	}
	if line.output.remark != "" {
		c.remark(line.output.remark)
	}
	return newDrawing(line, std, c).run()
}

// usage tells what is wrong with the command line.
func usage(c *console, err error) int {
	c.fail(err)
	c.line("try packetseq --help")
	return exitUsage
}

// text returns what writes the text that the user asked for, or nil for a
// diagram.
func (c *commandLine) text() func(io.Writer) error {
	switch {
	case c.help:
		return writeHelp
	case c.man:
		return writeMan
	case c.shell != "":
		return func(w io.Writer) error { return writeCompletion(w, c.shell) }
	case c.version:
		return func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "packetseq %s\n", version())
			return err
		}
	case c.format == helpWord:
		return writeInputFormats
	case slices.Contains(c.types, helpWord):
		return writeOutputFormats
	}
	return nil
}

// tell writes a text to standard output.
func tell(c *console, std stdio, text func(io.Writer) error) int {
	err := text(std.out)
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return exitWhole
	}
	c.fail(fileError("standard output", err))
	return exitPartial
}

func writeInputFormats(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, f := range inputFormats {
		fmt.Fprintf(b, "%-10s %s\n", f.Name, f.Help)
	}
	return b.Flush()
}

func writeOutputFormats(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, f := range outputFormats {
		fmt.Fprintf(b, "%-10s %s\n", f.Name, f.Help)
	}
	return b.Flush()
}
