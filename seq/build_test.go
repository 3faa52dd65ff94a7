package seq_test

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// A list is a Reader of packets at hand.
type list struct {
	packets []seq.Packet
	err     error // after the packets; nil means io.EOF
}

func (l *list) Read(p *seq.Packet) error {
	if len(l.packets) == 0 {
		if l.err != nil {
			return l.err
		}
		return io.EOF
	}
	*p = l.packets[0]
	l.packets = l.packets[1:]
	return nil
}

// A log is a Writer that writes each event as a line.
type log struct{ strings.Builder }

func (l *log) Capture(c seq.Capture) error {
	fmt.Fprintf(l, "capture %d %s\n", c.Index, c.Name)
	return nil
}

func (l *log) Participant(p seq.Participant) error {
	fmt.Fprintf(l, "participant %d %q %q\n", p.Index, p.Name, p.Addresses)
	return nil
}

func (l *log) Message(m *seq.Message) error {
	fmt.Fprintf(l, "%d: %d->%d at %s %q %v x%d %v", m.Number, m.From, m.To, time.Duration(m.Sent.NS), m.Label, m.Kind, m.Count, m.Seen)
	if m.Last != m.Sent {
		fmt.Fprintf(l, " until %s", time.Duration(m.Last.NS))
	}
	fmt.Fprintln(l)
	return nil
}

func (l *log) Gap(g seq.Gap) error {
	fmt.Fprintf(l, "gap %s\n", g.Duration)
	return nil
}

func (l *log) End(e seq.End) error {
	fmt.Fprintf(l, "end %d packets %d messages %v %s to %s\n", e.Packets, e.Messages, e.PerCapture,
		time.Duration(e.First.NS), time.Duration(e.Last.NS))
	return nil
}

// elapsed returns a time of some seconds on ElapsedClock.
func elapsed(seconds float64) seq.Time {
	return seq.Time{NS: int64(seconds * 1e9), Clock: seq.ElapsedClock, Digits: 6}
}

// A packet without a time hides neither a silence nor the first time.
func TestBuildWithoutATime(t *testing.T) {
	var got log
	packets := []seq.Packet{{}, {Time: elapsed(1)}, {}, {Time: elapsed(5)}, {}}
	end, err := seq.Build(&got, &list{packets: packets}, seq.Options{Gap: time.Second})
	if err != nil || end.First != elapsed(1) || end.Last != elapsed(5) || strings.Count(got.String(), "gap 4s\n") != 1 {
		t.Errorf("error %v, end %+v, events:\n%s", err, end, got.String())
	}
}

func TestBuild(t *testing.T) {
	packets := []seq.Packet{
		{Number: 4, Time: elapsed(1), Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "UDP"},
		{Number: 5, Time: elapsed(1.5), Source: "10.0.0.2", Destination: "10.0.0.1", Info: "a"},
		{Number: 6, Time: elapsed(0.5), Source: "10.0.0.2", Destination: "", Info: "late"},
		{Number: 7, Time: elapsed(3.6), Source: "10.0.0.9", Destination: "10.0.0.2", Info: "b"},
		{Number: 8, Time: elapsed(5.6), Source: "10.0.0.9", Destination: "10.0.0.2", Info: "c"},
	}
	var names seq.Names
	names.Add(seq.AllCaptures, "10.0.0.1", "Client")
	names.Add(seq.AllCaptures, "10.0.0.9", "Client")
	var remarks []string
	var got log
	end, err := seq.Build(&got, &list{packets: packets}, seq.Options{
		Captures: []seq.Capture{{Name: "x.csv", Packets: -1}},
		Names:    &names,
		Order:    []string{"10.0.0.2", "Nobody"},
		Gap:      2 * time.Second, // a silence of exactly that is none
		Remark:   func(s string) { remarks = append(remarks, s) },
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `capture 0 x.csv
participant 0 "10.0.0.2" []
participant 1 "Nobody" []
participant 2 "Client" ["10.0.0.1"]
participant 0 "10.0.0.2" ["10.0.0.2"]
1: 2->0 at 1s "UDP" other x1 [{0 4 {1000000000 elapsed 6}}]
2: 0->2 at 1.5s "a" other x1 [{0 5 {1500000000 elapsed 6}}]
participant 3 "?" []
3: 0->3 at 500ms "late" other x1 [{0 6 {500000000 elapsed 6}}]
gap 2.1s
participant 2 "Client" ["10.0.0.1" "10.0.0.9"]
4: 2->0 at 3.6s "b" other x1 [{0 7 {3600000000 elapsed 6}}]
5: 2->0 at 5.6s "c" other x1 [{0 8 {5600000000 elapsed 6}}]
end 5 packets 5 messages [5] 500ms to 5.6s
`
	if got.String() != want {
		t.Errorf("got:\n%swant:\n%s", got.String(), want)
	}
	if end.Packets != 5 || len(remarks) != 1 || !strings.Contains(remarks[0], "Nobody") {
		t.Errorf("end %+v, remarks %q", end, remarks)
	}
}

// A diagram that cannot be read to its end is completed all the same.
func TestBuildAfterReadError(t *testing.T) {
	broken := errors.New("broken")
	var got log
	end, err := seq.Build(&got, &list{packets: []seq.Packet{{Number: 1}}, err: broken}, seq.Options{})
	if err != broken || end.Packets != 1 || !strings.HasSuffix(got.String(), "end 1 packets 1 messages [1] 0s to 0s\n") {
		t.Errorf("error %v, end %+v, events:\n%s", err, end, got.String())
	}
}

// A failing is a Writer that fails at one event.
type failing struct {
	at, events int
	err        error
}

func (f *failing) event() error {
	f.events++
	if f.events == f.at {
		return f.err
	}
	return nil
}

func (f *failing) Capture(seq.Capture) error         { return f.event() }
func (f *failing) Participant(seq.Participant) error { return f.event() }
func (f *failing) Message(*seq.Message) error        { return f.event() }
func (f *failing) Gap(seq.Gap) error                 { return f.event() }
func (f *failing) End(seq.End) error                 { return f.event() }

// The first error of a Writer ends the diagram, whatever stands before it.
func TestWriteErrors(t *testing.T) {
	full := errors.New("full")
	packets := []seq.Packet{
		{Number: 1, Time: elapsed(1), Source: "a", Destination: "b"},
		{Number: 2, Time: elapsed(9), Source: "a", Destination: "b"},
	}
	const events = 8 // a capture, the lifeline in order, a and b, two messages, a gap, the end
	for name, wrap := range map[string]func(seq.Writer) seq.Writer{
		"alone": func(w seq.Writer) seq.Writer { return w },
		"fold":  seq.Fold,
		"multi": func(w seq.Writer) seq.Writer { return seq.MultiWriter(nothing{}, w, nothing{}) },
	} {
		for at := 1; at <= events+1; at++ {
			f := &failing{at: at, err: full}
			o := seq.Options{Captures: []seq.Capture{{}}, Order: []string{"first"}, Gap: time.Second}
			_, err := seq.Build(wrap(f), &list{packets: packets}, o)
			if at > events && (err != nil || f.events != events) || at <= events && (err != full || f.events != at) {
				t.Errorf("%s: error at event %d: got %v after %d events", name, at, err, f.events)
			}
		}
	}
}

// The Writers of a MultiWriter see the same events, the first one first.
func TestMultiWriter(t *testing.T) {
	var alone, a, b log
	packets := []seq.Packet{{Number: 1, Time: elapsed(1), Source: "a"}, {Number: 2, Time: elapsed(2), Source: "b"}}
	for _, w := range []seq.Writer{&alone, seq.MultiWriter(&a, &b)} {
		o := seq.Options{Captures: []seq.Capture{{}}, Gap: time.Millisecond}
		if _, err := seq.Build(w, &list{packets: packets}, o); err != nil {
			t.Fatal(err)
		}
	}
	if a.String() != alone.String() || b.String() != alone.String() || alone.Len() == 0 {
		t.Errorf("alone:\n%sfirst:\n%ssecond:\n%s", alone.String(), a.String(), b.String())
	}
}

// The order of the captures on the command line changes nothing but their
// indices, as long as no two packets have one time.
func TestOrderOfCaptures(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	packets := make([][]seq.Packet, 3)
	for i := range 300 {
		c := random.IntN(len(packets))
		packets[c] = append(packets[c], seq.Packet{
			Capture: c, Number: len(packets[c]) + 1, Time: elapsed(float64(i) / 8),
			Source: fmt.Sprint("h", random.IntN(9)), Destination: fmt.Sprint("h", random.IntN(9)),
		})
	}
	draw := func(order []int) string {
		var readers []seq.Reader
		for index, c := range order {
			moved := slices.Clone(packets[c])
			for i := range moved {
				moved[i].Capture = index
			}
			readers = append(readers, &list{packets: moved})
		}
		var w renumbered
		w.order = order
		if _, err := seq.Build(&w, seq.Merge(readers...), seq.Options{Gap: time.Second / 2}); err != nil {
			t.Fatal(err)
		}
		return w.String()
	}
	want := draw([]int{0, 1, 2})
	for _, order := range [][]int{{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		if got := draw(order); got != want {
			t.Errorf("in the order %v:\n%s", order, got)
		}
	}
}

// A renumbered is a log in which captures have the index that they have in
// another order.
type renumbered struct {
	log
	order []int
}

func (r *renumbered) Message(m *seq.Message) error {
	c := m.Clone()
	for i := range c.Seen {
		c.Seen[i].Capture = r.order[c.Seen[i].Capture]
	}
	return r.log.Message(c)
}

func (r *renumbered) End(e seq.End) error {
	perCapture := make([]int, len(e.PerCapture))
	for i, n := range e.PerCapture {
		perCapture[r.order[i]] = n
	}
	e.PerCapture = perCapture
	return r.log.End(e)
}
