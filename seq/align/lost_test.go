package align_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestLostAcknowledgement loses one of two acknowledgements of one millisecond, and the network
// doubles the other.
func TestLostAcknowledgement(t *testing.T) {
	client := rows(t, 0, strings.TrimSpace(handshake+`
 20.1 S TCP 66 80 → 4000 [ACK] Seq=1 Ack=101 Win=1 Len=0 TSval=510 TSecr=110
 22.0 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=1001 Win=1 Len=0 TSval=120 TSecr=511
 22.2 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=2001 Win=1 Len=0 TSval=120 TSecr=511
 30.0 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=4001 Win=1 Len=0 TSval=130 TSecr=511`))
	server := rows(t, 1, strings.TrimSpace(`
  5 C TCP 74 4000 → 80 [SYN] Seq=0 Win=1 Len=0 TSval=100 TSecr=0
  5 S TCP 74 80 → 4000 [SYN, ACK] Seq=0 Ack=1 Win=1 Len=0 TSval=500 TSecr=100
 15 C TCP 66 4000 → 80 [ACK] Seq=1 Ack=1 Win=1 Len=0 TSval=110 TSecr=500
 15 C HTTP 166 GET / HTTP/1.1
 15.1 S TCP 66 80 → 4000 [ACK] Seq=1 Ack=101 Win=1 Len=0 TSval=510 TSecr=110
 27.0 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=1001 Win=1 Len=0 TSval=120 TSecr=511
 27.2 C TCP 66 [TCP Dup ACK 6#1] 4000 → 80 [ACK] Seq=101 Ack=1001 Win=1 Len=0 TSval=120 TSecr=511
 35.0 C TCP 66 4000 → 80 [ACK] Seq=101 Ack=4001 Win=1 Len=0 TSval=130 TSecr=511`))
	if pairs := pairsOf(t, client, server); pairs[6] != 6 || pairs[7] != -1 || pairs[8] != 8 {
		t.Errorf("frames 6, 7, 8 are %d, %d, %d, not 6, lost, 8", pairs[6], pairs[7], pairs[8])
	}
}

// steady returns 20 packets each way, 10 ms apart and 5 ms under way, as both captures show
// them, but for what late says of those there, in ms.
func steady(late func(i int) float64) (first, second string) {
	for i := range 20 {
		at := float64(i * 10)
		first += fmt.Sprintf("%f C UDP 60 1 → 2 Len=%d\n%f S UDP 60 2 → 1 Len=%d\n", at, 100+i, at+8, 200+i)
		second += fmt.Sprintf("%f S UDP 60 2 → 1 Len=%d\n%f C UDP 60 1 → 2 Len=%d\n", at+3, 200+i, at+5+late(i), 100+i)
	}
	return first, second
}

// TestHeldUp has one packet come 4 ms later than all others, whose delays are equal.
func TestHeldUp(t *testing.T) {
	first, second := steady(func(i int) float64 {
		if i == 11 {
			return 4
		}
		return 0
	})
	pairs := pairsOf(t, rows(t, 0, first), rows(t, 1, second))
	for i := range 20 {
		if frame := 2*i + 1; pairs[frame] != frame+1 || pairs[frame+1] != frame {
			t.Errorf("frames %d and %d are %d and %d", frame, frame+1, pairs[frame], pairs[frame+1])
		}
	}
}

// TestJustBeforeTheStart has a packet arrive just before the second capture begins, with a
// packet that was faster than usual.
func TestJustBeforeTheStart(t *testing.T) {
	first, second := steady(func(i int) float64 { return float64(i%4) / 10 })
	first = "-10.05 C UDP 60 1 → 2 Len=1\n-10 C UDP 60 1 → 2 Len=2\n" + first
	second = "-5 C UDP 60 1 → 2 Len=2\n" + second
	if pairs := pairsOf(t, rows(t, 0, first), rows(t, 1, second)); pairs[1] != 0 || pairs[2] != 1 {
		t.Errorf("frames 1 and 2 are %d and %d, not 0 (none) and 1", pairs[1], pairs[2])
	}
}

// TestLostInTunnel loses a frame that is larger than those of Ethernet, as others are that arrived.
func TestLostInTunnel(t *testing.T) {
	first, second := steady(func(int) float64 { return 0 })
	first = strings.ReplaceAll(first, " C UDP 60 ", " C UDP 1564 ")
	gone := strings.Index(second, "105.000000 C")
	second = second[:gone] + second[gone+strings.IndexByte(second[gone:], '\n')+1:]
	if pairs := pairsOf(t, rows(t, 0, first), rows(t, 1, second)); pairs[21] != -1 {
		t.Errorf("frame 21 is %d, not lost", pairs[21])
	}
}
