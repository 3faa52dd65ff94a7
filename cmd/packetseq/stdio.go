package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// stdio is what the process is connected to. Tests put their own in its place.
type stdio struct {
	in       io.Reader
	out, err io.Writer

	inTerminal, outTerminal, errTerminal bool

	outSize func() (width, height int) // of the terminal, in cells; 0 if not known
	getenv  func(name string) string

	// openTerminal opens the terminal that the user sits at, for questions.
	openTerminal func() (io.WriteCloser, error)
}

func processStdio() stdio {
	return stdio{
		in:  os.Stdin,
		out: os.Stdout,
		err: os.Stderr,

		inTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		outTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		errTerminal: term.IsTerminal(int(os.Stderr.Fd())),

		outSize: func() (width, height int) {
			width, height, _ = term.GetSize(int(os.Stdout.Fd()))
			return width, height
		},
		getenv: os.Getenv,

		openTerminal: func() (io.WriteCloser, error) { return os.OpenFile("/dev/tty", os.O_WRONLY, 0) },
	}
}
