package align_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
	"github.com/packetseq/packetseq/seq/align"
)

// as returns the packets of a road as those of other captures, the first of which is first.
func (r *road) as(first int) [][]seq.Packet {
	all := make([][]seq.Packet, len(r.captures))
	for i := range r.captures {
		all[i] = slices.Clone(r.captures[i])
		for k := range all[i] {
			p := &all[i][k]
			p.Capture = first + i
			p.Identity.Exact += uint64(first) << 40
			p.Identity.Loose += uint64(first) << 40
		}
	}
	return all
}

func lossyRoad(seed uint64) *road {
	r := &road{there: 10 * time.Millisecond, back: 10 * time.Millisecond, jitter: time.Millisecond, loss: 0.1,
		offset: time.Duration(seed) * time.Minute, length: 20 * time.Second, packets: 200}
	r.drive(rand.New(rand.NewPCG(seed, 3)))
	return r
}

func countLost(t *testing.T, captures [][]seq.Packet, plan *align.Plan) (lost int) {
	t.Helper()
	for i := range captures {
		l := list(slices.Clone(captures[i]))
		var p seq.Packet
		for reader := plan.Reader(i, &l); reader.Read(&p) == nil; {
			if p.Path.Lost {
				lost++
			}
		}
	}
	return lost
}

func planWith(offsets []time.Duration, captures [][]seq.Packet) *align.Plan {
	m := align.New(offsets)
	for _, packets := range captures {
		for i := range packets {
			m.Add(&packets[i])
		}
	}
	return m.Plan()
}

// Captures that nothing ties to the first one are set against each other as if they were alone.
func TestGroups(t *testing.T) {
	one, other := lossyRoad(1), lossyRoad(2)
	alone := [2]*align.Plan{planOf(one.as(0)), planOf(other.as(0))}
	want := countLost(t, one.as(0), alone[0]) + countLost(t, other.as(0), alone[1])
	all := slices.Concat(one.as(0), other.as(2))
	plan := planWith([]time.Duration{0, 0, 5 * time.Second, 0}, all)
	if lost := countLost(t, all, plan); lost != want || want < 10 {
		t.Errorf("%d packets are lost, not %d", lost, want)
	}
	for i := range 4 {
		a, b := plan.Alignment(i), alone[i/2].Alignment(i%2)
		if a == nil || a.To != i/2*2 || a.Offset != b.Offset || a.Error != b.Error {
			t.Errorf("clock %d: %+v, alone %+v", i, a, b)
		}
		if plan.Unknown(i) {
			t.Errorf("clock %d is not known", i)
		}
	}
	at := int64(1e18)
	if back := at - plan.ToFirst(2, at); back != 5e9 || plan.Shift(2) != 5*time.Second {
		t.Errorf("the third clock is set back by %d ns", back)
	}
	remarks := plan.Remarks([]string{"a", "b", "c", "d"})
	if len(remarks) != 1 || !strings.HasPrefix(remarks[0], "nothing ties c and d to a: ") || !strings.HasSuffix(remarks[0], "as --offset says") {
		t.Errorf("%q", remarks)
	}
}

// Of packets that went one way only the user may say the clocks: then it is known how long they
// took, and which were lost.
func TestOneWayWithOffset(t *testing.T) {
	r := lossyRoad(3)
	captures := r.as(0)
	for i := range captures {
		captures[i] = slices.DeleteFunc(captures[i], func(p seq.Packet) bool { return p.Source != "10.0.0.1" })
	}
	for _, c := range []struct {
		offset  time.Duration
		given   bool
		remarks int
	}{{0, false, 1}, {r.offset, true, 0}} {
		plan := planWith([]time.Duration{0, c.offset}, captures)
		lost := countLost(t, captures, plan)
		a := plan.Alignment(1)
		if (a != nil) != c.given || plan.Unknown(1) == c.given || (lost > 5) != c.given {
			t.Errorf("offset %v: %+v, unknown %v, %d lost", c.offset, a, plan.Unknown(1), lost)
		}
		if a != nil && (!a.Given || a.Offset != c.offset) {
			t.Errorf("offset %v: %+v", c.offset, a)
		}
		if remarks := plan.Remarks([]string{"a", "b"}); len(remarks) != c.remarks {
			t.Errorf("offset %v: %q", c.offset, remarks)
		}
		if places := plan.Places(); !c.given && (len(places[0].Addresses) > 0 || len(places[1].Addresses) > 0) {
			t.Errorf("without clocks: %+v", places)
		}
	}
	for i := range captures {
		for k := range captures[i] {
			captures[i][k].TTL = uint8(64 - i)
		}
	}
	plan := planWith([]time.Duration{0, r.offset + time.Second}, captures)
	if remarks := plan.Remarks([]string{"a", "b"}); len(remarks) != 1 || !strings.Contains(remarks[0], "before they were sent") {
		t.Errorf("%q", remarks)
	}
}
