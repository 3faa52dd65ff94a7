package text

import (
	"strconv"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// A gutter is the margin at the left: which capture, which number, when, and
// how long after the row before, and how long it was on its way. A column that is not there is 0 cells wide.
type gutter struct {
	captures, number, time, delta, delay int
}

const (
	maxSlots      = 8 // captures that have a cell of their own each
	deltaCells    = 9 // "+9999.999"
	delayCells    = 8 // "9999.999"
	gutterSpacing = 2

	// Numbers and seconds grow while they are counted: so much is left for them
	// at first, so that the columns need not be moved soon.
	leastNumber    = 3
	growingSeconds = len("1234.")

	leastLadder = 40 // cells for the lifelines, or else there are no deltas
	leastArrows = 20 // the same, or else there are no times
)

// cells returns the width of the gutter with the space at its right.
func (g gutter) cells() (n int) {
	for _, column := range []int{g.captures, g.number, g.time, g.delta, g.delay} {
		if column > 0 {
			n += column + gutterSpacing
		}
	}
	return n
}

// beforeTime returns the cells left of the times.
func (g gutter) beforeTime() int {
	g.time, g.delta, g.delay = 0, 0, 0
	return g.cells()
}

// measureGutter returns the gutter that the rows gathered need, no smaller than
// it was.
func (l *ladder) measureGutter() gutter {
	g := l.gutter
	if n := len(l.captures); n > 1 {
		g.captures = n
		if n > maxSlots {
			g.captures = len(strconv.Itoa(n)) + 1
		}
	}
	start := 0
	for i := range l.rows {
		r := &l.rows[i]
		g.time = max(g.time, r.stamp-start, len(r.date))
		if r.stamp > start && l.seconds(r.sent) {
			g.time = max(g.time, growingSeconds+int(r.sent.Digits))
		}
		start = r.stamp
		if l.opts.Number {
			g.number = max(g.number, leastNumber, len(strconv.Itoa(r.number)))
		}
		if r.sent.Clock != seq.NoClock && l.opts.Time != output.TimeNone && l.opts.Time != output.TimeDelta {
			g.delta = deltaCells
		}
		if r.delay >= 0 && l.opts.Time != output.TimeNone && !r.gap {
			g.delay = delayCells
		}
	}
	if l.screenWidth()-g.cells() < leastLadder {
		g.delta = 0
	}
	if l.screenWidth()-g.cells() < leastLadder {
		g.delay = 0
	}
	if l.screenWidth()-g.cells() < leastArrows {
		l.timesCut = l.timesCut || g.time > 0
		g.time = 0
	}
	return g
}

// seconds reports whether a time is written as seconds.
func (l *ladder) seconds(t seq.Time) bool { return t.Clock == seq.ElapsedClock || !l.absolute() }

// absolute reports whether the times are dates and times of day.
func (l *ladder) absolute() bool {
	return l.opts.Time == output.TimeAbsolute || l.opts.Time == ""
}

// stamp writes the time of a row.
func (l *ladder) stamp(r *row) {
	start := len(l.stamps)
	if l.absolute() {
		l.stamps = l.stamper.AppendDate(l.stamps, r.sent)
		if date := l.stamps[start:]; len(date) > 0 && string(date) != string(l.date) {
			l.date = append(l.date[:0], date...)
			r.date = string(date)
		}
		l.stamps = l.stamper.AppendTimeOfDay(l.stamps[:start], r.sent)
	} else {
		l.stamps = l.stamper.Append(l.stamps, r.sent)
	}
	r.stamp = len(l.stamps)
}

// drawGutter draws what stands left of a message.
func (l *ladder) drawGutter(r *row, stamp []byte) {
	g := &l.gutter
	if g.captures > 0 {
		l.drawCaptures(r)
	}
	l.b = append(l.b, l.muted...)
	if g.number > 0 {
		var digits [20]byte
		l.alignRight(strconv.AppendInt(digits[:0], int64(r.number), 10), g.number)
	}
	if g.time > 0 {
		if l.seconds(r.sent) {
			l.alignRight(stamp, g.time)
		} else {
			l.b = append(l.b, stamp...)
			l.spaces(g.time - len(stamp) + gutterSpacing)
		}
	}
	if g.delta > 0 {
		var delta [32]byte
		l.alignRight(l.appendDelta(delta[:0], r.sent), g.delta)
	}
	if g.delay > 0 {
		var delay [32]byte
		text := delay[:0]
		if r.delay >= 0 && !r.leaving { // it stands where the message arrives
			text = appendMillis(text, r.delay)
		}
		l.alignRight(text, g.delay)
	}
	l.before = r.sent
	l.b = append(l.b, l.reset...)
}

// alignRight appends a text at the right of a column, and the space after it.
func (l *ladder) alignRight(text []byte, cells int) {
	l.spaces(cells - len(text))
	l.b = append(l.b, text...)
	l.spaces(gutterSpacing)
}

// gutterHead draws what stands in the gutter over the times: the date, and the
// unit of the deltas.
func (l *ladder) gutterHead() {
	const unit, ascii = "Δ ms", "delta ms"
	g := l.gutter
	l.spaces(g.beforeTime())
	l.b = append(l.b, l.muted...)
	if g.time > 0 {
		date := l.headDate()
		l.b = append(l.b, date...)
		l.spaces(g.time - len(date) + gutterSpacing)
	}
	if g.delta > 0 {
		text, cells := unit, 4
		if l.opts.Screen.ASCII {
			text, cells = ascii, len(ascii)
		}
		l.spaces(g.delta - cells)
		l.b = append(l.b, text...)
		l.spaces(gutterSpacing)
	}
	if g.delay > 0 {
		const heading = "delay ms"
		l.spaces(g.delay - len(heading))
		l.b = append(l.b, heading...)
		l.spaces(gutterSpacing)
	}
	l.b = append(l.b, l.reset...)
}

// headDate returns the date of the next message, which then has no need of a line
// of its own.
func (l *ladder) headDate() string {
	if !l.absolute() {
		return ""
	}
	for i := range l.rows {
		if r := &l.rows[i]; !r.gap {
			r.date = ""
			return string(l.stamper.AppendDate(nil, r.sent))
		}
	}
	return string(l.date)
}

// drawCaptures says where the message was captured: the number of each capture
// in a place of its own, or, of many captures, the number of the first and a
// sign that there are more.
func (l *ladder) drawCaptures(r *row) {
	if len(l.captures) > maxSlots {
		text := strconv.Itoa(r.capture + 1)
		l.spaces(l.gutter.captures - 1 - len(text))
		l.inked(l.captureInks[r.capture%len(l.captureInks)], text)
		if r.seen&(r.seen-1) != 0 {
			l.b = append(l.b, '+')
		} else {
			l.spaces(1)
		}
	} else {
		for i := range l.captures {
			if r.seen&(1<<i) == 0 {
				l.spaces(1)
				continue
			}
			l.inked(l.captureInks[i%len(l.captureInks)], strconv.Itoa(i+1))
		}
	}
	l.spaces(gutterSpacing)
}

// appendDelta appends the time since the row before: milliseconds, and from
// ten seconds on the one unit that fits.
func (l *ladder) appendDelta(b []byte, t seq.Time) []byte {
	if l.before.Clock != t.Clock || t.Clock == seq.NoClock {
		return b
	}
	d := output.Since(l.before, t)
	if d >= 0 {
		b = append(b, '+')
	} else {
		b = append(b, '-')
		d = -max(d, -1<<63+1)
	}
	return appendMillis(b, d)
}

// appendMillis appends a duration in the same way. It is not below 0.
func appendMillis(b []byte, d time.Duration) []byte {
	if d = d.Round(time.Microsecond); d < 10*time.Second {
		return output.AppendMillis(b, d)
	}
	for _, u := range longUnits {
		if d < u.below {
			tenths := (d + u.length/20) / (u.length / 10)
			b = strconv.AppendInt(b, int64(tenths/10), 10)
			b = append(b, '.', byte('0'+tenths%10), ' ')
			return append(b, u.name...)
		}
	}
	return b
}

// longUnits are those of a delta of ten seconds and more.
var longUnits = []struct {
	below, length time.Duration
	name          string
}{
	{1000 * time.Second, time.Second, "s"},
	{1000 * time.Minute, time.Minute, "min"},
	{1000 * time.Hour, time.Hour, "h"},
	{1<<63 - 1, 24 * time.Hour, "d"},
}

// spaces appends n spaces; none if n is below 0.
func (l *ladder) spaces(n int) { l.b = blank.append(l.b, n) }
