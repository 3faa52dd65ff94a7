package dissect

import (
	"cmp"
	"slices"

	"github.com/packetseq/packetseq/seq"
)

// What a dissector may ask for in place of a number of bytes.
const (
	oneMoreSegment = 1<<28 - 1
	untilFIN       = 1<<28 - 2
)

const (
	// maxPDUs is how many of the messages that took several segments are
	// remembered of a direction, so as to know their retransmissions.
	maxPDUs = 16

	// maxPDUData is how much of the data of a message is kept. The message may
	// be longer; the rest of it is only counted.
	maxPDUData = 1 << 20

	// maxPDUStart is how much of one segment may begin a message.
	maxPDUStart = 1 << 20

	// farAway is past the end of any message that ends with its conversation.
	farAway = 0x40000000

	// maxStreamData is how much data of all conversations waits for the rest
	// of its message.
	maxStreamData = 32 << 20
)

// A streamState is how a dissector above TCP and the stream below it talk.
type streamState struct {
	reassembles bool   // the dissector may ask for more
	offset      int    // where what it could not dissect begins
	more        int    // how many bytes more it needs; 0 if it has all
	seq         uint32 // relative sequence number of the first byte of its view
	reassembled bool   // its view is made of several segments
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

// A tcpStream is what is kept of the payload of one direction.
type tcpStream struct {
	pdus     []*tcpPDU
	untilFIN bool
	finished bool
}

// A tcpPDU is a message that takes several segments.
type tcpPDU struct {
	seq, end  uint32 // relative
	entire    bool   // the segment that reaches end belongs to it as a whole
	lastFrame int
	done      bool // it has been worded
	total     int  // -1 until its last segment has come
	have      int  // bytes without gap from its beginning
	data      []byte
	later     []fragment // behind a gap
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
	p.byPort(p.table.tcp, p.table.tcpHeuristics, a.serverPort, v)
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
		pdu := &tcpPDU{seq: start + uint32(offset), lastFrame: p.Number, total: -1}
		pdu.setEnd(end, p.stream.more)
		stream.untilFIN = stream.untilFIN || p.stream.more == untilFIN
		stream.keep(pdu)
		p.conversations.hold(pdu.add(0, body.data[offset:], false))
	}
	if offset == 0 {
		p.waits(first)
	}
}

// setEnd says how many bytes behind end the message needs.
func (pdu *tcpPDU) setEnd(end uint32, more int) {
	switch more {
	case oneMoreSegment:
		pdu.end, pdu.entire = end+1, true
	case untilFIN:
		pdu.end = end + farAway
	default:
		pdu.end = end + uint32(more)
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
	p.stream.seq, p.stream.reassembled = pdu.seq, true
	p.tcpApplication(a, view{pdu.data, pdu.total})
	if p.stream.more == 0 {
		pdu.done = true
		p.conversations.hold(-pdu.release())
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
		rest := &tcpPDU{seq: pdu.seq + uint32(done), lastFrame: p.Number, total: -1}
		p.conversations.hold(rest.add(0, pdu.data[done:], false))
		p.conversations.hold(-pdu.release())
		pdu.end, pdu.done = rest.seq, true
		stream.keep(rest)
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
	p.stream = streamState{seq: pdu.seq, reassembled: true}
	p.tcpApplication(a, view{pdu.data, pdu.total})
	p.conversations.hold(-pdu.release())
	return true
}

// find returns the message that begins at or last before start, or nil.
func (s *tcpStream) find(start uint32) (found *tcpPDU) {
	for _, pdu := range s.pdus {
		if notAfter(pdu.seq, start) && (found == nil || before(found.seq, pdu.seq)) {
			found = pdu
		}
	}
	return found
}

func (s *tcpStream) keep(pdu *tcpPDU) {
	if len(s.pdus) == maxPDUs {
		s.pdus = slices.Delete(s.pdus, 0, 1)
	}
	s.pdus = append(s.pdus, pdu)
}

// add puts data at an offset of the message. It returns how many bytes it keeps
// more than before.
func (pdu *tcpPDU) add(offset int, data []byte, last bool) (kept int) {
	const maxLater = 1 << 10
	if last && (pdu.total < 0 || pdu.total < offset+len(data)) {
		pdu.total = offset + len(data)
	}
	before := len(pdu.data)
	if offset > pdu.have {
		if len(pdu.later) < maxLater && offset < maxPDUData {
			pdu.later = append(pdu.later, fragment{offset, slices.Clone(data)})
		}
		return 0
	}
	pdu.extend(offset, data)
	if len(pdu.later) > 0 {
		slices.SortStableFunc(pdu.later, func(a, b fragment) int { return cmp.Compare(a.offset, b.offset) })
		for len(pdu.later) > 0 && pdu.later[0].offset <= pdu.have {
			pdu.extend(pdu.later[0].offset, pdu.later[0].data)
			pdu.later = pdu.later[1:]
		}
	}
	return len(pdu.data) - before
}

// extend appends what of data is new.
func (pdu *tcpPDU) extend(offset int, data []byte) {
	known := pdu.have - offset
	if known >= len(data) {
		return
	}
	data = data[known:]
	if room := maxPDUData - len(pdu.data); room > 0 && pdu.have == len(pdu.data) {
		pdu.data = append(pdu.data, data[:min(room, len(data))]...)
	}
	pdu.have += len(data)
}

// release forgets the data of a message, and returns how much that was.
func (pdu *tcpPDU) release() (size int) {
	size = len(pdu.data)
	pdu.data, pdu.later = nil, nil
	return size
}

// hold counts the data that waits in all conversations, and forgets that of
// the conversations that were idle for longest if it is too much.
func (c *conversations) hold(n int) {
	c.held += n
	for place := c.byAge.Back(); c.held > maxStreamData && place != c.byAge.Front(); place = place.Prev() {
		c.held -= place.Value.(*conversation).release()
	}
}

// release forgets all data that waits in the conversation.
func (c *conversation) release() (size int) {
	if c.tcp == nil {
		return 0
	}
	for i := range c.tcp.flows {
		stream := &c.tcp.flows[i].stream
		for _, pdu := range stream.pdus {
			size += pdu.release()
		}
		stream.pdus = nil
	}
	return size
}
