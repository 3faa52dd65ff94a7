package seq_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

// translated is a packet that a router captured too, and there with the router's
// own address, and the answer to it.
func translated() []seq.Packet {
	seen := func(captures ...int) (all []seq.Sighting) {
		for _, c := range captures {
			all = append(all, seq.Sighting{Capture: c, Time: elapsed(1)})
		}
		return all
	}
	return []seq.Packet{
		{Time: elapsed(1), Source: "10.0.0.1", Destination: "203.0.113.80",
			Path: &seq.Path{Seen: seen(0, 1, 2), Source: "203.0.113.1", Destination: "203.0.113.80"}},
		{Time: elapsed(2), Capture: 2, Source: "203.0.113.80", Destination: "203.0.113.1",
			Path: &seq.Path{Seen: seen(2, 1, 0), Source: "203.0.113.80", Destination: "10.0.0.1"}},
	}
}

// A translated address stands at the lifeline of what translates it, if there is
// one, else beside the address that it stands for.
func TestTranslatedAddress(t *testing.T) {
	for name, c := range map[string]struct {
		points []string
		given  string // name of the router's address
		want   []string
	}{
		"at the router": {[]string{"", "router", ""}, "router", []string{
			`participant 0 "10.0.0.1" ["10.0.0.1"]`, `participant 1 "router" ["203.0.113.1"]`, `participant 2 "203.0.113.80" ["203.0.113.80"]`}},
		"no router": {nil, "", []string{
			`participant 0 "10.0.0.1" ["10.0.0.1" "203.0.113.1"]`, `participant 1 "203.0.113.80" ["203.0.113.80"]`}},
		"a name without a lifeline": {nil, "NAT", []string{
			`participant 0 "10.0.0.1" ["10.0.0.1" "203.0.113.1"]`, `participant 1 "203.0.113.80" ["203.0.113.80"]`}},
	} {
		t.Run(name, func(t *testing.T) {
			var names seq.Names
			if c.given != "" {
				names.Add(seq.AllCaptures, "203.0.113.1", c.given)
			}
			var events log
			if _, err := seq.Build(&events, &list{packets: translated()}, seq.Options{Names: &names, Points: c.points}); err != nil {
				t.Fatal(err)
			}
			last := map[string]string{} // of each participant
			for line := range strings.Lines(events.String()) {
				if fields := strings.Fields(line); fields[0] == "participant" {
					last[fields[1]] = strings.TrimSpace(line)
				}
			}
			for _, want := range c.want {
				if got := last[strings.Fields(want)[1]]; got != want {
					t.Errorf("%s instead of %s", got, want)
				}
			}
			if len(last) != len(c.want) {
				t.Errorf("%d lifelines:\n%s", len(last), events.String())
			}
		})
	}
}

// Where a packet was lost is told by the capture points on its way.
func TestLostBetween(t *testing.T) {
	points := []string{"", "inside", "outside", ""}
	packet := func(from, to string, captures ...int) seq.Packet {
		p := seq.Packet{Time: elapsed(1), Capture: captures[0], Source: from, Destination: to, Path: &seq.Path{Source: from, Destination: to}}
		for _, c := range captures {
			p.Path.Seen = append(p.Path.Seen, seq.Sighting{Capture: c, Time: elapsed(1)})
		}
		p.Path.Lost = len(captures) < len(points)
		return p
	}
	const client, server = "10.0.0.1", "203.0.113.80"
	packets := []seq.Packet{
		packet(client, server, 0, 1, 2, 3), // which introduces the lifelines
		packet(client, server, 0),
		packet(client, server, 0, 1),
		packet(client, server, 0, 1, 2),
		packet(server, client, 3),
		packet(server, client, 3, 2),
		packet(server, client, 3, 2, 1),
		packet(server, "inside", 3, 2),
	}
	var got losses
	names := &seq.Names{}
	names.Add(seq.AllCaptures, "inside", "inside")
	if _, err := seq.Build(&got, &list{packets: packets}, seq.Options{Names: names, Points: points}); err != nil {
		t.Fatal(err)
	}
	want := [][2]int{{0, 1}, {1, 2}, {2, 3}, {3, 2}, {2, 1}, {1, 0}, {2, 1}}
	if !slices.Equal(got.between, want) {
		t.Errorf("%v instead of %v", got.between, want)
	}
}

// losses is a Writer that notes where messages were lost.
type losses struct {
	log
	between [][2]int
}

func (l *losses) Message(m *seq.Message) error {
	if m.Lost {
		l.between = append(l.between, [2]int{m.LostAfter, m.LostBefore})
	}
	return nil
}
