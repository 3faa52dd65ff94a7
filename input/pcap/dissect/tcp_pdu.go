package dissect

import (
	"cmp"
	"slices"
)

const (
	// maxPDUs is how many of the messages that took several segments are
	// remembered of a direction, so as to know their retransmissions.
	maxPDUs = 16

	// maxPDUData is how much of the data of a message is kept. The message may
	// be longer; the rest of it is only counted.
	maxPDUData = 1 << 20

	// farAway is past the end of any message that ends with its conversation.
	farAway = 0x40000000

	// maxStreamData is how much data of all conversations waits for the rest
	// of its message.
	maxStreamData = 32 << 20
)

// A tcpStream is what is kept of the payload of one direction.
type tcpStream struct {
	pdus     []*tcpPDU
	mixed    bool // pdus are not in the order of their sequence numbers
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
	waiting   int        // bytes in later
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

// find returns the message that begins at or last before start, or nil.
func (s *tcpStream) find(start uint32) (found *tcpPDU) {
	if !s.mixed {
		for _, pdu := range slices.Backward(s.pdus) {
			if notAfter(pdu.seq, start) {
				return pdu
			}
		}
		return nil
	}
	for _, pdu := range s.pdus {
		if notAfter(pdu.seq, start) && (found == nil || before(found.seq, pdu.seq)) {
			found = pdu
		}
	}
	return found
}

// keep remembers a message. It returns how much memory that takes, which is negative
// where an old message is forgotten for it.
func (s *tcpStream) keep(pdu *tcpPDU) (more int) {
	if len(s.pdus) == maxPDUs {
		more = -s.pdus[0].release()
		s.pdus = slices.Delete(s.pdus, 0, 1)
	}
	if n := len(s.pdus); n > 0 && !before(s.pdus[n-1].seq, pdu.seq) {
		s.mixed = true
	}
	s.pdus = append(s.pdus, pdu)
	return more
}

// kept returns how much memory the data of the message takes.
func (pdu *tcpPDU) kept() int { return cap(pdu.data) + pdu.waiting }

// add puts data at an offset of the message. It returns how many bytes it keeps
// more than before.
func (pdu *tcpPDU) add(offset int, data []byte, last bool) (more int) {
	const maxLater = 1 << 10
	if last && (pdu.total < 0 || pdu.total < offset+len(data)) {
		pdu.total = offset + len(data)
	}
	before := pdu.kept()
	if offset > pdu.have {
		if len(pdu.later) < maxLater && offset < maxPDUData {
			pdu.later = append(pdu.later, fragment{offset, slices.Clone(data)})
			pdu.waiting += len(data)
		}
		return pdu.kept() - before
	}
	pdu.extend(offset, data)
	if len(pdu.later) > 0 {
		slices.SortStableFunc(pdu.later, func(a, b fragment) int { return cmp.Compare(a.offset, b.offset) })
		for len(pdu.later) > 0 && pdu.later[0].offset <= pdu.have {
			pdu.extend(pdu.later[0].offset, pdu.later[0].data)
			pdu.waiting -= len(pdu.later[0].data)
			pdu.later = pdu.later[1:]
		}
	}
	return pdu.kept() - before
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
	size = pdu.kept()
	pdu.data, pdu.later, pdu.waiting = nil, nil, 0
	return size
}

const (
	// maxSpare is how many buffers of messages are kept to be used again.
	maxSpare = 64

	// maxSpareSize is how large each may be.
	maxSpareSize = 64 << 10
)

// newPDU begins a message with a buffer that an earlier one had.
func (c *conversations) newPDU(seq uint32, frame int) *tcpPDU {
	pdu := &tcpPDU{seq: seq, lastFrame: frame, total: -1}
	if n := len(c.spare); n > 0 {
		pdu.data, c.spare = c.spare[n-1], c.spare[:n-1]
	}
	c.hold(pdu.kept())
	return pdu
}

// finish releases the data of a message that was worded, which nothing refers
// to any more.
func (c *conversations) finish(pdu *tcpPDU) {
	if size := cap(pdu.data); len(c.spare) < maxSpare && 0 < size && size <= maxSpareSize {
		c.spare = append(c.spare, pdu.data[:0])
	}
	c.hold(-pdu.release())
}

// hold counts the data that waits in all conversations, and forgets that of
// the conversations that were idle for longest if it is too much.
func (c *conversations) hold(n int) {
	c.held += n
	for left := len(c.byFlow); c.held > maxStreamData && left > 0; left-- {
		one := c.idle()
		if one == nil {
			return
		}
		c.held -= one.release()
		c.renew(one)
	}
}

// release forgets all data that waits in the conversation, that of the protocols'
// states too.
func (c *conversation) release() (size int) {
	for _, s := range c.states {
		if held, ok := s.(interface{ release() int }); ok {
			size += held.release()
		}
	}
	if c.tcp == nil {
		return size
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
