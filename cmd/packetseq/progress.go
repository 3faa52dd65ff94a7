package main

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
)

const (
	progressAfter = time.Second            // work that is done sooner shows no progress
	progressEvery = 200 * time.Millisecond // how often it is shown
)

// unknownTotal is the size of what comes from a pipe.
const unknownTotal = -1

// A progress shows on the console how much of the captures has been read, and
// then that the diagram is drawn.
type progress struct {
	console *console
	total   int64 // bytes, or unknownTotal
	read    atomic.Int64
	drawing atomic.Bool

	shown   string        // the title of console.bar
	stopped chan struct{} // closed by stop
	once    sync.Once     // of closing it
	done    sync.WaitGroup
}

func newProgress(c *console) *progress {
	return &progress{console: c, stopped: make(chan struct{})}
}

// start begins to show the progress, if the work takes long enough.
func (p *progress) start() {
	p.done.Go(func() {
		wait := time.After(progressAfter)
		for {
			select {
			case <-p.stopped:
				return
			case <-wait:
				p.show()
				wait = time.After(progressEvery)
			}
		}
	})
}

// stop takes the progress off the screen. It may be called again.
func (p *progress) stop() {
	p.once.Do(func() { close(p.stopped) })
	p.done.Wait()
	p.console.mu.Lock()
	defer p.console.mu.Unlock()
	p.clear()
}

// show puts the present state on the screen. An error of the bar is one of
// standard error, and would have nowhere to go.
func (p *progress) show() {
	p.console.mu.Lock()
	defer p.console.mu.Unlock()
	title, total := "reading", p.total
	if p.drawing.Load() {
		title, total = "drawing", unknownTotal
	}
	if p.shown != title {
		p.clear()
		p.console.bar, p.shown = p.newBar(title, total), title
	}
	if title == "drawing" {
		p.console.bar.Describe(title) // turns the spinner
		return
	}
	_ = p.console.bar.Set64(p.read.Load())
}

// newBar makes a bar, or a spinner where the total is not known. It draws only
// when it is told to.
func (p *progress) newBar(title string, total int64) *progressbar.ProgressBar {
	o := []progressbar.Option{
		progressbar.OptionSetWriter(p.console.w),
		progressbar.OptionSetDescription(title),
		progressbar.OptionSetWidth(30),
		progressbar.OptionSpinnerType(14),
		progressbar.OptionSetSpinnerChangeInterval(0),
		progressbar.OptionUseANSICodes(true),
		progressbar.OptionClearOnFinish(),
	}
	if title == "reading" {
		o = append(o, progressbar.OptionShowBytes(true), progressbar.OptionShowCount())
	}
	return progressbar.NewOptions64(total, o...)
}

// clear takes the bar off the screen; the caller holds the console.
func (p *progress) clear() {
	if p.console.bar != nil {
		_ = p.console.bar.Clear()
		p.console.bar = nil
	}
}
