package seq_test

import (
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// received keeps when a message arrived.
type received struct {
	nothing
	at seq.Time
}

func (r *received) Message(m *seq.Message) error {
	r.at = m.Received
	return nil
}

// A message says when it arrived only where the clocks of both ends stand to each other.
func TestReceivedByAnotherClock(t *testing.T) {
	sent := seq.Time{NS: 1e18, Clock: seq.AbsoluteClock}
	late := sent.Add(250 * time.Millisecond)
	for name, c := range map[string]struct {
		first, last *seq.Alignment
		want        seq.Time
	}{
		"one clock":     {&seq.Alignment{}, &seq.Alignment{}, late},
		"two clocks":    {&seq.Alignment{}, &seq.Alignment{To: 1}, sent},
		"none is known": {nil, nil, sent},
	} {
		p := seq.Packet{Source: "a", Destination: "b", Time: sent, Path: &seq.Path{
			Source: "a", Destination: "b", Seen: []seq.Sighting{{Capture: 0, Frame: 1, Time: sent}, {Capture: 1, Frame: 1, Time: late}}}}
		var m received
		_, err := seq.Build(&m, &list{packets: []seq.Packet{p}}, seq.Options{Captures: []seq.Capture{{Index: 0, Align: c.first}, {Index: 1, Align: c.last}}})
		if err != nil || m.at != c.want {
			t.Errorf("%s: %v, %v", name, m.at, err)
		}
	}
}
