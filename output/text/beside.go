package text

// drawOutside draws a message with its label beside the arrow.
func (l *ladder) drawOutside(a *arrow, right bool) {
	bare := *a
	bare.label = span{}
	if right {
		l.drawBefore(a)
		l.drawArrow(&bare)
		l.spaces(1)
		last := max(a.from, a.to)
		l.b = append(l.b, a.ink...)
		x := l.drawLabel(a, l.at[last]+2)
		l.b = append(l.b, l.reset...)
		l.drawBeyond(last, x)
		return
	}
	first := min(a.from, a.to)
	label := l.at[first] - 1 - a.label.cells
	l.drawUpTo(first, label)
	l.b = append(l.b, a.ink...)
	l.drawLabel(a, label)
	l.b = append(l.b, l.reset...)
	l.spaces(1)
	l.drawArrow(&bare)
	l.drawAfter(a)
}

// drawBeyond draws the lifelines right of a column and of a label that ends
// before cell x and has run over the others.
func (l *ladder) drawBeyond(column, x int) {
	for next := column + 1; next < len(l.at); next++ {
		if l.at[next] > x {
			l.spaces(l.at[next] - x)
			l.inked(l.muted, l.plain[l.offset[next]:])
			return
		}
	}
}

// drawUpTo draws the lifelines left of a column and of a label that begins in
// cell x and runs over the others.
func (l *ladder) drawUpTo(column, x int) {
	before := column - 1
	for before > 0 && l.at[before] >= x-1 {
		before--
	}
	l.inked(l.muted, l.plain[:l.offset[before]+len(l.lifeline)])
	l.spaces(x - l.at[before] - 1)
}

// drawTurn draws a message to oneself: out and back at one side of the lifeline.
func (l *ladder) drawTurn(a *arrow) {
	if column := a.from; column > 0 && column == len(l.at)-1 {
		l.drawTurnLeft(a)
		return
	}
	at := l.offset[a.from]
	l.inked(l.muted, l.plain[:at+len(l.lifeline)])
	l.b = append(l.b, a.ink...)
	if a.lost {
		l.b = append(l.b, l.lost...)
	} else {
		l.b = append(l.b, l.toLeft...)
	}
	l.b = append(l.b, l.turnRight...)
	l.b = append(l.b, ' ')
	x := l.drawLabel(a, l.at[a.from]+turnCells)
	l.b = append(l.b, l.reset...)
	l.drawBeyond(a.from, x)
}

// drawTurnLeft does so for the last lifeline, which has no room at its right.
func (l *ladder) drawTurnLeft(a *arrow) {
	label := l.at[a.from] - 3 - a.label.cells
	l.drawUpTo(a.from, label)
	l.b = append(l.b, a.ink...)
	l.drawLabel(a, label)
	l.b = append(l.b, ' ')
	l.b = append(l.b, l.turnLeft...)
	if a.lost {
		l.b = append(l.b, l.lost...)
	} else {
		l.b = append(l.b, l.toRight...)
	}
	l.b = append(l.b, l.reset...)
	l.inked(l.muted, l.lifeline)
}
