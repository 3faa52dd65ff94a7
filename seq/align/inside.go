package align

// insideWindow is how long a packet takes at most through the machine that
// captures it on both sides, in nanoseconds.
const insideWindow = 500e6

// shortWindow is the same where nothing but time tells a second sighting from a packet
// that was sent twice, in nanoseconds.
const shortWindow = 100e6

// maxInside is how many sightings of one packet are expected in one capture, at most. A
// packet that loops between routers comes more often; it then is several packets.
const maxInside = 16

// repeating returns the captures, a bit each, that do not tell the link and in which
// twice is the rule, and joins what only looks different there.
func (m *Matcher) repeating(g groups) (captures uint64) {
	if m.met&sure == 0 {
		return 0
	}
	twice, all := m.countTwice(g)
	for c := range m.captures {
		if twice[c]*3 > all[c] {
			m.joinRepeats(int32(c))
			captures |= 1 << c
		}
	}
	return captures
}

// joinInside joins what one capture shows twice of one packet: on two interfaces
// of a router, or of "any". A packet that came twice by the same link was sent
// twice. Where the capture does not tell the link, twice must be the rule for it:
// those captures are repeating.
func (m *Matcher) joinInside(group []int32, repeating uint64) {
	for _, part := range m.parts(group) {
		if len(part) < 2 {
			continue
		}
		first := m.seen.at(part[0])
		if first.has(raw) {
			m.joinLinks(part)
		} else if repeating&(1<<first.capture) != 0 {
			m.joinCouples(part)
		}
	}
}

// A repeat is what two sightings of one packet have in common however Wireshark
// words them.
type repeat struct {
	way    uint32
	length uint16
}

// joinRepeats joins what Wireshark words otherwise when it sees it again: with the
// earliest within shortWindow that is not joined yet.
func (m *Matcher) joinRepeats(capture int32) {
	var recent []int32
	waiting := make(map[repeat][]int32) // of the recent ones those that are alone
	of := func(i int32) repeat { return repeat{m.seen.at(i).way, m.seen.at(i).length} }
	leave := func(r repeat) {
		if rest := waiting[r][1:]; len(rest) > 0 {
			waiting[r] = rest
		} else {
			delete(waiting, r)
		}
	}
	for i := m.starts[capture]; i < m.starts[capture+1]; i++ {
		s := m.seen.at(i)
		if !m.seen.alone(i) || !s.has(timed) {
			continue
		}
		for len(recent) > 0 && s.at-m.seen.at(recent[0]).at > shortWindow {
			if m.seen.alone(recent[0]) {
				leave(of(recent[0]))
			}
			recent = recent[1:]
		}
		r := of(i)
		if earlier := waiting[r]; s.has(again) && len(earlier) > 0 {
			m.seen.joinInside(earlier[0], i)
			leave(r)
			continue
		}
		waiting[r] = append(waiting[r], i)
		recent = append(recent, i)
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
		fits := i-start < maxInside && s.at-m.seen.at(part[i-1]).at < insideWindow
		for k := start; k < i && fits; k++ {
			before := m.seen.at(part[k])
			fits = before.link != s.link || before.ttl != s.ttl
		}
		if !fits {
			start = i
			continue
		}
		m.seen.joinInside(part[i-1], part[i])
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
			m.seen.joinInside(part[i-1], part[i])
			i++
		}
	}
}
