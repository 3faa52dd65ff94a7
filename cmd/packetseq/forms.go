package main

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// A formWriter writes one form of the diagram. What the form cannot hold, such
// as an image too wide, is told and ends that form, while the others are
// written on. What the system refuses, such as a disk that is full, is refused
// to all of them, and ends them all.
type formWriter struct {
	seq.Writer
	drawing *drawing
	target  *target
	name    string // of what is written, for error texts
	ended   bool
}

// errNoForm says that all forms have ended, and why has been told.
var errNoForm = errors.New("no form of the diagram can be written")

// Capture implements seq.Writer.
func (w *formWriter) Capture(c seq.Capture) error {
	if w.ended {
		return nil
	}
	return w.check(w.Writer.Capture(c))
}

// Participant implements seq.Writer.
func (w *formWriter) Participant(p seq.Participant) error {
	if w.ended {
		return nil
	}
	return w.check(w.Writer.Participant(p))
}

// Message implements seq.Writer.
func (w *formWriter) Message(m *seq.Message) error {
	if w.ended {
		return nil
	}
	return w.check(w.Writer.Message(m))
}

// Gap implements seq.Writer.
func (w *formWriter) Gap(g seq.Gap) error {
	if w.ended {
		return nil
	}
	return w.check(w.Writer.Gap(g))
}

// End implements seq.Writer. Everything has been read then.
func (w *formWriter) End(e seq.End) error {
	w.drawing.progress.drawing.Store(true)
	if w.ended {
		return nil
	}
	return w.check(w.Writer.End(e))
}

// check returns an error that ends the diagram.
func (w *formWriter) check(err error) error {
	if err == nil {
		return nil
	}
	var (
		write  *output.WriteError
		system syscall.Errno
	)
	unwritable := errors.As(err, &write)
	if errors.Is(err, errAborted) || unwritable && errors.As(write.Err, &system) {
		return err
	}
	w.ended = true
	if !unwritable {
		err = fmt.Errorf("%s: %w", w.name, err)
	}
	w.drawing.console.fail(err)
	if w.drawing.targets.drop(w.target) == 0 {
		return errNoForm
	}
	return nil
}
