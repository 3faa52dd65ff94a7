package seq_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

func TestFold(t *testing.T) {
	var got log
	w := seq.Fold(&got)
	number := 0
	message := func(from, to int, label string, change func(*seq.Message)) {
		number++
		at := elapsed(float64(number))
		m := seq.Message{
			Number: number, From: from, To: to, Sent: at, Received: at, Last: at, Label: label, Count: 1,
			Packet: &seq.Packet{Protocol: "TCP"}, Seen: []seq.Sighting{{Frame: number, Time: at}},
		}
		if change != nil {
			change(&m)
		}
		if err := w.Message(&m); err != nil {
			t.Fatal(err)
		}
		// What was passed belongs to the caller.
		m.Packet.Protocol, m.Seen[0].Frame = "changed", -1
	}
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(w.Capture(seq.Capture{Name: "x"}))
	must(w.Participant(seq.Participant{Name: "a"}))
	message(0, 1, "[ACK] Seq=1 Len=1448", nil) // 1: a run of three
	message(0, 1, "[ACK] Seq=1449 Len=1448", nil)
	message(0, 1, "[ACK] Seq=2897 Len=20", nil)
	message(0, 1, "[ACK] Seq=x Len=20", nil)   // 4: no digits where the run has some
	message(1, 0, "[ACK] Seq=1 Len=20", nil)   // 5: another way
	message(1, 2, "[ACK] Seq=1 Len=20", nil)   // 6: another end
	message(1, 2, "[ACK] Seq=1 Len=20 ", nil)  // 7: more text
	message(1, 2, "[ACK] Seq=12 Len=20 ", nil) // a run of two, which a gap ends
	must(w.Gap(seq.Gap{Duration: time.Second}))
	message(1, 2, "[ACK] Seq=12 Len=20 ", nil)
	ack := func(m *seq.Message) { m.Kind = seq.ACK }
	dup := func(m *seq.Message) { ack(m); m.Marks = seq.DupACK }
	lost := func(m *seq.Message) { dup(m); m.Lost = true }
	for _, change := range []func(*seq.Message){ack, dup, lost, func(m *seq.Message) { lost(m); m.Packet.Protocol = "UDP" }} {
		message(1, 2, "[ACK] Seq=12 Len=20 ", change)
	}
	must(w.Participant(seq.Participant{Index: 1, Name: "b"}))
	message(1, 2, "x", func(m *seq.Message) { m.Count = 4 }) // folded before
	message(1, 2, "x", nil)
	must(w.End(seq.End{Packets: number, Messages: number}))
	var want strings.Builder
	want.WriteString("capture 0 x\nparticipant 0 \"a\" []\n")
	for _, line := range []string{
		`1: 0->1 at 1s "[ACK] Seq=1 Len=1448" other x3 1 3 until 3s`,
		`4: 0->1 at 4s "[ACK] Seq=x Len=20" other x1 4`,
		`5: 1->0 at 5s "[ACK] Seq=1 Len=20" other x1 5`,
		`6: 1->2 at 6s "[ACK] Seq=1 Len=20" other x1 6`,
		`7: 1->2 at 7s "[ACK] Seq=1 Len=20 " other x2 7 8 until 8s`,
		`gap 1s`,
		`9: 1->2 at 9s "[ACK] Seq=12 Len=20 " other x1 9`,
		`10: 1->2 at 10s "[ACK] Seq=12 Len=20 " ACK x1 10`,
		`11: 1->2 at 11s "[ACK] Seq=12 Len=20 " ACK x1 11`,
		`12: 1->2 at 12s "[ACK] Seq=12 Len=20 " ACK x1 12`,
		`13: 1->2 at 13s "[ACK] Seq=12 Len=20 " ACK x1 13`,
		`participant 1 "b" []`,
		`14: 1->2 at 14s "x" other x5 14 15 until 15s`,
		`end 15 packets 11 messages [] 0s to 0s`,
	} {
		want.WriteString(line + "\n")
	}
	if simple := frames(got.String()); simple != want.String() {
		t.Errorf("got:\n%swant:\n%s", simple, want.String())
	}
}

// Data and pure acknowledgements are not alike, nor are packets of two captures;
// the bytes of a run are those of all its packets.
func TestFoldOfData(t *testing.T) {
	var packets []seq.Packet
	for i, p := range []struct{ capture, payload int }{{0, 1448}, {0, 20}, {0, 0}, {0, 0}, {1, 0}, {0, 7}} {
		packets = append(packets, seq.Packet{
			Capture: p.capture, Number: i + 1, Time: elapsed(float64(i)), Protocol: "TCP", Info: fmt.Sprintf("1 → 2 [ACK] Seq=1 Len=%d", p.payload),
			Known: seq.KnowsPayload, Payload: p.payload,
		})
	}
	var runs runLog
	if _, err := seq.Build(seq.Fold(&runs), &list{packets: packets}, seq.Options{}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"x2 1468 bytes", "x2 0 bytes", "x1 0 bytes", "x1 7 bytes"}; !slices.Equal(runs.runs, want) {
		t.Errorf("runs %q, want %q", runs.runs, want)
	}
}

// A runLog is a Writer that notes how much each message stands for.
type runLog struct {
	nothing
	runs []string
}

func (r *runLog) Message(m *seq.Message) error {
	r.runs = append(r.runs, fmt.Sprintf("x%d %d bytes", m.Count, m.Bytes))
	return nil
}

// frames writes sightings by their frame numbers alone.
func frames(events string) string {
	var b strings.Builder
	for line := range strings.Lines(events) {
		head, tail, found := strings.Cut(line, "[{")
		if !found {
			b.WriteString(line)
			continue
		}
		sightings, rest, _ := strings.Cut(tail, "}]")
		var numbers []string
		for s := range strings.SplitSeq(sightings, "}} {") {
			var capture, frame int
			fmt.Sscan(strings.TrimPrefix(s, "{"), &capture, &frame)
			numbers = append(numbers, fmt.Sprint(frame))
		}
		b.WriteString(head + strings.Join(numbers, " ") + rest)
	}
	return b.String()
}

// A folded diagram stands for as many packets as one that is not.
func TestFoldLosesNothing(t *testing.T) {
	var plain, folded counter
	for _, c := range []struct {
		w     seq.Writer
		count *counter
	}{{&plain, &plain}, {seq.Fold(&folded), &folded}} {
		if _, err := seq.Build(c.w, newStream(1000, 1), seq.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if plain.packets != 1000 || folded.packets != 1000 || folded.messages != 1 || folded.messages != folded.end.Messages {
		t.Errorf("plain %+v, folded %+v", plain, folded)
	}
}

// A counter is a Writer that counts.
type counter struct {
	nothing
	messages, packets int
	end               seq.End
}

func (c *counter) Message(m *seq.Message) error {
	c.messages++
	c.packets += m.Count
	return nil
}

func (c *counter) End(e seq.End) error {
	c.end = e
	return nil
}
