package pcap_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/pcap"
	"github.com/packetseq/packetseq/input/pcap/frame"
	"github.com/packetseq/packetseq/seq"
)

// many is a capture of n packets of one conversation.
func many(n int) []byte {
	ack := bytes.Clone(syn[:40])
	ack[32], ack[33] = 0x50, 0x10 // no options, ACK
	ack[3] = 40
	frames := make([][]byte, n)
	for i := range frames {
		frames[i] = ack
	}
	return capture(frames...)
}

func BenchmarkFrames(b *testing.B) {
	const packets = 10000
	file := many(packets)
	b.ReportAllocs()
	for b.Loop() {
		r := frame.New(bytes.NewReader(file))
		var f frame.Frame
		for r.Next(&f) == nil {
		}
	}
	b.ReportMetric(float64(b.N)*packets/b.Elapsed().Seconds(), "packets/s")
}

func BenchmarkRead(b *testing.B) {
	const packets = 10000
	file := many(packets)
	b.ReportAllocs()
	for b.Loop() {
		r := pcap.Format.New(bytes.NewReader(file), input.Options{Report: func(err error) { b.Error(err) }})
		var p seq.Packet
		for {
			if err := r.Read(&p); err == io.EOF {
				break
			}
		}
	}
	b.ReportMetric(float64(b.N)*packets/b.Elapsed().Seconds(), "packets/s")
}
