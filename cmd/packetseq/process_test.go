package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

const titles = `"No.","Time","Source","Destination","Protocol","Length","Info"` + "\n"

// row is one row of a capture: packet number n, n milliseconds after its start.
func row(n int) string {
	return fmt.Sprintf("\"%d\",\"2026-11-22 10:%02d:%02d.%03d\",\"10.0.0.1\",\"10.0.0.2\",\"UDP\",\"60\",\"packet %d.\"\n",
		n, n/60000%60, n/1000%60, n%1000, n)
}

// A process is packetseq, running.
type process struct {
	*exec.Cmd
	t      *testing.T
	in     io.WriteCloser
	out    *bufio.Reader
	errors strings.Builder
}

func start(t *testing.T, args ...string) *process {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there is no interrupt to be sent on Windows")
	}
	p := &process{Cmd: exec.Command("packetseq", args...), t: t}
	p.Dir = t.TempDir()
	p.Stderr = &p.errors
	var err error
	if p.in, err = p.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.out = bufio.NewReader(out)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	// What hangs is ended, so that the test fails by what is missing.
	watchdog := time.AfterFunc(30*time.Second, func() { _ = p.Process.Kill() })
	t.Cleanup(func() { watchdog.Stop() })
	return p
}

func (p *process) write(text string) {
	p.t.Helper()
	if _, err := io.WriteString(p.in, text); err != nil {
		p.t.Fatal(err)
	}
}

// awaits reads standard output up to a line that contains text.
func (p *process) awaits(text string) {
	p.t.Helper()
	for {
		line, err := p.out.ReadString('\n')
		if strings.Contains(line, text) {
			return
		}
		if err != nil {
			p.t.Fatalf("no %q on standard output: %v\n%s", text, err, p.errors.String())
		}
	}
}

func (p *process) interrupt() {
	p.t.Helper()
	if err := p.Process.Signal(os.Interrupt); err != nil {
		p.t.Fatal(err)
	}
}

// interruptAgain interrupts the process until it has ended: signals that come
// too close to each other are one to the system.
func (p *process) interruptAgain() {
	ended := make(chan struct{})
	p.t.Cleanup(func() { close(ended) })
	go func() {
		for p.Process.Signal(os.Interrupt) == nil {
			select {
			case <-ended:
				return
			case <-time.After(100 * time.Millisecond):
			}
		}
	}()
}

// ends makes sure that the process ends with that exit code.
func (p *process) ends(code int) {
	p.t.Helper()
	_ = p.Wait() // the exit code tells
	if got := p.ProcessState.ExitCode(); got != code {
		p.t.Errorf("exit code %d, want %d\n%s", got, code, p.errors.String())
	}
}

// TestLive draws a pipe that stays open: each packet is to be seen at once, and
// an interrupt finishes the diagram.
func TestLive(t *testing.T) {
	for _, test := range []struct{ form, end string }{
		{"diag", "}"},
		{"json", `"packets":3`},
	} {
		p := start(t, "-t", test.form)
		p.write(titles)
		for n := range 3 {
			p.write(row(n + 1))
			p.awaits(fmt.Sprintf("packet %d.", n+1))
		}
		p.interrupt()
		p.awaits(test.end)
		p.ends(exitWhole)
		if want := "packetseq: -: interrupted; the diagram shows what was read before\n"; p.errors.String() != want {
			t.Errorf("%s: told %q, want %q", test.form, p.errors.String(), want)
		}
	}
}

// TestCountEndsLivePipe ends the diagram with the last packet that counts, while
// the pipe stays open and is silent.
func TestCountEndsLivePipe(t *testing.T) {
	for _, form := range []string{"json", "png"} {
		p := start(t, "-c", "2", "-t", form, "-o", "call", "-")
		p.write(titles + row(1) + row(2))
		p.ends(exitWhole)
		onlyFiles(t, p.Dir, "call."+form)
	}
}

// TestInterruptedInRow ends a capture in the middle of a row: it is no bad row.
func TestInterruptedInRow(t *testing.T) {
	p := start(t, "-t", "csv")
	p.write(titles + row(1) + row(2)[:20])
	p.awaits("packet 1.")
	p.interrupt()
	if rest, err := io.ReadAll(p.out); err != nil || len(rest) > 0 {
		t.Errorf("after the last whole row comes %q, %v", rest, err)
	}
	p.ends(exitWhole)
	if strings.Count(p.errors.String(), "\n") != 1 {
		t.Errorf("told %q", p.errors.String())
	}
}

// TestSecondInterrupt stops a program that waits for its output to be read, and
// leaves nothing behind.
func TestSecondInterrupt(t *testing.T) {
	p := start(t, "-t", "json,diag", "-o", "call", "-")
	fifo := filepath.Join(p.Dir, "call.diag")
	if err := exec.Command("mkfifo", fifo).Run(); err != nil {
		t.Fatal(err)
	}
	p.write(titles + row(1)) // and is stuck: nobody opens the pipe to read
	var beside []string
	for len(beside) == 0 {
		time.Sleep(10 * time.Millisecond)
		beside, _ = filepath.Glob(filepath.Join(p.Dir, ".packetseq-*"))
		if p.Process.Signal(syscall.Signal(0)) != nil {
			t.Fatal("the program did not wait")
		}
	}
	p.interruptAgain()
	p.ends(exitStopped)
	onlyFiles(t, p.Dir, "call.diag")
}

// TestStopsAtFullPipe stops a program whose reader reads no more.
func TestStopsAtFullPipe(t *testing.T) {
	p := start(t)
	go func() {
		_, _ = io.WriteString(p.in, titles)
		for n := 1; ; n++ {
			if _, err := io.WriteString(p.in, row(n)); err != nil {
				return
			}
		}
	}()
	p.awaits("packet 1.")
	time.Sleep(200 * time.Millisecond)
	p.interruptAgain()
	p.ends(exitStopped)
}

// onlyFiles makes sure that these files are in a folder, and no others.
func onlyFiles(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("there are %q, want %q", got, want)
	}
}
