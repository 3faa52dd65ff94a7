package pcap_test

import (
	"encoding/binary"
	"strings"
	"testing"
)

// snap returns a capture with no more than some bytes of each frame kept.
func snap(file []byte, length int) []byte {
	cut := append([]byte(nil), file[:24]...)
	for at := 24; at < len(file); {
		size := int(binary.LittleEndian.Uint32(file[at+8:]))
		kept := min(size, length)
		header := append([]byte(nil), file[at:at+16]...)
		binary.LittleEndian.PutUint32(header[8:], uint32(kept))
		cut = append(append(cut, header...), file[at+16:at+16+kept]...)
		at += 16 + size
	}
	return cut
}

// TestIdentityOfCut says that a packet is known again where less of it was kept: what a
// snaplen of 68 leaves behind the header of a Linux cooked capture.
func TestIdentityOfCut(t *testing.T) {
	stamped := strings.Replace(string(syn[:20]), "\x30", "\xd0", 1) +
		"\x9c\x40\x00\x50\x00\x00\x10\x01\x00\x00\x20\x00\x80\x18\xfa\xf0\x00\x00\x00\x00\x01\x01\x08\x0a\x11\x22\x33\x44\x55\x66\x77\x88" +
		strings.Repeat("payload.", 19) + "four"
	udp := strings.Replace(strings.Replace(string(syn[:20]), "\x30", "\xa0", 1), "\x40\x06", "\x40\x11", 1) +
		"\x9c\x40\x1b\x58\x00\x8c\x00\x00" + strings.Repeat("payload.", 16) + "four"
	whole := capture(syn, []byte(stamped), []byte(udp))
	full, _ := read(t, whole)
	short, _ := read(t, snap(whole, 68-20))
	if len(full) != 3 || len(short) != 3 {
		t.Fatalf("%d and %d packets", len(full), len(short))
	}
	for i := range full {
		if full[i].Identity != short[i].Identity {
			t.Errorf("%s: another identity where less was kept", full[i].Info)
		}
	}
	if full[1].Identity == full[2].Identity {
		t.Error("two packets of one identity")
	}
}
