package align_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
	"github.com/packetseq/packetseq/seq/align"
)

// rows makes the packets of a capture of lines: milliseconds, C or S for who sent it, the protocol, the
// length of the frame, and Info.
func rows(t *testing.T, capture int, text string) (packets []seq.Packet) {
	t.Helper()
	for line := range strings.Lines(text) {
		p := seq.Packet{Capture: capture, Number: len(packets) + 1, Source: "10.0.0.1", Destination: "10.0.0.2"}
		line = strings.TrimSpace(line)
		var ms float64
		var from string
		if _, err := fmt.Sscan(line, &ms, &from, &p.Protocol, &p.Length); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		p.Info = strings.Join(strings.Fields(line)[4:], " ")
		if from == "S" {
			p.Source, p.Destination = p.Destination, p.Source
		}
		p.Time = seq.Time{NS: 1e18 + int64(ms*1e6), Clock: seq.AbsoluteClock, Digits: 9}
		seq.ParseInfo(&p)
		packets = append(packets, p)
	}
	return packets
}

// pairsOf aligns two captures, and returns of each frame of the first, from 1, which one of the second it
// is; 0 for none, and -1 for one that was lost.
func pairsOf(t *testing.T, captures ...[]seq.Packet) map[int]int {
	t.Helper()
	m := align.New(make([]time.Duration, len(captures)))
	for _, packets := range captures {
		for i := range packets {
			m.Add(&packets[i])
		}
	}
	plan := m.Plan()
	r := &road{captures: [2][]seq.Packet{captures[0], captures[1]}}
	pairs := make(map[int]int)
	for _, path := range r.paths(t, plan) {
		var frames [2]int
		for _, s := range path.Seen {
			frames[s.Capture] = s.Frame
		}
		if path.Lost {
			frames[1-path.Seen[0].Capture] = -1
		}
		if frames[0] > 0 {
			pairs[frames[0]] = frames[1]
		}
	}
	return pairs
}

const handshake = `
  0 C TCP 74 4000 → 80 [SYN] Seq=0 Win=1 Len=0 TSval=100 TSecr=0
 10 S TCP 74 80 → 4000 [SYN, ACK] Seq=0 Ack=1 Win=1 Len=0 TSval=500 TSecr=100
 10 C TCP 66 4000 → 80 [ACK] Seq=1 Ack=1 Win=1 Len=0 TSval=110 TSecr=500
 10 C HTTP 166 GET / HTTP/1.1`

// sent is what the server sends, in its capture: of the segments 1 to 8 the third, fourth and seventh
// are lost, and nothing but what was acknowledged tells which.
const sent = `
  5 C TCP 74 4000 → 80 [SYN] Seq=0 Win=1 Len=0 TSval=100 TSecr=0
  5 S TCP 74 80 → 4000 [SYN, ACK] Seq=0 Ack=1 Win=1 Len=0 TSval=500 TSecr=100
 15 C TCP 66 4000 → 80 [ACK] Seq=1 Ack=1 Win=1 Len=0 TSval=110 TSecr=500
 15 C HTTP 166 GET / HTTP/1.1
 15.1 S TCP 66 80 → 4000 [ACK] Seq=1 Ack=101 Win=1 Len=0 TSval=510 TSecr=110
 16.00 S HTTP 1066 Continuation
 16.01 S HTTP 1066 Continuation
 16.02 S HTTP 1066 Continuation
 16.03 S HTTP 1066 Continuation
 16.04 S HTTP 1066 Continuation
 16.05 S HTTP 1066 Continuation
 16.06 S HTTP 1066 Continuation
 16.07 S HTTP 1066 Continuation
 40 S HTTP 1066 [TCP Fast Retransmission] Continuation
 60 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=8001 Win=1 Len=0 TSval=150 TSecr=550`

const got = `
 20.1 S TCP 66 80 → 4000 [ACK] Seq=1 Ack=101 Win=1 Len=0 TSval=510 TSecr=110
 21.0 S HTTP 1066 Continuation
 21.1 S HTTP 1066 Continuation
 21.2 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=2001 Win=1 Len=0 TSval=121 TSecr=511
 21.9 S HTTP 1066 [TCP Previous segment not captured] Continuation
 21.9 C TCP 78 4000 → 80 [ACK] Seq=101 Ack=2001 Win=1 Len=0 TSval=122 TSecr=511 SLE=4001 SRE=5001
 22.0 S HTTP 1066 Continuation
 22.0 C TCP 78 4000 → 80 [ACK] Seq=101 Ack=2001 Win=1 Len=0 TSval=123 TSecr=511 SLE=4001 SRE=6001
 22.1 S HTTP 1066 [TCP Previous segment not captured] Continuation
 22.1 C TCP 86 4000 → 80 [ACK] Seq=101 Ack=2001 Win=1 Len=0 TSval=124 TSecr=511 SLE=7001 SRE=8001 SLE=4001 SRE=6001
 45 S HTTP 1066 [TCP Fast Retransmission] Continuation
 45 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=3001 Win=1 Len=0 TSval=145 TSecr=551
 55 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=8001 Win=1 Len=0 TSval=150 TSecr=550`

// closed returns a connection that ended before those above.
func closed(clientDelay, serverDelay int) string {
	return fmt.Sprintf(`
 %[1]d C TCP 66 3999 → 80 [SYN] Seq=0 Win=1 Len=0 TSval=10 TSecr=0
 %[2]d S TCP 66 80 → 3999 [SYN, ACK] Seq=0 Ack=1 Win=1 Len=0 TSval=410 TSecr=10
 %[1]d C TCP 66 3999 → 80 [FIN, ACK] Seq=1 Ack=1 Win=1 Len=0 TSval=12 TSecr=410
 %[2]d S TCP 66 80 → 3999 [FIN, ACK] Seq=1 Ack=2 Win=1 Len=0 TSval=412 TSecr=12
 %[1]d C TCP 66 3999 → 80 [ACK] Seq=2 Ack=2 Win=1 Len=0 TSval=13 TSecr=412`, clientDelay-90, serverDelay-90)
}

// TestSegmentsWithoutNumbers pairs rows that tell no sequence number.
func TestSegmentsWithoutNumbers(t *testing.T) {
	client := rows(t, 0, strings.TrimSpace(closed(0, 5)+handshake+got))
	server := rows(t, 1, strings.TrimSpace(closed(5, 0)+sent))
	pairs := pairsOf(t, client, server)
	// Frames of the client's capture, and those of the server's with segments 1 2 5 6 8
	for frame, want := range map[int]int{6: 6, 7: 7, 9: 10, 11: 11, 13: 13} {
		frame, want := frame+5, want+5
		if pairs[frame] != want {
			t.Errorf("frame %d of the client is %d of the server, not %d", frame, pairs[frame], want)
		}
	}
}

// TestNotTheConnection has a row that looks like a segment of the one connection that is open,
// and is none: what was inferred with it does not count, and the times tell.
func TestNotTheConnection(t *testing.T) {
	client := rows(t, 0, strings.TrimSpace(handshake+`
 20.1 S TCP 66 80 → 4000 [ACK] Seq=1 Ack=101 Win=1 Len=0 TSval=510 TSecr=110
 21 S HTTP 1066 Continuation
 25 S DNS 1066 Standard query response 0x1
 31 S HTTP 1066 Continuation
 41 S HTTP 1066 Continuation
 41 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=2501 Win=1 Len=0 TSval=141 TSecr=531
 71 S HTTP 1066 Continuation
 71 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=4001 Win=1 Len=0 TSval=171 TSecr=561`))
	server := rows(t, 1, strings.TrimSpace(`
  5 C TCP 74 4000 → 80 [SYN] Seq=0 Win=1 Len=0 TSval=100 TSecr=0
  5 S TCP 74 80 → 4000 [SYN, ACK] Seq=0 Ack=1 Win=1 Len=0 TSval=500 TSecr=100
 15 C TCP 66 4000 → 80 [ACK] Seq=1 Ack=1 Win=1 Len=0 TSval=110 TSecr=500
 15 C HTTP 166 GET / HTTP/1.1
 15.1 S TCP 66 80 → 4000 [ACK] Seq=1 Ack=101 Win=1 Len=0 TSval=510 TSecr=110
 16 S HTTP 1066 Continuation
 26 S HTTP 1066 Continuation
 36 S HTTP 1066 Continuation
 46 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=2501 Win=1 Len=0 TSval=141 TSecr=531
 66 S HTTP 1066 Continuation
 76 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=4001 Win=1 Len=0 TSval=171 TSecr=561`))
	pairs := pairsOf(t, client, server)
	for frame, want := range map[int]int{6: 6, 7: 0, 8: 7, 9: 8, 11: 10} {
		if pairs[frame] != want {
			t.Errorf("frame %d of the client is %d of the server, not %d", frame, pairs[frame], want)
		}
	}
}

// TestLateNumbers has a server's capture that began after the SYN: its numbers begin elsewhere,
// segments of one millisecond have equal stamps, and the times of others fit
// better.
func TestLateNumbers(t *testing.T) {
	client := rows(t, 0, strings.TrimSpace(handshake+`
 20 S TCP 66 80 → 4000 [ACK] Seq=1 Ack=101 Win=1 Len=0 TSval=510 TSecr=110
 21.0 S TCP 1066 80 → 4000 [ACK] Seq=1 Ack=101 Win=1 Len=1000 TSval=511 TSecr=110
 21.1 S TCP 1066 80 → 4000 [ACK] Seq=1001 Ack=101 Win=1 Len=1000 TSval=511 TSecr=110
 21.2 S TCP 1066 80 → 4000 [ACK] Seq=2001 Ack=101 Win=1 Len=1000 TSval=511 TSecr=110
 21.3 S TCP 1066 80 → 4000 [ACK] Seq=3001 Ack=101 Win=1 Len=1000 TSval=511 TSecr=110
 21.4 S TCP 566 80 → 4000 [PSH, ACK] Seq=4001 Ack=101 Win=1 Len=500 TSval=511 TSecr=110
 22 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=4501 Win=1 Len=0 TSval=122 TSecr=511`))
	server := rows(t, 1, strings.TrimSpace(`
 16.0 S TCP 1066 80 → 4000 [ACK] Seq=1 Ack=1 Win=1 Len=1000 TSval=511 TSecr=110
 16.1 S TCP 1066 80 → 4000 [ACK] Seq=1001 Ack=1 Win=1 Len=1000 TSval=511 TSecr=110
 16.4 S TCP 566 80 → 4000 [PSH, ACK] Seq=2001 Ack=1 Win=1 Len=500 TSval=511 TSecr=110
 27 C TCP 66 4000 → 80 [ACK] Seq=1 Ack=2501 Win=1 Len=0 TSval=122 TSecr=511`))
	pairs := pairsOf(t, client, server)
	for frame, want := range map[int]int{6: 0, 7: 0, 8: 1, 9: 2, 10: 3, 11: 4} {
		if pairs[frame] != want {
			t.Errorf("frame %d of the client is %d of the server, not %d", frame, pairs[frame], want)
		}
	}
}

// TestPingHeldUp has the first ping wait until an address is resolved.
func TestPingHeldUp(t *testing.T) {
	first, second := "", ""
	for i := range 9 {
		late := 0.
		if i == 0 {
			late = 95
		}
		first += fmt.Sprintf("%d C ICMP 98 Echo (ping) request id=0x1, seq=%d/1, ttl=64\n", i*1000, i)
		second += fmt.Sprintf("%f C ICMP 98 Echo (ping) request id=0x1, seq=%d/1, ttl=63\n", float64(i*1000)+1+late, i)
		first += fmt.Sprintf("%d S ICMP 98 Echo (ping) reply id=0x1, seq=%d/1, ttl=63 (request in %d)\n", i*1000+200, i, i*2+1)
		second += fmt.Sprintf("%d S ICMP 98 Echo (ping) reply id=0x1, seq=%d/1, ttl=64\n", i*1000+199, i)
	}
	pairs := pairsOf(t, rows(t, 0, first), rows(t, 1, second))
	for frame := 1; frame <= 18; frame++ {
		if pairs[frame] != frame {
			t.Errorf("frame %d is %d", frame, pairs[frame])
		}
	}
}

// TestTwin says of a capture that it was given twice.
func TestTwin(t *testing.T) {
	m := align.New(make([]time.Duration, 2))
	for capture := range 2 {
		packets := rows(t, capture, strings.TrimSpace(handshake))
		for i := range packets {
			m.Add(&packets[i])
		}
	}
	if remarks := m.Plan().Remarks([]string{"a", "b"}); len(remarks) == 0 || !strings.Contains(remarks[0], "copy of that capture") {
		t.Errorf("%q", remarks)
	}
}
