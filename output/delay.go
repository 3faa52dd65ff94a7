package output

import (
	"time"

	"github.com/packetseq/packetseq/seq"
)

// DelayNote says in a footer what the delays beside the messages are.
const DelayNote = "delay: one way, as true as the clocks"

// OneWay returns how long a message was on its way, from where it was seen first
// to where it was seen last. It is -1 where that is not known: the message was
// seen in one capture only, or the clocks of the two were not set against each
// other; and of a folded run.
//
// It is as true as the clocks are: see seq.Alignment.Error.
func OneWay(m *seq.Message, captures []seq.Capture) time.Duration {
	const unknown = -1
	if len(m.Seen) < 2 || m.Count > 1 || m.Lost || m.Sent.Clock != m.Received.Clock || m.Sent.Clock == seq.NoClock {
		return unknown
	}
	first, last := m.Seen[0].Capture, m.Seen[len(m.Seen)-1].Capture
	if first == last || max(first, last) >= len(captures) || !captures[first].SharesClock(captures[last]) {
		return unknown
	}
	return max(m.Received.Sub(m.Sent), 0)
}
