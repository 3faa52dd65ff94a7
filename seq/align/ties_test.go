package align_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

const neighbours = `0 C ARP 42 Who has S? Tell C
0.2 S ARP 42 S is at 02:00:00:00:00:02
`

// Captures of other times show the same frames by which neighbours find each other, and the same
// words: that does not make them captures of one path.
func TestUnrelatedCaptures(t *testing.T) {
	ping := func(id int) (rows string) {
		for i := range 5 {
			rows += fmt.Sprintf("%d C ICMP 98 Echo (ping) request id=0x%x, seq=%d/1, ttl=64\n%d S ICMP 98 Echo (ping) reply id=0x%x, seq=%d/1, ttl=63\n", i*100+10, id, i, i*100+11, id, i)
		}
		return rows + "900 C HTTP 140 GET / HTTP/1.1\n"
	}
	bytes := func(packets []seq.Packet, time uint64) []seq.Packet {
		for i := range packets {
			p := &packets[i]
			p.Identity = seq.Identity{Exact: uint64(i) + 1, Loose: uint64(i) + 1, Common: p.Protocol == "ARP"}
			if !p.Identity.Common {
				p.Identity.Exact += time
			}
		}
		return packets
	}
	captures := map[string][][]seq.Packet{
		"words": {rows(t, 0, neighbours+ping(1)), rows(t, 1, neighbours+ping(2))},
		"bytes": {bytes(rows(t, 0, neighbours+ping(1)), 1000), bytes(rows(t, 1, neighbours+ping(1)), 2000)},
	}
	for name, captures := range captures {
		for i := range captures[1] {
			captures[1][i].Time.NS += 28e9
		}
		plan := planOf(captures)
		if pairs := sharedOf(captures, plan); pairs != 0 {
			t.Errorf("%s: %d packets are shared", name, pairs)
		}
		for i := range captures {
			if a := plan.Alignment(i); a != nil {
				t.Errorf("%s: clock %d: %+v", name, i, a)
			}
		}
		if remarks := plan.Remarks([]string{"a", "b"}); len(remarks) != 1 || !strings.Contains(remarks[0], "as they are") {
			t.Errorf("%s: %q", name, remarks)
		}
	}
	same := [][]seq.Packet{rows(t, 0, neighbours+ping(1)), rows(t, 1, neighbours+ping(1))}
	if pairs, all := sharedOf(same, planOf(same)), len(same[0]); pairs != all {
		t.Errorf("of one time: %d of %d packets are shared", pairs, all)
	}
	alone := "5 S HTTP 1514 Continuation\n6 S HTTP 1514 Continuation\n7 S HTTP 1514 Continuation\n8 C HTTP 140 GET / HTTP/1.1\n"
	same = [][]seq.Packet{rows(t, 0, neighbours+ping(1)+"904 S HTTP 1514 Continuation\n"), rows(t, 1, alone)}
	if pairs := sharedOf(same, planOf(same)); pairs == 0 {
		t.Error("what a filter left of a capture is not found in the whole one")
	}
	words := "0 C SIP 400 Request: INVITE sip:a\n20 S SIP 300 Status: 100 Trying\n40 S SIP 300 Status: 200 OK\n"
	same = [][]seq.Packet{rows(t, 0, words), rows(t, 1, words)}
	if pairs := sharedOf(same, planOf(same)); pairs != 3 {
		t.Errorf("where there is nothing but words: %d of 3 packets are shared", pairs)
	}
}

// sharedOf returns how many packets several captures show.
func sharedOf(captures [][]seq.Packet, plan interface {
	Reader(int, seq.Reader) seq.Reader
}) (n int) {
	for i := range captures {
		l := list(slices.Clone(captures[i]))
		var p seq.Packet
		for reader := plan.Reader(i, &l); reader.Read(&p) == nil; {
			if len(p.Path.Seen) > 1 {
				n++
			}
		}
	}
	return n
}
