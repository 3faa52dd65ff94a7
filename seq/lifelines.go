package seq

import (
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
)

// unknownName is the participant of packets whose address is not known.
const unknownName = "?"

// An end is one end of a packet as the capture tells it.
type end struct {
	capture int
	address string
	port    int32 // noPort where ports do not matter, or the packet has none
}

const noPort = -1

// lifelines finds the participant of each end of a packet, and introduces it to
// the Writer when it is met first.
type lifelines struct {
	dst     Writer
	names   *Names
	by      By
	ends    map[end]int          // Participant.Index
	recent  [recentEnds]knownEnd // some of ends, by end.slot
	byName  map[string]int       // Participant.Index
	all     []Participant
	address map[addressOf]bool // each of Participant.Addresses, where these are many
	aliased map[addressOf]bool // what alias has shown
	lacking int                // packets that do not tell what by asks for
}

// A knownEnd is an end that was met, and its Participant.Index.
type knownEnd struct {
	end
	index int
	met   bool
}

// recentEnds is a power of two.
const recentEnds = 1 << 11

// slot returns where in lifelines.recent an end is kept. Hosts of one network
// differ in the last characters, of which four bits each tell digits apart.
func (e *end) slot() int {
	h := e.capture + int(e.port)*7
	for _, c := range []byte(e.address[max(0, len(e.address)-5):]) {
		h = h*11 + int(c&15)
	}
	return h & (recentEnds - 1)
}

// An addressOf is an address behind the name of a participant.
type addressOf struct {
	participant int
	address     string
}

func newLifelines(dst Writer, o Options) lifelines {
	return lifelines{
		dst:     dst,
		names:   o.Names,
		by:      o.By,
		ends:    map[end]int{},
		byName:  map[string]int{},
		address: map[addressOf]bool{},
		aliased: map[addressOf]bool{},
	}
}

// check counts the packets that do not tell what a lifeline is to be.
func (l *lifelines) check(p *Packet) {
	if l.by == ByPort && !p.Known.Has(KnowsPorts) || l.by == ByMAC && (p.SourceMAC == "" || p.DestinationMAC == "") {
		l.lacking++
	}
}

// remarkLacking says how many there were of packets.
func (l *lifelines) remarkLacking(packets int, remark func(string)) {
	if l.lacking == 0 {
		return
	}
	what := "ports"
	if l.by == ByMAC {
		what = "MAC addresses"
	}
	remark(fmt.Sprintf("%d of %d packets tell no %s: they are drawn by host", l.lacking, packets, what))
}

// from returns the participant that sent p.
func (l *lifelines) from(p *Packet) (int, error) {
	return l.of(l.end(p, p.Source, p.SourceMAC, p.SourcePort))
}

// translated shows the addresses that the ends of p have elsewhere on its way,
// behind a translation of addresses.
func (l *lifelines) translated(p *Packet, from, to int) error {
	if p.Path == nil {
		return nil
	}
	if p.Path.Source != p.Source {
		if err := l.alias(from, p.Path.Source); err != nil {
			return err
		}
	}
	if p.Path.Destination != p.Destination {
		return l.alias(to, p.Destination)
	}
	return nil
}

// alias shows such an address at the lifeline of what translates it, where that is
// known by its name, else at that of the participant.
func (l *lifelines) alias(index int, address string) error {
	if address == "" || l.by != ByHost || l.aliased[addressOf{index, address}] {
		return nil
	}
	address = strings.Clone(address)
	l.aliased[addressOf{index, address}] = true
	name := l.all[index].Name
	if given, ok := l.names.Lookup(AllCaptures, address); ok {
		if _, shown := l.byName[given]; shown {
			name = given
		}
	}
	_, err := l.named(name, address)
	return err
}

// to returns the participant that p goes to.
func (l *lifelines) to(p *Packet) (int, error) {
	if p.Path != nil && p.Path.Destination != p.Destination && l.by == ByHost {
		return l.of(end{capture: p.Path.Seen[len(p.Path.Seen)-1].Capture, address: p.Path.Destination, port: noPort})
	}
	return l.of(l.end(p, p.Destination, p.DestinationMAC, p.DestinationPort))
}

// end returns what identifies one end of p.
func (l *lifelines) end(p *Packet, address, mac string, port uint16) end {
	e := end{capture: p.Capture, address: address, port: noPort}
	switch {
	case l.by == ByMAC && mac != "":
		e.address = mac
	case l.by == ByPort && p.Known.Has(KnowsPorts):
		e.port = int32(port)
	}
	return e
}

// of returns the participant at an end. Most are met again and again, and are
// found without a look into the map.
func (l *lifelines) of(e end) (int, error) {
	recent := &l.recent[e.slot()]
	if recent.met && recent.end == e {
		return recent.index, nil
	}
	e.address = strings.Clone(e.address) // the packet's may be part of a large buffer
	index, met := l.ends[e]
	if !met {
		var err error
		if index, err = l.named(l.name(e)); err != nil {
			return 0, err
		}
		l.ends[e] = index
	}
	*recent = knownEnd{e, index, true}
	return index, nil
}

// name returns the name of an end, and the text of its address.
func (l *lifelines) name(e end) (name, address string) {
	if e.address == "" {
		return unknownName, ""
	}
	host, named := l.names.Lookup(e.capture, e.address)
	if !named {
		host = e.address
	}
	if e.port == noPort {
		return host, e.address
	}
	port := strconv.Itoa(int(e.port))
	address = net.JoinHostPort(e.address, port)
	if name, ok := l.names.Lookup(e.capture, address); ok {
		return name, address
	}
	if named {
		return host + ":" + port, address
	}
	return address, address
}

// named returns the participant of a name, behind which address has turned up
// if it is not empty.
func (l *lifelines) named(name, address string) (int, error) {
	p, known := l.participant(name)
	if address != "" && !l.has(p, address) {
		l.add(p, address)
		known = false
	}
	if known {
		return p.Index, nil
	}
	return p.Index, l.dst.Participant(*p)
}

// participant returns the participant of a name, and whether it was known before.
func (l *lifelines) participant(name string) (p *Participant, known bool) {
	index, known := l.byName[name]
	if !known {
		index = len(l.all)
		l.byName[name] = index
		l.all = append(l.all, Participant{Index: index, Name: name})
	}
	return &l.all[index], known
}

// introduce introduces a place with all its addresses: some Writers say of a lifeline what is
// known when it is introduced.
func (l *lifelines) introduce(place Place) error {
	p, _ := l.participant(place.Name)
	for _, address := range place.Addresses {
		if !l.has(p, address) {
			l.add(p, address)
		}
	}
	return l.dst.Participant(*p)
}

// fewAddresses are found fast enough without a map of them. Most participants have one.
const fewAddresses = 8

// has reports whether address is one of p's.
func (l *lifelines) has(p *Participant, address string) bool {
	if len(p.Addresses) <= fewAddresses {
		return slices.Contains(p.Addresses, address)
	}
	return l.address[addressOf{p.Index, address}]
}

// add gives p one more address.
func (l *lifelines) add(p *Participant, address string) {
	p.Addresses = append(p.Addresses, address)
	n := len(p.Addresses)
	unmapped := p.Addresses[n-1:]
	if n == fewAddresses+1 {
		unmapped = p.Addresses
	}
	if n > fewAddresses {
		for _, a := range unmapped {
			l.address[addressOf{p.Index, a}] = true
		}
	}
}

// remarkUnused says which of the names that the user gave to put in order were
// never met: most likely they are misspelt.
func (l *lifelines) remarkUnused(order []string, remark func(string)) {
	for _, name := range order {
		if len(l.all[l.byName[name]].Addresses) == 0 {
			remark(fmt.Sprintf("nothing was sent or received by %q, which has a place in the order%s", name, l.hint(name)))
		}
	}
}

// hint asks whether a name that nothing reached was meant to be one that differs from it by case
// only.
func (l *lifelines) hint(name string) string {
	for i := range l.all {
		if p := &l.all[i]; p.Name != name && len(p.Addresses) > 0 && strings.EqualFold(p.Name, name) {
			return fmt.Sprintf(": did you mean %q?", p.Name)
		}
	}
	return ""
}
