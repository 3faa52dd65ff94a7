//go:build unix

package main

import (
	"bufio"
	"io"
	"math/rand/v2"
	"time"
)

const (
	// trafficSeed makes every capture the same.
	trafficSeed = 20261123

	// busy is how many exchanges go on at a time.
	busy = 200

	// clients is how many hosts speak to the servers.
	clients = 4000
)

// A traffic makes up what a capture at the edge of an office shows: web pages
// with and without TLS, bulk data, DNS, pings and datagrams of no known
// protocol. It never ends and never repeats, but is the same each time.
type traffic struct {
	*rand.Rand
	clock   time.Duration // since 1970
	running []exchange
	ports   uint16
}

// An exchange is the frames still to come of some hosts' talk, in their order.
type exchange [][]byte

func newTraffic() *traffic {
	start := time.Duration(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC).UnixNano())
	t := &traffic{Rand: rand.New(rand.NewPCG(trafficSeed, 4)), clock: start, running: make([]exchange, busy)}
	for i := range t.running {
		t.running[i] = t.exchange()
	}
	return t
}

// next returns the next frame and its time.
func (t *traffic) next() (frame []byte, at time.Duration) {
	t.clock += time.Duration(1+t.IntN(40)) * time.Microsecond
	e := &t.running[t.IntN(busy)]
	frame, *e = (*e)[0], (*e)[1:]
	if len(*e) == 0 {
		*e = t.exchange()
	}
	return frame, t.clock
}

// exchange begins one. Of all packets about nine in ten are of TCP.
func (t *traffic) exchange() exchange {
	switch n := t.IntN(100); {
	case n < 30:
		return t.tlsPage()
	case n < 50:
		return t.webPage()
	case n < 55:
		return t.bulk()
	case n < 85:
		return t.lookUp()
	case n < 92:
		return t.ping()
	}
	return t.datagrams()
}

// writeTraffic writes a pcap file of so many packets.
func writeTraffic(w io.Writer, packets int) error {
	b := bufio.NewWriterSize(w, 1<<20)
	_, _ = b.Write(pcapHeader()) // Flush tells of errors
	t := newTraffic()
	for range packets {
		frame, at := t.next()
		_, _ = b.Write(packetHeader(at, len(frame)))
		if _, err := b.Write(frame); err != nil {
			return err
		}
	}
	return b.Flush()
}
