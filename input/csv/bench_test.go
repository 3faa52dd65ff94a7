package csv

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// export returns about size bytes of an export as Wireshark writes it: TCP,
// HTTP, TLS and DNS between a few hosts, the same for the same size.
func export(size int) []byte {
	rnd := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString(`"No.","Time","Source","Destination","Protocol","Length","Info"` + "\n")
	at := time.Date(2016, 8, 27, 11, 14, 45, 493525000, time.UTC)
	for number := 1; b.Len() < size; number++ {
		at = at.Add(time.Duration(rnd.IntN(3000)) * time.Microsecond)
		port, seq := 30000+rnd.IntN(4), rnd.IntN(1<<20)
		var protocol, info string
		switch n := rnd.IntN(20); {
		case n < 8:
			protocol, info = "TCP", fmt.Sprintf("%d  >  443 [ACK] Seq=%d Ack=%d Win=%d Len=0 TSval=9022054 TSecr=9022054", port, seq, seq/2, 64240)
		case n < 10:
			protocol, info = "TCP", fmt.Sprintf("443  >  %d [PSH, ACK] Seq=%d Ack=%d Win=501 Len=1448 TSval=9022054 TSecr=9022054 [TCP segment of a reassembled PDU]", port, seq, seq/2)
		case n < 11:
			protocol, info = "TCP", fmt.Sprintf("[TCP Dup ACK %d#1] %d  >  443 [ACK] Seq=%d Ack=%d Win=501 Len=0", number-1, port, seq, seq/2)
		case n < 12:
			protocol, info = "TCP", fmt.Sprintf("%d  >  443 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM TSval=9022054 TSecr=0 WS=128", port)
		case n < 16:
			protocol, info = "TLSv1.2", "Application Data"
		case n < 18:
			protocol, info = "HTTP", fmt.Sprintf(`GET /search?q=""%d""&lang=en HTTP/1.1 `, seq)
		default:
			protocol, info = "DNS", fmt.Sprintf("Standard query response 0x%04x A www.example.com CNAME www.example.org A 192.0.2.%d", seq&0xffff, number&0xff)
		}
		fmt.Fprintf(&b, `"%d","%s","192.168.1.%d","192.0.2.62","%s","%d","%s"`+"\n",
			number, at.Format("2006-01-02 15:04:05.000000"), 1+rnd.IntN(4), protocol, 54+rnd.IntN(1400), info)
	}
	return b.Bytes()
}

func BenchmarkRead(b *testing.B) {
	data := export(16 << 20)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		r := Format.New(bytes.NewReader(data), input.Options{Report: func(err error) { b.Fatal(err) }, Zone: time.UTC})
		var p seq.Packet
		for n := 0; ; n++ {
			if err := r.Read(&p); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
