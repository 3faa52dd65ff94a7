package output

import (
	"fmt"
	"iter"
	"net"
	"slices"

	"github.com/packetseq/packetseq/seq"
)

// maxAddresses is how many addresses are written under a name.
const maxAddresses = 8

// A Head is what a text format writes at the top of a lifeline.
type Head struct {
	Name      string
	addresses []string // that are not the name itself, the first few
	more      int      // addresses beyond them
}

// NewHead returns the head of a participant. It keeps nothing of p but strings.
func NewHead(p seq.Participant) Head {
	h := Head{Name: p.Name}
	for i, a := range p.Addresses {
		if len(h.addresses) == maxAddresses {
			h.more = len(p.Addresses) - i
			break
		}
		if a != p.Name {
			h.addresses = append(h.addresses, a)
		}
	}
	return h
}

// Under yields the lines under the name: addresses, and how many more there are.
func (h Head) Under() iter.Seq[string] {
	lines := h.addresses
	if h.more > 0 {
		lines = append(slices.Clip(lines), fmt.Sprintf("and %d more", h.more))
	}
	return slices.Values(lines)
}

// SortAddresses puts the addresses of a host into the order in which they stand under its name:
// those of the link layer last, and else as they were.
func SortAddresses(addresses []string) {
	slices.SortStableFunc(addresses, func(a, b string) int { return rank(a) - rank(b) })
}

func rank(address string) int {
	if _, err := net.ParseMAC(address); err == nil {
		return 1
	}
	return 0
}
