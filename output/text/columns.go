package text

// others stands for the hosts that have no lifeline of their own, because the
// screen is not wide enough. They share one at the right.
const others = -1

// LeastWidth is the width in cells, below which a ladder has no room for its arrows.
// On a narrower screen its lines are as wide as this.
const LeastWidth = 40

// Widths in cells.
const (
	defaultWidth = 120
	leastPitch   = 16  // between two lifelines: an IPv4 address, and a space
	tightPitch   = 12  // what is left of it where other gaps have more need
	idlePitch    = 3   // what is left of it where nothing is sent: the names are stairs
	wrappedPitch = 10  // the same where there would be too many stairs
	livePitch    = 140 // that live lifelines may have, as nobody knows what will come
	othersPitch  = 32  // that the shared lifeline should have, for names at its arrows
	maxHidden    = 40  // of the name of a host without a lifeline: an IPv6 address
	leastLabel   = 10  // of a label that stands beside such a name
	leastNamed   = 30  // of one behind such a name in an arrow: else it stands beside the lifeline
	maxHead      = 24  // of a name, before it is broken
	maxAddress   = 39  // of an address below it: one of IPv6
	leastHead    = 8   // of a line of a name, or else it is a stair
	arrowCells   = 6   // of an arrow that are no label, and the lifeline that it reaches
	turnCells    = 4   // of a message to oneself that are no label
)

// columns say where the lifelines stand.
type columns struct {
	gutter gutter
	width  int   // of the screen
	known  int   // hosts, when the columns were chosen
	hosts  []int // shown, from left to right; others is the last, if there is need of it
	of     []int // by host: its column, from 0
	at     []int // by column: its cell, from the end of the gutter; nil before the first message
	right  int   // the cell after the last that a head may take

	plain  string // lifelines, as they stand in a row of their own
	offset []int  // by column: where its lifeline begins in plain, in bytes
}

// room returns the cells between the first lifeline and the last, at most.
func (c *columns) room() int { return c.width - c.gutter.cells() - 1 }

// crowded reports whether some hosts have no lifeline of their own.
func (c *columns) crowded() bool {
	return len(c.hosts) > 0 && c.hosts[len(c.hosts)-1] == others
}

// column returns the column of a host: that of the others if it has none itself.
func (c *columns) column(host int) int {
	if host < len(c.of) {
		return c.of[host]
	}
	return len(c.hosts) - 1
}

// hidden reports whether a host has no lifeline of its own.
func (c *columns) hidden(host int) bool { return c.hosts[c.column(host)] == others }

// between returns the cells that a label may take between two columns. That of a
// message to the host itself stands beside its lifeline and may run over others.
func (c *columns) between(a, b int) int {
	switch last := len(c.at) - 1; {
	case a != b:
		return max(c.at[a], c.at[b]) - min(c.at[a], c.at[b]) - arrowCells
	case a == last && last > 0:
		return c.at[a] - c.at[0] - 1 - turnCells
	}
	return c.width - c.gutter.cells() - c.at[a] - turnCells
}

// beside returns the cells that a label may take beside an arrow, over other
// lifelines, and whether it stands at the right of it.
func (c *columns) beside(a, b, label int) (cells int, right bool) {
	cells = c.room() - max(c.at[a], c.at[b]) - 1
	if left := min(c.at[a], c.at[b]) - c.at[0] - 3; cells < label && cells < left {
		return left, false
	}
	return cells, true
}

// outside reports whether a label stands beside its arrow, which is too short for
// it.
func (c *columns) outside(a, b, label int) bool {
	within := c.between(a, b)
	if a == b || within >= min(label, leastLabel) {
		return false
	}
	beside, _ := c.beside(a, b, label)
	return beside > within
}

// roomFor returns the cells that a label may take, in its arrow or beside it.
func (c *columns) roomFor(a, b, label int) int {
	if c.outside(a, b, label) {
		cells, _ := c.beside(a, b, label)
		return cells
	}
	return max(c.between(a, b), 0)
}

// missing returns how many cells of the labels of messages cannot be shown. The
// name of a host without a lifeline counts as so many.
func (c *columns) missing(messages []demand) (cells int) {
	for _, d := range messages {
		switch {
		case c.hidden(d.from) || c.hidden(d.to):
			cells += maxHidden
		default:
			cells += max(d.cells-c.roomFor(c.column(d.from), c.column(d.to), d.cells), 0)
		}
	}
	return cells
}

// cuts returns how many labels of messages are cut, names of hosts without a
// lifeline apart.
func (c *columns) cuts(messages []demand) (n int) {
	for _, d := range messages {
		if d.cells > c.roomFor(c.column(d.from), c.column(d.to), d.cells) {
			n++
		}
	}
	return n
}

// drawPlain makes a line of lifelines.
func (c *columns) drawPlain(lifeline string) {
	var plain []byte
	cell := 0
	for _, at := range c.at {
		plain = blank.append(plain, at-cell)
		c.offset = append(c.offset, len(plain))
		plain = append(plain, lifeline...)
		cell = at + 1
	}
	c.plain = string(plain)
}
