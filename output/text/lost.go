package text

import (
	"cmp"
	"slices"
)

// A part is some cells of the way of a lost message.
type part struct {
	from, to int // cells from the left edge of the ladder, without to
	draw     func(from, to int)
}

// drawLost draws a message that was lost between two lifelines on its way, which
// are not both its ends: a line to the first of them, a cross behind it, and the label
// on the line, or behind the cross if there is more room.
func (l *ladder) drawLost(a *arrow) {
	from, to := l.at[a.from], l.at[a.to]
	length, sign := to-from, 1
	if length < 0 {
		length, sign = -length, -1
	}
	after, before := sign*(l.at[a.after]-from), sign*(l.at[a.before]-from) // cells from the sender
	cross := after + max((before-after)*3/5, 1)
	label := 3
	onLine := max(cross-5, 0)
	switch behind := length - before - 3; {
	case a.label.cells <= onLine:
	case behind > onLine:
		label = before + 2
		l.cutLabel(a, behind)
	default:
		l.cutLabel(a, onLine)
	}
	end := label
	if a.label.cells > 0 {
		end += a.label.cells + 1
	}

	var parts []part
	// add adds the cells from one to another, counted from the sender.
	add := func(first, last int, draw func(x, end int)) {
		p := part{from + first, from + last, draw}
		if sign < 0 {
			p.from, p.to = from-last+1, from-first+1
		}
		if p.from < p.to {
			parts = append(parts, p)
		}
	}
	line := func(x, end int) { l.b = append(l.b, a.ink...); l.drawRun(a, x, end) }
	nothing := func(x, end int) { l.b = append(l.b, l.muted...); l.drawNothing(a, x, end) }
	space := func(x, end int) { l.spaces(end - x) }
	text := func(x, end int) { l.b = append(l.b, a.ink...); l.drawLabel(a, x) }
	withLabel := func(fill func(x, end int), first, last int) {
		if a.label.cells == 0 || label < first || label > last {
			add(first, last, fill)
			return
		}
		add(first, label-1, fill)
		add(label-1, label, space)
		add(label, end-1, text)
		add(end-1, end, space)
		add(end, last, fill)
	}
	withLabel(line, 1, cross)
	add(cross, cross+1, func(int, int) { l.inked(l.alert, l.lost) })
	withLabel(nothing, cross+1, length)
	slices.SortFunc(parts, func(p, q part) int { return cmp.Compare(p.from, q.from) })

	l.drawBefore(a)
	if sign < 0 {
		l.inked(l.muted, l.lifeline)
	} else {
		l.inked(a.ink, a.stroke.right)
	}
	for _, p := range parts {
		p.draw(p.from, p.to)
	}
	if sign < 0 {
		l.inked(a.ink, a.stroke.left)
	} else {
		l.inked(l.muted, l.lifeline)
	}
	l.drawAfter(a)
}

// cutLabel cuts the label of a to so many cells.
func (l *ladder) cutLabel(a *arrow, room int) {
	if a.label.cells > room {
		a.label = a.label.cut(room, l.ellipsis)
		l.cut++
	}
}

// lostOnTheWay returns the columns between which a message was lost, and whether
// those are not its ends.
func (l *ladder) lostOnTheWay(a *arrow) (after, before int, ok bool) {
	if !a.lost || a.row.after == a.row.before || a.from == a.to {
		return 0, 0, false
	}
	after, before = l.column(a.row.after), l.column(a.row.before)
	low, high := min(a.from, a.to), max(a.from, a.to)
	inside := low <= min(after, before) && max(after, before) <= high && (after < before) == (a.from < a.to)
	return after, before, inside && after != before && (after != a.from || before != a.to)
}
