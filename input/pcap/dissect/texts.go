package dissect

import (
	"encoding/hex"
	"net/netip"
	"unsafe"
)

// maxTexts is how many addresses are kept as text before all are forgotten.
const maxTexts = 1 << 14

// texts keeps the text of addresses, so that each is made once and packets
// share it.
type texts struct {
	addresses map[netip.Addr]string
	macs      map[[6]byte]string
	names     map[string]string
	chunk     []byte // texts, one behind the other

	// Some of those in the maps, by the last bits, in which hosts of one network differ.
	recent     [1 << 12]addressText
	recentMACs [1 << 12]macText
}

// An addressText is an address and its text.
type addressText struct {
	address netip.Addr
	text    string
}

// A macText is the same of a link-layer address.
type macText struct {
	address [6]byte
	text    string
}

const (
	// chunkSize is how much text shares one piece of memory: one allocation for
	// hundreds of packets.
	chunkSize = 32 << 10

	// leastRoom is more than most texts take.
	leastRoom = 1 << 10
)

// room returns where the next text is to be written, so that keep need not
// copy it: an empty slice with some capacity.
func (t *texts) room() []byte {
	if cap(t.chunk)-len(t.chunk) < leastRoom {
		t.chunk = make([]byte, 0, chunkSize)
	}
	return t.chunk[len(t.chunk):]
}

// keep returns text, which was begun in room, as a string, which shares memory with
// others. It must not be written to any more.
func (t *texts) keep(text []byte) string {
	if len(text) == 0 {
		return ""
	}
	if len(text) > chunkSize/8 || cap(t.chunk) == len(t.chunk) || &text[0] != &t.chunk[:len(t.chunk)+1][len(t.chunk)] {
		return string(text) // large, or there was no room for it
	}
	t.chunk = t.chunk[:len(t.chunk)+len(text)]
	return unsafe.String(&text[0], len(text))
}

func newTexts() texts {
	return texts{addresses: make(map[netip.Addr]string), macs: make(map[[6]byte]string), names: make(map[string]string)}
}

func (t *texts) address(a netip.Addr) string {
	bytes := a.As16()
	recent := &t.recent[(int(bytes[14])<<8|int(bytes[15]))%len(t.recent)]
	if recent.address == a {
		return recent.text
	}
	text, ok := t.addresses[a]
	if !ok {
		if len(t.addresses) == maxTexts {
			clear(t.addresses)
		}
		text = a.String()
		t.addresses[a] = text
	}
	*recent = addressText{a, text}
	return text
}

// mac returns the text of an address of six bytes.
func (t *texts) mac(b []byte) string {
	key := [6]byte(b)
	recent := &t.recentMACs[(int(key[4])<<8|int(key[5]))%len(t.recentMACs)]
	if recent.address == key && recent.text != "" {
		return recent.text
	}
	text, ok := t.macs[key]
	if !ok {
		if len(t.macs) == maxTexts {
			clear(t.macs)
		}
		text = colons(b)
		t.macs[key] = text
	}
	*recent = macText{key, text}
	return text
}

// name returns text, of which there are few different ones, as a string.
func (t *texts) name(text []byte) string {
	name, ok := t.names[string(text)]
	if !ok {
		if len(t.names) == maxTexts {
			clear(t.names)
		}
		name = string(text)
		t.names[name] = name
	}
	return name
}

// colons returns bytes in hexadecimal with colons in between.
func colons(b []byte) string {
	text := make([]byte, 0, 3*len(b))
	for i, c := range b {
		if i > 0 {
			text = append(text, ':')
		}
		text = hex.AppendEncode(text, []byte{c})
	}
	return string(text)
}

func ipv4At(v view, offset int) netip.Addr {
	return netip.AddrFrom4([4]byte(v.bytes(offset, 4)))
}

func ipv6At(v view, offset int) netip.Addr {
	return netip.AddrFrom16([16]byte(v.bytes(offset, 16)))
}
