package main

import "fmt"

// The exit codes are part of the contract with users: they stand in the man
// page, and the scripts under testdata hold the program to them.
const (
	exitWhole   = 0   // the diagram is whole
	exitPartial = 1   // something could not be read or written; what could be is there
	exitUsage   = 2   // the command line is wrong
	exitStopped = 130 // an interrupt stopped the program
)

// exitHelp says what each code means, in the order of the man page.
var exitHelp = []struct {
	code int
	help string
}{
	{exitWhole, "the diagram is whole; also after a first interrupt, which ends the reading, and when the reader of standard output goes away"},
	{exitPartial, "something could not be read or written; what could be is there"},
	{exitUsage, "the command line is wrong; nothing was read or written"},
	{exitStopped, "a second interrupt, or one at the questions for names, stopped the program; what was not complete is not written"},
}

// A usageError says what is wrong with the command line.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }
