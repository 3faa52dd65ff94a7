package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// questions asks the user for names, in the words of the original packetseq.
type questions struct {
	w       io.Writer
	answers *bufio.Scanner
	echo    bool // of the answers, where no terminal does it
	ended   bool // there are no more answers

	// oneHost is whether an address is one host in all captures: it is asked about once.
	oneHost bool
	asked   map[string]bool // about which addresses, then
}

// newQuestions returns questions that are written to the terminal, or to
// standard error if there is none, and answered on standard input. done gives
// the terminal back.
func newQuestions(std stdio) (q *questions, done func()) {
	q = &questions{w: std.err, answers: bufio.NewScanner(std.in), echo: !std.inTerminal}
	if !std.inTerminal || std.errTerminal {
		return q, func() {}
	}
	terminal, err := std.openTerminal()
	if err != nil {
		return q, func() {}
	}
	q.w = terminal
	return q, func() { _ = terminal.Close() }
}

// An askedEnd is one end of a packet in the words of the questions.
type askedEnd struct{ word, address string }

// about asks what the two ends of a capture's first connection are called in
// that capture. An empty answer, or none, keeps the address.
func (q *questions) about(capture string, first seq.Packet, names *seq.Names) error {
	ends := []askedEnd{{"src", first.Source}, {"dst", first.Destination}}
	if q.oneHost {
		if ends = slices.DeleteFunc(ends, q.again); len(ends) == 0 {
			return nil
		}
	}
	const rule = "########################################"
	fmt.Fprintf(q.w, "%s\nfile_name:%s\n%s\n", rule, printable(capture), rule)
	for _, end := range ends {
		if end.address == "" {
			continue
		}
		fmt.Fprintf(q.w, "%s ip:%s -> %s name: ???\n", end.word, printable(end.address), end.word)
		fmt.Fprintf(q.w, "input %s name > ", end.word)
		if name := q.answer(); name != "" {
			names.Add(first.Capture, end.address, name)
		}
	}
	fmt.Fprintln(q.w)
	if err := q.answers.Err(); err != nil {
		return fmt.Errorf("the answers: %w", err)
	}
	return nil
}

// again reports whether an end was asked about before.
func (q *questions) again(end askedEnd) bool {
	address := seq.Canonical(end.address)
	if q.asked[address] {
		return true
	}
	if q.asked == nil {
		q.asked = map[string]bool{}
	}
	q.asked[address] = true
	return false
}

// answer reads one answer, without the spaces around it.
func (q *questions) answer() string {
	if q.ended || !q.answers.Scan() {
		q.ended = true
		fmt.Fprintln(q.w)
		return ""
	}
	name := strings.TrimSpace(q.answers.Text())
	if q.echo {
		fmt.Fprintln(q.w, printable(name))
	}
	return name
}

// lookAhead is in how many of a capture's packets the first SYN is looked for.
// It is no more than what sorting them will hold.
const lookAhead = sortWindow

// firstConnection reads packets up to the first SYN and returns it, or the
// first packet where there is none. The packets it read come again from the
// reader it returns. A capture without packets is io.EOF.
func firstConnection(r seq.Reader) (first seq.Packet, again seq.Reader, err error) {
	a := &aheadReader{reader: r}
	var p seq.Packet
	for len(a.packets) < lookAhead && a.err == nil {
		if a.err = r.Read(&p); a.err != nil {
			break
		}
		a.packets = append(a.packets, p)
		if p.Known.Has(seq.KnowsFlags) && p.Flags&(seq.FlagSYN|seq.FlagACK) == seq.FlagSYN {
			return p, a, nil
		}
	}
	if len(a.packets) == 0 {
		return seq.Packet{}, a, a.err
	}
	return a.packets[0], a, nil
}

// An aheadReader gives the packets that were read ahead, and then goes on.
type aheadReader struct {
	packets []seq.Packet
	reader  seq.Reader
	err     error // of the reader, if it has ended
}

func (a *aheadReader) Read(p *seq.Packet) error {
	if len(a.packets) > 0 {
		*p = a.packets[0]
		a.packets = a.packets[1:]
		return nil
	}
	if a.err != nil {
		return a.err
	}
	return a.reader.Read(p)
}
