package diag

import (
	"io"
	"testing"
	"time"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// discard is a Files that keeps nothing.
type discard struct{}

func (discard) Page(int, int) (io.Writer, error) { return io.Discard, nil }

func BenchmarkMessage(b *testing.B) {
	w := newWriter(discard{}, output.Options{Zone: time.UTC})
	m := seq.Message{To: 1, Kind: seq.ACK, Label: "[ACK] Seq=187 Ack=2345 Win=22656 Len=0 TSval=1 TSecr=2", Packet: &seq.Packet{}, Count: 1}
	b.ReportAllocs()
	for i := range b.N {
		m.Number, m.Sent = i+1, at(int64(i)*100)
		if err := w.Message(&m); err != nil {
			b.Fatal(err)
		}
	}
}
