package layout

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

const (
	ellipsis   = "…"
	tagPad     = 4.0 // left and right of the text of a tag
	tagGap     = 5.0 // between a tag and the label
	leastLabel = 90.0
	farLabel   = 60.0 // how far a label may stand from its sender's side
)

// punctuation is where a word that has no room as a whole may end.
const punctuation = "/.:?&=,;_-@ "

// shorten returns s if it is no wider than width, else as many of its words as
// fit and an ellipsis. A single word that is wider than that ends after a
// punctuation, or if it has none between two characters.
func (l *Layout) shorten(f Face, s string, width float64) (string, bool) {
	if l.textWidth(f, s) <= width {
		return s, false
	}
	room := width - l.opts.Metrics.Width(f, ellipsis)
	fit := l.opts.Metrics.Fit(f, s, room)
	start := strings.LastIndexByte(s[:min(fit+1, len(s))], ' ') + 1 // of the word that is cut
	word, _, _ := strings.Cut(s[start:], " ")
	if start > fit || start > 0 && (start > fit/3+1 || l.textWidth(f, word) <= room) {
		fit = start - 1
	} else if cut := strings.LastIndexAny(s[start:fit], punctuation) + 1; cut > 1 {
		fit = start + cut
	}
	return strings.TrimRight(s[:fit], " ,;") + ellipsis, true
}

// measureLabels measures every label once, as it would be drawn whole.
func (l *Layout) measureLabels() {
	for i := range l.messages {
		m := &l.messages[i]
		w := l.textWidth(m.look().face, m.text())
		if m.tagged() {
			w += l.opts.Metrics.Width(TagFace, m.tagText()) + 2*tagPad + tagGap
		}
		if s := l.suffix(m); s != "" {
			w += l.opts.Metrics.Width(TagFace, s) + tagGap
		}
		m.width = float32(w)
	}
}

// maxMeasured is how many bytes of a text are measured: more than any column
// has room for, and few enough to be shaped at once.
const maxMeasured = 4096

// textWidth returns how wide a text of any length is, or that it is very wide.
func (l *Layout) textWidth(f Face, s string) float64 {
	if len(s) <= maxMeasured {
		return l.opts.Metrics.Width(f, s)
	}
	end := maxMeasured
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return max(l.opts.Metrics.Width(f, s[:end]), 2*mostCap)
}

// text returns the label without what is drawn as a tag, and without spaces
// after it, which would move it away from its side.
func (m *message) text() string {
	return strings.TrimRight(strings.TrimPrefix(m.label[m.tag:], " "), " ")
}

// tagged reports whether the message carries a tag.
func (m *message) tagged() bool { return m.marks.Has(seq.AnyRetransmission) }

// tagText returns the text of the tag: what Wireshark wrote, else the word.
func (m *message) tagText() string {
	if m.tag > 0 {
		return m.label[1 : m.tag-1]
	}
	for word := range (m.marks & seq.AnyRetransmission).Words() {
		return word
	}
	return ""
}

// suffix says how many packets a folded run stands for, and for how long.
func (l *Layout) suffix(m *message) string {
	if m.count < 2 {
		return ""
	}
	s := "×" + strconv.Itoa(int(m.count))
	if d := m.last - m.sent; d > 0 {
		s += " in " + output.Duration(time.Duration(d))
	}
	return s
}

// title returns all that is known of a message's text, for a reader who points
// at it.
func (l *Layout) title(m *message) string {
	s := m.label
	if m.tagged() && m.tag == 0 {
		s = "[" + m.tagText() + "] " + s
	}
	if n := l.suffix(m); n != "" {
		s += " " + n
	}
	if m.lost {
		s += " (lost)"
	}
	return s
}

// An interval is a part of a horizontal line.
type interval struct{ from, to float64 }

func (v interval) width() float64 { return v.to - v.from }

// labelRoom returns where the label of message i may stand: between its ends,
// at the sender's side, in a part that no earlier arrow crosses. flying are the
// messages that were on their way when it was sent. crossed reports that no such
// part is wide enough, so that the label needs a ground of its own, on which
// the arrows give way.
func (l *Layout) labelRoom(i int, flying []int) (room interval, crossed bool) {
	m := &l.messages[i]
	room = l.span(m)
	want := float64(m.width)
	top, bottom := l.places[i].send-sendDrop+2, l.places[i].send
	free := []interval{room}
	for _, j := range flying {
		if j != i {
			free = without(free, l.crossing(j, top, bottom))
		}
	}
	if len(free) == 1 && free[0] == room {
		return room, false
	}
	for k := range free {
		f := free[k]
		if m.to < m.from {
			f = free[len(free)-1-k] // the sender is at the right
		}
		away := f.from - room.from
		if m.to < m.from {
			away = room.to - f.to
		}
		if f.width() >= want && away <= farLabel {
			return f, false
		}
	}
	return room, true
}

// span returns the room above the arrow of a message, between its lifelines; or
// at the right of its loop.
func (l *Layout) span(m *message) interval {
	from, to := l.lines[m.from], l.lines[m.to]
	switch {
	case m.from < m.to:
		return interval{from + labelPad, to - labelPad}
	case m.from > m.to:
		return interval{to + labelPad, from - labelPad}
	case int(m.from) == len(l.lines)-1:
		to = from + max(l.room, loopWidth+loopPad+leastLabel)
	default:
		to = l.lines[m.from+1]
	}
	return interval{from + loopWidth + loopPad, to - labelPad}
}

// crossing returns the part of a horizontal band that the arrow of message j
// takes, with some air around it.
func (l *Layout) crossing(j int, top, bottom float64) interval {
	const air = 5
	m, p := &l.messages[j], &l.places[j]
	x1, x2 := l.lines[m.from], l.lines[m.to]
	at := func(y float64) float64 {
		t := (min(max(y, p.send), p.arrive) - p.send) / (p.arrive - p.send)
		return x1 + (x2-x1)*t
	}
	a, b := at(top), at(bottom)
	return interval{min(a, b) - air, max(a, b) + air}
}

// without takes an interval out of others.
func without(free []interval, taken interval) []interval {
	var left []interval
	for _, f := range free {
		if taken.to <= f.from || taken.from >= f.to {
			left = append(left, f)
			continue
		}
		if taken.from > f.from {
			left = append(left, interval{f.from, taken.from})
		}
		if taken.to < f.to {
			left = append(left, interval{taken.to, f.to})
		}
	}
	return left
}
