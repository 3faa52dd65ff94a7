package main

import (
	"os"
	"runtime/debug"
)

// What is used about as much beside what is kept of packets, in bytes: while they are read for
// that, and while they are drawn.
const (
	besideMatching = 32 << 20
	besideDrawing  = 64 << 20
)

// tidyUsually sets by how many percent memory may grow where nothing says otherwise: less than Go's
// 100, so that a capture of any length becomes a diagram in less than 100 MB. That costs no time that could
// be measured. Where the user has set GOGC, that holds.
func tidyUsually() {
	const growth = 60
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
}

// tidy sets by how much memory may grow until it is tidied up, when so many bytes of it are
// kept, and others are beside: by as much as if there were those alone. What is kept has no
// pointers, so that tidying up often costs little. Where the user has set GOGC, that holds.
func tidy(kept, beside int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(growth(kept, beside))
	}
}

// growth returns by how many percent memory may grow. With none it would be tidied up without a pause.
func growth(kept, beside int) int {
	const usualGC = 100
	return max(1, int(usualGC*int64(beside)/int64(beside+kept)))
}

// keepTidiness returns what sets back what tidy sets from now on.
func keepTidiness() (restore func()) {
	const usual = 100
	before := debug.SetGCPercent(usual) // there is no other way to ask
	debug.SetGCPercent(before)
	return func() { debug.SetGCPercent(before) }
}
