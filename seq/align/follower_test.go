package align

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// A list is the rows of a packet list.
type list struct{ *Matcher }

func newList() list { return list{New(make([]time.Duration, 2))} }

const numberFacts = seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq | seq.KnowsPayload

// segment adds a row with ports and numbers.
func (l list) segment(host string, port uint16, flags seq.TCPFlags, at uint32, payload int) {
	l.Add(&seq.Packet{
		Number: l.seen.n + 1, Source: host, Destination: "b", Protocol: "TCP", Length: 66 + payload, SourcePort: port, DestinationPort: 443,
		Flags: flags, Seq: at, Payload: payload, Known: numberFacts, Info: fmt.Sprint(flags, at, payload),
	})
}

// row adds one without.
func (l list) row(host string) {
	l.Add(&seq.Packet{Number: l.seen.n + 1, Source: host, Destination: "b", Protocol: "TLSv1.2", Length: 266, Info: "Application Data"})
}

// open adds how a connection begins.
func (l list) open(host string, port uint16) {
	l.segment(host, port, seq.FlagSYN, 0, 0)
	l.segment(host, port, seq.FlagACK, 1, 0)
}

// placed returns the numbers at which rows were placed.
func (l list) placed() (at []uint32) {
	for _, p := range l.follower.places {
		if p.index != revoked {
			at = append(at, p.at)
		}
	}
	return at
}

// TestRowOfAnyConnection has rows that may be of either of two connections. Where each of them
// stands is not known from then on, also when one of them has ended.
func TestRowOfAnyConnection(t *testing.T) {
	l := newList()
	l.open("a", 1)
	l.row("a") // at 1
	l.open("a", 2)
	l.row("a")
	l.segment("a", 2, seq.FlagRST, 1, 0)
	l.row("a")
	l.segment("a", 1, seq.FlagACK, 1001, 0)
	l.row("a") // at 1001
	l.row("a") // at 1201
	if at := l.placed(); !slices.Equal(at, []uint32{1, 1001, 1201}) {
		t.Errorf("rows are placed at %d", at)
	}
	l.segment("a", 1, seq.FlagRST, 1401, 0)
	l.open("a", 3)
	l.open("a", 4)
	l.row("a")
	l.segment("a", 3, seq.FlagRST, 1, 0)
	l.segment("a", 4, seq.FlagACK, 501, 0)
	l.row("a") // at 501
	if at := l.placed(); !slices.Equal(at, []uint32{1, 1001, 1201, 501}) {
		t.Errorf("rows are placed at %d", at)
	}
}

// BenchmarkRowsOfManyConnections has two hosts with few and with many open connections: rows that may be of
// any of them, and connections that end and begin, take no more time with many.
func BenchmarkRowsOfManyConnections(b *testing.B) {
	for _, connections := range []int{10, maxFlows - 1} {
		b.Run(fmt.Sprint(connections), func(b *testing.B) {
			l := newList()
			for i := range connections {
				l.open("a", uint16(i+1))
			}
			for i := 0; b.Loop(); i++ {
				for range 8 {
					l.row("a")
				}
				l.segment("a", uint16(i%connections+1), seq.FlagACK, 1, 0)
				l.open("a", uint16((i*7)%connections+1))
			}
		})
	}
}

// TestHeldPlaces has many connections with many segments that nothing acknowledges: what is kept to take
// them back is bounded over all.
func TestHeldPlaces(t *testing.T) {
	const hosts, rows = 4000, 200
	l := newList()
	for i := range hosts {
		l.open(fmt.Sprint("host ", i), 1)
	}
	for range rows {
		for i := range hosts {
			l.row(fmt.Sprint("host ", i))
		}
	}
	held := 0
	for _, c := range l.follower.flows {
		held += cap(c.sides[0].told)
	}
	if held > 2*maxHeld {
		t.Errorf("%d places may be revoked, of %d", held, hosts*rows)
	}
	if placed := len(l.placed()); placed != hosts*rows {
		t.Errorf("%d rows are placed of %d", placed, hosts*rows)
	}
}

// TestHeldGaps has the same of segments that stand behind gaps.
func TestHeldGaps(t *testing.T) {
	const hosts, rows = 4000, 200
	l := newList()
	for i := range hosts {
		l.open(fmt.Sprint("host ", i), 1)
	}
	for range rows {
		for i := range hosts {
			l.Add(&seq.Packet{
				Number: l.seen.n + 1, Source: fmt.Sprint("host ", i), Destination: "b", Protocol: "TLSv1.2", Length: 266,
				Info: "Application Data", Marks: seq.PreviousSegmentNotCaptured,
			})
		}
	}
	if held := l.follower.count(); held > 2*maxHeld {
		t.Errorf("%d entries are held", held)
	}
}

// TestFollowerIsLetGo has the places count while captures are matched, and not kept for the diagram.
func TestFollowerIsLetGo(t *testing.T) {
	l := newList()
	l.open("a", 1)
	const rows = 100_000
	before := l.Size()
	for range rows {
		l.row("a")
	}
	if grown := l.Size() - before; grown < rows*(40+16)*9/10 {
		t.Errorf("%d bytes of a packet", grown/rows)
	}
	l.Plan()
	if f := l.follower; f.places != nil || f.streams != nil || f.flows != nil || f.open != nil {
		t.Error("is kept")
	}
}

// TestMixedWithoutTCP has a raw capture and a packet list of UDP only, which need words; and a raw capture
// of frames without IP, which do not.
func TestMixedWithoutTCP(t *testing.T) {
	raw := seq.Packet{Source: "a", Destination: "b", Protocol: "UDP", Length: 90, Identity: identity(1), SourceMAC: "x", Number: 1}
	row := seq.Packet{Capture: 1, Source: "a", Destination: "b", Protocol: "DNS", Length: 90, Number: 1}
	frame := seq.Packet{Capture: 1, Source: "x", Destination: "y", SourceMAC: "x", DestinationMAC: "y", Protocol: "LLDP", Length: 90, Number: 1}
	for other, want := range map[*seq.Packet]bool{&row: true, &frame: false} {
		m := New(make([]time.Duration, 2))
		m.Add(&raw)
		m.Add(other)
		if m.Mixed() != want {
			t.Errorf("with %s: %v", other.Protocol, m.Mixed())
		}
	}
}
