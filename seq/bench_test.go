package seq_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

// A stream is a Reader of n packets of some conversations, made as they are read.
type stream struct {
	n, read int
	hosts   []string
	step    int64 // nanoseconds between two packets
}

func newStream(n, hosts int) *stream {
	s := &stream{n: n, step: 1000}
	for i := range hosts {
		s.hosts = append(s.hosts, fmt.Sprintf("10.0.%d.%d", i/256, i%256))
	}
	return s
}

func (s *stream) Read(p *seq.Packet) error {
	if s.read == s.n {
		return io.EOF
	}
	s.read++
	from, to := s.hosts[s.read%len(s.hosts)], s.hosts[(s.read/3+1)%len(s.hosts)]
	*p = seq.Packet{
		Number: s.read, Time: seq.Time{NS: int64(s.read) * s.step, Clock: seq.AbsoluteClock, Digits: 6},
		Source: from, Destination: to, Protocol: "TCP", Length: 66, Known: seq.KnowsFlags, Flags: seq.FlagACK,
		Info: "53833 → 3128 [ACK] Seq=187 Ack=2345 Win=22656 Len=0 TSval=1 TSecr=2",
	}
	return nil
}

// nothing is a Writer that does nothing.
type nothing struct{}

func (nothing) Capture(seq.Capture) error         { return nil }
func (nothing) Participant(seq.Participant) error { return nil }
func (nothing) Message(*seq.Message) error        { return nil }
func (nothing) Gap(seq.Gap) error                 { return nil }
func (nothing) End(seq.End) error                 { return nil }

func BenchmarkReader(b *testing.B) {
	drain(b, newStream(b.N, 4))
}

func BenchmarkBuild(b *testing.B) {
	for _, hosts := range []int{2, 4, 10000} {
		b.Run(fmt.Sprintf("hosts=%d", hosts), func(b *testing.B) {
			b.ReportAllocs()
			if _, err := seq.Build(nothing{}, newStream(b.N, hosts), seq.Options{}); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// infos are texts of Info, plain and awkward ones.
var infos = []string{
	"53833  >  3128 [ACK] Seq=187 Ack=2345 Win=22656 Len=0 TSval=1 TSecr=2",
	"53833 → 3128 [SYN] Seq=0 Win=8192 Len=0 MSS=1460 WS=256 SACK_PERM=1",
	"[TCP Dup ACK 17#1] 53833  >  3128 [ACK] Seq=2346 Ack=774 Win=16640 Len=0",
	"HTTP/1.1 200 Connection established ",
	"Server Hello, Change Cipher Spec, Hello Request, Hello Request",
	"[TCP segment of a reassembled PDU]",
	"Standard query 0x1234 A www.example.com",
	"http(80) → 53833 [FIN, PSH, ACK] Seq=1 Ack=1 Win=17408 Len=1448 [TCP segment of a reassembled PDU]",
}

func BenchmarkParseInfo(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		p := seq.Packet{Info: infos[i%len(infos)]}
		seq.ParseInfo(&p)
	}
}

func BenchmarkLabel(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p := seq.Packet{Info: infos[i%len(infos)]}
		seq.Label(&p, seq.LabelDefault)
	}
}

func BenchmarkSort(b *testing.B) {
	b.ReportAllocs()
	drain(b, seq.Sort(newStream(b.N, 4), 16384))
}

// Every packet is earlier than all before it.
func BenchmarkSortBackwards(b *testing.B) {
	s := newStream(b.N, 4)
	s.step = -1000
	b.ReportAllocs()
	drain(b, seq.Sort(s, 16384))
}

func BenchmarkMerge(b *testing.B) {
	for _, n := range []int{2, 100} {
		b.Run(fmt.Sprintf("captures=%d", n), func(b *testing.B) {
			var readers []seq.Reader
			for range n {
				readers = append(readers, newStream(b.N/n+1, 4))
			}
			b.ReportAllocs()
			drain(b, seq.Merge(readers...))
		})
	}
}

func drain(b *testing.B, r seq.Reader) {
	b.Helper()
	var p seq.Packet
	for {
		if err := r.Read(&p); err == io.EOF {
			return
		} else if err != nil {
			b.Fatal(err)
		}
	}
}
