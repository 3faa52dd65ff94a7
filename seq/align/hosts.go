package align

import "slices"

// A host is what one capture was taken at: the addresses that are its own.
type host struct {
	capture   int
	addresses []string
}

// hosts returns for each capture the addresses that are local to where it was
// taken: what they send is seen there first, and what is sent to them is seen
// there last. Captures at which no address is local are left out.
func (p *Plan) hosts() []host {
	counts := p.countEnds()
	found := make([]host, p.m.captures)
	for _, address := range p.addresses() {
		c := counts[address]
		if c == nil {
			continue
		}
		for capture, n := range c.at {
			if c.sent > 0 && n*10 >= c.all*9 {
				found[capture].addresses = append(found[capture].addresses, address)
			}
		}
	}
	for i := range found {
		found[i].capture = i
	}
	return slices.DeleteFunc(found, func(h host) bool { return len(h.addresses) == 0 })
}

// An endCount says in which captures the ways from and to an address end.
type endCount struct {
	sent, all int
	at        map[int]int
}

// countEnds counts the ends of all packets that were matched.
func (p *Plan) countEnds() map[string]*endCount {
	counts := make(map[string]*endCount)
	count := func(address string, s *sighting, sent int) {
		c := counts[address]
		if c == nil {
			c = &endCount{at: make(map[int]int)}
			counts[address] = c
		}
		c.all++
		c.sent += sent
		c.at[int(s.capture)]++
	}
	var sightings []int32
	for i := int32(0); i < int32(p.m.seen.n); i++ {
		if p.m.seen.alone(i) {
			continue
		}
		if sightings = p.sightingsOf(i, sightings); sightings[0] != i {
			continue
		}
		first, last := p.m.seen.at(i), p.m.seen.at(sightings[len(sightings)-1])
		if first.capture == last.capture {
			continue
		}
		count(p.m.ways.all[first.way].source, first, 1)
		if !last.has(lost) {
			count(p.m.ways.all[last.way].destination, last, 0)
		}
	}
	return counts
}

// addresses returns all addresses, as they appeared.
func (p *Plan) addresses() []string {
	var all []string
	known := make(map[string]bool)
	for _, w := range p.m.ways.all {
		for _, a := range [...]string{w.source, w.destination} {
			if a != "" && !known[a] {
				known[a] = true
				all = append(all, a)
			}
		}
	}
	return all
}

// Hosts calls f with each address that is local to where a capture was taken,
// if the capture has several such: they are one machine, and one lifeline.
func (p *Plan) Hosts(f func(capture int, address string)) {
	for _, h := range p.hosts() {
		if len(h.addresses) < 2 {
			continue
		}
		for _, a := range h.addresses {
			f(h.capture, a)
		}
	}
}
