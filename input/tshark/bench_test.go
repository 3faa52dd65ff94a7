package tshark

import (
	"bytes"
	"io"
	"testing"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// BenchmarkDissected reads what the real tshark writes of the shared captures.
func BenchmarkDissected(b *testing.B) {
	for _, form := range []struct {
		name   string
		format input.Format
	}{{"pdml", PDML}, {"json", JSON}, {"ek", EK}} {
		b.Run(form.name, func(b *testing.B) {
			text := output(b, "tshark", "-n", "-r", allCaptures(b), "-T", form.name)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				reader := form.format.New(bytes.NewReader(text), input.Options{Name: "x", Report: func(err error) { b.Error(err) }})
				var p seq.Packet
				for {
					if err := reader.Read(&p); err == io.EOF {
						break
					} else if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
