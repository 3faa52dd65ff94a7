package dissect

import "fmt"

// f5Trailer looks for what F5's load balancers write behind the frames that they capture: a
// list of type, length, version and value (K13637 of my.f5.com). The first type says which
// way the packet went, and through which processor.
func (p *packet) f5Trailer() {
	const (
		low, high   = 1, 3
		oldest      = 35 // lengths of version 0 of the first type
		old         = 22
		least       = 7 // of version 1, which ends with a name
		typed, size = 0, 1
	)
	for v := p.trailer; v.has(0, least); {
		kind, length := v.data[typed], int(v.data[size])+2
		if kind < low || kind > high || !v.has(0, length) {
			return
		}
		version := v.data[2]
		known := version == 0 && (length == old || length == oldest) ||
			version == 1 && length >= least && length == least+int(v.data[least-1])
		if kind == low && known {
			direction, slot := "OUT", int(v.data[4])+1
			if v.data[3] != 0 {
				direction = "IN"
			}
			if length == oldest && version == 0 {
				slot--
			}
			p.prefixF5(direction, slot, v.data[5])
		}
		v = v.from(length)
	}
}

func (p *packet) prefixF5(direction string, slot int, processor byte) {
	if p.writes() {
		p.prefixInfo(fmt.Sprintf("%-3s s%d/tmm%-2d: ", direction, slot, processor))
	}
}
