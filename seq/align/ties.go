package align

import (
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// repeating returns which facts say how little the words of a packet tell: common where they are
// the same whenever the hosts speak, wordy where another connection may have them.
func (w *ways) repeating(p *seq.Packet, way uint32) facts {
	switch {
	case p.Protocol == "ARP", p.Protocol == "STP", p.Protocol == "LLDP", p.Protocol == "CDP", strings.HasPrefix(p.Protocol, "IGMP"), w.toAll[way]:
		return common
	case p.Protocol == "ICMPv6":
		for _, words := range [...]string{"Neighbor ", "Router ", "Multicast Listener "} {
			if strings.HasPrefix(p.Info, words) {
				return common
			}
		}
	}
	if p.Known.Has(seq.KnowsPorts) || strings.Contains(p.Info, "0x") { // or the number of a transaction
		return 0
	}
	return wordy
}

// A tie counts the packets that two captures seem to share.
type tie struct {
	telling int // that are of this time alone
	wordy   int
}

// untie parts what only looks like one packet in captures that have nothing else to do with each
// other: the same hosts find each other by the same frames each day.
// Repeated are packets of each capture that could not be paired yet, as there are several like them.
func (m *Matcher) untie(repeated *[MaxCaptures]int) {
	m.group = m.grouped(repeated)
	var first uint8
	several := false
	for c := range uint8(m.captures) {
		several = several || m.group[c] != first
	}
	if !several {
		return
	}
	for i := int32(0); i < int32(m.seen.n); i++ {
		m.seen.part(i, func(capture uint8) uint8 { return m.group[capture] })
	}
}

// grouped returns of each capture the first one of those that share packets with it, over
// others as well.
func (m *Matcher) grouped(repeated *[MaxCaptures]int) (group [MaxCaptures]uint8) {
	ties, all := m.ties()
	for c, n := range repeated {
		all[c] -= n
	}
	for c := range group {
		group[c] = uint8(c)
	}
	for a := range m.captures {
		for b := a + 1; b < m.captures; b++ {
			t, least := ties[a*m.captures+b], min(all[a], all[b])
			if t.telling == 0 && (t.wordy == 0 || t.wordy*2 < least) {
				continue
			}
			from, to := group[b], group[a]
			if from < to {
				from, to = to, from
			}
			for c := range group {
				if group[c] == from {
					group[c] = to
				}
			}
		}
	}
	return group
}

// ties counts what every two captures share by now, and how many packets each has of
// which the like may be shared.
func (m *Matcher) ties() (ties []tie, all [MaxCaptures]int) {
	ties = make([]tie, m.captures*m.captures)
	for i := int32(0); i < int32(m.seen.n); i++ {
		s := m.seen.at(i)
		if s.has(common) || !m.isHead(i) {
			continue
		}
		all[s.capture]++
		for j := s.next; j != i; j = m.seen.at(j).next {
			other := m.seen.at(j)
			if other.capture <= s.capture || !m.isHead(j) {
				continue
			}
			if t := &ties[int(s.capture)*m.captures+int(other.capture)]; s.facts&(wordy|sure) == wordy && other.facts&(wordy|sure) == wordy {
				t.wordy++
			} else {
				t.telling++
			}
		}
	}
	return ties, all
}

// countRepeated counts the packets of each capture that are several in a group.
func (m *Matcher) countRepeated(group []int32, repeated *[MaxCaptures]int) {
	for _, part := range m.parts(group) {
		if first := m.seen.at(part[0]); first.has(raw) || len(part) < 2 || m.onlyHead(part) >= 0 {
			continue
		}
		for _, i := range part {
			if m.isHead(i) && !m.seen.at(i).has(common) {
				repeated[m.seen.at(i).capture]++
			}
		}
	}
}
