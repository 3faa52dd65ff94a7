package dissect

import "github.com/packetseq/packetseq/seq"

// What a dissector may ask for in place of a number of bytes.
const (
	oneMoreSegment = 1<<28 - 1
	untilFIN       = 1<<28 - 2
)

// maxPDUStart is how much of one segment may begin a message.
const maxPDUStart = 1 << 20

// A streamState is how a dissector above TCP and the stream below it talk.
type streamState struct {
	reassembles bool   // the dissector may ask for more
	offset      int    // where what it could not dissect begins
	more        int    // how many bytes more it needs; 0 if it has all
	seq         uint32 // relative sequence number of the first byte of its view
	reassembled bool   // its view is made of several segments
	shortened   bool   // of which only the beginning was kept
}

// needMore says that the message at offset needs n bytes more than there are:
// or oneMoreSegment where its length is not known yet, or untilFIN. The
// dissector then returns true, and is called again when they have come. It may
// ask only where canReassemble; else it words what there is.
func (p *packet) needMore(offset, n int) { p.stream.offset, p.stream.more = offset, n }

// canReassemble reports whether needMore is of use.
func (p *packet) canReassemble() bool { return p.stream.reassembles }

// pdus cuts v into messages that each have a header of a fixed size, from which
// length finds the size of the message (0: not to be told yet), and words each.
func (p *packet) pdus(v view, header int, length func(view) int, word dissector) {
	for offset := 0; v.left(offset) > 0; {
		v.need(offset, 1)
		captured := len(v.data) - offset
		if p.canReassemble() && captured < header {
			p.needMore(offset, oneMoreSegment)
			return
		}
		size := length(v.from(offset))
		switch {
		case size == 0 && p.canReassemble():
			p.needMore(offset, oneMoreSegment)
			return
		case size < header:
			panic(malformed)
		case p.canReassemble() && captured < size:
			p.needMore(offset, size-captured)
			return
		}
		message := view{v.data[offset:min(offset+size, len(v.data))], size}
		whole := captured >= size
		p.guard(func() {
			if fragmented := p.fragmented; !whole {
				p.fragmented = true
				defer func() { p.fragmented = fragmented }()
			}
			p.call(word, message)
		})
		offset += size
	}
}

// tcpPayload hands on what a segment carries.
func (p *packet) tcpPayload(a *tcpAnalysis, s *tcpSegment, v view) {
	if s.header > v.size {
		return
	}
	body := v.from(s.header)
	p.stream = streamState{reassembles: !p.fragmented && v.whole() && s.sized}
	if s.has(seq.FlagFIN) && p.endOfStream(a, body) {
		return
	}
	if len(body.data) == 0 || s.has(seq.FlagRST) {
		return
	}
	if !p.stream.reassembles {
		p.fragmented = true
		p.tcpApplication(a, body)
		return
	}
	start := p.Seq
	if s.has(seq.FlagSYN) {
		start++
	}
	for first := true; ; first = false {
		used := p.tcpSegmentData(a, start, body, first)
		if used <= 0 || used >= body.size {
			break
		}
		start, body = start+uint32(used), body.from(used)
		p.fenceInfo()
		p.locked = true
		p.stream = streamState{reassembles: true}
	}
	p.locked = false
}

// tcpApplication calls the dissector of the payload. What Wireshark takes for
// sent twice or out of order is not dissected, nor is a keep-alive.
func (p *packet) tcpApplication(a *tcpAnalysis, v view) {
	if a.marks.Has(seq.KeepAlive | seq.Retransmission | seq.OutOfOrder) {
		return
	}
	if !p.byPort(p.table.tcp, p.table.tcpHeuristics, a.serverPort, v) {
		v.need(0, tcpGlimpse(v.size))
	}
}

// tcpGlimpse returns how much of a payload that no dissector claims must have been
// captured: Wireshark's heuristics read the first bytes of what is long enough for them,
// and so end the packet where it was cut before.
func tcpGlimpse(size int) int {
	switch {
	case size >= 20:
		return 8
	case size == 10, size == 11, size == 14, size == 15:
		return 5
	case size >= 4:
		return 4
	}
	return 0
}

// tcpSegmentData puts the payload to the message that it goes on with, or lets a
// new one begin. It returns how much it used if another message follows in
// the segment, else 0.
func (p *packet) tcpSegmentData(a *tcpAnalysis, start uint32, body view, first bool) (used int) {
	stream := &a.fwd.stream
	next := start + uint32(body.size)
	pdu := stream.find(start)
	if pdu != nil && pdu.seq == start && notAfter(next, pdu.end) && pdu.lastFrame != p.Number {
		return 0 // sent again
	}
	if a.marks.Has(seq.SpuriousRetransmission | seq.Retransmission) {
		return 0
	}
	if pdu != nil && notAfter(pdu.seq, start) && seqAfter(pdu.end, start) {
		return p.tcpContinue(a, pdu, start, body, first)
	}
	p.stream.seq = start
	p.tcpApplication(a, body)
	if p.stream.more > 0 {
		p.tcpBegin(stream, start, body, first)
	}
	return 0
}

// tcpBegin keeps what a dissector could not word yet.
func (p *packet) tcpBegin(stream *tcpStream, start uint32, body view, first bool) {
	offset := p.stream.offset
	if offset < 0 || offset > len(body.data) {
		return
	}
	end := start + uint32(body.size)
	if rest := body.size - offset; rest <= maxPDUStart {
		pdu := p.conversations.newPDU(start+uint32(offset), p.Number)
		pdu.setEnd(end, p.stream.more)
		stream.untilFIN = stream.untilFIN || p.stream.more == untilFIN
		p.conversations.hold(stream.keep(pdu) + pdu.add(0, body.data[offset:], false))
	}
	if offset == 0 {
		p.waits(first)
	}
}

// waits words a segment of which nothing could be told.
func (p *packet) waits(first bool) {
	p.setProtocol("TCP")
	p.Marks |= seq.ReassembledPDU
	if first {
		p.joinInfo(" ", "[TCP segment of a reassembled PDU]")
	}
}

// tcpContinue adds the payload to a message, and words the message if that
// completes it.
func (p *packet) tcpContinue(a *tcpAnalysis, pdu *tcpPDU, start uint32, body view, first bool) (used int) {
	if pdu.done {
		panic(reassemblyError("protocol TCP: New fragment overlaps old data (retransmission?)"))
	}
	next := start + uint32(body.size)
	size := body.size
	if !pdu.entire {
		size = int(min(next-start, pdu.end-start))
	}
	pdu.lastFrame = p.Number
	last := !before(next, pdu.end)
	p.conversations.hold(pdu.add(int(start-pdu.seq), body.data[:size], last))
	complete := pdu.total >= 0 && pdu.have >= pdu.total
	if complete && pdu.entire {
		pdu.entire = false
		if before(pdu.end, next) {
			pdu.end = next
		}
	}
	if before(pdu.end, next) && notAfter(start, pdu.end) && size > 0 {
		used = int(pdu.end - start)
	}
	if !complete {
		p.waits(first)
		return used
	}
	p.stream.seq, p.stream.reassembled, p.stream.shortened = pdu.seq, true, pdu.total > len(pdu.data)
	p.tcpApplication(a, view{pdu.data, pdu.total})
	if p.stream.more == 0 {
		pdu.done = true
		p.conversations.finish(pdu)
		return used
	}
	return p.tcpExtend(a, pdu, start, size)
}

// tcpExtend goes on with a message that needs more than was thought, or with
// the one behind it that began in the same segments.
func (p *packet) tcpExtend(a *tcpAnalysis, pdu *tcpPDU, start uint32, size int) (used int) {
	stream := &a.fwd.stream
	done, end := p.stream.offset, start+uint32(size)
	if done > 0 && done <= len(pdu.data) && !notAfter(pdu.seq+uint32(done), start-1) {
		rest := p.conversations.newPDU(pdu.seq+uint32(done), p.Number)
		p.conversations.hold(rest.add(0, pdu.data[done:], false))
		p.conversations.finish(pdu)
		pdu.end, pdu.done = rest.seq, true
		p.conversations.hold(stream.keep(rest))
		pdu = rest
	}
	pdu.total = -1
	pdu.setEnd(end, p.stream.more)
	stream.untilFIN = stream.untilFIN || p.stream.more == untilFIN
	if p.stream.offset == 0 {
		p.waits(true)
	}
	return 0
}

// endOfStream words a message that ends with its conversation, at its FIN.
func (p *packet) endOfStream(a *tcpAnalysis, body view) bool {
	stream := &a.fwd.stream
	if !stream.untilFIN || stream.finished {
		return false
	}
	stream.finished = true
	pdu := stream.find(p.Seq)
	if pdu == nil || pdu.total >= 0 || before(p.Seq, pdu.seq) {
		return false
	}
	p.conversations.hold(pdu.add(int(p.Seq-pdu.seq), body.data, true))
	if pdu.have < pdu.total {
		return false
	}
	p.stream = streamState{seq: pdu.seq, reassembled: true, shortened: pdu.total > len(pdu.data)}
	p.tcpApplication(a, view{pdu.data, pdu.total})
	p.conversations.finish(pdu)
	return true
}
