package output

import (
	"strconv"

	"github.com/packetseq/packetseq/seq"
)

// AppendRun appends what a folded run stands for, " ×12 in 39.1 ms", behind the
// label of its message; nothing for a message of one packet.
func AppendRun(b []byte, m *seq.Message) []byte {
	if m.Count < 2 {
		return b
	}
	b = strconv.AppendInt(append(b, " ×"...), int64(m.Count), 10)
	return append(append(b, " in "...), Duration(m.Last.Sub(m.Sent))...)
}
