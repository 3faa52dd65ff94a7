package layout

import (
	"math"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// A Diagram is what a picture is made of: the events of a diagram, kept as
// compactly as drawing allows. Its zero value is an empty diagram.
type Diagram struct {
	captures     []seq.Capture
	participants []participant
	messages     []message
	gaps         []gap
	end          seq.End
	cut          int // labels above MaxLabel
	comments     []comment
	lostBetween  map[int][2]int // participants between which messages were lost, where those are not their ends, by index
	seen         map[int][]int  // captures of the messages that more than one of them saw, by index
}

// A participant is a lifeline. Its texts are fit to be drawn.
type participant struct {
	name      string
	addresses []string // the first maxKept of those that are not the name
	more      int      // addresses beyond them
	taken     int      // of seq.Participant.Addresses
}

// maxKept bounds the addresses that are kept of one name: more than anybody reads
// in a title, which is written at both ends of the lifeline on every page.
const maxKept = 100

// A message is what is drawn of a seq.Message.
type message struct {
	label                string // fit to be drawn, from the heap of nobody else
	sent, received, last int64  // seq.Time.NS
	from, to             int32
	number, count        int32
	capture              int32 // where it was seen first
	marks                seq.Marks
	width                float32 // of the label; see measure
	tag                  uint8   // bytes at the head of label that are drawn as a tag
	kind                 seq.Kind
	clock                seq.Clock
	digits               uint8
	lost                 bool
	data                 bool // it is known to carry some
}

func (m *message) time(ns int64) seq.Time {
	return seq.Time{NS: ns, Clock: m.clock, Digits: m.digits}
}

// A gap is a silence before the message with index next.
type gap struct {
	next int
	seq.Gap
}

// Capture adds a capture.
func (d *Diagram) Capture(c seq.Capture) { d.captures = append(d.captures, c) }

// captureNames returns what the captures are called in the diagram: the name of
// the file, with its folder only where two files have one name.
func (d *Diagram) captureNames() []string {
	count := map[string]int{}
	for _, c := range d.captures {
		count[filepath.Base(c.Name)]++
	}
	names := make([]string, len(d.captures))
	for i, c := range d.captures {
		switch base := filepath.Base(c.Name); {
		case c.Name == "-":
			names[i] = "standard input"
		case count[base] == 1:
			names[i] = Visible(base)
		default:
			names[i] = Visible(c.Name)
		}
	}
	return names
}

// Participant adds a lifeline, or the addresses that have turned up behind its
// name since it came last.
func (d *Diagram) Participant(p seq.Participant) {
	for len(d.participants) <= p.Index {
		d.participants = append(d.participants, participant{})
	}
	q := &d.participants[p.Index]
	if q.taken == 0 {
		q.name = Visible(p.Name)
	}
	for _, a := range p.Addresses[min(q.taken, len(p.Addresses)):] {
		switch a := Visible(a); {
		case a == q.name:
		case len(q.addresses) == maxKept:
			q.more++
		default:
			q.addresses = append(q.addresses, a)
		}
	}
	q.taken = len(p.Addresses)
}

// Message adds a message. Nothing of m is kept.
func (d *Diagram) Message(m *seq.Message) {
	c := message{
		label:    d.label(m.Label),
		sent:     m.Sent.NS,
		received: m.Received.NS,
		last:     m.Last.NS,
		from:     int32(m.From),
		to:       int32(m.To),
		number:   int32(m.Number),
		count:    int32(m.Count),
		marks:    m.Marks,
		kind:     m.Kind,
		clock:    m.Sent.Clock,
		digits:   m.Sent.Digits,
		lost:     m.Lost,
	}
	if m.Received.Clock != m.Sent.Clock {
		c.received = c.sent
	}
	if p := m.Packet; p != nil && p.Known.Has(seq.KnowsPayload) {
		c.data = p.Payload > 0
	}
	c.tag = tagLength(c.label, c.marks)
	if m.Lost && m.LostAfter != m.LostBefore && (m.LostAfter != m.From || m.LostBefore != m.To) {
		if d.lostBetween == nil {
			d.lostBetween = make(map[int][2]int)
		}
		d.lostBetween[len(d.messages)] = [2]int{m.LostAfter, m.LostBefore}
	}
	if len(m.Seen) > 0 {
		c.capture = int32(m.Seen[0].Capture)
		d.sightings(len(d.messages), m)
	} else if m.Packet != nil {
		c.capture = int32(m.Packet.Capture)
	}
	if text := output.Comment(m); text != "" {
		d.comments = append(d.comments, comment{message: len(d.messages), text: d.label(text)})
	}
	d.messages = append(d.messages, c)
}

// MaxLabel is how many bytes of a label are kept: far more than is drawn, and
// few enough for a million messages of a hostile capture. An ellipsis follows
// where it is cut.
const MaxLabel = 4096

// label returns a label as it is kept.
func (d *Diagram) label(s string) string {
	if len(s) <= MaxLabel {
		return Visible(s)
	}
	d.cut++
	end := MaxLabel
	for end > MaxLabel-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return Visible(s[:end]) + ellipsis
}

// Cut returns the number of labels that were longer than MaxLabel.
func (d *Diagram) Cut() int { return d.cut }

// sightings remembers all captures of a message that several have seen.
func (d *Diagram) sightings(index int, m *seq.Message) {
	var captures []int
	last := -1
	for _, s := range m.Seen {
		if s.Capture != last {
			captures = append(captures, s.Capture)
			last = s.Capture
		}
	}
	if len(captures) < 2 {
		return
	}
	if d.seen == nil {
		d.seen = make(map[int][]int)
	}
	d.seen[index] = captures
}

// Gap adds a silence after the last message.
func (d *Diagram) Gap(g seq.Gap) { d.gaps = append(d.gaps, gap{next: len(d.messages), Gap: g}) }

// End adds the figures of the whole diagram.
func (d *Diagram) End(e seq.End) {
	e.PerCapture = append([]int(nil), e.PerCapture...)
	d.end = e
}

// Len returns the number of messages.
func (d *Diagram) Len() int { return len(d.messages) }

// tagLength returns how many bytes at the head of a label are the mark of a
// retransmission, such as "[TCP Fast Retransmission]", so that it can be drawn
// as a tag instead.
func tagLength(label string, marks seq.Marks) uint8 {
	if !marks.Has(seq.AnyRetransmission) || !strings.HasPrefix(label, "[TCP ") {
		return 0
	}
	end := strings.IndexByte(label, ']') + 1
	if end == 0 || end > math.MaxUint8 || !strings.HasSuffix(label[:end], "Retransmission]") {
		return 0
	}
	return uint8(end)
}
