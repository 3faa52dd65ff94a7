package text

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// A ladder is the Writer. It gathers a few rows, finds columns for them, and
// writes them.
type ladder struct {
	files output.Files
	out   io.Writer // nil before the first write
	opts  output.Options
	*glyphs
	palette
	stamper *output.Stamper

	captures []seq.Capture
	hosts    []host // by Participant.Index
	crossing crossing
	rows     []row  // not written yet
	stamps   []byte // their times
	date     []byte // of the last row
	before   seq.Time

	columns
	recent []demand // of the messages that columns are chosen by
	unseen int      // messages since it was last asked whether they do
	below  int      // lines since the heads

	// For the footer: how many labels and heads were cut, and which forms need a word.
	cut, cutHeads                 int
	timesCut                      bool
	anyAgain, anyLost, anyLeaving bool

	b []byte // drawn, and not written yet
}

// A host is a lifeline.
type host struct {
	name      span
	addresses []span // a line each
	cells     int    // of the widest of those
	unnamed   bool   // its name is its address, and a short one
	cut       bool   // its head was, somewhere
}

// A row is a message or a gap.
type row struct {
	label            span
	from, to         int // hosts
	after, before    int // hosts between which it was lost; equal if that is not known
	kind             seq.Kind
	again, lost, gap bool
	noted            bool // a line of its own below the message: what was noted on it
	number           int
	sent             seq.Time
	received         seq.Time
	delay            time.Duration // one way; below 0 if that is not known
	stamp            int           // end of its time in ladder.stamps
	date             string        // that begins with it; mostly empty
	capture          int           // where it was seen first
	seen             uint64        // where it was captured: a bit for each of the first captures
	left, last       uint64        // the same for all sightings but the last, and for that

	// Of a message that has a second row where it arrives; see crossing.
	undecided, leaving, arrival bool
}

// maxAddresses is how many addresses stand under a name.
const maxAddresses = 4

// batch is how many rows are gathered when nobody waits for them.
const batch = 256

func (l *ladder) Capture(c seq.Capture) error {
	l.captures = append(l.captures, c)
	return nil
}

func (l *ladder) Participant(p seq.Participant) error {
	if p.Index == len(l.hosts) {
		l.hosts = append(l.hosts, host{name: l.span(p.Name)})
	}
	h := &l.hosts[p.Index]
	h.addresses, h.cells = nil, 0
	h.unnamed = false
	if len(p.Addresses) == 1 && p.Addresses[0] == p.Name {
		h.unnamed = isShortAddress(p.Name)
		return nil
	}
	shown := slices.Clone(p.Addresses)
	output.SortAddresses(shown)
	if more := len(shown) - maxAddresses; more > 0 {
		shown = append(shown[:maxAddresses], fmt.Sprintf("and %d more", more))
	}
	for _, address := range shown {
		s := l.span(address)
		h.addresses = append(h.addresses, s)
		h.cells = max(h.cells, s.cells)
	}
	return nil
}

func (l *ladder) Message(m *seq.Message) error {
	r := row{
		label:   l.label(m),
		from:    m.From,
		to:      m.To,
		kind:    m.Kind,
		again:   m.Marks.Has(seq.AnyRetransmission),
		lost:    m.Lost,
		after:   m.LostAfter,
		before:  m.LostBefore,
		number:  m.Number,
		sent:    m.Sent,
		delay:   output.OneWay(m, l.captures),
		capture: m.Packet.Capture,
	}
	for _, s := range m.Seen {
		r.left = r.seen
		r.last = 1 << min(s.Capture, 63)
		r.seen |= r.last
	}
	if m.Count < 2 { // of a folded run it is not known when all of it was there
		r.received = m.Received
	}
	l.anyAgain = l.anyAgain || r.again
	l.anyLost = l.anyLost || r.lost
	l.crossing.message(&r)
	for note := range strings.Lines(m.Packet.Comment) {
		text := l.span(strings.TrimRight(note, "\r\n"))
		l.crossing.other(&row{gap: true, noted: true, label: text, from: m.From, to: m.To})
	}
	return l.release()
}

func (l *ladder) Gap(g seq.Gap) error {
	// What is on its way arrives on the side of the silence that is nearer in time.
	l.crossing.land(g.After.Add(g.Duration / 2))
	l.crossing.other(&row{gap: true, label: l.span(output.Duration(g.Duration))})
	return l.release()
}

func (l *ladder) End(e seq.End) error {
	l.crossing.landAll()
	if err := l.release(); err != nil {
		return err
	}
	l.settle()
	l.drawRows()
	if l.at == nil && len(l.hosts) > 0 { // nothing was sent
		l.columns = l.choose(l.screenWidth(), l.gutter)
		l.heads()
	}
	l.feet()
	l.footer(e)
	return l.flush()
}

// release takes the rows of which all is known.
func (l *ladder) release() error {
	for r := l.crossing.next(); r != nil; r = l.crossing.next() {
		l.anyLeaving = l.anyLeaving || r.leaving
		switch {
		case r.leaving:
			r.seen = r.left
		case r.arrival:
			r.sent, r.seen = r.received, r.last
		}
		if r.gap {
			r.stamp = len(l.stamps)
		} else {
			l.stamp(r)
		}
		if !r.gap && !r.arrival {
			l.note(r)
		}
		if err := l.add(r); err != nil {
			return err
		}
	}
	l.crossing.tidy()
	return nil
}

// add takes a row, and writes what was gathered if it is time to.
func (l *ladder) add(r *row) error {
	l.rows = append(l.rows, *r)
	if !l.opts.Screen.Live && len(l.rows) < batch {
		return nil
	}
	l.settle()
	l.drawRows()
	return l.flush()
}

// drawRows draws the rows gathered.
func (l *ladder) drawRows() {
	stamp := 0
	for i := range l.rows {
		r := &l.rows[i]
		switch {
		case r.noted:
			l.drawNote(r)
		case r.gap:
			l.drawGap(r)
		default:
			l.drawDate(r)
			l.drawMessage(r, l.stamps[stamp:r.stamp])
		}
		stamp = r.stamp
	}
	clear(l.rows) // what the labels point to
	l.rows, l.stamps = l.rows[:0], l.stamps[:0]
}

// flush writes what was drawn.
func (l *ladder) flush() error {
	if l.out == nil {
		out, err := l.files.Page(1, 1)
		if err != nil {
			return err
		}
		l.out = out
	}
	_, err := l.out.Write(l.b)
	l.b = l.b[:0]
	return err
}

// newline ends a line of the ladder, without spaces at its end.
func (l *ladder) newline() {
	l.b = append(bytes.TrimRight(l.b, " "), '\n')
	l.below++
}

func (l *ladder) span(s string) span { return newSpan(s, l.opts.Screen.ASCII) }

// inked appends a text in a colour.
func (l *ladder) inked(ink, text string) {
	if text == "" {
		return
	}
	l.b = append(l.b, ink...)
	l.b = append(l.b, text...)
	if ink != "" {
		l.b = append(l.b, l.reset...)
	}
}
