package align

import (
	"hash/maphash"
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// hashSeed makes the keys of one run: they are compared with each other only.
var hashSeed = maphash.MakeSeed()

// A keyMaker makes the keys of packets that tell no more than a packet list does.
type keyMaker struct {
	text []byte
}

// keys returns two keys of a packet. The first is for packets between the same
// two addresses; the second is weaker by the addresses (network address
// translation), and for TCP with time stamps by the relative sequence numbers, which
// begin elsewhere where a capture began late. It then is sure by itself, as it is for pings.
func (k *keyMaker) keys(p *seq.Packet) (key, loose uint64, known facts) {
	_, _, info := seq.SplitInfo(p.Info) // marks are each capture's own, and ports are translated
	k.text = append(append(k.text[:0], p.Protocol...), 0)
	if stamps := strings.Index(info, "TSval="); stamps >= 0 && p.Known.Has(seq.KnowsFlags|seq.KnowsPayload) {
		k.text = append(k.text, byte(p.Flags), byte(p.Flags>>8), byte(p.Payload), byte(p.Payload>>8), byte(p.Payload>>16))
		k.text = append(k.text, firstWords(info[stamps:], 2)...)
		loose, known = maphash.Bytes(hashSeed, k.text), sure
		k.text = append(append(k.text[:0], p.Protocol...), 0)
	}
	k.info(info)
	if strings.HasPrefix(p.Protocol, "ICMP") && strings.HasPrefix(info, "Echo (ping)") && strings.Contains(info, " id=") {
		loose, known = maphash.Bytes(hashSeed, k.text), sure // identifier and sequence number are of this one alone
	}
	if known&sure == 0 {
		loose = maphash.Bytes(hashSeed, k.text)
	}
	if p.Protocol == "ARP" { // Info has the addresses; captures of "any" lack the others
		return loose, loose, known
	}
	k.text = append(append(append(append(k.text, 0), p.Source...), 0), p.Destination...)
	if p.Known.Has(seq.KnowsPorts) {
		k.text = append(k.text, byte(p.SourcePort), byte(p.SourcePort>>8), byte(p.DestinationPort), byte(p.DestinationPort>>8))
	}
	return maphash.Bytes(hashSeed, k.text), loose, known
}

// info appends the words of Info that are the same in every capture: none with the
// number of a frame of this one, nor the hops that the packet still has.
func (k *keyMaker) info(info string) {
	for info != "" {
		word, rest, _ := strings.Cut(info, " ")
		if size := passing(info); size > 0 {
			info = strings.TrimLeft(info[size:], " ")
			continue
		}
		if word != "" {
			k.text = append(append(k.text, word...), ' ')
		}
		info = rest
	}
}

// passing returns how long the words at the head of info are that hold for one
// capture only.
func passing(info string) int {
	for _, p := range [...]struct{ open, end string }{
		{"[TCP ", "]"}, {"[Reassembled", "]"}, {"(request in ", ")"}, {"(reply in ", ")"}, {"(no response found", ")"},
		{"[BoundErrorUnreassembled", "]"}, {"[Packet size limited", "]"}, {"ttl=", " "}, {"hop limit=", " "}, {"Win=", " "},
	} {
		if !strings.HasPrefix(info, p.open) {
			continue
		}
		if end := strings.Index(info[len(p.open):], p.end); end >= 0 {
			return len(p.open) + end + len(p.end)
		}
		return len(info)
	}
	return 0
}

// firstWords returns the first n words of text.
func firstWords(text string, n int) string {
	at := 0
	for range n {
		space := strings.IndexByte(text[at:], ' ')
		if space < 0 {
			return text
		}
		at += space + 1
	}
	return text[:at-1]
}

// rawKeys returns the keys that the reader of raw packets made.
func rawKeys(p *seq.Packet) (key, loose uint64, known facts) {
	return p.Identity.Exact, p.Identity.Loose, raw
}

// linkOf returns a hash of where a packet was captured, and of the last hop that
// it took there: a router's two interfaces differ in it.
func linkOf(p *seq.Packet) uint16 {
	h := maphash.String(hashSeed, p.SourceMAC) ^ maphash.String(hashSeed, p.DestinationMAC)*3
	return uint16(h>>48) ^ uint16(p.Interface)
}
