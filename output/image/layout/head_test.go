package layout

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// headsOf returns the lines of each head.
func headsOf(l *Layout) []string {
	var heads []string
	for _, h := range l.heads {
		heads = append(heads, strings.Join(append(append([]string{}, h.names...), h.addresses...), "|"))
	}
	return heads
}

// Hosts whose names differ at one of the ends never look alike, and a name is
// there in full.
func TestHeadsDiffer(t *testing.T) {
	var names []string
	for i := range 25 {
		names = append(names, fmt.Sprintf("2a00:1450:4013:0c01:0000:0000:0000:%04x", i))
	}
	names = append(names,
		"proxy-01.dmz.frankfurt.example.test", "proxy-01.dmz.frankfurt.example.net",
		strings.Repeat("x", 300)+"1", strings.Repeat("x", 300)+"2",
		strings.Repeat("y", 150)+"1"+strings.Repeat("y", 150), strings.Repeat("y", 150)+"2"+strings.Repeat("y", 150))
	s := &scene{}
	for i, n := range names {
		s.Participant(seq.Participant{Index: i, Name: n})
	}
	l := s.lay()
	seen := map[string]bool{}
	for i, h := range headsOf(l) {
		if seen[h] {
			t.Errorf("two heads %q", h)
		}
		seen[h] = true
		if i < 27 && strings.ReplaceAll(h, "|", "") != names[i] {
			t.Errorf("%q is drawn as %q", names[i], h)
		}
		if w := l.heads[i].width; w > mostName+2*headPad+2 {
			t.Errorf("the head of %q is %g wide", names[i], w)
		}
	}
	if h := headsOf(l)[0]; !strings.Contains(h, ":|") {
		t.Errorf("%q is not broken at a colon", h)
	}
}

// Under a name stand its addresses one below the other, those of the network
// first, and how many there are beyond.
func TestAddressesUnderAName(t *testing.T) {
	for _, c := range []struct{ addresses, want string }{
		{"10.0.0.1", "web|10.0.0.1"},
		{"02:42:ac:11:00:02 10.0.0.1 web fe80::1", "web|10.0.0.1|fe80::1|02:42:ac:11:00:02"},
		{"1.1.1.1 1.1.1.2 1.1.1.3 1.1.1.4", "web|1.1.1.1|1.1.1.2|1.1.1.3|1.1.1.4"},
		{"1.1.1.1 1.1.1.2 1.1.1.3 1.1.1.4 1.1.1.5", "web|1.1.1.1|1.1.1.2|1.1.1.3|+2 more"},
	} {
		s := &scene{}
		s.Participant(seq.Participant{Name: "web", Addresses: strings.Fields(c.addresses)})
		if got := headsOf(s.lay())[0]; got != c.want {
			t.Errorf("%s: %s, want %s", c.addresses, got, c.want)
		}
	}
}

// Each of many addresses behind one name costs no more than the first.
func TestManyAddressesOfOneName(t *testing.T) {
	s := &scene{}
	var addresses []string
	start := time.Now()
	for i := range 20_000 {
		addresses = append(addresses, fmt.Sprintf("2001:db8::%x", i))
		s.Participant(seq.Participant{Name: "web", Addresses: addresses})
	}
	l := s.lay()
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
	if h := l.heads[0]; h.addresses[3] != "+19997 more" || !strings.HasSuffix(h.title, "\n+19900 more") {
		t.Errorf("%q, title %q", h.addresses, h.title[len(h.title)-40:])
	}
}
