package layout

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// A head is the box at the ends of a lifeline.
type head struct {
	name, address string // as drawn
	title         string // whole
	width         float64
}

const (
	headPad      = 11.0  // left and right of a head's text
	maxHeadText  = 190.0 // width of a name before it is shortened
	headGap      = 12.0  // between two heads
	nameHeight   = 24.0  // of a head without addresses
	addressPitch = 14.0
	loopWidth    = 30.0 // of the arrow of a message to oneself
	loopPad      = 8.0  // between that arrow and its label
)

// measureHeads makes the texts of the heads and their sizes.
func (l *Layout) measureHeads() {
	l.heads = make([]head, len(l.participants))
	limit := maxHeadText
	if len(l.participants) > 12 {
		limit = 150
	}
	l.headH = nameHeight
	for i, p := range l.participants {
		h := head{title: p.name}
		h.name, _ = l.shorten(NameFace, p.name, limit)
		h.width = l.opts.Metrics.Width(NameFace, h.name)
		if len(p.addresses) > 0 {
			l.headH = nameHeight + addressPitch
			for _, a := range p.addresses {
				h.title += "\n" + a
			}
			h.address = l.addressLine(p.addresses, limit)
			h.width = max(h.width, l.opts.Metrics.Width(AddressFace, h.address))
		}
		h.width = 2 * math.Ceil(max(h.width+2*headPad, 72)/2)
		l.heads[i] = h
	}
}

// addressLine returns as many addresses as fit, and how many more there are.
func (l *Layout) addressLine(addresses []string, limit float64) string {
	line := addresses[0]
	for n := 1; n < len(addresses); n++ {
		more := line + ", " + addresses[n]
		if l.opts.Metrics.Width(AddressFace, more+moreText(len(addresses)-n-1)) > limit {
			return line + moreText(len(addresses)-n)
		}
		line = more
	}
	line, _ = l.shorten(AddressFace, line, limit+80) // an IPv6 address in full
	return line
}

const (
	leastCap = 230.0  // a column may always become that wide for its labels' sake
	mostCap  = 620.0  // and never wider
	allRoom  = 1240.0 // what the columns share, about a screen
)

// columnCap returns how wide a column may become, so that all of them together
// fit on a screen: those that need less leave what they do not need to others.
func columnCap(wide []float64) float64 {
	widths := slices.Sorted(slices.Values(wide))
	room := allRoom
	for i, w := range widths {
		share := room / float64(len(widths)-i)
		if w > share {
			return min(max(share, leastCap), mostCap)
		}
		room -= w
	}
	return mostCap
}

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
			x += math.Ceil(wide[i])
		}
	}
	l.room = last - margin
	l.width = math.Ceil(max(x+last, minWidth))
}

// columnWidths returns the least widths of the columns and those that the
// labels want; column i is right of lifeline i.
func (l *Layout) columnWidths() (narrow, wide []float64) {
	n := len(l.heads)
	narrow = make([]float64, n-1)
	for i := range narrow {
		narrow[i] = (l.heads[i].width+l.heads[i+1].width)/2 + headGap
	}
	wide = slices.Clone(narrow)
	wants := l.wants()
	for i := range wide {
		wide[i] = max(wide[i], wants[span{i, i + 1}])
	}
	limit := columnCap(wide)
	for i := range wide {
		wide[i] = max(narrow[i], min(wide[i], limit))
	}
	for _, s := range slices.SortedFunc(maps.Keys(wants), compareSpans) {
		if s.from == n-1 { // a message of the last lifeline to itself
			l.room = min(wants[s], limit)
			continue
		}
		widen(wide[s.from:s.to], wants[s], limit)
	}
	return narrow, wide
}

// A span is the columns from one lifeline to another at its right.
type span struct{ from, to int }

// compareSpans orders the narrow before the wide, so that what needs one column
// sets it first, and what goes over several spreads what is still missing.
func compareSpans(a, b span) int {
	return cmp.Or((a.to-a.from)-(b.to-b.from), a.from-b.from)
}

// wants returns the width that the labels over each span want.
func (l *Layout) wants() map[span]float64 {
	wants := make(map[span]float64)
	for i := range l.messages {
		m := &l.messages[i]
		s := span{int(min(m.from, m.to)), int(max(m.from, m.to))}
		want := float64(m.width) + 2*labelPad
		if s.from == s.to {
			s.to++
			want += loopWidth + loopPad
		}
		if want > wants[s] {
			wants[s] = want
		}
	}
	return wants
}

// widen spreads what a span still wants evenly over those of its columns that
// may grow.
func widen(columns []float64, want, limit float64) {
	for {
		missing, growing := want, 0
		for _, w := range columns {
			missing -= w
			if w < limit {
				growing++
			}
		}
		if missing < 0.5 || growing == 0 {
			return
		}
		each := missing / float64(growing)
		for i, w := range columns {
			if w < limit {
				columns[i] = min(w+each, limit)
			}
		}
	}
}

// narrowColumns takes from all columns in proportion what exceeds MaxWidth.
func (l *Layout) narrowColumns(narrow, wide []float64, rest float64) {
	if l.opts.MaxWidth == 0 {
		return
	}
	least, total := rest, rest
	for i := range wide {
		least += narrow[i]
		total += wide[i]
	}
	if total <= l.opts.MaxWidth {
		return
	}
	share := max(0, (l.opts.MaxWidth-least)/(total-least))
	for i := range wide {
		wide[i] = narrow[i] + (wide[i]-narrow[i])*share
	}
}
