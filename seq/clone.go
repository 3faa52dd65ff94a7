package seq

import (
	"slices"
	"strings"
)

// Clone returns a copy of p that shares no memory with anything else.
// Its own texts lie in one piece.
func (p *Packet) Clone() *Packet {
	c := *p
	texts := [...]*string{&c.Source, &c.Destination, &c.Protocol, &c.Info, &c.SourceMAC, &c.DestinationMAC}
	var all strings.Builder
	size := 0
	for _, text := range texts {
		size += len(*text)
	}
	all.Grow(size)
	for _, text := range texts {
		all.WriteString(*text)
	}
	rest := all.String()
	for _, text := range texts {
		*text, rest = rest[:len(*text)], rest[len(*text):]
	}
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
