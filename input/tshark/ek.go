package tshark

import (
	"bytes"
	"io"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// EK is what tshark -T ek writes for the bulk API of Elasticsearch: a line that
// names the index, and a line for the packet.
//
//	{"index":{"_index":"packets-2026-11-22","_type":"doc"}}
//	{"timestamp":"1795388025557","layers":{"frame":{"frame_frame_number":"1",…
var EK = input.Format{
	Name:   "ek",
	Help:   "tshark -T ek",
	Detect: detectEK,
	New:    func(r io.Reader, o input.Options) seq.Reader { return newJSONReader(r, o, true) },
}

func detectEK(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n")
	rest, ok := bytes.CutPrefix(head, []byte("{"))
	rest = bytes.TrimLeft(rest, " \t")
	return ok && (bytes.HasPrefix(rest, []byte(`"index"`)) ||
		bytes.HasPrefix(rest, []byte(`"timestamp"`)) || bytes.HasPrefix(rest, []byte(`"layers"`)))
}
