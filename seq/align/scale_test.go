package align

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// The captures of these tests are so large that only what takes a time about
// proportional to their size is ever done with them.

// A scene is packets on their way between two captures, or more.
type scene struct {
	*Matcher
	captures [][]seen
}

// seen is a packet that a capture sees at some time, in nanoseconds.
type seen struct {
	*seq.Packet
	at int64
}

func newScene(captures int) *scene { return &scene{captures: make([][]seen, captures)} }

// see has a capture see a packet.
func (s *scene) see(capture int, at int64, p *seq.Packet) {
	s.captures[capture] = append(s.captures[capture], seen{p, at})
}

// delay is what a packet takes between two captures that follow each other.
const delay = 5e6

// talk has all captures see packets that tell how their clocks stand, one a
// millisecond in either direction.
func (s *scene) talk(packets int) {
	last := len(s.captures) - 1
	for i := range packets {
		there := &seq.Packet{Source: "a", Destination: "b", Protocol: "UDP", Length: 90, Identity: identity(-i)}
		back := &seq.Packet{Source: "b", Destination: "a", Protocol: "UDP", Length: 90, Identity: identity(-i - packets)}
		for c := range s.captures {
			s.see(c, int64(i)*1e6+int64(c)*delay, there)
			s.see(c, int64(i)*1e6+int64(last-c)*delay, back)
		}
	}
}

func identity(i int) seq.Identity {
	h := uint64(int64(i)+1<<40) * spread
	return seq.Identity{Exact: h, Loose: h ^ 1}
}

// add adds what the captures have seen.
func (s *scene) add() {
	s.Matcher = New(make([]time.Duration, len(s.captures)))
	for c, all := range s.captures {
		for i, seen := range all {
			p := *seen.Packet
			p.Capture, p.Number = c, i+1
			p.Time = seq.Time{NS: 1e18 + seen.at, Clock: seq.AbsoluteClock, Digits: 9}
			s.Add(&p)
		}
	}
}

// plan does so, and finds out what belongs together.
func (s *scene) plan() *Plan {
	s.add()
	return s.Plan()
}

// joined counts packets that several captures saw, and those of them that are not
// by their Stream one packet.
func (s *scene) joined() (pairs, wrong int) {
	for i := range int32(s.seen.n) {
		if j := s.seen.at(i).next; j > i {
			pairs++
			if s.packet(i).Stream != s.packet(j).Stream {
				wrong++
			}
		}
	}
	return pairs, wrong
}

func (s *scene) packet(i int32) *seq.Packet {
	c := s.seen.at(i).capture
	return s.captures[c][i-s.starts[c]].Packet
}

// TestSampleOfTurns has requests and replies that take turns, of which few are looked at to find
// the clocks.
func TestSampleOfTurns(t *testing.T) {
	s := newScene(2)
	s.talk(4000)
	s.plan()
	for _, most := range []int{100, 125, 250, 500, 1000, 2000} {
		s.solve(most)
		p := s.pairs[[2]uint8{0, 1}]
		if len(p.pieces) == 0 {
			t.Fatalf("of %d packets: went one way only", most)
		}
		if forth, back := p.delays[1].n, p.delays[0].n; min(forth, back)*3 < most || max(forth, back) > most {
			t.Errorf("of %d packets: %d went there, %d back", most, forth, back)
		}
	}
}

// TestRepeatsNotShifted has a packet that comes again and again, of which the second
// capture has not seen the first ones, nor every seventh.
func TestRepeatsNotShifted(t *testing.T) {
	s := newScene(2)
	s.talk(100)
	const repeats = 3000
	want := 0
	for i := range repeats {
		p := &seq.Packet{Source: "a", Destination: "b", Protocol: "UDP", Length: 90, Identity: identity(1), Stream: i}
		s.see(0, 1e9+int64(i)*20e6, p)
		if i >= 300 && i%7 != 0 {
			s.see(1, 1e9+int64(i)*20e6+delay+int64(i%5)*1e5, p)
			want++
		}
	}
	s.plan()
	if pairs, wrong := s.joined(); pairs != want+200 || wrong > 0 {
		t.Errorf("%d pairs, want %d; %d are wrong", pairs, want+200, wrong)
	}
}

// TestOnePacketAMillionTimes has one packet a million times in either capture.
func TestOnePacketAMillionTimes(t *testing.T) {
	s := newScene(2)
	s.talk(100)
	const repeats = 1_000_000 / slower
	p := &seq.Packet{Source: "a", Destination: "b", Protocol: "UDP", Length: 90, Identity: identity(1)}
	for i := range int64(repeats) {
		s.see(0, 1e9+i*1e3, p)
		s.see(1, 1e9+i*1e3+delay, p)
	}
	s.plan()
	if pairs, _ := s.joined(); pairs < repeats*99/100 {
		t.Errorf("%d pairs", pairs)
	}
}

// TestOnePacketOnManyLinks has one packet that each link of a capture shows again.
func TestOnePacketOnManyLinks(t *testing.T) {
	s := newScene(2)
	s.talk(100)
	for i := range 300_000 / slower {
		p := &seq.Packet{Source: "a", Destination: "b", Protocol: "UDP", Length: 90, Identity: identity(1), Interface: uint32(i), TTL: uint8(i >> 16)}
		s.see(0, 1e9+int64(i)*1e3, p)
		s.see(1, 1e9+int64(i)*1e3+delay, p)
	}
	s.plan()
	for i := range int32(s.seen.n) {
		n := 1
		for j := s.seen.at(i).next; j != i; j = s.seen.at(j).next {
			n++
		}
		if n > 2*maxInside {
			t.Fatalf("%d sightings of one packet", n)
		}
	}
}

// TestManyHosts has so many hosts in the first of many captures that nothing can be
// kept of each host for every two captures.
func TestManyHosts(t *testing.T) {
	s := newScene(MaxCaptures)
	s.talk(20)
	const hosts = 300_000 / slower
	for i := range hosts {
		s.see(0, 1e9+int64(i)*1e3, &seq.Packet{Source: "a", Destination: fmt.Sprint("host ", i), Protocol: "UDP", Length: 90, Identity: identity(i)})
	}
	s.plan()
	kept := 0
	for _, p := range s.pairs {
		kept += len(p.sides.ofWays) + len(p.sides.ofHosts)
	}
	if pairs := MaxCaptures * (MaxCaptures - 1) / 2; len(s.pairs) != pairs || kept > 8*pairs {
		t.Errorf("%d pairs of captures, which keep %d sides", len(s.pairs), kept)
	}
}

// TestManyWaysOfOneLength has packets without bytes that only their lengths could tell
// apart: between other hosts each, as they are, and behind one address.
func TestManyWaysOfOneLength(t *testing.T) {
	const hosts = 60_000 / slower
	for name, translated := range map[string]bool{"as they are": false, "translated": true} {
		t.Run(name, func(t *testing.T) {
			s := newScene(2)
			for i := range hosts {
				at := int64(i) * 1e6
				stamped := seq.Packet{
					Source: fmt.Sprint("host ", i), Destination: "b", Protocol: "TCP", Length: 90, Stream: i,
					Known: seq.KnowsFlags | seq.KnowsPayload, Info: fmt.Sprintf("x TSval=%d TSecr=1", i),
				}
				here := stamped
				here.Info, here.Stream = fmt.Sprint("here ", i), -i
				s.see(0, at, &stamped)
				s.see(0, at+1, &here)
				stampedThere, there := stamped, here
				there.Info = fmt.Sprint("there ", i)
				if translated {
					stampedThere.Source, there.Source = "public", "public"
				}
				s.see(1, at+delay, &stampedThere)
				s.see(1, at+delay+1, &there)
			}
			s.plan()
			if pairs, wrong := s.joined(); pairs != 2*hosts || wrong > 0 {
				t.Errorf("%d pairs of %d, %d are wrong", pairs, 2*hosts, wrong)
			}
		})
	}
}

// TestStrangeTimes has differences of times beyond what 64 bits can hold.
func TestStrangeTimes(t *testing.T) {
	var packets []shared
	for range 100 {
		packets = append(packets, shared{sample: sample{diff: 5}})
	}
	for _, diff := range []int64{math.MinInt64, math.MaxInt64} {
		packets = append(packets, shared{sample: sample{diff: diff}})
	}
	if left := mainClusters(packets); len(left) != 100 {
		t.Errorf("%d packets are left", len(left))
	}
}

// TestClockSetAllTheTime has a clock with more pieces than a clock may have.
func TestClockSetAllTheTime(t *testing.T) {
	var samples []sample
	for i := range 40_000 {
		samples = append(samples, sample{at: int64(i) * 1e6, diff: int64(i/10%2) * 1e12, forward: i%2 == 0})
	}
	if pieces := fit(samples); len(pieces) > maxPieces {
		t.Errorf("%d pieces", len(pieces))
	}
}

// TestPlacesOfEqualRows has a segment sent again and again, as bytes and as rows whose places are known:
// both are found.
func TestPlacesOfEqualRows(t *testing.T) {
	merge := func(p seq.Packet) {
		const repeats = 16_000
		p.Source, p.Destination, p.Protocol, p.Length = "a", "b", "TCP", 166
		s := newScene(2)
		s.talk(100)
		for i := range int64(repeats) {
			s.see(0, 1e9+i*1e3, &p)
			s.see(1, 1e9+i*1e3+delay, &p)
		}
		s.add()
		s.Plan()
		if pairs, _ := s.joined(); pairs != repeats+200 {
			t.Errorf("%d pairs", pairs)
		}
	}
	bytes := seq.Packet{Identity: identity(1)}
	row := seq.Packet{
		SourcePort: 1000, DestinationPort: 80, Flags: seq.FlagACK, Seq: 1, Payload: 100, Known: numberFacts,
		Marks: seq.AnyRetransmission, Info: "1000 → 80 [ACK] Seq=1 Len=100",
	}
	merge(row)
	merge(bytes)
}
