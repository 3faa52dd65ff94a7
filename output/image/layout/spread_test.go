package layout

import (
	"strconv"
	"testing"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

const halfWide = "a label that takes half of its row"

// wide is a scene of two lifelines, twice as far apart as halfWide is long.
func wide() *scene {
	s := newScene("client", "server")
	return s.message(0, 1, -10, halfWide+", "+halfWide)
}

// Where few packets are on their way, no arrow crosses a label: rows stand farther
// apart instead.
func TestRoomKeepsArrowsOffLabels(t *testing.T) {
	for name, s := range map[string]*scene{
		"same side":      wide().message(0, 1, 0, halfWide, arrives(5)).message(0, 1, 1, halfWide, arrives(6)),
		"crossing":       wide().message(0, 1, 0, halfWide, arrives(5)).message(1, 0, 1, halfWide, arrives(6)),
		"seen once":      wide().message(0, 1, 0, halfWide, arrives(5)).message(1, 0, 1, halfWide),
		"before a third": wide().message(0, 1, 0, halfWide, arrives(5)).message(1, 0, 1, halfWide, arrives(6)).message(0, 1, 7, halfWide),
	} {
		t.Run(name, func(t *testing.T) {
			l := s.lay()
			if d := draw(l); len(d.grounds) > 0 {
				t.Errorf("%d labels stand on a ground of their own", len(d.grounds))
			}
			if used := l.places[2].send - l.places[1].send + l.places[2].arrive - l.places[2].send; used > rowPitch+2*arrivePitch+2*spreadMost*spreadStep {
				t.Errorf("%g points for two messages", used)
			}
		})
	}
}

// Where more room frees no label, none is spent.
func TestNoRoomForNothing(t *testing.T) {
	burst := wide()
	for i := range 20 {
		burst.message(0, 1, float64(i), halfWide+" "+strconv.Itoa(i), arrives(100+float64(i)))
	}
	apart := wide()
	for i := range 20 {
		apart.message(i%2, 1-i%2, float64(10*i), halfWide, arrives(float64(10*i+5)))
	}
	for name, s := range map[string]*scene{"burst": burst, "one at a time": apart} {
		l := s.lay()
		for i := 2; i < len(l.places); i++ {
			if pitch := l.places[i].send - l.places[i-1].send; pitch > sendDrop+1+arrivePitch {
				t.Errorf("%s: message %d is %g below the one before", name, i, pitch)
			}
		}
	}
}

// What is on its way elsewhere does not matter.
func TestRoomBesideOtherLifelines(t *testing.T) {
	s := newScene("client", "proxy", "server").message(0, 1, -10, halfWide+", "+halfWide).
		message(1, 2, -5, "long on its way", arrives(90)).
		message(0, 1, 0, halfWide, arrives(5)).message(1, 0, 1, halfWide, arrives(6)).
		message(0, 1, 10, halfWide)
	if d := draw(s.lay()); len(d.grounds) > 0 {
		t.Errorf("%d labels stand on a ground of their own", len(d.grounds))
	}
}

// What spread expects of arrivals is what happens.
func TestSpreadPlacesAsExpected(t *testing.T) {
	l := wide().message(0, 1, 0, halfWide, arrives(5)).message(1, 0, 1, halfWide, arrives(6)).lay()
	first, second := l.places[1], l.places[2]
	if first.arrive <= second.send || second.arrive != first.arrive+arrivePitch {
		t.Errorf("%+v and %+v", first, second)
	}
}

// A message that two aligned captures saw has its one-way delay in the gutter.
func TestDelays(t *testing.T) {
	lay := func(change ...func(*Options)) *recorder {
		s := newScene("client", "server")
		s.captures[0].Align = &seq.Alignment{}
		s.Capture(seq.Capture{Index: 1, Name: "server.pcap", Align: &seq.Alignment{}})
		s.Capture(seq.Capture{Index: 2, Name: "other.pcap"})
		s.message(0, 1, 0, "there", arrives(12.3456), seenBy(0, 1)).
			message(1, 0, 20, "back", arrives(150_020), seenBy(1, 0)).
			message(0, 1, 150_030, "lost", lost, seenBy(0, 1)).
			message(0, 1, 150_040, "seen once", seenBy(0)).
			message(0, 1, 150_050, "on an unknown clock", arrives(150_060), seenBy(0, 2)).
			message(0, 1, 150_070, "a run", arrives(150_080), seenBy(0, 1), func(m *seq.Message) { m.Count = 3 })
		return draw(s.lay(change...))
	}
	found := map[string]int{}
	for _, text := range lay().texts {
		found[text.String]++
	}
	for text, want := range map[string]int{"delay ms": 1, "12.345": 1, "2 min 30 s": 1, "10.000": 0, "0.000": 0, output.DelayNote: 1} {
		if found[text] != want {
			t.Errorf("%d of %q", found[text], text)
		}
	}
	for _, text := range lay(func(o *Options) { o.Time = output.TimeNone }).texts {
		if text.String == "delay ms" || text.String == "12.345" {
			t.Errorf("%q with --time none", text.String)
		}
	}
}
