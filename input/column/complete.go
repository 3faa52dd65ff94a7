package column

import "github.com/packetseq/packetseq/seq"

// Complete fills in what no column of p's row told, from what others did.
func Complete(p *seq.Packet) {
	if p.Source == "" {
		p.Source = p.SourceMAC // as Wireshark's own column does
	}
	if p.Destination == "" {
		p.Destination = p.DestinationMAC
	}
}
