package tshark

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/stamp"
	"github.com/packetseq/packetseq/seq"
)

// Tcpdump is what tcpdump prints, with any of -n -t -tt -ttt -tttt -ttttt -q -e
// -v -# and -S.
//
//	11:14:45.493525 IP 192.168.1.3.53833 > 192.168.1.62.3128: Flags [S], seq 1, win 8192, length 0
//
//	11:14:45.493525 IP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto TCP (6), length 52)
//	    192.168.1.3.53833 > 192.168.1.62.3128: Flags [S], cksum 0x1 (correct), seq 1, win 8192, length 0
//
// Info is in tcpdump's words. The lines that -v, -x and -X write below these,
// which are indented, are not read.
var Tcpdump = input.Format{
	Name:   "tcpdump",
	Help:   "what tcpdump prints",
	Detect: detectTcpdump,
	New: func(r io.Reader, o input.Options) seq.Reader {
		return stamp.Settle(&tcpdumpReader{o: o, scan: newScanner(r), times: stamp.NewColumn(stamp.Epoch, o.Zone)})
	},
}

// detectTcpdump goes by the first line: it is a packet with a header that
// tcpdump names, or a notice that comes before the packets.
func detectTcpdump(head []byte) bool {
	line, _ := firstLine(head)
	if isTcpdumpNotice(line) {
		return line != ""
	}
	l, ok := cutTcpdumpLine(line)
	return ok && beginsTcpdump(l.body)
}

// beginsTcpdump reports whether s begins as what tcpdump writes behind the time.
func beginsTcpdump(s string) bool {
	s = s[direction(s):]
	for _, name := range [...]string{"IP ", "IP6 ", "ARP, ", "ethertype ", "ifindex "} {
		if strings.HasPrefix(s, name) {
			return true
		}
	}
	n := word(s)
	return isMAC(s[:n]) && (strings.HasPrefix(s[n:], " > ") || strings.HasPrefix(s[n:], " ethertype "))
}

// tcpdumpNotices are the beginnings of lines that tcpdump writes to standard
// error beside the packets.
var tcpdumpNotices = [...]string{"tcpdump: ", "listening on ", "reading from file ", "Warning: "}

// isTcpdumpNotice reports whether a line is one of tcpdump's own and no packet's.
func isTcpdumpNotice(line string) bool {
	for _, n := range tcpdumpNotices {
		if strings.HasPrefix(line, n) {
			return true
		}
	}
	line = strings.TrimPrefix(line, "^C")
	n := word(line)
	return line == "" || isNumber(line[:n]) && (strings.HasPrefix(line[n:], " packets captured") ||
		strings.HasPrefix(line[n:], " packet captured") || strings.HasPrefix(line[n:], " packets received by filter") ||
		strings.HasPrefix(line[n:], " packet received by filter") || strings.HasPrefix(line[n:], " packets dropped by ") ||
		strings.HasPrefix(line[n:], " packet dropped by "))
}

// A tcpdumpReader reads packets, with the times as they are written.
type tcpdumpReader struct {
	o     input.Options
	scan  *scanner
	times *stamp.Column
	count int  // packets so far
	timed bool // they have times

	held  tcpdumpLine // read, but not handed out; its body may go on below
	holds bool
	err   error // sticky, after held
}

var errNoTcpdump = errors.New("not a packet as tcpdump prints them")

func (r *tcpdumpReader) Read(p *seq.Packet) error {
	for {
		l, err := r.next()
		if err != nil {
			return err
		}
		if err = r.packet(p, l); err == nil {
			return nil
		}
		r.o.Report(located(r.o, l.line, err))
	}
}

// next returns the next packet's line, with the lines that its body is in put
// together.
func (r *tcpdumpReader) next() (tcpdumpLine, error) {
	for r.err == nil && (!r.holds || r.held.goesOn()) {
		line, number, err := r.scan.nextLine()
		switch {
		case err == errLongPiece:
			r.o.Report(located(r.o, number, err))
		case err != nil:
			r.err = located(r.o, 0, err)
		default:
			if before, ok := r.take(strings.TrimPrefix(line, string(bom)), number); ok {
				return before, nil
			}
		}
	}
	if r.holds {
		r.holds = false
		return r.held, nil
	}
	return tcpdumpLine{}, r.err
}

// take makes a line the one that is held, or a part of it. The line that was
// held before is to be handed out now.
func (r *tcpdumpReader) take(line string, number int) (before tcpdumpLine, ok bool) {
	if l, ok := cutTcpdumpLine(line); ok && (l.time != "" || !r.timed) {
		l.line = number
		r.timed = l.time != ""
		before, ok = r.held, r.holds
		r.held, r.holds = l, true
		return before, ok
	}
	switch {
	case isDetail(line), r.timed && beginsTcpdump(line): // of a packet inside another
		if r.holds {
			r.held.body += " " + strings.TrimLeft(line, " \t")
		}
	case !isTcpdumpNotice(line):
		r.o.Report(located(r.o, number, fmt.Errorf("%w: %.40q", errNoTcpdump, line)))
	}
	return before, false
}

// isDetail reports whether a line belongs to the packet above it.
func isDetail(line string) bool { return line != "" && (line[0] == '\t' || line[0] == ' ') }

// packet makes p of a line.
func (r *tcpdumpReader) packet(p *seq.Packet, l tcpdumpLine) (err error) {
	r.count++
	*p = seq.Packet{Capture: r.o.Capture, Number: r.count, Length: -1}
	if l.number > 0 {
		p.Number = l.number
	}
	if l.time != "" {
		if p.Time, err = r.times.Time(l.time); err != nil {
			return err
		}
	}
	parseTcpdump(p, l.body)
	return nil
}
