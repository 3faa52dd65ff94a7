//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"image/png"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestTsharkDissects: what an installed tshark says of a raw capture is Wireshark's own
// CSV of it.
func TestTsharkDissects(t *testing.T) {
	needs(t, "tshark")
	const folder = repository + "/../shared/captures/lab/"
	for _, name := range []string{"direct/client.pcap", "ipv6/router.pcapng"} {
		capture := folder + name
		if _, err := os.Stat(capture); err != nil {
			t.Skip(err)
		}
		exported := filepath.Join(filepath.Dir(capture), "csv", filepath.Base(capture)+".csv.gz")
		got := csvOf(t, "--tshark", capture)
		if want := csvOf(t, exported); got != want || strings.Count(got, "\n") < 10 {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
		all := strings.Count(got, "\n")
		if filtered := csvOf(t, "--tshark", "--tshark-arg", "-Y", "--tshark-arg", "tcp.flags.syn == 1", capture); strings.Count(filtered, "\n") >= all {
			t.Errorf("%s: the filter has no effect", name)
		}
	}
}

// TestInterruptEndsTshark: an interrupt finishes the diagram of what tshark has written,
// and ends tshark.
func TestInterruptEndsTshark(t *testing.T) {
	p, number := startTshark(t)
	p.interrupt()
	p.awaits(`"messages":1`)
	p.ends(exitWhole)
	if err := syscall.Kill(number, 0); err != syscall.ESRCH {
		t.Errorf("tshark goes on: %v", err)
	}
}

// startTshark runs packetseq over a tshark that has written a packet and does not end,
// and returns the number of its process.
func startTshark(t *testing.T) (p *process, tshark int) {
	t.Helper()
	folder := t.TempDir()
	const script = `#!/bin/sh
echo $$ > pid
printf '<psml><structure><section>No.</section><section>Source</section><section>Info</section></structure>'
printf '<packet><section>1</section><section>a</section><section>the first</section></packet>\n'
exec sleep 60
`
	if err := os.WriteFile(filepath.Join(folder, "tshark"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+string(filepath.ListSeparator)+os.Getenv("PATH"))
	p = start(t, "--tshark", "-t", "json", "-")
	p.awaits("the first")
	pid, err := os.ReadFile(filepath.Join(p.Dir, "pid"))
	if err != nil {
		t.Fatal(err)
	}
	tshark, err = strconv.Atoi(strings.TrimSpace(string(pid)))
	if err != nil {
		t.Fatal(err)
	}
	return p, tshark
}

// TestTextForTshark: text is told to be text also where it cannot be looked at before.
func TestTextForTshark(t *testing.T) {
	needs(t, "tshark")
	p := start(t, "--tshark", "-")
	p.write(titles + row(1))
	p.in.Close()
	p.ends(exitPartial)
	if want := "packetseq: -: is text, and --tshark reads raw captures\n"; !strings.HasPrefix(p.errors.String(), want) {
		t.Errorf("told %q, want %q", p.errors.String(), want)
	}
}

// A liveServer is an HTTP server on the loopback device whose answers wait until they
// are released, and so show whether a request is seen before anything else comes.
type liveServer struct {
	*httptest.Server
	t        *testing.T
	released chan struct{}
}

func newLiveServer(t *testing.T) *liveServer {
	s := &liveServer{t: t, released: make(chan struct{})}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/held" {
			<-s.released
		}
		fmt.Fprintln(w, "done")
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *liveServer) port() int { return s.Listener.Addr().(*net.TCPAddr).Port }

// get asks the server for a path, on a connection of its own.
func (s *liveServer) get(path string) {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Get(s.URL + path)
	if err != nil {
		s.t.Error(err)
		return
	}
	_, _ = io.Copy(io.Discard, answer.Body)
	answer.Body.Close()
}

// A watch waits for texts in what is written through it.
type watch struct {
	w    io.Writer
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *watch) Write(p []byte) (int, error) {
	w.mu.Lock()
	w.text.Write(p)
	w.mu.Unlock()
	return w.w.Write(p)
}

func (w *watch) has(text string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Contains(w.text.String(), text)
}

// capture runs a tshark that captures the traffic of the server into w, and returns what
// it writes when it has begun. The test is skipped where capturing is not allowed.
func (s *liveServer) capture(w io.Writer, args ...string) *watch {
	s.t.Helper()
	needs(s.t, "tshark")
	out := &watch{w: w}
	c := exec.Command("tshark", append([]string{"-l", "-n", "-i", loopback(s.t), "-f", fmt.Sprintf("tcp port %d", s.port())}, args...)...)
	told, err := c.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	c.Stdout = out
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = c.Process.Signal(os.Interrupt)
		time.AfterFunc(5*time.Second, func() { _ = c.Process.Kill() })
		_ = c.Wait()
	})
	begun := make(chan string, 1)
	go func() {
		var lines strings.Builder
		for scanner := bufio.NewScanner(told); scanner.Scan(); {
			fmt.Fprintln(&lines, scanner.Text())
			if strings.Contains(scanner.Text(), "Capturing on") {
				begun <- ""
				_, _ = io.Copy(io.Discard, told)
				return
			}
		}
		begun <- lines.String()
	}()
	if complaint := <-begun; complaint != "" {
		s.t.Skipf("no capturing here: %s", complaint)
	}
	s.warmUp(out)
	return out
}

// warmUp makes traffic until the capture shows it: it begins a little after tshark says
// so.
func (s *liveServer) warmUp(out *watch) {
	s.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !out.has("/warm-up"); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatal("tshark captures nothing")
		}
		s.get("/warm-up")
	}
}

// loopback returns the name of the loopback device.
func loopback(t *testing.T) string {
	t.Helper()
	devices, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range devices {
		if d.Flags&net.FlagLoopback != 0 {
			return d.Name
		}
	}
	t.Skip("no loopback device")
	return ""
}

// TestLiveTshark: a request is drawn while its answer is still out, whatever form
// tshark writes.
func TestLiveTshark(t *testing.T) {
	for _, form := range []string{"text", "psml", "pdml", "json", "ek"} {
		t.Run(form, func(t *testing.T) {
			s := newLiveServer(t)
			p := start(t, "-t", "json")
			s.capture(p.in, "-T", form)
			answered := make(chan struct{})
			go func() { s.get("/held"); close(answered) }()
			p.awaits("GET /held HTTP/1.1")
			close(s.released)
			<-answered
			p.interrupt()
			p.awaits(`{"type":"end"`)
			p.ends(exitWhole)
		})
	}
}

// TestLiveTsharkOnScreen looks at the same in a terminal.
func TestLiveTsharkOnScreen(t *testing.T) {
	s := newLiveServer(t)
	screen := newScreen(t, "")
	s.capture(screen.File)
	go s.get("/held")
	screen.awaits("GET /held HTTP/1.1")
	close(s.released)
	screen.tmux("send-keys", "C-c")
	screen.awaits("interrupted; the diagram shows what was read before")
}

// TestLivePicture: an interrupt leaves a picture that is whole.
func TestLivePicture(t *testing.T) {
	s := newLiveServer(t)
	p := start(t, "-o", "live.png", "-")
	out := s.capture(p.in)
	close(s.released)
	s.get("/held")
	for deadline := time.Now().Add(20 * time.Second); !out.has("GET /held"); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("tshark does not show the request")
		}
	}
	p.interrupt()
	p.ends(exitWhole)
	onlyFiles(t, p.Dir, "live.png")
	f, err := os.Open(filepath.Join(p.Dir, "live.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := png.Decode(f); err != nil {
		t.Error(err)
	}
}

// TestLiveHead: a reader that leaves ends everything quietly.
func TestLiveHead(t *testing.T) {
	needs(t, "bash")
	s := newLiveServer(t)
	c := exec.Command("bash", "-o", "pipefail", "-c", "packetseq -t json | head -n 3")
	var out, told strings.Builder
	c.Stdout, c.Stderr = &out, &told
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	s.capture(in, "-T", "ek")
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		s.get("/more")
		select {
		case err := <-ended:
			if err != nil || told.Len() > 0 || strings.Count(out.String(), "\n") != 3 {
				t.Errorf("%v, told %q, wrote %q", err, told.String(), out.String())
			}
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
	_ = c.Process.Kill()
	t.Error("it does not end")
}
