package dissect

import (
	"cmp"
	"container/list"
	"net/netip"
	"slices"
)

const (
	// maxDatagrams is how many are put together at a time.
	maxDatagrams = 1 << 10

	// maxDatagram is the largest that fragments can make (RFC 791; 8200).
	maxDatagram = 65535

	// maxFragmentBytes is how much data waits for the rest of its datagram.
	maxFragmentBytes = 16 << 20
)

// A datagramID tells whose fragments belong together (RFC 791, RFC 8200 4.5).
type datagramID struct {
	source, destination netip.Addr
	id                  uint32
	protocol            uint8
}

type fragment struct {
	offset int
	data   []byte
}

// A datagram is what has come of one up to now.
type datagram struct {
	id    datagramID
	parts []fragment
	size  int // of the whole; -1 until the last fragment has come
	bytes int
	whole bool // its last fragment has been handed on
	place *list.Element
}

// fragments puts datagrams together again.
type fragments struct {
	byID  map[datagramID]*datagram
	byAge *list.List // the newest first
	bytes int
}

func newFragments() fragments {
	return fragments{byID: make(map[datagramID]*datagram), byAge: list.New()}
}

// add takes a fragment, and returns the whole datagram if this was what was missing.
func (f *fragments) add(id datagramID, offset int, data []byte, last bool) (whole []byte, ok bool) {
	if offset+len(data) > maxDatagram {
		return nil, false
	}
	d := f.byID[id]
	if d != nil && d.whole { // its number is used again, or a fragment came twice
		f.forget(d)
		d = nil
	}
	if d == nil {
		d = &datagram{id: id, size: -1}
		d.place = f.byAge.PushFront(d)
		f.byID[id] = d
	}
	d.parts = append(d.parts, fragment{offset, slices.Clone(data)})
	d.bytes += len(data)
	f.bytes += len(data)
	if last {
		d.size = offset + len(data)
	}
	for f.bytes > maxFragmentBytes || len(f.byID) > maxDatagrams {
		f.forget(f.byAge.Back().Value.(*datagram))
	}
	if whole, ok = d.join(); ok {
		f.bytes -= d.bytes
		d.parts, d.bytes, d.whole = nil, 0, true
	}
	return whole, ok
}

func (f *fragments) forget(d *datagram) {
	f.byAge.Remove(d.place)
	delete(f.byID, d.id)
	f.bytes -= d.bytes
}

// join returns the datagram if it is complete. Of data that came twice the
// first counts.
func (d *datagram) join() (whole []byte, ok bool) {
	if d.size < 0 || d.bytes < d.size {
		return nil, false
	}
	slices.SortStableFunc(d.parts, func(a, b fragment) int { return cmp.Compare(a.offset, b.offset) })
	for _, part := range d.parts {
		if part.offset > len(whole) {
			return nil, false
		}
		if known := len(whole) - part.offset; known < len(part.data) {
			whole = append(whole, part.data[known:]...)
		}
	}
	if len(whole) < d.size {
		return nil, false
	}
	return whole[:d.size], true
}
