package dissect_test

import (
	"maps"
	"testing"

	"github.com/packetseq/packetseq/input/pcap/dissect"
	"github.com/packetseq/packetseq/input/pcap/frame"
	"github.com/packetseq/packetseq/seq"
)

// TestNames takes the names of addresses from answers of DNS, whether the words
// of the packet are wanted or not.
func TestNames(t *testing.T) {
	const question = "\x03www\x07example\x00\x00\x01\x00\x01"
	udp := func(body string) string {
		size := 8 + len(body)
		return "\x45\x00\x00" + string(rune(20+size)) + "\x00\x01\x40\x00\x40\x11\x00\x00" + ends +
			"\x00\x35\x9c\x40\x00" + string(rune(size)) + "\x00\x00" + body
	}
	answer := "\x00\x01\x81\x80\x00\x01\x00\x02\x00\x00\x00\x00" + question +
		"\xc0\x0c\x00\x05\x00\x01\x00\x00\x00\x01\x00\x02\xc0\x10" +
		"\xc0\x10\x00\x01\x00\x01\x00\x00\x00\x01\x00\x04\xc6\x33\x64\x07"
	for _, wanted := range []bool{true, false} {
		got := make(map[string]string)
		d := dissect.New()
		d.Wanted = func(*seq.Packet) bool { return wanted }
		d.Named = func(address, name string, source seq.NameSource) {
			if source == seq.NameOfDNS {
				got[address] = name
			}
		}
		for i, data := range []string{
			udp("\x00\x01\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00" + question), // asks, and tells nothing
			udp(answer),
			udp(answer[:len(answer)-2]), // is cut
		} {
			d.Dissect(&frame.Frame{Link: rawIP, Length: len(data), Data: []byte(data)}, &seq.Packet{Number: i + 1})
		}
		if want := map[string]string{"198.51.100.7": "www.example"}; !maps.Equal(got, want) {
			t.Errorf("words wanted: %v: %v, want %v", wanted, got, want)
		}
	}
}
