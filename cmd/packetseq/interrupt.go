package main

import (
	"os"
	"os/signal"
	"syscall"
)

// An interrupt is the user's wish to stop. The first ends the reading of the
// captures, so that what was read is drawn; the second ends the program.
type interrupt struct {
	reading chan struct{} // closed by the first
	program chan struct{} // closed by the second
	signals chan os.Signal
}

func newInterrupt() *interrupt {
	return &interrupt{
		reading: make(chan struct{}),
		program: make(chan struct{}),
		signals: make(chan os.Signal, 2),
	}
}

// watch begins to take the signals: until then they end the program as the
// system does it. Those that the parent process switched off (nohup, a job in
// the background of a script) stay off.
func (i *interrupt) watch() {
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(i.signals, s)
		}
	}
	go func() {
		<-i.signals
		close(i.reading)
		<-i.signals
		close(i.program)
	}()
}

// hasEndedReading reports whether the first interrupt came.
func (i *interrupt) hasEndedReading() bool {
	select {
	case <-i.reading:
		return true
	default:
		return false
	}
}
