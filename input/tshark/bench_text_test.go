package tshark

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// endlessly is a text over and over.
type endlessly struct {
	text string
	at   int
}

func (e *endlessly) Read(b []byte) (int, error) {
	n := copy(b, e.text[e.at:])
	e.at = (e.at + n) % len(e.text)
	return n, nil
}

// BenchmarkText reads a capture of 64 MB for each form.
func BenchmarkText(b *testing.B) {
	const size = 64 << 20
	for _, s := range samples {
		text := sample(b, s.name)
		head := ""
		if s.Name == PSML.Name {
			i := strings.Index(text, "<packet>")
			head, text = text[:i], strings.TrimSuffix(text[i:], "</psml>\n")
		}
		text = strings.Repeat(text, 100)
		b.Run(s.Name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				r := io.LimitReader(io.MultiReader(strings.NewReader(head), &endlessly{text: text}), size)
				in := s.New(r, input.Options{Report: func(error) {}})
				packets := 0
				var p seq.Packet
				for {
					if err := in.Read(&p); err != nil {
						break
					}
					packets++
				}
				b.ReportMetric(float64(packets), "packets")
			}
		})
	}
}

// BenchmarkLive is the time from a packet's line to the packet.
func BenchmarkLive(b *testing.B) {
	line := []byte(strings.SplitAfter(sample(b, "sample.txt"), "\n")[7])
	in := Text.New(&endlessly{text: string(bytes.Repeat(line, 1))}, input.Options{})
	var p seq.Packet
	for b.Loop() {
		if err := in.Read(&p); err != nil {
			b.Fatal(err)
		}
	}
}
