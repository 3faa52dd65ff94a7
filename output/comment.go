package output

import (
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// Comment returns what was noted on the packet of a message, in one line; mostly
// nothing.
func Comment(m *seq.Message) string {
	if m.Packet == nil || m.Packet.Comment == "" {
		return ""
	}
	return strings.Join(strings.Fields(m.Packet.Comment), " ")
}
