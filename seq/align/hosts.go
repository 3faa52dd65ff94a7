package align

import "math/bits"

// A Place is where a capture was taken.
type Place struct {
	// First is the first capture that was taken there, as far as that is known: itself, or
	// another one of the same host, which has the Addresses then.
	First int

	// Between is whether packets only pass it: it is a router or a tap.
	Between bool

	// Addresses are those that are local to it: what they send is seen there first,
	// and what is sent to them last; or those that it gives to packets that it passes
	// on, as network address translation does. Where no capture was taken at what does that,
	// the address is that of the one host for which it stands.
	Addresses []string

	// Order is where it stands among the others on the way of packets, from 0 where the
	// first of them began; -1 where no packets tell it.
	Order int
}

// Places returns where the captures were taken, as far as packets that several
// of them saw tell it.
func (p *Plan) Places() []Place {
	e := p.countEnds()
	homes := p.homes(e)
	places := make([]Place, p.m.captures)
	for i := range places {
		places[i].First = p.site[i]
		places[i].Between = e.passed[p.site[i]] > 4*e.ended[p.site[i]]
		places[i].Order = -1
	}
	for order, capture := range e.lines() {
		places[capture].Order = order
	}
	translators, replaced := e.translators(places), e.replaced()
	home := make(map[string]int) // of what is local
	for _, address := range p.addresses() {
		c := e.of[address]
		if c == nil || c.sent == 0 {
			if capture, ok := translators[address]; ok {
				places[p.site[capture]].Addresses = append(places[p.site[capture]].Addresses, address)
			}
			continue
		}
		if at := homes[address]; len(at) > 0 {
			first := p.site[at[0]]
			places[first].Addresses = append(places[first].Addresses, address)
			home[address] = first
		}
	}
	// With nobody at the translator, one host's translated address is its own.
	for _, address := range p.addresses() {
		_, known := home[address]
		_, other := translators[address]
		if capture, ok := home[replaced[address]]; ok && !known && !other {
			places[capture].Addresses = append(places[capture].Addresses, address)
		}
	}
	return places
}

// An endCount says at which sites the ways from and to an address end.
type endCount struct {
	sent, all int
	at        map[int]int
	seen      map[int]int // and how many of their packets each has seen
}

// ends are where the ways of packets end.
type ends struct {
	of            map[string]*endCount
	ended, passed []int // by site
	translated    map[translation]int
	courses       map[string]*course // by course.captures
}

// count takes the end of a way at a site. Those that saw the packet are a bit each.
func (e *ends) count(address string, site int, saw uint64, sent int) {
	c := e.of[address]
	if c == nil {
		c = &endCount{at: make(map[int]int), seen: make(map[int]int)}
		e.of[address] = c
	}
	c.all++
	c.sent += sent
	c.at[site]++
	for ; saw != 0; saw &= saw - 1 {
		c.seen[bits.TrailingZeros64(saw)]++
	}
	e.ended[site]++
}

// countEnds counts the ends of all packets that several captures saw.
func (p *Plan) countEnds() *ends {
	e := &ends{of: make(map[string]*endCount), ended: make([]int, p.m.captures), passed: make([]int, p.m.captures),
		translated: make(map[translation]int), courses: make(map[string]*course)}
	for sightings := range p.packets() {
		i := sightings[0]
		first, last := p.m.seen.at(i), p.m.seen.at(sightings[len(sightings)-1])
		from, to := p.site[first.capture], p.site[last.capture]
		if from == to || !p.ordered(first, last) {
			continue
		}
		var saw uint64
		for _, j := range sightings {
			saw |= 1 << p.site[p.m.seen.at(j).capture]
		}
		e.count(p.m.ways.all[first.way].source, from, saw, 1)
		if !last.has(lost) {
			e.count(p.m.ways.all[last.way].destination, to, saw, 0)
		}
		e.countTranslations(p.m, sightings)
		e.countCourse(p, sightings)
		for saw &^= 1<<from | 1<<to; saw != 0; saw &= saw - 1 {
			e.passed[bits.TrailingZeros64(saw)]++
		}
	}
	return e
}

// ordered reports whether it is known which of two sightings of a packet was first on its way.
func (p *Plan) ordered(first, last *sighting) bool {
	if p.tied(first.capture, last.capture) {
		return true
	}
	if first.capture > last.capture {
		first, last = last, first
	}
	pair := p.m.pairs[[2]uint8{first.capture, last.capture}]
	return pair != nil && pair.sides.of(first.way) != 0
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
