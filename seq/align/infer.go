package align

import (
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// A run is segments that follow on each other behind a gap.
type run struct {
	segments []inferred
	length   uint32
}

// An inferred segment has no sequence number of its own.
type inferred struct {
	index   int32
	payload uint32
}

// A located segment has got its place by inference, which may be revoked.
type located struct {
	inferred
	end  uint32 // the sequence number behind it
	spot int    // in follower.places
	key  uint64 // what it had before
}

const (
	// maxTold bounds how many places are revoked at most: those before are older
	// than any acknowledgement that is under way.
	maxTold = 1024

	// maxRun is behind how many segments it is not waited for what tells of a gap.
	maxRun = 256
)

// displaced are the marks of segments that do not begin where the highest one ended.
const displaced = seq.AnyRetransmission | seq.OutOfOrder | seq.PreviousSegmentNotCaptured | seq.KeepAlive | seq.ZeroWindowProbe

// numbered takes a segment of which the sequence number is known.
func (f *follower) numbered(s, other *side, p *seq.Packet, index int32, payload uint32) {
	at := p.Seq - s.base
	end := at + payload
	if p.Flags&(seq.FlagSYN|seq.FlagFIN) != 0 {
		end++
	}
	switch {
	case p.Marks.Has(seq.KeepAlive | seq.ZeroWindowProbe):
	case end == at && s.synced && (len(s.runs) > 0 || !after(at, s.next)):
		// An acknowledgement that was overtaken has no mark.
	case !p.Marks.Has(displaced):
		f.agree(s, at)
		s.synced, s.next = true, end
	case p.Marks.Has(seq.PreviousSegmentNotCaptured):
		s.runs = nil
		s.synced, s.next = true, end
	case s.synced && len(s.runs) == 0 && after(end, s.next):
		s.next = end
	}
	if payload > 0 {
		f.places = append(f.places, s.place(at, inferred{index, payload}))
	} else if s.origin && other.origin && end == at && f.seen.at(index).has(sure) {
		f.seen.at(index).facts |= based
	}
}

// after reports whether sequence number x is behind y.
func after(x, y uint32) bool { return int32(x-y) > 0 }

// agree takes where a segment begins that follows on all before it.
func (f *follower) agree(s *side, at uint32) {
	switch n := len(s.runs); {
	case !s.synced:
	case n > 0:
		f.locate(s, n-1, at-s.runs[n-1].length)
		s.runs = nil
	case s.next != at:
		f.revoke(s)
	}
	s.told = s.told[:0]
}

// unnumbered takes a segment of which the sequence number is not known.
func (f *follower) unnumbered(s *side, marks seq.Marks, i inferred) {
	switch {
	case !s.synced:
	case marks.Has(seq.FastRetransmission):
		f.set(s.place(s.acked, i))
	case marks.Has(seq.SpuriousRetransmission):
		s.spare = i
	case marks.Has(seq.ZeroWindowProbe):
		f.set(s.place(s.next, i))
	case marks.Has(seq.PreviousSegmentNotCaptured):
		s.runs = append(s.runs, run{})
		fallthrough
	case !marks.Has(displaced):
		n := len(s.runs)
		if n == 0 {
			f.infer(s, i, s.next)
			s.next += i.payload
			return
		}
		last := &s.runs[n-1]
		last.segments = append(last.segments, i)
		f.held += 2
		last.length += i.payload
		if n+len(last.segments) > maxRun {
			s.forget()
		}
	}
}

// acknowledge takes what the other end says that it has got of a side.
func (f *follower) acknowledge(s *side, p *seq.Packet) {
	s.acked = p.Ack - s.base
	if !s.synced {
		return
	}
	var blocks []block
	if s.spare.payload > 0 || len(s.runs) > 0 {
		blocks = selective(p.Info, s.base)
	}
	if s.spare.payload > 0 && len(blocks) > 0 {
		// What came twice is the first block (RFC 2883).
		if b := blocks[0]; b.right-b.left == s.spare.payload && !after(b.right, s.acked) {
			f.set(s.place(b.left, s.spare))
		}
	}
	s.spare = inferred{}
	if len(s.runs) > 0 {
		f.fill(s, blocks)
		return
	}
	f.check(s)
}

// check compares the places since something agreed with them with an acknowledgement:
// that is of whole segments. What was no segment of this connection shows so.
func (f *follower) check(s *side) {
	if s.acked == s.next+1 { // a FIN that Info does not tell of
		s.ended, s.next = true, s.acked
	}
	if after(s.acked, s.next) {
		s.forget()
		return
	}
	for i, t := range s.told {
		switch {
		case t.end == s.acked:
			s.told = slices.Delete(s.told, 0, i+1) // its front would still be held
			return
		case !after(t.end, s.acked):
		case after(s.acked, t.end-t.payload):
			f.revoke(s)
			s.forget()
			return
		default:
			return
		}
	}
}

// fill gives the segments behind gaps their places, if the acknowledged blocks
// behind the first gap are as many as they are; else those of the last gap, if a
// block is just as long.
func (f *follower) fill(s *side, blocks []block) {
	blocks = slices.DeleteFunc(blocks, func(b block) bool { return !after(b.left, s.next) })
	if len(blocks) == 0 {
		return
	}
	slices.SortFunc(blocks, func(x, y block) int { return int(int32(x.left - y.left)) })
	blocks = slices.Compact(blocks)
	last := len(s.runs) - 1
	highest := blocks[len(blocks)-1]
	if highest.right-highest.left > s.runs[last].length { // more than this capture shows
		return
	}
	switch {
	case len(blocks) == len(s.runs):
		for i, b := range blocks {
			if b.right-b.left <= s.runs[i].length {
				f.locate(s, i, b.left)
			}
		}
	case highest.right-highest.left == s.runs[last].length:
		f.locate(s, last, highest.left)
	default:
		return
	}
	s.runs, s.next = nil, highest.left+s.runs[last].length
}

// locate gives the segments of a run their places.
func (f *follower) locate(s *side, run int, at uint32) {
	for _, i := range s.runs[run].segments {
		f.infer(s, i, at)
		at += i.payload
	}
}

// set gives a segment its place, and returns where that is in the list.
func (f *follower) set(p place) (spot int) {
	f.places = append(f.places, p)
	f.seen.keysOf(p.index).exact = maphash.Comparable(hashSeed, p) // its words are those of many
	return len(f.places) - 1
}

// infer gives a segment its place until something contradicts it.
func (f *follower) infer(s *side, i inferred, at uint32) {
	if len(s.told) >= maxTold {
		s.told = append(s.told[:0], s.told[maxTold/2:]...)
	}
	key, before := f.seen.keysOf(i.index).exact, cap(s.told)
	s.told = append(s.told, located{i, at + i.payload, f.set(s.place(at, i)), key})
	f.held += cap(s.told) - before
}

// revoke takes back the places since something agreed with them.
func (f *follower) revoke(s *side) {
	for _, t := range s.told {
		f.seen.keysOf(t.index).exact = t.key
		f.places[t.spot].index = revoked
	}
	s.told = s.told[:0]
}

// revoked is the index of a place that was none.
const revoked = -1

// forget says that it is not known where a side stands.
func (s *side) forget() { s.synced, s.runs, s.spare = false, nil, inferred{} }

// place returns the place of a segment with a sequence number.
func (s *side) place(at uint32, i inferred) place { return place{s.stream, at, i.payload, i.index} }

// A block is what a selective acknowledgement speaks of.
type block struct{ left, right uint32 }

// selective returns the blocks of a selective acknowledgement, relative to a SYN.
func selective(info string, base uint32) (blocks []block) {
	for {
		_, rest, found := strings.Cut(info, "SLE=")
		if !found {
			return blocks
		}
		left, rest, _ := strings.Cut(rest, " ")
		right, _ := strings.CutPrefix(rest, "SRE=")
		if space := strings.IndexByte(right, ' '); space >= 0 {
			right = right[:space]
		}
		l, err := strconv.ParseUint(left, 10, 32)
		r, wrong := strconv.ParseUint(right, 10, 32)
		if err != nil || wrong != nil {
			return blocks
		}
		blocks = append(blocks, block{uint32(l) - base, uint32(r) - base})
		info = rest
	}
}
