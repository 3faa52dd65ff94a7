package dissect

import (
	"github.com/packetseq/packetseq/seq"
)

func udp(p *packet, v view) bool     { return p.userDatagram(v, "UDP") }
func udpLite(p *packet, v view) bool { return p.userDatagram(v, "UDP-Lite") }

// userDatagram is RFC 768, and RFC 3828 which differs in what its length means.
func (p *packet) userDatagram(v view, name string) bool {
	p.setProtocol(name)
	p.clearInfo()
	p.SourcePort, p.DestinationPort = v.u16(0), v.u16(2)
	p.Known |= seq.KnowsPorts
	size := int(v.u16(4))
	if name == "UDP-Lite" || size == 0 && p.source.Is6() {
		size = v.size // the length is the coverage of the checksum, or that of a jumbogram
	}
	if size < 8 {
		p.ask()
		p.addInfof("%d → %d [BAD UDP LENGTH %d < 8]", p.SourcePort, p.DestinationPort, size)
		return true
	}
	p.Payload = size - 8
	p.Known |= seq.KnowsPayload
	p.converse(overUDP)
	p.ask()
	p.portsInfo()
	if size > v.size && !p.fragmented {
		p.addInfof(" [BAD UDP LENGTH %d > IP PAYLOAD LENGTH]", size)
	}
	p.addInfoUint(" Len=", uint64(size-8))
	v.u16(6) // the checksum is needed to go on
	if (name == "UDP-Lite" || p.source.Is6()) && v.u16(6) == 0 {
		p.addInfo(" [ILLEGAL CHECKSUM (0)]")
	}
	body := v.from(8)
	if size-8 < body.size {
		body = body.part(0, size-8)
	}
	if body.size > 0 && !p.byAnnouncement(body) && !p.byPort(p.table.udp, p.table.udpHeuristics, 0, body) {
		body.need(0, udpGlimpse(body.size))
	}
	return true
}

// udpGlimpse is like tcpGlimpse.
func udpGlimpse(size int) int {
	if size < 4 {
		return 1
	}
	return 4
}

// portsInfo appends "53 → 40000".
func (p *packet) portsInfo() {
	if p.writes() {
		p.info = appendPorts(p.info, p.Packet)
		p.cut()
	}
}

func appendPorts(text []byte, p *seq.Packet) []byte {
	text = appendDecimal(text, uint64(p.SourcePort))
	return appendDecimal(append(text, " → "...), uint64(p.DestinationPort))
}
