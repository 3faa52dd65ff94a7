package text

import (
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// losses has packets that are lost on each part of a way over two routers.
func losses(d *diagram) {
	d.captures("client.pcap", "inside.pcap", "outside.pcap", "server.pcap")
	names := []string{client, "inside", "outside", server}
	for _, name := range names {
		d.host(name)
	}
	const long = "[PSH, ACK] Seq=1 Ack=1 Win=501 Len=1448 TSval=3810608821 TSecr=699333984"
	for _, label := range []string{"", "short", "[ACK] Seq=1 Ack=1 Win=501", long} {
		for i := range 3 {
			d.send(1000, client, server, label, func(m *seq.Message) { m.Lost, m.LostAfter, m.LostBefore = true, i, i+1 })
			d.send(1000, server, client, label, func(m *seq.Message) { m.Lost, m.LostAfter, m.LostBefore = true, 3-i, 2-i })
		}
	}
	d.send(1000, client, server, "not known where", lost)
	d.send(1000, client, "inside", "between its ends", func(m *seq.Message) { m.Lost, m.LostAfter, m.LostBefore = true, 0, 1 })
	d.end(seq.End{Lost: 26})
}

func TestGoldenLosses(t *testing.T) {
	for name, screen := range map[string]output.Screen{
		"losses":       {},
		"losses-ascii": {ASCII: true, Width: 160},
		"losses-60":    {Width: 60},
		"losses-256":   {Colors: 256},
	} {
		t.Run(name, func(t *testing.T) {
			var s sheet
			losses(newDiagram(t, Format.New(&s, output.Options{Screen: screen, Zone: time.UTC})))
			golden(t, name, s.String())
		})
	}
}

// A cross stands between the lifelines between which the packet was lost, and all
// lifelines keep their places, on a screen of any width.
func TestLossesStandBetween(t *testing.T) {
	for width := LeastWidth; width < 170; width++ {
		var s sheet
		losses(newDiagram(t, Format.New(&s, output.Options{Screen: output.Screen{Width: width, ASCII: true}, Time: output.TimeNone})))
		ladder, _, _ := strings.Cut(s.String(), "\n\n")
		var at []int // of the lifelines, from the foot
		lines := strings.Split(ladder, "\n")
		for i := len(lines) - 1; at == nil; i-- {
			for x := range lines[i] {
				if lines[i][x] == '+' {
					at = append(at, x)
				}
			}
		}
		if len(at) != 4 {
			continue // some have none of their own
		}
		n := 0
		for _, line := range lines {
			x := strings.LastIndex(line, "x")
			if x < 0 || strings.Contains(line, "known") || strings.Contains(line, "its ends") {
				continue
			}
			part := n / 2 % 3
			if n%2 == 1 {
				part = 2 - part
			}
			n++
			if x <= at[part] || x >= at[part+1] {
				t.Errorf("width %d, loss %d: the cross stands at %d, not between %d and %d", width, n, x, at[part], at[part+1])
			}
			if len(line) != at[3]+1 || line[at[0]] != '|' || line[at[3]] != '|' {
				t.Errorf("width %d: %q", width, line)
			}
		}
		if n != 24 {
			t.Errorf("width %d: %d losses", width, n)
		}
	}
}
