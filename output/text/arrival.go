package text

// Measures in cells of the rows of a message that has two of them.
const (
	awayCells     = 3  // of the points where it is on its way
	arrivalCells  = 7  // of the row where it arrives that are no label, with the space on both sides
	arrivalLabel  = 30 // of the label that is repeated there, at most
	leastArriving = 10 // of such a label, or else there is none
)

// drawAway draws the points of a message on its way, in the cells from x to end,
// without end.
func (l *ladder) drawAway(a *arrow, x, end int) { l.run(a, &l.away, l.lifeline, x, end) }

// drawArrival draws the second row of a message: the end of its arrow, and as
// much of its label as tells which one it is.
func (l *ladder) drawArrival(a *arrow) {
	if a.from == a.to { // both have no lifeline of their own
		a.label = l.span(l.ellipsis+" "+a.label.String()).cut(l.roomFor(a.from, a.to, a.label.cells), l.ellipsis)
		l.drawTurn(a)
		return
	}
	inner := max(l.at[a.from], l.at[a.to]) - min(l.at[a.from], l.at[a.to]) - 1
	room := min(inner-arrivalCells+1, arrivalLabel)
	if room < min(a.label.cells, leastArriving) {
		room = 0
	}
	if a.label = a.label.cut(max(room, 0), l.ellipsis); room <= 0 {
		a.label = span{}
	}
	l.drawBefore(a)
	if a.from < a.to {
		l.arriveRight(a)
	} else {
		l.arriveLeft(a)
	}
	l.drawAfter(a)
}

// arriveRight draws the end of an arrow to the right, with the lifelines at both
// ends of it.
func (l *ladder) arriveRight(a *arrow) {
	begin, tip := l.at[a.from]+1, l.at[a.to]-1
	run := max(tip-1, begin)
	dots := run
	if a.label.cells > 0 {
		dots -= a.label.cells + 2
	}
	l.b = append(l.b, l.muted...)
	l.b = append(l.b, l.lifeline...)
	l.drawNothing(a, begin, dots-awayCells)
	l.b = append(l.b, a.ink...)
	l.drawAway(a, max(begin, dots-awayCells), dots)
	if a.label.cells > 0 {
		l.b = append(l.b, ' ')
		l.drawLabel(a, dots+1)
		l.b = append(l.b, ' ')
	}
	l.drawRun(a, run, tip)
	l.b = append(l.b, l.toRight...)
	l.drawEnd(a, l.stopRight)
}

// arriveLeft does so for one to the left.
func (l *ladder) arriveLeft(a *arrow) {
	tip, end := l.at[a.to]+1, l.at[a.from]
	l.drawEnd(a, l.stopLeft)
	l.b = append(l.b, a.ink...)
	l.b = append(l.b, l.toLeft...)
	dots := min(tip+2, end)
	l.drawRun(a, tip+1, dots)
	if a.label.cells > 0 {
		l.b = append(l.b, ' ')
		dots = l.drawLabel(a, dots+1) + 1
		l.b = append(l.b, ' ')
	}
	nothing := min(dots+awayCells, end)
	l.drawAway(a, dots, nothing)
	l.b = append(l.b, l.muted...)
	l.drawNothing(a, nothing, end)
	l.b = append(l.b, l.lifeline...)
	l.b = append(l.b, l.reset...)
}
