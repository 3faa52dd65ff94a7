package align

// insideWindow is how long a packet takes at most through the machine that
// captures it on both sides, in nanoseconds.
const insideWindow = 500e6

// shortWindow is the same where nothing but time tells a second sighting from a packet
// that was sent twice, in nanoseconds.
const shortWindow = 100e6

// joinInside joins what one capture shows twice of one packet: on two interfaces
// of a router, or of "any". A packet that came twice by the same link was sent
// twice. Where the capture does not tell the link, twice must be the rule for it.
func (m *Matcher) joinInside(g groups) {
	twice, all := m.countTwice(g)
	for c := range m.captures {
		if twice[c]*3 > all[c] {
			m.joinRepeats(int32(c))
		}
	}
	g.each(func(group []int32) {
		for _, part := range m.parts(group) {
			if len(part) < 2 {
				continue
			}
			first := m.seen.at(part[0])
			if first.has(raw) {
				m.joinLinks(part)
			} else if twice[first.capture]*3 > all[first.capture] {
				m.joinCouples(part)
			}
		}
	})
}

// joinRepeats joins what Wireshark words otherwise when it sees it again.
func (m *Matcher) joinRepeats(capture int32) {
	var recent []int32
	for i := m.starts[capture]; i < m.starts[capture+1]; i++ {
		s := m.seen.at(i)
		if !m.seen.alone(i) || !s.has(timed) {
			continue
		}
		for len(recent) > 0 && s.at-m.seen.at(recent[0]).at > shortWindow {
			recent = recent[1:]
		}
		for k := 0; k < len(recent) && s.has(again); k++ {
			j := recent[k]
			if before := m.seen.at(j); before.way == s.way && before.length == s.length {
				m.seen.join(j, i)
				recent = append(recent[:k], recent[k+1:]...)
				break
			}
		}
		if m.seen.alone(i) {
			recent = append(recent, i)
		}
	}
}

// countTwice counts of each capture that tells no links how many packets come
// twice at about the same time, and how many there are.
func (m *Matcher) countTwice(g groups) (twice, all [MaxCaptures]int) {
	for i := int32(0); i < int32(m.seen.n); i++ {
		if s := m.seen.at(i); s.has(sure) {
			all[s.capture]++
		}
	}
	g.each(func(group []int32) {
		for _, part := range m.parts(group) {
			first := m.seen.at(part[0])
			if first.has(sure) && len(part) > 1 && m.seen.at(part[1]).at-first.at < shortWindow {
				twice[first.capture] += 2
			}
		}
	})
	return twice, all
}

// joinLinks joins each packet with the sightings of it on other links.
func (m *Matcher) joinLinks(part []int32) {
	start := 0
	for i := 1; i < len(part); i++ {
		s := m.seen.at(part[i])
		fits := s.at-m.seen.at(part[i-1]).at < insideWindow
		for _, j := range part[start:i] {
			before := m.seen.at(j)
			fits = fits && (before.link != s.link || before.ttl != s.ttl)
		}
		if !fits {
			start = i
			continue
		}
		m.seen.join(part[i-1], part[i])
	}
}

// joinCouples joins every two that are near in time.
func (m *Matcher) joinCouples(part []int32) {
	for i := 1; i < len(part); i++ {
		window := int64(shortWindow)
		if m.seen.at(part[i]).has(sure) { // nothing that is sent again has the same stamps
			window = insideWindow
		}
		if m.seen.alone(part[i-1]) && m.seen.alone(part[i]) && m.seen.at(part[i]).at-m.seen.at(part[i-1]).at < window {
			m.seen.join(part[i-1], part[i])
			i++
		}
	}
}
