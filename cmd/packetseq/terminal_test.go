//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A screen is a real terminal, a pane of tmux, in which packetseq reads a pipe.
type screen struct {
	t      *testing.T
	socket string
	*os.File
}

func newScreen(t *testing.T, args string) *screen {
	t.Helper()
	needs(t, "tmux")
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	s := &screen{t: t, socket: filepath.Join(dir, "tmux")}
	s.tmux("-f", os.DevNull, "new-session", "-d", "-x", "80", "-y", "24",
		fmt.Sprintf("trap : INT; packetseq %s < '%s'; sleep 60", args, pipe)) // an interrupt is for packetseq
	t.Cleanup(func() { s.tmux("kill-server") })
	var err error
	if s.File, err = os.OpenFile(pipe, os.O_WRONLY, 0); err != nil { // waits for the reader
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func (s *screen) tmux(args ...string) string {
	s.t.Helper()
	cmd := exec.Command("tmux", append([]string{"-u", "-S", s.socket}, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TZ=UTC", "TMUX=", "SHELL=/bin/sh", "NO_COLOR=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		s.t.Fatalf("tmux %q: %v\n%s", args, err, out)
	}
	return string(out)
}

// awaits waits until the screen shows a text, and returns all that it shows.
func (s *screen) awaits(text string) string {
	s.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		shown := s.tmux("capture-pane", "-p")
		if strings.Contains(shown, text) {
			return shown
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("no %q on the screen:\n%s", text, shown)
		}
	}
}

// TestLiveLadder looks at the diagram of a live pipe in a terminal: each packet
// is there before the next one comes, a new host gets its column, and the heads
// come again before they leave the screen.
func TestLiveLadder(t *testing.T) {
	s := newScreen(t, "")
	fmt.Fprint(s, titles, row(1))
	s.awaits("├─ packet 1. ")
	fmt.Fprint(s, row(2))
	if shown := s.awaits("├─ packet 2. "); strings.Count(shown, "10.0.0.1") != 1 {
		t.Errorf("the heads are not there once:\n%s", shown)
	}
	fmt.Fprint(s, strings.Replace(row(3), "10.0.0.2", "10.0.0.3", 1))
	if shown := s.awaits("packet 3. "); !strings.Contains(shown, "10.0.0.3") {
		t.Errorf("the new host has no head:\n%s", shown)
	}
	for n := range 40 {
		fmt.Fprint(s, row(4+n))
	}
	if shown := s.awaits("├─ packet 43. "); !strings.Contains(shown, "10.0.0.3") || strings.Contains(shown, "packet 1. ") {
		t.Errorf("the heads did not come again:\n%s", shown)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s.awaits("standard input: 43 packets")
	if colored := s.tmux("capture-pane", "-p", "-e"); !strings.Contains(colored, "\x1b[") {
		t.Errorf("no colours:\n%s", colored)
	}
}
