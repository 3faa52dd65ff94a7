package align

import (
	"net/netip"
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// A way is who sent a packet to whom, as the addresses that a capture shows.
type way struct {
	source, destination string
}

// ways numbers the ways of packets. Of each address one text is kept, however many
// ways begin or end there.
type ways struct {
	hosts   map[string]uint32
	names   []string          // of the hosts
	numbers map[uint64]uint32 // of the ways, by their two hosts
	all     []way
	ends    [][2]uint32 // of the ways, their hosts
	back    []int32     // of each the opposite way; -1 while it has not been met
	toAll   []bool      // of the ways, whether they go to several hosts
	last    way
	number  uint32 // of last
}

func newWays() ways {
	return ways{hosts: make(map[string]uint32), numbers: make(map[uint64]uint32)}
}

func (w *ways) of(p *seq.Packet) uint32 {
	at := way{p.Source, p.Destination}
	if len(w.all) > 0 && at == w.last {
		return w.number
	}
	source, destination := w.host(at.source), w.host(at.destination)
	n, known := w.numbers[uint64(source)<<32|uint64(destination)]
	if !known {
		n = w.add(source, destination)
	}
	w.last, w.number = w.all[n], n
	return n
}

// host numbers an address.
func (w *ways) host(address string) uint32 {
	n, known := w.hosts[address]
	if !known {
		n = uint32(len(w.names))
		own := strings.Clone(address) // the text may share a large buffer
		w.names = append(w.names, own)
		w.hosts[own] = n
	}
	return n
}

func (w *ways) add(source, destination uint32) uint32 {
	n := uint32(len(w.all))
	w.numbers[uint64(source)<<32|uint64(destination)] = n
	w.all = append(w.all, way{w.names[source], w.names[destination]})
	w.ends = append(w.ends, [2]uint32{source, destination})
	w.back = append(w.back, -1)
	to, err := netip.ParseAddr(w.names[destination])
	w.toAll = append(w.toAll, err == nil && (to.IsMulticast() || to == netip.AddrFrom4([4]byte{255, 255, 255, 255})))
	if back, known := w.numbers[uint64(destination)<<32|uint64(source)]; known {
		w.back[n], w.back[back] = int32(back), int32(n)
	}
	return n
}
