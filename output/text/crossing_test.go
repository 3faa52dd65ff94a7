package text

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// crossings has packets that cross, overtake, fly side by side, pass a router and
// get lost. It comes from three captures.
func crossings(d *diagram) {
	for i, name := range []string{"client.pcap", "router.pcap", "server.pcap"} {
		d.check(d.Capture(seq.Capture{Index: i, Name: name, Packets: 9, Align: &seq.Alignment{Error: 2 * time.Millisecond}}))
	}
	const router = "Router|192.168.1.1"
	d.host(client)
	d.host(router)
	d.host(server)
	way := func(us int, captures ...int) func(*seq.Message) {
		return func(m *seq.Message) {
			m.Seen = m.Seen[:0]
			for _, c := range captures {
				m.Seen = append(m.Seen, seq.Sighting{Capture: c})
			}
			m.Received = m.Sent.Add(time.Duration(us) * time.Microsecond)
		}
	}
	d.send(0, client, server, "[SYN] Seq=0", way(10_000, 0, 1, 2))
	d.send(10_000, server, client, "[SYN, ACK] Seq=0 Ack=1", way(10_250, 2, 1, 0))
	d.send(20_000, client, server, "[PSH, ACK] Seq=1 Ack=1 Win=501 Len=1448", way(10_000, 0, 1, 2))
	d.send(100, client, server, "[ACK] Seq=1449 Ack=1 Win=501 Len=1448", way(10_100, 0, 1, 2))
	d.send(100, client, server, "[ACK] Seq=2897 Ack=1 Win=501 Len=1448", way(10_200, 0, 1, 2))
	d.send(10_000, server, client, "[ACK] Seq=1 Ack=1449 Win=501 Len=0", way(10_000, 2, 1, 0))
	d.send(5_000, client, server, "[FIN, ACK] Seq=4345 Ack=1 Win=501 Len=0", way(10_000, 0, 1, 2))
	d.send(300, server, client, "[RST] Seq=1 Win=0 Len=0", way(9_000, 2, 1, 0))
	d.send(20_000, client, router, "Who has 192.168.1.1?", way(100, 0, 1))
	d.send(0, client, server, "slow", way(30_000, 0, 1, 2))
	d.send(1_000, client, server, "fast, and overtakes", way(2_000, 0, 2))
	d.send(0, router, client, "on another lifeline", way(50, 1, 0))
	d.send(5_000, client, server, "never arrives", func(m *seq.Message) { m.Lost = true })
	d.gap(time.Second)
	d.send(0, client, server, "", way(900, 0, 2))
	d.send(100, server, client, "", way(900, 2, 0))
	d.send(100, server, client, "still on its way at the end", way(900, 2, 0))
	d.end(seq.End{Packets: 40, PerCapture: []int{13, 13, 14}, Lost: 1})
}

func TestGoldenCrossings(t *testing.T) {
	for name, screen := range map[string]output.Screen{
		"crossings":       {},
		"crossings-ascii": {ASCII: true},
		"crossings-60":    {Width: 60},
		"crossings-256":   {Colors: 256},
		"crossings-live":  {Live: true},
	} {
		t.Run(name, func(t *testing.T) {
			var s sheet
			crossings(newDiagram(t, Format.New(&s, output.Options{Screen: screen, Zone: time.UTC})))
			golden(t, name, s.String())
		})
	}
}

// rows returns what a crossing makes of messages, each row as it is drawn.
func rows(messages []row) (drawn []row) {
	var c crossing
	take := func() {
		for r := c.next(); r != nil; r = c.next() {
			drawn = append(drawn, *r)
		}
		c.tidy()
	}
	for i, r := range messages {
		r.number = i
		c.message(&r)
		take()
	}
	c.landAll()
	take()
	return drawn
}

func at(ns int) seq.Time { return seq.Time{NS: int64(ns), Clock: seq.AbsoluteClock} }

// On any paths the rows are in the order of what happened at each host, and a
// message has two of them only if it must.
func TestCrossingKeepsTheOrderOfEachHost(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 5))
		var messages []row
		for i := range 60 {
			sent := random.IntN(500)
			r := row{from: random.IntN(3), to: random.IntN(3), sent: at(100 * sent), received: at(100*(sent+random.IntN(60)) + i + 1), lost: random.IntN(9) == 0}
			messages = append(messages, r)
		}
		slices.SortStableFunc(messages, func(a, b row) int { return cmp.Compare(a.sent.NS, b.sent.NS) })
		drawn := rows(messages)
		if err := falseOrder(drawn); err != "" {
			t.Fatalf("seed %d: %s", seed, err)
		}
		for i, r := range drawn {
			if r.arrival && falseOrder(join(drawn, i)) == "" {
				t.Errorf("seed %d: message %d has two rows for nothing", seed, r.number)
			}
		}
	}
}

// falseOrder says where an event of a host stands before an earlier one.
func falseOrder(drawn []row) string {
	latest := map[int]int64{}
	event := func(host int, at int64) bool {
		before, ok := latest[host]
		latest[host] = max(before, at)
		return !ok || before <= at
	}
	for i, r := range drawn {
		ok := true
		if !r.arrival {
			ok = event(r.from, r.sent.NS)
		}
		if !r.leaving && !r.lost && r.from != r.to {
			ok = event(r.to, r.received.NS) && ok
		}
		if !ok {
			return fmt.Sprintf("row %d, of message %d", i, r.number)
		}
	}
	return ""
}

// join returns the rows with the message that arrives in row i drawn as one.
func join(drawn []row, i int) []row {
	drawn = slices.Clone(drawn)
	for j := range drawn {
		if drawn[j].number == drawn[i].number {
			drawn[j].leaving = false
		}
	}
	return slices.Delete(drawn, i, i+1)
}

// Packets that fly side by side, however many, need one row each.
func TestSideBySide(t *testing.T) {
	var messages []row
	for i := range maxHeld {
		messages = append(messages, row{from: 0, to: 1, sent: at(i), received: at(i + 10_000)})
	}
	if drawn := rows(messages); len(drawn) != len(messages) {
		t.Errorf("%d rows for %d messages", len(drawn), len(messages))
	}
}

// What is held is bounded, however long packets are on their way; each is drawn,
// and each that leaves in a row of its own arrives in one.
func TestCrossingIsBounded(t *testing.T) {
	var c crossing
	leaving, arriving, whole := 0, 0, 0
	take := func() {
		for r := c.next(); r != nil; r = c.next() {
			switch {
			case r.leaving:
				leaving++
			case r.arrival:
				arriving++
			default:
				whole++
			}
		}
		c.tidy()
	}
	const many = 3 * maxFlying
	for i := range many {
		c.message(&row{from: 0, to: 1 + i%7, sent: at(i), received: at(1e9 - i)})
		take()
		if len(c.held) > 2*maxHeld+1 || len(c.flying) > maxFlying {
			t.Fatalf("%d held and %d on their way", len(c.held), len(c.flying))
		}
	}
	c.landAll()
	take()
	if leaving != arriving || leaving+whole != many || leaving == 0 {
		t.Errorf("%d leave, %d arrive, %d are whole", leaving, arriving, whole)
	}
}

// No line of a ladder is wider than the screen, on any.
func TestCrossingsFit(t *testing.T) {
	for width := LeastWidth; width < 140; width++ {
		var s sheet
		crossings(newDiagram(t, Format.New(&s, output.Options{Screen: output.Screen{Width: width, ASCII: true}, Zone: time.UTC})))
		ladder, _, _ := strings.Cut(s.String(), "\n\n")
		for line := range strings.Lines(ladder) {
			if n := len(strings.TrimRight(line, "\n")); n > width {
				t.Errorf("width %d: %d cells in %q", width, n, line)
			}
		}
	}
}
