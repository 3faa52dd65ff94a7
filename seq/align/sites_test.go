package align_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/packetseq/packetseq/seq"
	"github.com/packetseq/packetseq/seq/align"
)

// captured returns packets as those of some capture, renumbered.
func captured(capture int, packets []seq.Packet) []seq.Packet {
	packets = slices.Clone(packets)
	for i := range packets {
		packets[i].Capture, packets[i].Number = capture, i+1
	}
	return packets
}

// Several captures of one host, at the same time or one after the other, have one lifeline.
func TestSeveralCapturesOfOneHost(t *testing.T) {
	r := lossyRoad(4)
	client, server := r.captures[0], r.captures[1]
	half := len(client) / 2
	late := slices.Clone(client) // as another program stamps them
	for i := range late {
		late[i].Time.NS -= int64(i % 1000)
	}
	for name, c := range map[string]struct {
		captures []([]seq.Packet)
		want     []align.Place
	}{
		"a copy": {[][]seq.Packet{client, client, server}, []align.Place{
			{First: 0, Addresses: []string{"10.0.0.1"}}, {First: 0}, {First: 2, Addresses: []string{"10.0.0.2"}}}},
		"stamped less finely": {[][]seq.Packet{client, late, server}, []align.Place{
			{First: 0, Addresses: []string{"10.0.0.1"}}, {First: 0}, {First: 2, Addresses: []string{"10.0.0.2"}}}},
		"behind the other host": {[][]seq.Packet{server, client, client}, []align.Place{
			{First: 0, Addresses: []string{"10.0.0.2"}}, {First: 1, Addresses: []string{"10.0.0.1"}}, {First: 1}}},
		"two halves": {[][]seq.Packet{client[:half], client[half:], server}, []align.Place{
			{First: 0, Addresses: []string{"10.0.0.1"}}, {First: 0}, {First: 2, Addresses: []string{"10.0.0.2"}}}},
		"nothing but copies": {[][]seq.Packet{client, client}, []align.Place{{First: 0}, {First: 0}}},
	} {
		t.Run(name, func(t *testing.T) {
			var captures [][]seq.Packet
			for i, packets := range c.captures {
				captures = append(captures, captured(i, packets))
			}
			plan := planOf(captures)
			if diff := cmp.Diff(c.want, plan.Places(), cmpopts.IgnoreFields(align.Place{}, "Order")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			want := countLost(t, r.as(0), planOf(r.as(0)))
			if len(captures) == 2 {
				want = 0
			}
			if lost := countLost(t, captures, plan); lost != want {
				t.Errorf("%d packets are lost, not %d", lost, want)
			}
		})
	}
}

// A capture in another form tells no links, and rounds its times: it is a copy all the same.
func TestTwinInAnotherForm(t *testing.T) {
	captures := [][]seq.Packet{rows(t, 0, strings.TrimSpace(handshake)), rows(t, 1, strings.TrimSpace(handshake))}
	for i := range captures[0] {
		p, q := &captures[0][i], &captures[1][i]
		p.TTL, p.SourceMAC = 64, "02:00:00:00:00:01"
		p.Time.NS += 999
		q.Time.NS -= q.Time.NS % 1000
	}
	for _, off := range []int64{0, 1e6} {
		captures[1][1].Time.NS += off
		remarks := planOf(captures).Remarks([]string{"a", "b"})
		if twin := len(remarks) > 0 && strings.Contains(remarks[0], "copy of that capture"); twin != (off == 0) {
			t.Errorf("off by %d ns: %q", off, remarks)
		}
	}
}
