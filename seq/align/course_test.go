package align_test

import (
	"slices"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// orderOf returns the captures in the order of the way.
func orderOf(t *testing.T, captures [][]seq.Packet) []int {
	t.Helper()
	places := planOf(captures).Places()
	order := make([]int, len(places))
	for i, place := range places {
		if place.Order < 0 {
			t.Fatalf("capture %d has no place", i)
		}
		order[place.Order] = i
	}
	return order
}

// In whichever order the captures are given, they come in that of the way.
func TestOrderOfTheWay(t *testing.T) {
	const ms = time.Millisecond
	taken := translatedTraffic([]point{{ttl: 64, inside: true}, {2 * ms, 64, true, false}, {ms / 10, 63, false, false}, {10 * ms, 62, false, false}})
	for _, given := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}, {1, 3, 0, 2}} {
		captures := make([][]seq.Packet, len(given))
		for i, place := range given {
			captures[i] = slices.Clone(taken[place])
			for n := range captures[i] {
				captures[i][n].Capture = i
			}
		}
		var way []int
		for _, i := range orderOf(t, captures) {
			way = append(way, given[i])
		}
		if !slices.Equal(way, []int{0, 1, 2, 3}) {
			t.Errorf("given as %v, captures come in the order %v", given, way)
		}
	}
}

// Where no packets pass all captures, those that two have in common say which are neighbours,
// however many they are; and a capture of other traffic has no place.
func TestOrderOverOneBetween(t *testing.T) {
	for _, packets := range [][2]int{{40, 80}, {80, 40}} {
		captures := make([][]seq.Packet, 4) // server, client, proxy, and another one
		id, at := 0, time.Duration(0)
		send := func(capture int, delay time.Duration, from, to string) {
			captures[capture] = append(captures[capture], seq.Packet{
				Capture: capture, Number: len(captures[capture]) + 1,
				Time:   seq.Time{NS: int64(at + delay), Clock: seq.AbsoluteClock, Digits: 9},
				Source: from, Destination: to, Protocol: "UDP", Length: 100, TTL: 64,
				Identity: seq.Identity{Exact: uint64(id)*7919 + 1, Loose: uint64(id)*104729 + 1},
			})
		}
		exchange := func(a, b int, from, to string) {
			for _, d := range [][2]int{{a, b}, {b, a}} {
				send(d[0], 0, from, to)
				send(d[1], 5*time.Millisecond, from, to)
				from, to = to, from
				id++
				at += 50 * time.Millisecond
			}
		}
		for n := range max(packets[0], packets[1]) {
			if n < packets[0] {
				exchange(1, 2, "10.0.0.1", "10.0.0.2")
			}
			if n < packets[1] {
				exchange(2, 0, "10.0.0.2", "10.0.0.3")
			}
			send(3, 0, "10.9.9.1", "10.9.9.2")
			id++
		}
		var order [4]int
		for i, place := range planOf(captures).Places() {
			order[i] = place.Order
		}
		if want := [4]int{2, 0, 1, -1}; order != want {
			t.Errorf("%v packets: order %v, not %v", packets, order, want)
		}
	}
}
