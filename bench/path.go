//go:build unix

package main

import (
	"bufio"
	"container/heap"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"
)

const (
	// pathDelay is what a packet takes from the client's side to the server's, or back,
	// and pathJitter is what comes to that, at most.
	pathDelay  = 8 * time.Millisecond
	pathJitter = 3 * time.Millisecond

	// pathLoss is of how many packets one gets lost.
	pathLoss = 1000

	// serverAhead is by how much the clock of the server's side is ahead.
	serverAhead = 9*time.Hour + 21*time.Second

	// pathHops is how many routers are between.
	pathHops = 5
)

// A frameAt is a frame as one side of a path captures it.
type frameAt struct {
	at    time.Duration
	order int // of being sent
	frame []byte
}

// frames is a heap.Interface, the earliest frame on top.
type frames []frameAt

func (f frames) Len() int      { return len(f) }
func (f frames) Swap(i, j int) { f[i], f[j] = f[j], f[i] }

func (f frames) Less(i, j int) bool {
	return f[i].at < f[j].at || f[i].at == f[j].at && f[i].order < f[j].order
}

// Push is what heap.Interface asks for.
func (f *frames) Push(x any) { *f = append(*f, x.(frameAt)) }

// Pop is what heap.Interface asks for.
func (f *frames) Pop() any {
	last := len(*f) - 1
	frame := (*f)[last]
	*f = (*f)[:last]
	return frame
}

// generateSide writes what one side of a path captures of so many packets to standard
// output: "client:5000000", or "server:5000000".
func generateSide(spec string) error {
	side, count, _ := strings.Cut(spec, ":")
	packets, err := strconv.Atoi(count)
	if err != nil || side != "client" && side != "server" {
		return fmt.Errorf("%q is no side of a path with packets", spec)
	}
	return writeSide(os.Stdout, packets, side == "server")
}

// writeSide writes what one side captures. Both sides are of the same traffic,
// delays and losses.
func writeSide(w io.Writer, packets int, server bool) error {
	b := bufio.NewWriterSize(w, 1<<20)
	_, _ = b.Write(pcapHeader()) // Flush tells of errors
	t, path := newTraffic(), rand.New(rand.NewPCG(trafficSeed, 7))
	var under frames
	for n := range packets {
		frame, at := t.next()
		took := pathDelay + time.Duration(path.Int64N(int64(pathJitter)))
		lost := path.IntN(pathLoss) == 0
		if fromServer := frame[26] == 192; fromServer == server {
			heap.Push(&under, frameAt{at, n, frame})
		} else if !lost {
			heap.Push(&under, frameAt{at + took, n, routed(frame)})
		}
		for len(under) > 0 && under[0].at <= at {
			writeFrame(b, heap.Pop(&under).(frameAt), server)
		}
	}
	for len(under) > 0 {
		writeFrame(b, heap.Pop(&under).(frameAt), server)
	}
	return b.Flush()
}

func writeFrame(b *bufio.Writer, f frameAt, server bool) {
	if server {
		f.at += serverAhead
	}
	_, _ = b.Write(packetHeader(f.at, len(f.frame))) // Flush tells of errors
	_, _ = b.Write(f.frame)
}

// routed returns a frame behind some routers.
func routed(frame []byte) []byte {
	const link, ttl = 14, 14 + 8
	frame = append([]byte(nil), frame...) // which may be sent again
	copy(frame[:link-2], []byte{2, 1, 0, 0, 0, 1, 2, 1, 0, 0, 0, 2})
	frame[ttl] -= pathHops
	return frame
}

// pcapHeader is that of a file with times in microseconds and Ethernet frames.
func pcapHeader() []byte {
	head := make([]byte, 24)
	binary.LittleEndian.PutUint32(head, 0xa1b2c3d4)
	binary.LittleEndian.PutUint16(head[4:], 2)
	binary.LittleEndian.PutUint16(head[6:], 4)
	binary.LittleEndian.PutUint32(head[16:], 262144)
	binary.LittleEndian.PutUint32(head[20:], 1) // Ethernet
	return head
}

// packetHeader is what stands in front of a frame in such a file.
func packetHeader(at time.Duration, size int) []byte {
	head := make([]byte, 16)
	binary.LittleEndian.PutUint32(head, uint32(at/time.Second))
	binary.LittleEndian.PutUint32(head[4:], uint32(at%time.Second/time.Microsecond))
	binary.LittleEndian.PutUint32(head[8:], uint32(size))
	binary.LittleEndian.PutUint32(head[12:], uint32(size))
	return head
}
