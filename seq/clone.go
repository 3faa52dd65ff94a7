package seq

import (
	"slices"
	"strings"
)

// Clone returns a copy of p that shares no memory with anything else.
func (p *Packet) Clone() *Packet {
	c := *p
	c.unshare()
	return &c
}

// unshare gives p texts of its own, which lie in one piece.
func (p *Packet) unshare() {
	texts := [...]*string{&p.Source, &p.Destination, &p.Protocol, &p.Info, &p.SourceMAC, &p.DestinationMAC, &p.Comment}
	var all strings.Builder
	all.Grow(p.texts())
	for _, text := range texts {
		all.WriteString(*text)
	}
	rest := all.String()
	for _, text := range texts {
		*text, rest = rest[:len(*text)], rest[len(*text):]
	}
}

// texts returns how many bytes the texts of p are.
func (p *Packet) texts() int {
	return len(p.Source) + len(p.Destination) + len(p.Protocol) + len(p.Info) + len(p.SourceMAC) + len(p.DestinationMAC) + len(p.Comment)
}

// Clone returns a copy of m that shares no memory with anything else.
func (m *Message) Clone() *Message {
	c := *m
	c.Packet = m.Packet.Clone()
	c.Label = strings.Clone(m.Label)
	c.Seen = slices.Clone(m.Seen)
	return &c
}
