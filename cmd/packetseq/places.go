package main

import (
	"slices"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
	"github.com/packetseq/packetseq/seq/align"
)

// inOrder returns the lifelines of places in the order of the way of packets. Titles are their
// names, by capture; some of their addresses may have other names.
func inOrder(places []align.Place, titles []string, names *seq.Names) (lifelines []seq.Place) {
	ordered := make([]int, len(places)) // captures
	for i := range ordered {
		ordered[i] = -1
	}
	for i, place := range places {
		if place.Order >= 0 && (place.Between || len(place.Addresses) > 0) {
			ordered[place.Order] = i
		}
	}
	for _, i := range ordered {
		if i < 0 {
			continue
		}
		at := slices.IndexFunc(lifelines, func(p seq.Place) bool { return p.Name == titles[i] })
		if at < 0 {
			at = len(lifelines)
			lifelines = append(lifelines, seq.Place{Name: titles[i]})
		}
		l := &lifelines[at]
		for _, address := range places[i].Addresses {
			if name, _ := names.Lookup(i, address); name == titles[i] && !slices.Contains(l.Addresses, address) {
				l.Addresses = append(l.Addresses, address)
			}
		}
		output.SortAddresses(l.Addresses)
	}
	return lifelines
}
