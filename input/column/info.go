package column

import (
	"unsafe"

	"github.com/packetseq/packetseq/seq"
)

// today is the arrow that Wireshark shows between two ports. Its CSV export
// writes "  >  ", which is as long; old versions, and other tools, " > " and
// " -> ".
const today = " → "

// SetInfo takes the text of Info into p, with what it tells, and with the arrow
// of today between the ports. It keeps info, and may change it.
func SetInfo(p *seq.Packet, info []byte) {
	p.Info = unsafe.String(unsafe.SliceData(info), len(info))
	arrow, end := seq.ParseInfo(p)
	switch {
	case arrow == end || p.Info[arrow:end] == today:
	case end-arrow == len(today):
		copy(info[arrow:end], today) // and so in p.Info, which no one has seen yet
	default:
		p.Info = p.Info[:arrow] + today + p.Info[end:]
	}
}

// SetInfoText is SetInfo for a text that cannot be changed.
func SetInfoText(p *seq.Packet, info string) {
	p.Info = info
	if arrow, end := seq.ParseInfo(p); arrow != end && info[arrow:end] != today {
		p.Info = info[:arrow] + today + info[end:]
	}
}
