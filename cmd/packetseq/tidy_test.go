package main

import (
	"io"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

// gcPercent returns by how many percent memory may grow now.
func gcPercent() int {
	p := debug.SetGCPercent(100)
	debug.SetGCPercent(p)
	return p
}

// TestTidy has so much kept that a share of it is none, and a user who has said how much memory may grow.
func TestTidy(t *testing.T) {
	defer keepTidiness()()
	t.Setenv("GOGC", "")
	for kept, want := range map[int]int{0: 100, besideDrawing: 50, 100 << 30: 1} {
		if tidy(kept, besideDrawing); gcPercent() != want {
			t.Errorf("%d bytes: %d %%, want %d", kept, gcPercent(), want)
		}
	}
	t.Setenv("GOGC", "300")
	debug.SetGCPercent(300)
	if tidy(1<<30, besideDrawing); gcPercent() != 300 {
		t.Errorf("with GOGC=300: %d %%", gcPercent())
	}
}

// TestTidinessIsSetBack draws captures that show the same packets, with --merge and without.
func TestTidinessIsSetBack(t *testing.T) {
	defer keepTidiness()()
	debug.SetGCPercent(123)
	folder := t.TempDir()
	data := repository + "/testdata/"
	for _, flags := range [][]string{nil, {"--merge"}} {
		var told strings.Builder
		args := append(flags, data+"client.csv", data+"proxy.csv", "-t", "csv", "-o", filepath.Join(folder, "out.csv"))
		std := stdio{in: strings.NewReader(""), out: io.Discard, err: &told, getenv: func(string) string { return "" }}
		if status := run(args, std); status != exitWhole {
			t.Errorf("%q: %d: %s", flags, status, told.String())
		}
		if now := gcPercent(); now != 123 {
			t.Errorf("%q: %d %%", flags, now)
		}
		if remark := strings.Contains(told.String(), "show the same packets"); remark != (flags == nil) {
			t.Errorf("%q: %q", flags, told.String())
		}
	}
}
