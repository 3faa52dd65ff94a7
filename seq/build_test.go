package seq_test

import (
	"fmt"
	"io"
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

func (l *list) Read() (seq.Packet, error) {
	if len(l.packets) == 0 {
		if l.err != nil {
			return seq.Packet{}, l.err
		}
		return seq.Packet{}, io.EOF
	}
	p := l.packets[0]
	l.packets = l.packets[1:]
	return p, nil
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

func TestBuild(t *testing.T) {
	packets := []seq.Packet{
		{Number: 4, Time: elapsed(1), Source: "10.0.0.1", Destination: "10.0.0.2", Protocol: "UDP"},
		{Number: 5, Time: elapsed(1.5), Source: "10.0.0.2", Destination: "10.0.0.1", Info: "a"},
		{Number: 6, Time: elapsed(1.2), Source: "10.0.0.2", Destination: "", Info: "late"},
		{Number: 7, Time: elapsed(3.6), Source: "10.0.0.9", Destination: "10.0.0.2", Info: "b"},
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
		Gap:      2 * time.Second,
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
3: 0->3 at 1.2s "late" other x1 [{0 6 {1200000000 elapsed 6}}]
gap 2.1s
participant 2 "Client" ["10.0.0.1" "10.0.0.9"]
4: 2->0 at 3.6s "b" other x1 [{0 7 {3600000000 elapsed 6}}]
end 4 packets 4 messages [4] 1s to 3.6s
`
	if got.String() != want {
		t.Errorf("got:\n%swant:\n%s", got.String(), want)
	}
	if end.Packets != 4 || len(remarks) != 1 || !strings.Contains(remarks[0], "Nobody") {
		t.Errorf("end %+v, remarks %q", end, remarks)
	}
}
