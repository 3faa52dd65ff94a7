package seq

import (
	"fmt"
	"time"
)

// halfADay is how far apart two captures of one event may begin by their times
// of day, before it is more likely that midnight was between them.
const halfADay = 12 * time.Hour

// A clockCheck remarks on captures whose times have no common order.
type clockCheck struct {
	captures []Capture
	remark   func(string)
	met      []Packet // the first one of each capture that was met, without texts
	remarked bool
}

// first takes the first packet of a capture.
func (c *clockCheck) first(p *Packet) {
	for _, q := range c.met {
		if text := c.conflict(q, p); text != "" && !c.remarked {
			c.remarked = true
			c.remark(text)
		}
	}
	c.met = append(c.met, Packet{Capture: p.Capture, Time: p.Time})
}

// conflict says why the packets of two captures have no common order; it is
// empty if they have one.
func (c *clockCheck) conflict(p Packet, q *Packet) string {
	a, b := c.name(p.Capture), c.name(q.Capture)
	switch {
	case p.Time.Clock == NoClock && q.Time.Clock != NoClock:
		return fmt.Sprintf("the first packets of %s have no time, so they come before those of %s", a, b)
	case q.Time.Clock == NoClock && p.Time.Clock != NoClock:
		return fmt.Sprintf("the first packets of %s have no time, so they come before those of %s", b, a)
	case p.Time.Clock != q.Time.Clock:
		return fmt.Sprintf("%s and %s have times of different kinds (%s and %s), so the packets of one come after those of the other; export both with the same time format", a, b, p.Time.Clock, q.Time.Clock)
	case p.Time.Clock == NoClock:
		return fmt.Sprintf("%s and %s have no times, so the packets of one come after those of the other", a, b)
	case p.Time.Clock == ElapsedClock && !c.aligned(p.Capture, q.Capture):
		return fmt.Sprintf("%s and %s each count time from their own beginning and are drawn as if they began together; --offset moves one against the other", a, b)
	case p.Time.Clock == DaytimeClock && p.Time.Sub(q.Time).Abs() > halfADay:
		return fmt.Sprintf("%s and %s begin more than 12 hours apart by their times of day; if midnight is between them, --offset moves one by 24 hours", a, b)
	}
	return ""
}

func (c *clockCheck) name(capture int) string {
	if capture < len(c.captures) {
		return c.captures[capture].Name
	}
	return fmt.Sprintf("capture %d", capture+1)
}

// aligned reports whether the clock of one of two captures was set to that of the other, or
// one of them by the user.
func (c *clockCheck) aligned(a, b int) bool {
	if max(a, b) >= len(c.captures) {
		return false
	}
	return c.captures[a].SharesClock(c.captures[b]) || c.captures[a].Shift != 0 || c.captures[b].Shift != 0
}
