package align_test

import (
	"io"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/seq"
	"github.com/packetseq/packetseq/seq/align"
)

// A point is where a capture is taken, on the way from 10.0.0.1 to 203.0.113.80
// over a router that translates the first into 203.0.113.1.
type point struct {
	delay    time.Duration // after the one before
	ttl      uint8         // of what comes from the left
	inside   bool          // before the translation
	noTarget bool          // its link-layer header has no destination
}

// translatedTraffic returns what such points capture of packets in both
// directions: of IP, with their addresses on that side, and now and then of what
// has only link-layer addresses.
func translatedTraffic(points []point) [][]seq.Packet {
	captures := make([][]seq.Packet, len(points))
	for id := range 60 {
		at := time.Duration(id) * 100 * time.Millisecond
		forth := id%2 == 0
		for n := range points {
			i := n
			if !forth {
				i = len(points) - 1 - n
			}
			v := points[i]
			switch { // over the link that it came by
			case n > 0 && forth:
				at += v.delay
			case n > 0:
				at += points[i+1].delay
			}
			client, server := "203.0.113.1", "203.0.113.80"
			if v.inside {
				client = "10.0.0.1"
			}
			if id%10 >= 8 {
				client, server = "02:00:00:00:00:01", "02:00:00:00:00:02"
			}
			p := seq.Packet{
				Capture: i, Number: len(captures[i]) + 1, Time: seq.Time{NS: int64(at), Clock: seq.AbsoluteClock, Digits: 9},
				Source: client, Destination: server, Protocol: "UDP", Length: 100, TTL: v.ttl,
				Identity: seq.Identity{Exact: uint64(id)*7919 + 1, Loose: uint64(id)*104729 + 1},
			}
			if !forth {
				p.Source, p.Destination = p.Destination, p.Source
				p.TTL = 128 - v.ttl
			}
			if v.noTarget && id%10 >= 8 {
				p.Destination = ""
			}
			captures[i] = append(captures[i], p)
		}
	}
	return captures
}

func planOf(captures [][]seq.Packet) *align.Plan {
	m := align.New(make([]time.Duration, len(captures)))
	for _, packets := range captures {
		for i := range packets {
			m.Add(&packets[i])
		}
	}
	return m.Plan()
}

// The address that a router gives to what it passes on is its own; where no
// capture was taken at the router, it is that of the host for which it stands.
func TestPlaceOfATranslation(t *testing.T) {
	const ms = time.Millisecond
	client := point{ttl: 64, inside: true}
	server := point{delay: 10 * ms, ttl: 63}
	for name, c := range map[string]struct {
		points []point
		router int // whose place 203.0.113.1 is
	}{
		"both sides of the router": {[]point{client, {2 * ms, 64, true, false}, {ms / 10, 63, false, false}, server}, 2},
		"its inside":               {[]point{client, {2 * ms, 64, true, false}, server}, 1},
		"its outside":              {[]point{client, {2 * ms, 63, false, false}, server}, 1},
		"the ends":                 {[]point{client, server}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			for i, place := range planOf(translatedTraffic(c.points)).Places() {
				if got, want := slices.Contains(place.Addresses, "203.0.113.1"), i == c.router; got != want {
					t.Errorf("capture %d: %+v", i, place)
				}
				if want := i > 0 && i < len(c.points)-1; place.Between != want {
					t.Errorf("capture %d: %+v", i, place)
				}
			}
		})
	}
}

// Where the last capture does not tell the destination, as Linux cooked ones do not,
// the others do.
func TestPathWithoutTheLastDestination(t *testing.T) {
	captures := translatedTraffic([]point{{ttl: 64, inside: true}, {delay: 10 * time.Millisecond, ttl: 63, noTarget: true}})
	plan := planOf(captures)
	ends := map[[2]string]int{}
	for i := range captures {
		l := list(captures[i])
		for reader := plan.Reader(i, &l); ; {
			var p seq.Packet
			if err := reader.Read(&p); err == io.EOF {
				break
			}
			ends[[2]string{p.Path.Source, p.Path.Destination}]++
		}
	}
	want := map[[2]string]int{
		{"203.0.113.1", "203.0.113.80"}:            24,
		{"203.0.113.80", "10.0.0.1"}:               24,
		{"02:00:00:00:00:01", "02:00:00:00:00:02"}: 6,
		{"02:00:00:00:00:02", "02:00:00:00:00:01"}: 6,
	}
	if diff := cmp.Diff(want, ends); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
