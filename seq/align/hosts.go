package align

// A Place is where a capture was taken.
type Place struct {
	// Between is whether packets only pass it: it is a router or a tap.
	Between bool

	// Addresses are those that are local to it: what they send is seen there first,
	// and what is sent to them last; or those that it gives to packets that it passes
	// on, as network address translation does. Where no capture was taken at what does that,
	// the address is that of the one host for which it stands.
	Addresses []string
}

// Places returns where the captures were taken, as far as packets that several
// of them saw tell it.
func (p *Plan) Places() []Place {
	e := p.countEnds()
	places := make([]Place, p.m.captures)
	for i := range places {
		places[i].Between = e.passed[i] > 4*e.ended[i]
	}
	translators, replaced := e.translators(places), e.replaced()
	home := make(map[string]int) // of what is local
	for _, address := range p.addresses() {
		c := e.of[address]
		if c == nil || c.sent == 0 {
			if capture, ok := translators[address]; ok {
				places[capture].Addresses = append(places[capture].Addresses, address)
			}
			continue
		}
		for capture, n := range c.at {
			if n*10 >= c.all*9 {
				places[capture].Addresses = append(places[capture].Addresses, address)
				home[address] = capture
			}
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

// An endCount says in which captures the ways from and to an address end.
type endCount struct {
	sent, all int
	at        map[int]int
}

// ends are where the ways of packets end.
type ends struct {
	of            map[string]*endCount
	ended, passed []int // by capture
	translated    map[translation]int
}

func (e *ends) count(address string, s *sighting, sent int) {
	c := e.of[address]
	if c == nil {
		c = &endCount{at: make(map[int]int)}
		e.of[address] = c
	}
	c.all++
	c.sent += sent
	c.at[int(s.capture)]++
	e.ended[s.capture]++
}

// countEnds counts the ends of all packets that several captures saw.
func (p *Plan) countEnds() *ends {
	e := &ends{of: make(map[string]*endCount), ended: make([]int, p.m.captures), passed: make([]int, p.m.captures),
		translated: make(map[translation]int)}
	for sightings := range p.packets() {
		i := sightings[0]
		first, last := p.m.seen.at(i), p.m.seen.at(sightings[len(sightings)-1])
		if first.capture == last.capture {
			continue
		}
		e.count(p.m.ways.all[first.way].source, first, 1)
		if !last.has(lost) {
			e.count(p.m.ways.all[last.way].destination, last, 0)
		}
		e.countTranslations(p.m, sightings)
		for _, j := range sightings {
			if s := p.m.seen.at(j); s.capture != first.capture && s.capture != last.capture {
				e.passed[s.capture]++
			}
		}
	}
	return e
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
