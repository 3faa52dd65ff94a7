package align

// twinOf returns the first capture before capture b that shows just the same packets at
// just the same times; false if there is none.
func (p *Plan) twinOf(b int) (a int, found bool) {
	m := p.m
	n := m.starts[b+1] - m.starts[b]
	for a := range b {
		if n > 0 && m.starts[a+1]-m.starts[a] == n && m.same(m.starts[a], m.starts[b], n) {
			return a, true
		}
	}
	return 0, false
}

// same reports whether n sightings from i on are those from j on. One capture may be in a form that
// tells less: no links, and times less finely, or from its own beginning.
func (m *Matcher) same(i, j, n int32) bool {
	const fine = 1000 // nanoseconds
	a, b := m.seen.at(i), m.seen.at(j)
	plain := m.seen.tells(i, n) != m.seen.tells(j, n)
	var ahead int64
	if m.clocks[a.capture] != m.clocks[b.capture] {
		ahead = a.at - b.at
	}
	for k := range n {
		x, y := m.seen.at(i+k), m.seen.at(j+k)
		off := x.at - y.at - ahead
		switch {
		case x.length != y.length:
			return false
		case !plain && (off != 0 || x.way != y.way || x.link != y.link || x.ttl != y.ttl):
			return false
		case plain && (off <= -fine || off >= fine || m.seen.alone(i+k) || !m.seen.seenIn(i+k, y.capture)):
			return false
		}
	}
	return true
}

// tells reports whether any of n sightings from i on tells the hops that it has left, as raw captures do.
func (l *sightings) tells(i, n int32) bool {
	for k := range n {
		if l.at(i+k).ttl != 0 {
			return true
		}
	}
	return false
}
