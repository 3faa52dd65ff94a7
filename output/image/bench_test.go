package image

import (
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// discard is output.Files that keeps nothing.
type discard struct{}

func (discard) Page(int, int) (io.Writer, error) { return io.Discard, nil }

// synthetic writes a diagram of n messages between four hosts, as
// bench/peers/gen.sh makes it for other tools.
func synthetic(w seq.Writer, n int) error {
	kinds := []struct {
		label string
		kind  seq.Kind
	}{
		{"[SYN] Seq=%d Win=64240 Len=0 MSS=1460 SACK_PERM=1 WS=128", seq.SYN},
		{"[SYN ACK] Seq=%d Ack=1 Win=65160 Len=0 MSS=1460 WS=128", seq.SYNACK},
		{"[ACK] Seq=%d Ack=1 Win=64256 Len=0", seq.ACK},
		{"Application Data %d", seq.Other},
		{"HTTP/1.1 200 OK (text/html) %d", seq.Other},
		{"[PSH ACK] Seq=%d Ack=241 Win=64256 Len=1380", seq.PSH},
		{"[FIN ACK] Seq=%d Ack=774 Win=64256 Len=0", seq.FINACK},
		{"[RST] Seq=%d Win=0 Len=0", seq.RST},
	}
	s := script{Writer: w}
	s.check(w.Capture(seq.Capture{Name: "synthetic.csv", Packets: n}))
	for i, name := range []string{"client", "proxy", "fw", "server"} {
		s.check(w.Participant(seq.Participant{Index: i, Name: name, Addresses: []string{fmt.Sprintf("10.0.0.%d", i+1)}}))
	}
	start := time.Date(2016, 8, 27, 11, 0, 0, 0, time.UTC).UnixNano()
	end := seq.End{Packets: n, Messages: n, PerCapture: []int{n}}
	for i := range n {
		from := (i / 7) % 3
		to := from + 1
		if i%2 == 1 {
			from, to = to, from
		}
		k := kinds[i%len(kinds)]
		t := seq.Time{NS: start + int64(i)*1713000, Clock: seq.AbsoluteClock, Digits: 6}
		if i == 0 {
			end.First = t
		}
		end.Last = t
		s.check(w.Message(&seq.Message{
			Number: i + 1, From: from, To: to, Sent: t, Received: t, Last: t,
			Label: fmt.Sprintf(k.label, i*37), Kind: k.kind, Count: 1, Seen: []seq.Sighting{{}},
		}))
	}
	s.check(w.End(end))
	return s.err
}

// A script keeps the first error of a row of events.
type script struct {
	seq.Writer
	err error
}

func (s *script) check(err error) {
	if s.err == nil {
		s.err = err
	}
}

// The contract for 1,000 messages: PNG 150 ms on one processor (-cpu 1), SVG
// 20 ms, PDF 300 ms.
func Benchmark(b *testing.B) {
	for _, f := range []output.Format{PNG, SVG, PDF} {
		for _, n := range []int{44, 1000, 10_000, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", f.Name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					w := f.New(discard{}, output.Options{Zone: time.UTC, Remark: func(string) {}})
					if err := synthetic(w, n); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
