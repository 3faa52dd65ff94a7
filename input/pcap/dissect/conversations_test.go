package dissect

import (
	"net/netip"
	"testing"
)

func client(n int) endpoint {
	return endpoint{netip.AddrFrom4([4]byte{10, byte(n >> 16), byte(n >> 8), byte(n)}), 40000}
}

// TestIdle begins many conversations, and goes on with one of them now and then: that one is
// not forgotten, and all others but the latest are.
func TestIdle(t *testing.T) {
	c := newConversations()
	server := endpoint{netip.MustParseAddr("192.0.2.1"), 80}
	for n := range 3 * maxConversations {
		c.begin(overTCP, client(n), server)
		if n%1000 == 0 && c.find(overTCP, server, client(0)) == nil {
			t.Fatalf("after %d others the one in use is forgotten", n)
		}
	}
	if n := len(c.byFlow); n != maxConversations {
		t.Errorf("%d conversations are kept, not %d", n, maxConversations)
	}
	for n := 1; n <= 10; n++ {
		if c.find(overTCP, client(n), server) != nil {
			t.Errorf("number %d was not forgotten", n)
		}
		if c.find(overTCP, client(3*maxConversations-n), server) == nil {
			t.Errorf("the latest but %d was forgotten", n)
		}
	}
}

// TestCurrent begins a conversation in a tunnel whose own is the oldest, when there is no room
// for both.
func TestCurrent(t *testing.T) {
	c := newConversations()
	server := endpoint{netip.MustParseAddr("192.0.2.1"), 80}
	for n := range maxConversations {
		c.begin(overTCP, client(n), server)
	}
	for n := range maxConversations {
		c.find(overTCP, client(maxConversations-1-n), server)
	}
	c.begin(overUDP, client(0), server)
	if c.find(overTCP, client(0), server) == nil {
		t.Error("the outer conversation was forgotten for the inner one")
	}
}

// TestHold lets messages begin that never end: what waits is counted, and is bounded.
func TestHold(t *testing.T) {
	c := newConversations()
	server := endpoint{netip.MustParseAddr("192.0.2.1"), 80}
	data := make([]byte, 10000)
	kept := func() (sum int) {
		for one := c.oldest; one != nil; one = one.newer {
			if one.tcp == nil {
				continue
			}
			for _, pdu := range one.tcp.flows[0].stream.pdus {
				sum += pdu.kept()
			}
		}
		return sum
	}
	for n := range 400 {
		one := c.begin(overTCP, client(n), server)
		one.tcp = newTCPAnalysis()
		stream := &one.tcp.flows[0].stream
		for m := range 2 * maxPDUs {
			pdu := c.newPDU(uint32(m*len(data)), m)
			c.hold(stream.keep(pdu) + pdu.add(0, data, false))
		}
		if c.held != kept() {
			t.Fatalf("after %d conversations %d bytes wait, and %d are counted", n+1, kept(), c.held)
		}
	}
	if c.held > maxStreamData || c.held < maxStreamData/2 {
		t.Errorf("%d bytes are held, the bound being %d", c.held, maxStreamData)
	}
}
