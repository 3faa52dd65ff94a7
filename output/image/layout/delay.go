package layout

import (
	"time"

	"github.com/packetseq/packetseq/output"
)

// delayHead stands above the one-way delays.
const delayHead = "delay ms"

// delay returns how long a message was on its way; false where that is not
// known. See output.OneWay, whose rules these are.
func (d *Diagram) delay(i int) (time.Duration, bool) {
	m := &d.messages[i]
	seen := d.seen[i]
	if len(seen) < 2 || m.lost || m.count > 1 {
		return 0, false
	}
	first, last := seen[0], seen[len(seen)-1]
	if first == last || max(first, last) >= len(d.captures) || !d.captures[first].SharesClock(d.captures[last]) {
		return 0, false
	}
	return output.Delay(m.time(m.sent), m.time(m.received)), true
}

// delayText returns what stands in the gutter of it.
func (l *Layout) delayText(i int) string {
	d, ok := l.delay(i)
	switch {
	case !ok || l.opts.Time == output.TimeNone:
		return ""
	case d >= deltaMillis.most:
		return output.Duration(d)
	}
	return string(output.AppendMillis(nil, d))
}
