package seq

import "fmt"

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
	case p.Time.Clock != q.Time.Clock:
		return fmt.Sprintf("%s and %s have times of different kinds (%s and %s), so the packets of one come after those of the other; export both with the same time format", a, b, p.Time.Clock, q.Time.Clock)
	case p.Time.Clock == NoClock:
		return fmt.Sprintf("%s and %s have no times, so the packets of one come after those of the other", a, b)
	case p.Time.Clock == ElapsedClock && !c.aligned(p.Capture) && !c.aligned(q.Capture):
		return fmt.Sprintf("%s and %s each count time from their own beginning and are drawn as if they began together; --offset moves one against the other", a, b)
	}
	return ""
}

func (c *clockCheck) name(capture int) string {
	if capture < len(c.captures) {
		return c.captures[capture].Name
	}
	return fmt.Sprintf("capture %d", capture+1)
}

// aligned reports whether the clock of a capture was set by that of another, or
// by the user.
func (c *clockCheck) aligned(capture int) bool {
	return capture < len(c.captures) && (c.captures[capture].Align != nil || c.captures[capture].Shift != 0)
}
