package text

import (
	"slices"

	"github.com/packetseq/packetseq/seq"
)

// A demand is what one message asks of the columns.
type demand struct {
	from, to int  // hosts
	cells    int  // of its label
	opens    bool // a connection
}

// window is how many messages of a live diagram tell what the next may ask for.
const window = 64

// note remembers what a message asks for, among the recent ones.
func (l *ladder) note(r *row) {
	if l.opts.Screen.Live && len(l.recent) >= 2*window {
		l.recent = slices.Delete(l.recent, 0, window)
	}
	opens := r.kind == seq.SYN || r.kind == seq.SYNACK
	l.recent = append(l.recent, demand{r.from, r.to, r.label.cells, opens})
	l.unseen++
}

// settle makes sure that the rows gathered can be drawn: it chooses columns, and
// draws their heads, where there is something new. From time to time it looks
// whether other columns would do better. In a terminal it repeats the heads
// when they are about to leave the screen.
func (l *ladder) settle() {
	if len(l.rows) == 0 {
		return
	}
	width, gutter := l.screenWidth(), l.measureGutter()
	page := l.pageIsFull()
	switch {
	case l.at == nil, l.width != width, l.gutter != gutter, len(l.hosts) > l.known && !l.crowded():
		l.columns = l.choose(width, gutter)
		l.heads()
	case page:
		if l.improve() || l.screenHeight() > 0 {
			l.heads()
		}
	}
	if page {
		l.unseen = 0
	}
	if !l.opts.Screen.Live {
		l.recent = l.recent[:0]
	}
}

// worthwhile is how many cells of a label, on average, make it worth while to
// move the lifelines.
const worthwhile = 4

// improve changes to other columns if they suit the recent messages much better.
func (l *ladder) improve() bool {
	missing := l.missing(l.recent)
	if missing < worthwhile*len(l.recent) {
		return false
	}
	c := l.choose(l.width, l.gutter)
	if missing-c.missing(l.recent) < worthwhile*len(l.recent) {
		return false
	}
	l.columns = c
	return true
}

// pageIsFull reports whether it is time to think about the columns again.
func (l *ladder) pageIsFull() bool {
	switch height := l.screenHeight(); {
	case !l.opts.Screen.Live:
		return true // with each batch
	case height == 0:
		return l.unseen >= defaultPage
	default:
		const cursor, next = 1, 1 // lines
		return l.below >= max(height-cursor-next, leastPage)
	}
}

// defaultPage is how many messages of a live diagram are drawn before the columns
// are thought about again, if it is not known what the reader sees at once.
const defaultPage = 24

// leastPage is how many lines are between the heads at least.
const leastPage = 8

// screenWidth returns the width of the screen.
func (l *ladder) screenWidth() int {
	s := &l.opts.Screen
	width := s.Width
	if width == 0 && s.Size != nil {
		width, _ = s.Size()
	}
	if width <= 0 {
		width = defaultWidth
	}
	return max(width, LeastWidth)
}

// screenHeight returns the lines of the terminal; 0 if there is none.
func (l *ladder) screenHeight() (height int) {
	if s := &l.opts.Screen; s.Size != nil {
		_, height = s.Size()
	}
	return height
}
