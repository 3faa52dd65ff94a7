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

// same reports whether n sightings from i on are those from j on.
func (m *Matcher) same(i, j, n int32) bool {
	for k := range n {
		x, y := m.seen.at(i+k), m.seen.at(j+k)
		if x.at != y.at || x.way != y.way || x.length != y.length || x.link != y.link || x.ttl != y.ttl {
			return false
		}
	}
	return true
}
