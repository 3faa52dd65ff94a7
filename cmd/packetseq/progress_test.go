package main

import (
	"errors"
	"strings"
	"testing"
)

// TestProgress looks at what stands on the screen while captures are read and
// then drawn.
func TestProgress(t *testing.T) {
	var screen strings.Builder
	c := &console{w: &screen}
	p := newProgress(c)
	p.total = 2000
	shows := func(want string) {
		t.Helper()
		screen.Reset()
		p.show()
		if !strings.Contains(screen.String(), want) {
			t.Errorf("on the screen is %q, want %q", screen.String(), want)
		}
	}
	p.read.Store(500)
	shows("25%")
	p.read.Store(1000)
	shows("50%")

	// A message takes the bar's line; the bar comes again below it.
	screen.Reset()
	c.fail(errors.New("what is wrong"))
	if want := "\x1b[2K\rpacketseq: what is wrong\n"; screen.String() != want {
		t.Errorf("on the screen is %q, want %q", screen.String(), want)
	}
	p.read.Store(1500)
	shows("75%")

	p.drawing.Store(true)
	shows("drawing")

	// Nothing is left of it, also if it is stopped twice.
	screen.Reset()
	p.stop()
	if !strings.HasSuffix(screen.String(), "\x1b[2K\r") {
		t.Errorf("in the end %q is written", screen.String())
	}
	screen.Reset()
	p.stop()
	if screen.Len() > 0 {
		t.Errorf("then %q is written", screen.String())
	}
}

func TestProgressOfPipe(t *testing.T) {
	var screen strings.Builder
	p := newProgress(&console{w: &screen})
	p.total = unknownTotal
	p.read.Store(2_000_000)
	p.show()
	if !strings.Contains(screen.String(), "2.0 MB") {
		t.Errorf("on the screen is %q", screen.String())
	}
}
