package seq

import (
	"slices"
	"strings"
)

// Clone returns a copy of p that shares no memory with anything else.
func (p *Packet) Clone() *Packet {
	c := *p
	c.Source = strings.Clone(p.Source)
	c.Destination = strings.Clone(p.Destination)
	c.Protocol = strings.Clone(p.Protocol)
	c.Info = strings.Clone(p.Info)
	c.SourceMAC = strings.Clone(p.SourceMAC)
	c.DestinationMAC = strings.Clone(p.DestinationMAC)
	return &c
}

// Clone returns a copy of m that shares no memory with anything else.
func (m *Message) Clone() *Message {
	c := *m
	c.Packet = m.Packet.Clone()
	c.Label = strings.Clone(m.Label)
	c.Seen = slices.Clone(m.Seen)
	return &c
}
