package text

import (
	"io"
	"testing"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// discard is Files whose pages nobody keeps.
type discard struct{}

func (discard) Page(int, int) (io.Writer, error) { return io.Discard, nil }

// BenchmarkLadder writes a message of a TCP connection at a time.
func BenchmarkLadder(b *testing.B) {
	for _, c := range []struct {
		name   string
		screen output.Screen
		label  string
	}{
		{"plain", output.Screen{}, "[ACK] Seq=241 Ack=40 Win=17408 Len=0 TSval=3259309041 TSecr=1650993194"},
		{"cut", output.Screen{Width: 80}, "[ACK] Seq=241 Ack=40 Win=17408 Len=0 TSval=3259309041 TSecr=1650993194"},
		{"colour", output.Screen{Colors: 256}, "[ACK] Seq=241 Ack=40 Win=17408 Len=0 TSval=3259309041 TSecr=1650993194"},
		{"ascii", output.Screen{ASCII: true}, "[ACK] Seq=241 Ack=40 Win=17408 Len=0 TSval=3259309041 TSecr=1650993194"},
		{"arrow", output.Screen{}, "53833 → 3128 [ACK] Seq=241 Ack=40 Win=17408 Len=0 TSval=3259309041"},
		{"japanese", output.Screen{}, "接続が確立されました。サーバーはすぐに応答します"},
		{"live", output.Screen{Live: true}, "[ACK] Seq=241 Ack=40 Win=17408 Len=0 TSval=3259309041 TSecr=1650993194"},
	} {
		b.Run(c.name, func(b *testing.B) {
			w := Format.New(discard{}, output.Options{Screen: c.screen})
			for i, name := range []string{"192.168.1.3", "192.168.1.62", "192.168.1.77"} {
				if err := w.Participant(seq.Participant{Index: i, Name: name, Addresses: []string{name}}); err != nil {
					b.Fatal(err)
				}
			}
			p := seq.Packet{}
			m := seq.Message{Packet: &p, Label: c.label, Kind: seq.ACK, Count: 1, Seen: []seq.Sighting{{}}}
			b.ReportAllocs()
			for i := range b.N {
				m.Number = i + 1
				m.From, m.To = i%2, 1-i%2
				m.Sent = seq.Time{NS: 1472296485493525000 + int64(i)*1_000_000, Clock: seq.AbsoluteClock, Digits: 6}
				m.Received, m.Last = m.Sent, m.Sent
				if err := w.Message(&m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
