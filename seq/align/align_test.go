package align_test

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
	"github.com/packetseq/packetseq/seq/align"
)

// A road is a path of two captures as a test makes it.
type road struct {
	there, back time.Duration // delays
	jitter      time.Duration // that comes to them, at most
	loss, twice float64       // of packets
	offset      time.Duration // of the second clock
	skew        float64       // of it
	step        time.Duration // by which it is set in the middle
	length      time.Duration
	packets     int
	bursts      int // that they come in; 0 for at any time
	late        int // packets that the second capture misses at its start
	words       bool
	captures    [2][]seq.Packet
	frames      [2][]int         // of each capture, which packet a frame is
	at          [2]map[int][]int // of each capture, the frames of a packet
}

// drive makes the captures.
func (r *road) drive(random *rand.Rand) {
	type event struct {
		at     time.Duration // true time
		second bool
		id     int
	}
	var events []event
	for id := range r.packets {
		at := time.Duration(random.Int64N(int64(r.length)))
		if r.bursts > 0 { // all of one begin within 1/50 of the time
			part := r.length / time.Duration(r.bursts)
			at = at/part*part + at%part/50
		}
		forth := random.IntN(2) == 0
		delay := r.back
		if forth {
			delay = r.there
		}
		delay += time.Duration(random.Int64N(int64(r.jitter) + 1))
		events = append(events, event{at, !forth, id})
		if random.Float64() < r.loss {
			continue
		}
		events = append(events, event{at + delay, forth, id})
		if random.Float64() < r.twice {
			events = append(events, event{at + delay + time.Millisecond, forth, id})
		}
	}
	slices.SortStableFunc(events, func(x, y event) int { return int(x.at - y.at) })
	r.at = [2]map[int][]int{{}, {}}
	ways := make([]bool, r.packets)
	met := make([]bool, r.packets)
	for _, e := range events {
		if !met[e.id] {
			met[e.id], ways[e.id] = true, !e.second
		}
		r.see(e.at, e.second, e.id, ways[e.id])
	}
}

// see captures a packet.
func (r *road) see(at time.Duration, second bool, id int, forth bool) {
	p := seq.Packet{
		Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "UDP", Length: 100, Info: fmt.Sprintf("1 → 2 Len=%d", id),
		Identity: seq.Identity{Exact: uint64(id)*7919 + 1, Loose: uint64(id)*104729 + 1},
	}
	if r.words {
		p.Identity = seq.Identity{}
	}
	if !forth {
		p.Source, p.Destination = p.Destination, p.Source
	}
	ns := int64(at)
	if second {
		if r.late > 0 {
			r.late--
			return
		}
		p.Capture = 1
		ns += int64(r.offset) + int64(math.Round(r.skew*float64(at)))
		if at > r.length/2 {
			ns += int64(r.step)
		}
	}
	p.Time = seq.Time{NS: 1e18 + ns, Clock: seq.AbsoluteClock, Digits: 9}
	p.Number = len(r.captures[p.Capture]) + 1
	r.captures[p.Capture] = append(r.captures[p.Capture], p)
	r.frames[p.Capture] = append(r.frames[p.Capture], id)
	r.at[p.Capture][id] = append(r.at[p.Capture][id], p.Number)
}

// plan aligns the captures.
func (r *road) plan() *align.Plan {
	m := align.New(make([]time.Duration, 2))
	for _, list := range r.captures {
		for i := range list {
			m.Add(&list[i])
		}
	}
	return m.Plan()
}

type list []seq.Packet

func (l *list) Read() (seq.Packet, error) {
	if len(*l) == 0 {
		return seq.Packet{}, io.EOF
	}
	p := (*l)[0]
	*l = (*l)[1:]
	return p, nil
}

// paths returns the paths of all packets.
func (r *road) paths(t *testing.T, plan *align.Plan) []*seq.Path {
	t.Helper()
	var all []*seq.Path
	for i, packets := range r.captures {
		l := list(packets)
		for reader := plan.Reader(i, &l); ; {
			p, err := reader.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, p.Path)
		}
	}
	return all
}

// TestClockWithinItsError drives random roads: the offset is never farther from
// the truth than its error says, packets are paired as they were sent, and
// none is lost that arrived.
func TestClockWithinItsError(t *testing.T) {
	for i := range uint64(500) {
		random := rand.New(rand.NewPCG(i, 7))
		r := &road{
			there:  time.Duration(random.Int64N(int64(80 * time.Millisecond))),
			back:   time.Duration(random.Int64N(int64(80 * time.Millisecond))),
			jitter: time.Duration(random.Int64N(int64(10 * time.Millisecond))),
			loss:   random.Float64() * 0.15, twice: random.Float64() * 0.05,
			offset: time.Duration(random.Int64N(int64(72*time.Hour))) - 36*time.Hour,
			length: time.Duration(1+random.Int64N(600)) * time.Second,
			late:   random.IntN(20), packets: 30 + random.IntN(400),
		}
		if i%3 == 0 {
			r.skew = (random.Float64() - 0.5) * 200e-6
		}
		r.drive(random)
		r.check(t, i)
	}
}

func (r *road) check(t *testing.T, i uint64) {
	t.Helper()
	plan := r.plan()
	a := plan.Alignment(1)
	if a == nil {
		t.Errorf("%d: no alignment", i)
		return
	}
	start := time.Duration(r.captures[1][0].Time.NS-1e18) - r.offset // about; the skew of it is what it is off by
	want := r.offset + time.Duration(r.skew*float64(start))
	if off := (a.Offset - want).Abs(); off > a.Error+50*time.Microsecond {
		t.Errorf("%d: offset %v is off by %v, said ±%v (skew %.1f of %.1f ppm)", i, a.Offset, off, a.Error, a.Skew, r.skew*1e6)
	}
	arrived, paired, wrong, lost := 0, 0, 0, 0
	for id := range r.packets {
		if len(r.at[0][id]) > 0 && len(r.at[1][id]) > 0 {
			arrived++
		}
	}
	for _, path := range r.paths(t, plan) {
		var ids []int
		for _, s := range path.Seen {
			ids = append(ids, r.frames[s.Capture][s.Frame-1])
		}
		if len(ids) > 1 {
			paired++
		}
		if slices.Min(ids) != slices.Max(ids) {
			wrong++
		}
		if path.Lost && len(r.at[0][ids[0]]) > 0 && len(r.at[1][ids[0]]) > 0 {
			lost++
		}
	}
	if missed := arrived - paired; missed*200 > arrived || wrong > 0 || lost*100 > arrived {
		t.Errorf("%d: missed %d of %d pairs, %d wrong, %d lost that arrived", i, missed, arrived, wrong, lost)
	}
}

// TestStep sets a clock while the captures run: both pieces are found, and said.
func TestStep(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, step := range []time.Duration{-time.Hour, -700 * time.Millisecond, 250 * time.Millisecond, 90 * time.Second} {
		r := &road{
			there: 5 * time.Millisecond, back: 5 * time.Millisecond, jitter: time.Millisecond,
			offset: time.Minute, step: step, length: 20 * time.Second, packets: 400,
		}
		r.drive(random)
		plan := r.plan()
		if remarks := plan.Remarks([]string{"a", "b"}); len(remarks) != 1 || !strings.Contains(remarks[0], "was set 1 times") {
			t.Errorf("step %v: %q", step, remarks)
		}
		alone, strange := 0, 0
		for _, path := range r.paths(t, plan) {
			if len(path.Seen) != 2 {
				alone++
			} else if d := path.Seen[1].Time.Sub(path.Seen[0].Time); d < 4*time.Millisecond || d > 8*time.Millisecond {
				strange++
			}
		}
		// What was under way when the clock was set may be on either side of it, and a
		// clock that is set back shows some times twice.
		twice := 0
		if step < 0 && -step < r.length {
			twice = int(-step * 400 / r.length)
		}
		if alone > 0 || strange > twice+4 {
			t.Errorf("step %v: %d seen once, %d with a strange delay", step, alone, strange)
		}
	}
}

// TestOneWay has packets that go one way only, which says nothing of the clocks.
func TestOneWay(t *testing.T) {
	m := align.New(make([]time.Duration, 2))
	for capture := range 2 {
		for i := range 50 {
			m.Add(&seq.Packet{
				Capture: capture, Number: i + 1, Source: "a", Destination: "b", Info: fmt.Sprint(i),
				Time: seq.Time{NS: int64(i+capture) * 1e6, Clock: seq.AbsoluteClock},
			})
		}
	}
	plan := m.Plan()
	if a := plan.Alignment(1); a != nil {
		t.Errorf("aligned: %+v", a)
	}
	if remarks := plan.Remarks([]string{"a", "b"}); len(remarks) != 1 || !strings.Contains(remarks[0], "one way only") {
		t.Errorf("%q", remarks)
	}
}

// TestLost calls lost what the second capture had to show, unless that one tells
// that it has missed packets itself.
func TestLost(t *testing.T) {
	for _, marks := range []seq.Marks{0, seq.ACKedUnseenSegment} {
		random := rand.New(rand.NewPCG(5, 5))
		r := &road{there: 10 * time.Millisecond, back: 10 * time.Millisecond, length: 5 * time.Second, packets: 200}
		r.drive(random)
		gone := 100
		for r.captures[1][gone].Source != "10.0.0.1" {
			gone++
		}
		r.captures[1][gone+1].Marks = marks
		r.captures[1] = slices.Delete(r.captures[1], gone, gone+1)
		lost := 0
		for _, path := range r.paths(t, r.plan()) {
			if path.Lost {
				lost++
			}
		}
		if want := map[seq.Marks]int{0: 1}[marks]; lost != want {
			t.Errorf("marks %v: %d lost, not %d", marks, lost, want)
		}
	}
}
