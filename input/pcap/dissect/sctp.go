package dissect

import "github.com/packetseq/packetseq/seq"

const (
	sctpHeader      = 12 // of the packet
	sctpChunkHeader = 4
	sctpDataHeader  = 16 // of a DATA chunk
	sctpIDataHeader = 20 // of an I-DATA chunk (RFC 8260)
)

// Flags of DATA chunks.
const (
	sctpLast      = 1
	sctpFirst     = 2
	sctpUnordered = 4
)

// sctp is RFC 9260. Info has the name of each chunk, or what a DATA chunk carries.
func sctp(p *packet, v view) bool {
	p.SourcePort, p.DestinationPort = v.u16(0), v.u16(2)
	p.Known |= seq.KnowsPorts
	p.setProtocol("SCTP")
	p.clearInfo()
	p.converse(overSCTP)
	tag := v.u32(4)
	v.u32(8)
	p.ask()
	half := p.sctp.half(p, tag)
	for v = v.from(sctpHeader); v.size > 0; {
		size := min((int(v.u16(2))+3)&^3, v.size)
		p.sctpChunk(half, v.part(0, size))
		p.fenceInfo()
		v = v.from(size)
	}
	return true
}

// sctpChunk words one chunk, with its padding.
func (p *packet) sctpChunk(half *sctpHalf, v view) {
	kind, size := v.u8(0), int(v.u16(2))
	name := sctpChunkNames[kind]
	if name == "" {
		name = "RESERVED "
	}
	p.addInfo(name)
	v.need(0, v.size)
	if size < sctpChunkHeader {
		return
	}
	switch kind {
	case sctpData, sctpIData:
		p.sctpDataChunk(half, v, size, kind == sctpIData)
	case sctpSACK:
		p.sctpSACKChunk(half, v)
	default:
		v.need(0, sctpHeaders[kind])
	}
	if size > v.size {
		panic(malformed)
	}
}

// sctpSACKChunk writes what is acknowledged, and the highest of what came
// behind a gap.
func (p *packet) sctpSACKChunk(half *sctpHalf, v view) {
	ack, window, gaps := v.u32(4), v.u32(8), int(v.u16(12))
	v.u16(14)
	if half != nil && half.peer != nil {
		ack -= half.peer.base
	}
	last := uint16(0)
	for i := range gaps {
		last = v.u16(16 + 4*i + 2)
	}
	p.addInfoUint("(Ack=", uint64(ack))
	if last != 0 {
		p.addInfoUint("+", uint64(last))
	}
	p.addInfoUint(", Arwnd=", uint64(window))
	p.addInfo(") ")
}

// sctpDataChunk numbers a chunk of data, and hands on the message that it is or completes.
func (p *packet) sctpDataChunk(half *sctpHalf, v view, size int, interleaved bool) {
	header := sctpDataHeader
	if interleaved {
		header = sctpIDataHeader
	}
	if size < header {
		return
	}
	v.need(0, header)
	flags, tsn := v.u8(1), v.u32(4)
	number := tsn
	retransmitted := false
	if half != nil {
		number = half.relative(tsn)
		retransmitted = half.sent(number)
	}
	p.addInfoUint("(TSN=", uint64(number))
	p.addInfo(") ")
	part := sctpPart{tsn: number, first: flags&sctpFirst != 0, last: flags&sctpLast != 0, ppid: v.u32(12)}
	id := sctpMessageID{stream: v.u16(8), unordered: flags&sctpUnordered != 0}
	switch {
	case interleaved:
		id.number = v.u32(12)
		part.tsn, part.ppid = v.u32(16), 0 // where it stands, but in the first part what it carries
		if part.first {
			part.tsn, part.ppid = 0, part.tsn
		}
	case !id.unordered:
		id.number = uint32(v.u16(10))
	}
	body := v.part(header, size-header)
	switch {
	case retransmitted:
		p.addInfo("(retransmission) ")
	case part.first && part.last:
		p.guard(func() { p.sctpPayload(part.ppid, body) })
	case body.whole() && half != nil:
		part.data = body.data
		p.sctpFragment(half, id, part)
	}
}

// sctpFragment keeps a part of a message, and words the message if it is complete.
func (p *packet) sctpFragment(half *sctpHalf, id sctpMessageID, part sctpPart) {
	fragmented := p.fragmented
	p.fragmented = true
	defer func() { p.fragmented = fragmented }()
	if len(part.data) == 0 {
		return
	}
	whole, ppid, complete := p.sctp.gather(half, id, part)
	if !complete {
		p.addInfo("(Message Fragment) ")
		return
	}
	p.fragmented = fragmented
	p.sctpPayload(ppid, viewOf(whole))
}

// sctpPayload hands on a message: by its payload protocol identifier, else by port.
func (p *packet) sctpPayload(ppid uint32, v view) {
	if d := p.table.sctpPPID[ppid]; d != nil && p.call(d, v) {
		return
	}
	p.byPort(p.table.sctp, nil, 0, v)
}
