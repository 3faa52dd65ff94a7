package tshark

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// A Command says what an installed tshark is to dissect.
type Command struct {
	File  string    // a raw capture, or "-" for Stdin
	Stdin io.Reader // may still be read from when tshark has ended

	// Args are the user's own arguments (-Y, -d, -o, -2 -R …). Names are not
	// resolved (-n) unless one of them begins with -N.
	Args []string
}

// The columns that are asked for are Wireshark's own, so that the words are too, and
// those that tell what Info may not. Of the forms that keep a text whole whatever is
// in it, PSML takes tshark the least time: 0.9 s of CPU for 51,000 packets, against
// 4.0 s for EK with the same texts and the fields beside them.
const runColumns = `gui.column.format:"No.","%m","Epoch Time","%t","Source","%s","Destination","%d",` +
	`"Protocol","%p","Length","%L","Info","%i","Src Port","%uS","Dest Port","%uD",` +
	`"HW Src Addr","%uhs","HW Dest Addr","%uhd"`

// arguments returns what tshark is called with. What a later argument says counts, so
// that the user's cannot change the form of the output.
func (c Command) arguments() []string {
	var args []string
	if !slices.ContainsFunc(c.Args, func(arg string) bool { return strings.HasPrefix(arg, "-N") }) {
		args = append(args, "-n")
	}
	file := c.File
	if strings.HasPrefix(file, "-") && file != "-" {
		file = "./" + file
	}
	args = append(args, c.Args...)
	return append(args, "-l", "-t", "e", "-u", "s", "-o", runColumns, "-T", "psml", "-r", file)
}

// A Run is a tshark at work. Read yields what it writes, for RunFormat.
type Run struct {
	cmd    *exec.Cmd
	out    io.Reader
	errors tail
	wait   func() error // once
	stdin  stdin        // that tshark reads, if it does
}

// ErrNoTshark says that tshark is not installed.
var ErrNoTshark = errors.New("tshark is not installed; it is in the package tshark of Debian and Ubuntu, " +
	"wireshark-cli of Fedora and Arch, wireshark of Homebrew")

// Start runs tshark. The caller closes the Run.
func Start(c Command) (*Run, error) {
	program, err := exec.LookPath("tshark")
	if err != nil {
		return nil, ErrNoTshark
	}
	if c.File != "-" {
		if err := checkRaw(c.File); err != nil {
			return nil, err
		}
	}
	r := &Run{cmd: exec.Command(program, c.arguments()...)}
	if c.File == "-" {
		in, out, err := os.Pipe()
		if err != nil {
			return nil, err
		}
		defer in.Close() // tshark has its own
		r.cmd.Stdin = in
		go r.stdin.copy(out, c.Stdin)
	}
	r.cmd.Stderr = &r.errors
	r.cmd.WaitDelay = time.Second // for a child of tshark that keeps its standard error
	ownGroup(r.cmd)
	if r.out, err = r.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := r.cmd.Start(); err != nil {
		return nil, err
	}
	r.wait = sync.OnceValue(r.cmd.Wait)
	return r, nil
}

// Read yields what tshark writes. When it has ended, the error is io.EOF, or a
// *RunError if it failed.
func (r *Run) Read(p []byte) (int, error) {
	n, err := r.out.Read(p)
	if err == nil || n > 0 {
		return n, nil
	}
	failure := r.wait()
	if err := r.stdin.failure.Load(); err != nil {
		return 0, err
	}
	if failure != nil {
		return 0, &RunError{r.errors.complaint(), failure}
	}
	return 0, err
}

// Close ends tshark, if it has not ended yet.
func (r *Run) Close() error {
	_ = r.cmd.Process.Kill() // it may have ended
	_ = r.wait()             // and how does not matter any more
	return nil
}

// Remarks returns what tshark had to say beside its output, when it has ended.
func (r *Run) Remarks() []string { return r.errors.remarks() }

// A RunError says that tshark failed.
type RunError struct {
	Text string // what it said
	Err  error  // how it ended
}

func (e *RunError) Error() string {
	if e.Text == "" {
		return fmt.Sprintf("tshark failed: %v", e.Err)
	}
	return e.Text
}

func (e *RunError) Unwrap() error { return e.Err }

// RunFormat is the form in which a Run writes. It is never looked for.
var RunFormat = input.Format{
	Name:   "tshark run",
	Help:   "an installed tshark",
	Detect: func([]byte) bool { return false },
	New:    func(r io.Reader, o input.Options) seq.Reader { return &runReader{PSML.New(r, o), o.Name} },
}

// A runReader tells of tshark's failure as of the capture's, without a line.
type runReader struct {
	seq.Reader
	name string
}

func (r *runReader) Read(p *seq.Packet) error {
	err := r.Reader.Read(p)
	var failure *RunError
	if errors.As(err, &failure) {
		err = &input.PositionError{Name: r.name, Err: failure}
	}
	return err
}

// maxTail bounds how much of what tshark says is kept.
const maxTail = 16 << 10

// A tail keeps the end of what is written to it.
type tail struct {
	mu   sync.Mutex
	text []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if over := len(t.text) - maxTail; over > 0 {
		t.text = append(t.text[:0], t.text[over:]...)
	}
	return len(p), nil
}

// lines returns the lines, without those that only point into the line above.
func (t *tail) lines() (lines []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := bufio.NewScanner(bytes.NewReader(t.text))
	s.Buffer(nil, maxTail+1)
	for s.Scan() {
		line := strings.TrimSpace(s.Text())
		if strings.Trim(line, "^~ ") != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// remarks returns the lines before the complaint.
func (t *tail) remarks() []string {
	lines := t.lines()
	lines = slices.Clone(lines[:len(lines)-len(complaintOf(lines))])
	return slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, notices[0]) }) // of root, not of the capture
}

// complaint returns what tshark said of its failure, in one line.
func (t *tail) complaint() string { return strings.Join(complaintOf(t.lines()), "; ") }

// complaintOf returns the lines from that which tshark begins with its name.
func complaintOf(lines []string) []string {
	for i, line := range lines {
		if strings.HasPrefix(line, "tshark: ") {
			return lines[i:]
		}
	}
	return nil
}
