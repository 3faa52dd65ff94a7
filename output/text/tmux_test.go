//go:build unix

package text

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/outputtest"
)

// A terminal is a real one: a pane of tmux that shows what is written to it.
type terminal struct {
	t      *testing.T
	socket string
	*os.File
	written int
}

func newTerminal(t *testing.T, width, height int) *terminal {
	t.Helper()
	outputtest.Tool(t, "tmux")
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	term := &terminal{t: t, socket: filepath.Join(dir, "tmux")}
	term.tmux("-f", os.DevNull, "new-session", "-d", "-x", strconv.Itoa(width), "-y", strconv.Itoa(height), "cat '"+pipe+"'")
	var err error
	if term.File, err = os.OpenFile(pipe, os.O_WRONLY, 0); err != nil { // waits for cat
		t.Fatal(err)
	}
	t.Cleanup(func() { term.Close() }) // ends cat, and with it the session and tmux
	return term
}

func (term *terminal) tmux(args ...string) string {
	term.t.Helper()
	cmd := exec.Command("tmux", append([]string{"-u", "-S", term.socket}, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TMUX=", "SHELL=/bin/sh")
	out, err := cmd.CombinedOutput()
	if err != nil {
		term.t.Fatalf("tmux %q: %v\n%s", args, err, out)
	}
	return strings.TrimSuffix(string(out), "\n")
}

// show writes a text on an empty screen, and waits until it is there. The title
// of the pane tells: it is set behind the text.
func (term *terminal) show(text string) {
	term.t.Helper()
	term.written++
	title := "shown-" + strconv.Itoa(term.written)
	fmt.Fprintf(term, "\x1b[H\x1b[2J%s\x1b]2;%s\x1b\\", strings.ReplaceAll(text, "\n", "\r\n"), title)
	for deadline := time.Now().Add(10 * time.Second); ; {
		if term.tmux("display-message", "-p", "#{pane_title}") == title {
			return
		}
		if time.Now().After(deadline) {
			term.t.Fatalf("%q was not shown", text)
		}
	}
}

// cursor returns the cell in which the cursor stands.
func (term *terminal) cursor() int {
	term.t.Helper()
	x, err := strconv.Atoi(term.tmux("display-message", "-p", "#{cursor_x}"))
	if err != nil {
		term.t.Fatal(err)
	}
	return x
}

// A real terminal must have the last lifeline of each line in the same cell: it
// moves the cursor by its own idea of how wide a character is.
func TestTerminal(t *testing.T) {
	const width = 100
	term := newTerminal(t, width, 40)
	for _, c := range []struct {
		name   string
		events func(*diagram)
		screen output.Screen
	}{
		{"plain", connection, output.Screen{}},
		{"ascii", scripts, output.Screen{ASCII: true}},
		{"colour", connection, output.Screen{Colors: 256}},
		{"scripts", scripts, output.Screen{Colors: 16, Cursor: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.screen.Width = width
			var s sheet
			l := newLadder(&s, output.Options{Screen: c.screen, Zone: time.UTC}).(*ladder)
			c.events(newDiagram(t, l))
			ladder, _, _ := strings.Cut(s.String(), "\n\n")
			_, rows, _ := strings.Cut(ladder, "Δ ms")
			if c.screen.ASCII {
				_, rows, _ = strings.Cut(ladder, " ms ")
			}
			end := l.gutter.cells() + l.at[len(l.at)-1] + 1
			lines := strings.Split(rows, "\n")[1:]
			if len(lines) < 9 {
				t.Fatalf("only %d lines:\n%s", len(lines), ladder)
			}
			for _, line := range lines {
				term.show(line)
				if got := term.cursor(); got != end {
					t.Errorf("the last lifeline ends in cell %d, not %d: %q", got, end, line)
				}
			}
		})
	}
}

// What the terminal holds after a live diagram is what was written: nothing in
// the captured texts made it do anything else.
func TestTerminalObeysNobodyElse(t *testing.T) {
	term := newTerminal(t, 100, 80)
	var s sheet
	opts := output.Options{Zone: time.UTC, Screen: output.Screen{
		Cursor: true, Live: true, Colors: 256,
		Size: func() (int, int) { return 100, 40 },
	}}
	d := newDiagram(t, Format.New(&s, opts))
	for _, evil := range []string{"\x1b[2J\x1b[H", "\x1b]2;title\a", "\x9b31m", "\u009b2J", "\r\n\n\n", "\a\b\b\b\b", "\x1b[5A", "\x0e\x0f", "\x1bc"} {
		d.send(1000, "a"+evil, "b", evil+"text"+evil, nil)
	}
	term.show(s.String())
	screen := term.tmux("capture-pane", "-p")
	if want := strings.Count(s.String(), "\n"); strings.Count(screen, "\n")+1 < want {
		t.Errorf("%d lines, want %d:\n%s", strings.Count(screen, "\n"), want, screen)
	}
	if n := strings.Count(screen, "text"); n != 9 {
		t.Errorf("%d of 9 messages are there:\n%s", n, screen)
	}
}
