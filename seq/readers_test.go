package seq_test

import (
	"cmp"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/packetseq/packetseq/seq"
)

// all reads a Reader to its end, and checks that the end stays.
func all(t *testing.T, r seq.Reader) (packets []seq.Packet, err error) {
	t.Helper()
	for {
		p := seq.Packet{Comment: "left over", Path: &seq.Path{}} // which Read is to overwrite
		err := r.Read(&p)
		if err == nil {
			packets = append(packets, p)
			continue
		}
		if again := r.Read(&p); again != err {
			t.Errorf("after the end: %v, then %v", err, again)
		}
		if err == io.EOF {
			err = nil
		}
		return packets, err
	}
}

// captures makes n captures with times that run backwards by up to disorder
// packets, and with many equal times.
func captures(random *rand.Rand, n, disorder int) (captures [][]seq.Packet) {
	for c := range n {
		var packets []seq.Packet
		for i := range random.IntN(200) {
			ms := i/2 - random.IntN(disorder/2+1)
			packets = append(packets, seq.Packet{Capture: c, Number: i + 1, Time: elapsed(float64(ms) / 1000)})
		}
		// Rows may stand in another order than their numbers, within the disorder.
		for i := 1; i < len(packets); i += 2 {
			packets[i-1], packets[i] = packets[i], packets[i-1]
		}
		captures = append(captures, packets)
	}
	return captures
}

// inOrder compares two packets as the order of a diagram is described.
func inOrder(a, b seq.Packet) int {
	return cmp.Or(cmp.Compare(a.Time.NS, b.Time.NS), cmp.Compare(a.Capture, b.Capture), cmp.Compare(a.Number, b.Number))
}

func TestMergeOfSortedIsASort(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		all1 := captures(random, 1+random.IntN(6), 40)
		var want []seq.Packet
		var readers []seq.Reader
		for _, packets := range all1 {
			want = append(want, packets...)
			sorter := seq.Sort(&list{packets: packets}, 40)
			readers = append(readers, sorter)
		}
		// The order of the readers does not matter, that of the captures does.
		random.Shuffle(len(readers), func(i, j int) { readers[i], readers[j] = readers[j], readers[i] })
		slices.SortStableFunc(want, inOrder)
		got, err := all(t, seq.Merge(readers...))
		if d := gocmp.Diff(want, got); err != nil || d != "" {
			t.Fatalf("error %v, packets (-want +got):\n%s", err, d)
		}
		for _, r := range readers {
			if late := r.(*seq.Sorter).Late(); late != 0 {
				t.Fatalf("%d are late", late)
			}
		}
	}
}

// With a window that is too small nothing is lost, and what is out of order is
// counted.
func TestSortWithASmallWindow(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for window := range 20 {
		packets := captures(random, 1, 60)[0]
		s := seq.Sort(&list{packets: packets}, window)
		got, err := all(t, s)
		if err != nil {
			t.Fatal(err)
		}
		late, last := 0, time.Duration(-1<<62)
		for _, p := range got {
			if at := time.Duration(p.Time.NS); at < last {
				late++
			} else {
				last = at
			}
		}
		if s.Late() != late {
			t.Errorf("window %d: Late %d, want %d", window, s.Late(), late)
		}
		if window == 0 && !slices.Equal(got, packets) {
			t.Errorf("window 0 changes the order")
		}
		byNumber := func(a, b seq.Packet) int { return a.Number - b.Number }
		slices.SortFunc(packets, byNumber)
		if slices.SortFunc(got, byNumber); !slices.Equal(got, packets) {
			t.Errorf("window %d: %d packets of %d", window, len(got), len(packets))
		}
	}
}

// Packets with one time and one number stay as they came.
func TestSortIsStable(t *testing.T) {
	packets := []seq.Packet{{Time: elapsed(9)}}
	for i := range 100 {
		packets = append(packets, seq.Packet{Time: elapsed(float64(i % 2)), Length: i})
	}
	got, err := all(t, seq.Sort(&list{packets: packets}, 1000))
	slices.SortStableFunc(packets, inOrder)
	if err != nil || !slices.Equal(got, packets) {
		t.Errorf("error %v, packets (-want +got):\n%s", err, gocmp.Diff(packets, got))
	}
}

// What has no time, or one on another clock, stays behind the packet before it.
func TestSortKeepsWhatHasNoOrder(t *testing.T) {
	at := func(clock seq.Clock, ns int64) seq.Time { return seq.Time{NS: ns, Clock: clock} }
	packets := []seq.Packet{
		{Number: 2, Time: at(seq.NoClock, 0)}, {Number: 1, Time: at(seq.NoClock, 0)},
		{Number: 3, Time: at(seq.ElapsedClock, 9)}, {Number: 4, Time: at(seq.ElapsedClock, 8)},
		{Number: 5, Time: at(seq.AbsoluteClock, 2)}, {Number: 6, Time: at(seq.AbsoluteClock, 1)},
		{Number: 7, Time: at(seq.ElapsedClock, 5)},
	}
	got, err := all(t, seq.Sort(&list{packets: packets}, 100))
	if err != nil {
		t.Fatal(err)
	}
	var order []int
	for _, p := range got {
		order = append(order, p.Number)
	}
	if want := []int{2, 1, 7, 4, 5, 6, 3}; !slices.Equal(order, want) {
		t.Errorf("order %v, want %v", order, want)
	}
}

// A live capture gives a packet only when it is asked for one.
type live struct {
	asked int
	info  func() string // of each packet; nil for none
}

func (l *live) Read(p *seq.Packet) error {
	l.asked++
	*p = seq.Packet{Number: l.asked, Time: elapsed(float64(l.asked))}
	if l.info != nil {
		p.Info = l.info()
	}
	return nil
}

func TestNothingIsReadAhead(t *testing.T) {
	a, b := &live{}, &live{}
	var p seq.Packet
	for name, r := range map[string]seq.Reader{
		"sort":  seq.Sort(a, 0),
		"merge": seq.Merge(b, &list{}),
	} {
		for range 3 {
			if err := r.Read(&p); err != nil {
				t.Fatal(name, err)
			}
		}
	}
	if a.asked != 3 || b.asked != 3 {
		t.Errorf("%d and %d packets read, 3 returned", a.asked, b.asked)
	}
	c := &live{}
	if got, _ := all(t, seq.Limit(c, 2)); len(got) != 2 || c.asked != 2 {
		t.Errorf("Limit 2 returned %d and read %d", len(got), c.asked)
	}
}

func TestErrorsOfReaders(t *testing.T) {
	broken := errors.New("broken")
	packets := []seq.Packet{{Number: 1, Time: elapsed(2)}, {Number: 2, Time: elapsed(1)}}
	for name, c := range map[string]struct {
		reader func(seq.Reader) seq.Reader
		want   int // packets before the error
	}{
		"sort":  {func(r seq.Reader) seq.Reader { return seq.Sort(r, 10) }, 2},
		"limit": {func(r seq.Reader) seq.Reader { return seq.Limit(r, 5) }, 2},
		"shift": {func(r seq.Reader) seq.Reader { return seq.Shift(r, time.Second) }, 2},
		"merge": {func(r seq.Reader) seq.Reader {
			return seq.Merge(&list{packets: []seq.Packet{{Capture: 1, Time: elapsed(3)}}}, r)
		}, 2},
	} {
		got, err := all(t, c.reader(&list{packets: packets, err: broken}))
		if err != broken || len(got) != c.want {
			t.Errorf("%s: %d packets, error %v", name, len(got), err)
		}
	}
	_, err := all(t, seq.Merge(&list{}, &list{err: broken}))
	if err != broken {
		t.Errorf("merge of nothing: %v", err)
	}
}

func TestShift(t *testing.T) {
	got, err := all(t, seq.Shift(&list{packets: []seq.Packet{{Time: elapsed(5)}, {}}}, 3*time.Second))
	want := []seq.Packet{{Time: elapsed(2)}, {}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
}

// Captures on different clocks come one after the other, those on one clock
// together.
func TestMergeOfClocks(t *testing.T) {
	capture := func(index int, clock seq.Clock, times ...int64) seq.Reader {
		l := &list{}
		for i, ns := range times {
			l.packets = append(l.packets, seq.Packet{Capture: index, Number: i + 1, Time: seq.Time{NS: ns, Clock: clock}})
		}
		return l
	}
	got, err := all(t, seq.Merge(
		capture(0, seq.ElapsedClock, 5, 7),
		capture(1, seq.NoClock, 0, 0),
		capture(2, seq.AbsoluteClock, 1),
		capture(3, seq.ElapsedClock, 6),
		capture(4, seq.NoClock, 0),
	))
	if err != nil {
		t.Fatal(err)
	}
	var order []int
	for _, p := range got {
		order = append(order, p.Capture)
	}
	if want := []int{1, 1, 4, 0, 3, 0, 2}; !slices.Equal(order, want) {
		t.Errorf("captures in the order %v, want %v", order, want)
	}
}

// A packet without a time, or on another clock, holds back nothing of its own
// capture and of the others.
func TestPacketsWithoutATimeAmongOthers(t *testing.T) {
	at := func(clock seq.Clock, times ...int64) seq.Reader {
		l := &list{}
		for i, ns := range times {
			p := seq.Packet{Capture: int(clock), Number: i + 1, Time: seq.Time{NS: ns, Clock: seq.DaytimeClock}}
			if ns <= 0 {
				p.Time = seq.Time{NS: -ns, Clock: clock}
			}
			l.packets = append(l.packets, p)
		}
		return seq.Sort(l, 2)
	}
	for _, other := range []seq.Clock{seq.NoClock, seq.ElapsedClock} {
		none, numbers := seq.NoClock, []int{}
		if other == seq.NoClock {
			none = seq.AbsoluteClock
		}
		got, err := all(t, seq.Merge(at(other, 1, 0, 3, -1), at(none, 2, 4, 5)))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range got {
			numbers = append(numbers, 10*p.Capture+p.Number)
		}
		a, b := 10*int(other), 10*int(none)
		if want := []int{a + 1, a + 2, b + 1, a + 3, a + 4, b + 2, b + 3}; !slices.Equal(numbers, want) {
			t.Errorf("%s: order %v, want %v", other, numbers, want)
		}
	}
}

// However long the texts, a window holds about 16 MB of them.
func TestSortBoundsTexts(t *testing.T) {
	const size = 100 << 10
	source := &live{info: func() string { return strings.Repeat("x", size) }}
	s := seq.Sort(source, 16384)
	var p seq.Packet
	for range 300 {
		if err := s.Read(&p); err != nil {
			t.Fatal(err)
		}
	}
	if ahead := source.asked - 300; ahead < 100 || ahead*size > 17<<20 {
		t.Errorf("%d packets of %d bytes are read ahead", ahead, size)
	}
}

// A chunked is a Reader whose packets share their texts with those around them,
// as those of a file that is read in chunks.
type chunked struct {
	times  func(i int) float64
	n      int
	chunk  string
	number int
}

const chunkBytes, chunkPackets = 64 << 10, 50

func (c *chunked) Read(p *seq.Packet) error {
	if c.number == c.n {
		return io.EOF
	}
	if c.number%chunkPackets == 0 {
		c.chunk = strings.Repeat("x", chunkBytes)
	}
	c.number++
	*p = seq.Packet{Number: c.number, Time: elapsed(c.times(c.number)), Info: c.chunk[c.number%chunkPackets:][:10]}
	return nil
}

// However late packets are, those in the window do not keep alive the memory
// that they once shared with packets that have left it.
func TestSortKeepsNoSharedMemory(t *testing.T) {
	const window, n = 1000, 30_000
	for name, times := range map[string]func(i int) float64{
		"in order":            func(i int) float64 { return float64(i) },
		"a capture repeated":  func(i int) float64 { return float64(i % 80) },
		"backwards":           func(i int) float64 { return float64(-i) },
		"some are far ahead":  func(i int) float64 { return float64(i) + float64(i%60/58)*15_000 },
		"one is ahead of all": func(i int) float64 { return float64(i) + float64(1/i)*n },
	} {
		s := seq.Sort(&chunked{times: times, n: n}, window)
		var most uint64
		var p seq.Packet
		for i := range n {
			if err := s.Read(&p); err != nil {
				t.Fatal(name, err)
			}
			if i%(n/8) == n/8-1 {
				most = max(most, heapInUse())
			}
		}
		// In order, a window of 1,000 packets keeps 21 chunks.
		if limit := uint64(60 * chunkBytes); most > limit {
			t.Errorf("%s: %d KB in use, at most %d KB expected", name, most>>10, limit>>10)
		}
	}
}

// heapInUse returns the bytes that are reachable.
func heapInUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
