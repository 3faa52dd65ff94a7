package dissect_test

import (
	"testing"
	"unicode/utf8"

	"github.com/packetseq/packetseq/input/pcap/dissect"
	"github.com/packetseq/packetseq/input/pcap/frame"
	"github.com/packetseq/packetseq/seq"
)

// words dissects frames of one capture.
func words(link uint32, frames ...string) (packets []seq.Packet) {
	d := dissect.New()
	for i, data := range frames {
		p := seq.Packet{Number: i + 1}
		d.Dissect(&frame.Frame{Link: link, Length: len(data), Data: []byte(data)}, &p)
		packets = append(packets, p)
	}
	return packets
}

const (
	ethernet = 1
	rawIP    = 101

	macs = "\x02\x00\x00\x00\x00\x02\x02\x00\x00\x00\x00\x01"
	ends = "\xc0\x00\x02\x01\xc0\x00\x02\x02" // 192.0.2.1 to 192.0.2.2
)

func TestWords(t *testing.T) {
	ping := "\x45\x00\x00\x1c\x00\x01\x00\x00\x40\x01\x00\x00" + ends + "\x08\x00\x00\x00\x00\x07\x00\x01"
	for _, c := range []struct {
		name, frame                         string
		link                                uint32
		source, destination, protocol, info string
	}{
		{"arp", macs + "\x08\x06\x00\x01\x08\x00\x06\x04\x00\x01\x02\x00\x00\x00\x00\x01\xc0\x00\x02\x01\x00\x00\x00\x00\x00\x00\xc0\x00\x02\x02",
			ethernet, "02:00:00:00:00:01", "02:00:00:00:00:02", "ARP", "Who has 192.0.2.2? Tell 192.0.2.1"},
		{"ping", ping, rawIP, "192.0.2.1", "192.0.2.2", "ICMP", "Echo (ping) request  id=0x0007, seq=1/256, ttl=64"},
		{"vlan", macs + "\x81\x00\x00\x05\x08\x00" + ping, ethernet, "192.0.2.1", "192.0.2.2", "ICMP",
			"Echo (ping) request  id=0x0007, seq=1/256, ttl=64"},
		{"fragment", "\x45\x00\x00\x1c\x00\x01\x20\x02\x40\x11\x00\x00" + ends + "01234567", rawIP, "192.0.2.1", "192.0.2.2", "IPv4",
			"Fragmented IP protocol (proto=UDP 17, off=16, ID=0001)"},
		{"cut header", ping[:10], rawIP, "", "", "IPv4", "[Malformed Packet]"},
		{"link", "abc", 9999, "", "", "", "[link type 9999]"},
		{"unknown ethertype", macs + "\x12\x34abc", ethernet, "02:00:00:00:00:01", "02:00:00:00:00:02", "0x1234", "Ethernet II"},
		{"radiotap", "\x00\x00\x08\x00\x00\x00\x00\x00\x48\x11\x00\x00" + macs + "\x02\x00\x00\x00\x00\x02\x30\x00", 127,
			"02:00:00:00:00:01", "02:00:00:00:00:02", "802.11", "Null function (No data), SN=3, FN=0, Flags=...P...T"},
		{"pppoe", macs + "\x88\x64\x11\x00\x00\x01\x00\x0a\xc0\x21\x09\x01\x00\x08\x00\x00\x00\x01", ethernet, "02:00:00:00:00:01", "02:00:00:00:00:02",
			"PPP LCP", "Echo Request"},
	} {
		p := words(c.link, c.frame)[0]
		if p.Source != c.source || p.Destination != c.destination || p.Protocol != c.protocol || p.Info != c.info {
			t.Errorf("%s: %q %q %q %q", c.name, p.Source, p.Destination, p.Protocol, p.Info)
		}
	}
}

// TestSnapped tells a packet that was cut by the capture from one that is broken.
func TestSnapped(t *testing.T) {
	d, p := dissect.New(), seq.Packet{Number: 1}
	data := []byte("\x45\x00\x00\x28\x00\x01\x40\x00\x40\x06\x00\x00" + ends + "\x9c\x40\x00\x50\x00\x00\x00\x01\x00\x00")
	d.Dissect(&frame.Frame{Link: rawIP, Length: 40, Data: data}, &p)
	if want := "40000 → 80[Packet size limited during capture]"; p.Info != want || p.SourcePort != 40000 {
		t.Errorf("%q, want %q", p.Info, want)
	}
}

// TestFragments puts a datagram together whose last part comes first.
func TestFragments(t *testing.T) {
	head := func(offset string) string { return "\x45\x00\x00\x1c\x00\x09" + offset + "\x40\x11\x00\x00" + ends }
	last, first := head("\x00\x01")+"abcdefgh", head("\x20\x00")+"\x9c\x40\x9c\x41\x00\x10\x00\x00"
	packets := words(rawIP, last, first)
	if got, want := packets[1].Info, "40000 → 40001 Len=8"; got != want || packets[1].Protocol != "UDP" {
		t.Errorf("%q, want %q", got, want)
	}
}

// FuzzDissect gives each link type frames of any content, twice, so that what is
// kept of the first meets the second.
func FuzzDissect(f *testing.F) {
	f.Add(uint32(ethernet), []byte(macs+"\x08\x00\x45\x00\x00\x28\x00\x01\x40\x00\x40\x06\x00\x00"+ends+
		"\x9c\x40\x00\x35\x00\x00\x00\x01\x00\x00\x00\x00\x50\x18\x00\x10\x00\x00\x00\x00\x00\x20\x00"))
	f.Add(uint32(rawIP), []byte("\x45\x00\x00\x40\x00\x01\x40\x00\x40\x11\x00\x00"+ends+
		"\x00\x35\x9c\x40\x00\x2c\x00\x00\x00\x01\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00\x01a\x00\x00\x01\x00\x01\xc0\x0c\x00\x0c\x00\x01\x00\x00\x00\x01\x00\x02\xc0\x0c"))
	f.Add(uint32(127), []byte("\x00\x00\x08\x00\x00\x00\x00\x00\xb4\x00\x00\x00\x02\x00\x00\x00\x00\x01\x02\x00\x00\x00\x00\x02"))
	f.Fuzz(func(t *testing.T, link uint32, data []byte) {
		for _, p := range words(link, string(data), string(data)) {
			if !utf8.ValidString(p.Info) || len(p.Info) > 1<<14 {
				t.Errorf("Info of %d bytes: %q", len(p.Info), p.Info)
			}
		}
	})
}
