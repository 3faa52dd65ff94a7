package text

import (
	"strconv"
	"strings"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// label returns what stands at a message: how many packets it stands for, and
// for how long, if it is a folded run; then its label. That begins with what
// Wireshark says of a retransmission; if it does not say so, this does.
func (l *ladder) label(m *seq.Message) span {
	text := m.Label
	if again := m.Marks & seq.AnyRetransmission; again != 0 && !strings.Contains(text, "etransmission]") {
		for word := range again.Words() {
			text = "[" + word + "] " + text
		}
	}
	if m.Count > 1 {
		run := "×" + strconv.Itoa(m.Count)
		if m.Bytes > 0 {
			run += ", " + output.Counted(m.Bytes, "byte")
		}
		if d := m.Last.Sub(m.Sent); d > 0 {
			run += " in " + output.Duration(d)
		}
		text = run + "  " + text
	}
	return l.span(text)
}

// drawDate draws a line for the date that begins with a row.
func (l *ladder) drawDate(r *row) {
	if r.date == "" || l.gutter.time == 0 {
		return
	}
	before := l.gutter.beforeTime()
	l.spaces(before)
	l.inked(l.muted, r.date)
	l.spaces(l.gutter.cells() - before - len(r.date))
	l.inked(l.muted, l.plain)
	l.newline()
}

// drawGap draws a silence.
func (l *ladder) drawGap(r *row) {
	l.spaces(l.gutter.cells())
	l.b = append(l.b, l.muted...)
	first := l.at[0]
	l.spaces(first)
	l.b = append(l.b, l.silent...)
	l.b = append(l.b, ' ')
	l.b = append(l.b, r.label.text...)
	end := first + 2 + r.label.cells
	for _, at := range l.at[1:] {
		if at > end {
			l.spaces(at - end)
			l.b = append(l.b, l.silent...)
			end = at + 1
		}
	}
	l.b = append(l.b, l.reset...)
	l.newline()
}

// noteSign begins a note. It is of ASCII.
const noteSign = "note: "

// drawNote draws a line of what was noted on the packet above, at the left one
// of its two lifelines.
func (l *ladder) drawNote(r *row) {
	l.spaces(l.gutter.cells())
	left, end := l.column(min(r.from, r.to)), 0
	for i, at := range l.at {
		if at < end {
			continue
		}
		l.spaces(at - end)
		l.inked(l.muted, l.lifeline)
		end = at + 1
		if i == left {
			l.b = append(l.b, ' ')
			l.inked(l.muted, noteSign+r.label.text)
			end += 1 + len(noteSign) + r.label.cells
		}
	}
	l.newline()
}

// An arrow is a message between two columns, or at one.
type arrow struct {
	*row
	from, to      int // columns
	after, before int // columns between which it was lost, if that is on its way
	ink           string
	stroke        *stroke
	label         span // as it is drawn, with what it needs to be understood
}

// drawMessage draws the line of a message.
func (l *ladder) drawMessage(r *row, stamp []byte) {
	l.drawGutter(r, stamp)
	a := arrow{row: r, from: l.column(r.from), to: l.column(r.to), ink: l.kindInks[r.kind], stroke: l.stroke(r.kind, r.again), label: r.label}
	if l.crowded() {
		l.nameHidden(&a)
	}
	if r.arrival {
		l.drawArrival(&a)
		l.newline()
		return
	}
	if after, before, ok := l.lostOnTheWay(&a); ok {
		a.after, a.before = after, before
		l.drawLost(&a)
		l.newline()
		return
	}
	outside := l.outside(a.from, a.to, a.label.cells)
	_, atRight := l.beside(a.from, a.to, a.label.cells)
	if room := l.roomFor(a.from, a.to, a.label.cells); a.label.cells > room {
		a.label = a.label.cut(room, l.ellipsis)
		l.cut++
	}
	switch {
	case a.from == a.to:
		l.drawTurn(&a)
	case outside:
		l.drawOutside(&a, atRight)
	default:
		l.drawBefore(&a)
		l.drawArrow(&a)
		l.drawAfter(&a)
	}
	l.newline()
}

// drawBefore draws the lifelines left of an arrow.
func (l *ladder) drawBefore(a *arrow) { l.inked(l.muted, l.plain[:l.offset[min(a.from, a.to)]]) }

// drawAfter draws the lifelines right of an arrow.
func (l *ladder) drawAfter(a *arrow) {
	l.inked(l.muted, l.plain[l.offset[max(a.from, a.to)]+len(l.lifeline):])
}

func (l *ladder) drawArrow(a *arrow) {
	if a.from < a.to {
		l.drawRight(a)
	} else {
		l.drawLeft(a)
	}
}

// nameHidden puts the names of hosts without a lifeline before the label. Where
// the arrow is too short for them, the message becomes one beside the lifeline
// that those hosts share, and its label may run over the others.
func (l *ladder) nameHidden(a *arrow) {
	from, to := l.hidden(a.row.from), l.hidden(a.row.to)
	if !from && !to {
		return
	}
	most := min(maxHidden, max((l.between(len(l.at)-1, len(l.at)-1)-leastLabel)/2, 1))
	name := func(host int) string { return l.hosts[host].name.cut(most, l.ellipsis).String() }
	label := func(names string) span {
		if a.row.label.text != "" {
			names += ": " + a.row.label.text
		}
		return l.span(names)
	}
	switch {
	case from && !to:
		a.label = label("from " + name(a.row.from))
	case to && !from:
		a.label = label("to " + name(a.row.to))
	}
	named := a.label.cells - max(a.row.label.cells-leastNamed, 0)
	if from && to || named > l.between(a.from, a.to) {
		a.label = label(name(a.row.from) + l.arrow + name(a.row.to))
		a.from = len(l.at) - 1
		a.to = a.from
	}
}

// drawRight draws an arrow to the right, with the lifelines at both ends.
func (l *ladder) drawRight(a *arrow) {
	x, end := l.at[a.from]+1, l.at[a.to]
	l.b = append(l.b, a.ink...)
	l.b = append(l.b, a.stroke.right...)
	if a.label.cells > 0 {
		l.b = append(l.b, a.stroke.run[:a.stroke.bytes]...)
		l.b = append(l.b, ' ')
		x = l.drawLabel(a, x+2)
		l.b = append(l.b, ' ')
		x++
	}
	tip := end - 1
	if a.lost {
		tip = min(max(x+1, l.at[a.from]+(end-l.at[a.from])*3/5), tip)
	}
	switch {
	case a.leaving:
		dots := max(x, end-awayCells)
		l.drawRun(a, x, dots)
		l.drawAway(a, dots, end)
	case a.lost:
		l.drawRun(a, x, tip)
		l.inked(l.alert, l.lost)
		l.b = append(l.b, l.muted...)
		l.drawNothing(a, tip+1, end)
	default:
		l.drawRun(a, x, tip)
		l.b = append(l.b, l.toRight...)
	}
	l.drawEnd(a, l.stopRight)
}

// drawLeft draws an arrow to the left, with the lifelines at both ends.
func (l *ladder) drawLeft(a *arrow) {
	begin, end := l.at[a.to]+1, l.at[a.from]
	label := end
	if cells := a.label.cells; cells > 0 {
		label = end - 3 - cells // with the space before it
	}
	run := begin + 1 // where the line ends
	switch {
	case a.leaving:
		run = min(label, begin+awayCells)
		l.drawEnd(a, l.stopLeft)
		l.b = append(l.b, a.ink...)
		l.drawAway(a, begin, run)
	case a.lost:
		tip := max(min(label-2, end-(end-begin)*3/5), begin)
		run = tip + 1
		l.b = append(l.b, l.muted...)
		l.b = append(l.b, l.lifeline...)
		l.drawNothing(a, begin, tip)
		l.inked(l.alert, l.lost)
		l.b = append(l.b, a.ink...)
	default:
		l.drawEnd(a, l.stopLeft)
		l.b = append(l.b, a.ink...)
		l.b = append(l.b, l.toLeft...)
	}
	l.drawRun(a, run, label)
	if label < end {
		l.b = append(l.b, ' ')
		l.drawLabel(a, label+1)
		l.b = append(l.b, ' ')
		l.b = append(l.b, a.stroke.run[:a.stroke.bytes]...)
	}
	l.b = append(l.b, a.stroke.left...)
	l.b = append(l.b, l.reset...)
}

// drawEnd draws the lifeline that an arrow reaches.
func (l *ladder) drawEnd(a *arrow, stop string) {
	ink, glyph := l.muted, l.lifeline
	if isReset(a.kind) && !a.lost && !a.leaving {
		ink, glyph = l.alert, stop
	}
	l.inked(ink, glyph)
}

// drawLabel draws the label that begins in cell x, and returns the cell after it.
func (l *ladder) drawLabel(a *arrow, x int) int {
	l.b = a.label.append(l.b)
	x += a.label.cells
	if a.label.exotic && l.cursor {
		l.b = appendColumn(l.b, l.gutter.cells()+x)
	}
	return x
}

// drawRun draws the line of an arrow in the cells from x to end, without end,
// across the lifelines between those of the arrow.
func (l *ladder) drawRun(a *arrow, x, end int) {
	l.run(a, a.stroke, a.stroke.cross, x, end)
}

// drawNothing leaves the same cells free, as a lost packet does.
func (l *ladder) drawNothing(a *arrow, x, end int) { l.run(a, &blank, l.lifeline, x, end) }

func (l *ladder) run(a *arrow, s *stroke, cross string, x, end int) {
	for column := min(a.from, a.to) + 1; column < max(a.from, a.to); column++ {
		if at := l.at[column]; at >= x && at < end {
			l.b = s.append(l.b, at-x)
			l.b = append(l.b, cross...)
			x = at + 1
		}
	}
	l.b = s.append(l.b, end-x)
}
