package layout

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

const (
	headGap   = 12.0 // between two heads
	loopWidth = 30.0 // of the arrow of a message to oneself
	loopPad   = 8.0  // between that arrow and its label
)

const (
	leastCap = 150.0  // a column may always become that wide for its labels' sake
	mostCap  = 620.0  // and never wider
	allRoom  = 1600.0 // what the columns share: a wide screen, or A4 lying on its side
)

// placeLifelines makes the columns as wide as their labels and heads need.
func (l *Layout) placeLifelines() {
	n := len(l.heads)
	if n == 0 {
		l.width = max(minWidth, l.gutter.right+margin)
		return
	}
	narrow, wide := l.columnWidths()
	first := max(margin+l.heads[0].width/2, l.gutter.right+20)
	last := max(l.heads[n-1].width/2, l.room) + margin
	l.narrowColumns(narrow, wide, first+last)
	l.lines = make([]float64, n)
	x := first
	for i := range l.lines {
		l.lines[i] = math.Floor(x) + 0.5 // a line of one point is sharp there
		if i < n-1 {
			x += wide[i]
		}
	}
	l.room = last - margin
	l.width = math.Ceil(max(x+last, minWidth))
}

// columnWidths returns the least widths of the columns and those that the
// labels get; column i is right of lifeline i. All are whole points.
//
// A point of width goes where it shortens the fewest labels: as long as the
// columns need more than what they share, every span gives up its widest label,
// then its second, and so on. So two packets of a quiet host do not take the
// room of two hundred beside them.
func (l *Layout) columnWidths() (narrow, wide []float64) {
	n := len(l.heads)
	narrow = make([]float64, n-1)
	for i := range narrow {
		narrow[i] = math.Ceil((l.heads[i].width+l.heads[i+1].width)/2 + headGap)
	}
	wants := l.wants()
	most := 0 // labels over one span
	for _, w := range wants {
		most = max(most, len(w.widths))
	}
	// Where there are many lifelines, their heads and the least of each column
	// take more than a screen, and leave something to the labels all the same.
	room := max(allRoom, sum(l.widthsWithout(most, narrow, wants))*5/4+mostCap)
	given := sort.Search(most, func(given int) bool { return sum(l.widthsWithout(given, narrow, wants)) <= room })
	wide = l.widthsWithout(given, narrow, wants)
	if given > 0 {
		more := l.widthsWithout(given-1, narrow, wants)
		share := (room - sum(wide)) / (sum(more) - sum(wide)) // more do not fit
		for i := range wide {
			wide[i] += (more[i] - wide[i]) * share
		}
	}
	for i := range wide {
		wide[i] = math.Ceil(wide[i])
	}
	return narrow, wide
}

// widthsWithout returns how wide the columns are if that many of the widest
// labels over every span are shortened.
func (l *Layout) widthsWithout(given int, narrow []float64, wants []want) []float64 {
	wide := slices.Clone(narrow)
	for _, w := range wants {
		width := min(w.without(given), mostCap)
		if w.from == len(narrow) { // a message of the last lifeline to itself
			l.room = width
			continue
		}
		widen(wide[w.from:w.to], width)
	}
	return wide
}

func sum(widths []float64) float64 {
	total := 0.0
	for _, w := range widths {
		total += w
	}
	return total
}

// A span is the columns from one lifeline to another at its right.
type span struct{ from, to int }

// A want is the widths that the labels over a span want, the largest first.
type want struct {
	span
	widths []float32
}

// without returns the width that is wanted if that many labels are shortened;
// leastCap is given to any.
func (w *want) without(given int) float64 {
	least := min(float64(w.widths[0]), leastCap)
	if given >= len(w.widths) {
		return least
	}
	return max(float64(w.widths[given]), least)
}

// wants returns what the labels want: of narrow spans before that of wide ones,
// so that what needs one column sets it first, and what goes over several
// spreads what is still missing.
func (l *Layout) wants() []want {
	bySpan := make(map[span][]float32)
	for i := range l.messages {
		m := &l.messages[i]
		s := span{int(min(m.from, m.to)), int(max(m.from, m.to))}
		width := m.width + 2*labelPad
		if s.from == s.to {
			s.to++
			width += loopWidth + loopPad
		}
		bySpan[s] = append(bySpan[s], width)
	}
	wants := make([]want, 0, len(bySpan))
	for s, widths := range bySpan {
		slices.SortFunc(widths, func(a, b float32) int { return cmp.Compare(b, a) })
		wants = append(wants, want{s, widths})
	}
	slices.SortFunc(wants, func(a, b want) int {
		return cmp.Or((a.to-a.from)-(b.to-b.from), a.from-b.from)
	})
	return wants
}

// widen spreads what a span still wants evenly over those of its columns that
// may grow.
func widen(columns []float64, want float64) {
	for {
		missing, growing := want, 0
		for _, w := range columns {
			missing -= w
			if w < mostCap {
				growing++
			}
		}
		if missing < 0.5 || growing == 0 {
			return
		}
		each := missing / float64(growing)
		for i, w := range columns {
			if w < mostCap {
				columns[i] = min(w+each, mostCap)
			}
		}
	}
}

// narrowColumns takes from all columns in proportion what exceeds MaxWidth.
func (l *Layout) narrowColumns(narrow, wide []float64, rest float64) {
	if l.opts.MaxWidth == 0 {
		return
	}
	limit := math.Floor(l.opts.MaxWidth)
	rest = math.Ceil(rest)
	least, total := rest, rest
	for i := range wide {
		least += narrow[i]
		total += wide[i]
	}
	if total <= limit {
		return
	}
	share := max(0, (limit-least)/(total-least))
	for i := range wide {
		wide[i] = math.Floor(narrow[i] + (wide[i]-narrow[i])*share)
	}
}
