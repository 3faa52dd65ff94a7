package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"

	"github.com/schollz/progressbar/v3"

	"github.com/packetseq/packetseq/input"
)

// A console writes what is for people, a line at a time, to standard error. It
// may be used from several goroutines.
type console struct {
	quiet bool // no remarks

	mu     sync.Mutex
	w      io.Writer
	bar    *progressbar.ProgressBar // on the screen; nil if there is none
	failed bool
}

// fail tells what could not be read or written; the exit code will say so, too.
// What stands in a line of a text file begins with FILE:LINE, so that editors
// can jump to it; all else begins with the name of the program.
func (c *console) fail(err error) {
	text := "packetseq: " + err.Error()
	var position *input.PositionError
	if errors.As(err, &position) && position.Line > 0 {
		text = err.Error()
	}
	c.line(text)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failed = true
}

// remark tells the user something that is no error.
func (c *console) remark(text string) {
	if !c.quiet {
		c.line("packetseq: " + text)
	}
}

// hasFailed reports whether anything could not be read or written so far.
func (c *console) hasFailed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failed
}

// line writes one line, above the progress bar if there is one. That standard
// error cannot be written to is nothing that could be told to anyone.
func (c *console) line(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.bar != nil {
		_ = c.bar.Clear()
	}
	_, _ = io.WriteString(c.w, printable(text)+"\n")
}

// printable makes captured text and file names harmless for a terminal: a
// character that controls it, or turns the direction of writing, is shown as an
// escape.
func printable(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if !strings.ContainsFunc(s, controls) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if controls(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func controls(r rune) bool { return unicode.Is(unicode.C, r) }

// maxReports is how many lines about one capture are told one by one.
const maxReports = 10

// A reporter tells what is wrong with the parts of one capture: the first few
// one by one, the rest by their number.
type reporter struct {
	console *console
	name    string
	reports int
}

func (r *reporter) report(err error) {
	r.reports++
	if r.reports <= maxReports {
		r.console.fail(err)
	}
}

// finish tells how many there were that were not told.
func (r *reporter) finish() {
	if more := r.reports - maxReports; more > 0 {
		r.console.fail(fmt.Errorf("%s: %d more like these", r.name, more))
	}
}
