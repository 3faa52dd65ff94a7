package align

import (
	"slices"
	"unsafe"
)

// maxHeld is how many entries the sides of all connections hold together, about: places that may
// be revoked, and segments behind gaps.
const maxHeld = 1 << 18

// bound lets go of entries where the sides hold too many together.
func (f *follower) bound() {
	f.held = f.count() // without those that were let go of since
	if f.held <= maxHeld/2 {
		return
	}
	for _, c := range f.flows {
		for i := range c.sides {
			c.sides[i].lessen()
		}
	}
	f.held = f.count()
}

// count returns how many entries the sides hold.
func (f *follower) count() (n int) {
	for _, c := range f.flows {
		for i := range c.sides {
			s := &c.sides[i]
			n += cap(s.told) + cap(s.runs)
			for _, r := range s.runs {
				n += cap(r.segments)
			}
		}
	}
	return n
}

// lessen lets go of what waits for something that tells of a gap, and of the older half of the
// places that may be revoked: they stay.
func (s *side) lessen() {
	if rest := s.told[(len(s.told)+1)/2:]; len(rest) > 0 {
		s.told = slices.Clone(rest)
	} else {
		s.told = nil
	}
	if len(s.runs) > 0 {
		s.forget()
	}
}

// size returns about how many bytes a follower keeps.
func (f *follower) size() int {
	return cap(f.places)*int(unsafe.Sizeof(place{})) + cap(f.streams)*int(unsafe.Sizeof(stream{})) + f.held*int(unsafe.Sizeof(located{}))
}
