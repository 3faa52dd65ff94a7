package align

import (
	"cmp"
	"slices"
)

// A course is the captures that some packets came by, in the order of their way. As many
// packets go it back as there, so that both count as one.
type course struct {
	captures []uint8
	packets  int
	first    int64 // when the first of them was seen, on the clock of the first capture
	back     bool  // that one went the other way
}

// maxCourses bounds the courses that are counted: captures have few, unless somebody made them
// to have many.
const maxCourses = 4096

// countCourse counts the course of a packet. sightings are in the order of its way.
func (e *ends) countCourse(p *Plan, sightings []int32) {
	var buffer [MaxCaptures]uint8
	way := buffer[:0]
	for _, i := range sightings {
		if c := p.m.seen.at(i).capture; !slices.Contains(way, c) {
			way = append(way, c)
		}
	}
	back := way[0] > way[len(way)-1]
	if back {
		slices.Reverse(way)
	}
	first := p.m.seen.at(sightings[0])
	at := p.ToFirst(int(first.capture), first.at)
	c := e.courses[string(way)]
	if c == nil {
		if len(e.courses) == maxCourses {
			return
		}
		c = &course{captures: slices.Clone(way), first: at, back: back}
		e.courses[string(way)] = c
	}
	c.packets++
	if at < c.first {
		c.first, c.back = at, back
	}
}

// lines puts the captures into the order of the ways: what most packets came by says which are
// neighbours, and the first packet where the line begins. Captures that no packets connect are
// in one line after the other, by their first packets.
func (e *ends) lines() (all []uint8) {
	courses := make([]*course, 0, len(e.courses))
	for _, c := range e.courses {
		courses = append(courses, c)
	}
	slices.SortFunc(courses, func(a, b *course) int { return cmp.Or(cmp.Compare(b.packets, a.packets), a.compare(b)) })
	type directed struct {
		first *course
		line  []uint8
	}
	var lines []directed
	for len(courses) > 0 {
		line := slices.Clone(courses[0].captures)
		for next := beyond(courses, line); next != nil; next = beyond(courses, line) {
			line = join(line, next.captures)
		}
		inLine := func(c *course) bool { return slices.Contains(line, c.captures[0]) }
		var first *course
		for _, c := range courses {
			if inLine(c) && (first == nil || c.compare(first) < 0) {
				first = c
			}
		}
		begin, end := slices.Index(line, first.captures[0]), slices.Index(line, first.captures[len(first.captures)-1])
		if begin > end != first.back {
			slices.Reverse(line)
		}
		lines = append(lines, directed{first, line})
		courses = slices.DeleteFunc(courses, inLine)
	}
	slices.SortFunc(lines, func(a, b directed) int { return a.first.compare(b.first) })
	for _, l := range lines {
		all = append(all, l.line...)
	}
	return all
}

// compare orders courses by their first packets.
func (c *course) compare(other *course) int {
	return cmp.Or(cmp.Compare(c.first, other.first), slices.Compare(c.captures, other.captures))
}

// beyond returns the first course that leads from a line to what is not in it; nil if none does.
func beyond(courses []*course, line []uint8) *course {
	for _, c := range courses {
		known := 0
		for _, capture := range c.captures {
			if slices.Contains(line, capture) {
				known++
			}
		}
		if 0 < known && known < len(c.captures) {
			return c
		}
	}
	return nil
}

// join puts those captures of a way, which has some of a line, that are not in it into it: between their neighbours,
// or beyond the one that they have.
func join(line, way []uint8) []uint8 {
	var known []int // places in line of captures of the way
	for _, c := range way {
		if at := slices.Index(line, c); at >= 0 {
			known = append(known, at)
		}
	}
	if len(known) > 1 && known[0] > known[len(known)-1] ||
		len(known) == 1 && (way[0] == line[0] || way[len(way)-1] == line[len(line)-1]) {
		way = slices.Clone(way)
		slices.Reverse(way)
	}
	for i, c := range way {
		if slices.Contains(line, c) {
			continue
		}
		at := len(line)
		if i > 0 { // behind the one before it
			at = slices.Index(line, way[i-1]) + 1
		} else if next := slices.IndexFunc(way, func(c uint8) bool { return slices.Contains(line, c) }); next > 0 {
			at = slices.Index(line, way[next])
		}
		line = slices.Insert(line, at, c)
	}
	return line
}
