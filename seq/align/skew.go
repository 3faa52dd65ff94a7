package align

import (
	"cmp"
	"math"
	"slices"
)

// A line lies under the delays of one direction and is as near to all of them as
// it can be (Moon, Skelly and Towsley 1999).
type line struct {
	ok    bool
	n     int
	span  float64 // of time, in nanoseconds
	slope float64
	doubt float64 // by how much the slope may be wrong
}

const (
	// usualDrift is how much clocks drift apart in each nanosecond, at most, that
	// nobody looks after.
	usualDrift = 50e-6

	// seenDrift is how surely a drift has to be known, in the same unit, to be said and counted
	// with: no worse than what clocks usually have.
	seenDrift = usualDrift

	// doubtful is how many times its doubt a skew has to be to be believed.
	doubtful = 3
)

// minSkewSamples is how many packets of a direction it takes to see a skew.
const minSkewSamples = 20

// A point is a packet of one direction: when, and how late.
type point struct{ x, y float64 }

// lineUnder returns the line under the delays of a direction: of the lower hull
// of the points (Zhang, Liu and Xia 2002) that edge which stands below the middle of their time, so
// that a burst of packets weighs no more than a single one.
func lineUnder(samples []sample, forward bool) line {
	var points []point
	base := samples[0].at
	for _, s := range samples {
		if s.forward != forward {
			continue
		}
		p := point{float64(s.at - base), float64(s.diff)}
		if !forward {
			p.y = -p.y
		}
		points = append(points, p)
	}
	l := line{ok: len(points) > 0, n: len(points), doubt: usualDrift}
	if len(points) < minSkewSamples {
		return l
	}
	var hull []point
	for _, p := range points {
		for len(hull) >= 2 {
			a, b := hull[len(hull)-2], hull[len(hull)-1]
			if (b.x-a.x)*(p.y-a.y) > (p.x-a.x)*(b.y-a.y) {
				break
			}
			hull = hull[:len(hull)-1]
		}
		if len(hull) == 1 && hull[0].x == p.x && p.y < hull[0].y {
			hull = hull[:0]
		}
		if len(hull) > 0 && hull[len(hull)-1].x == p.x {
			continue
		}
		hull = append(hull, p)
	}
	l.span = points[len(points)-1].x - points[0].x
	if len(hull) < 2 || l.span <= 0 {
		return l
	}
	i, middle := 1, points[0].x+l.span/2
	for i < len(hull)-1 && hull[i].x < middle {
		i++
	}
	a, b := hull[i-1], hull[i]
	l.slope = (b.y - a.y) / (b.x - a.x)
	l.doubt = doubtOf(points, a, l.slope)
	if !forward {
		l.slope = -l.slope
	}
	return l
}

const (
	// doubtBins is in how many parts the time is cut to see by how much the least delays
	// of each differ.
	doubtBins = 32

	// lowest is which of the least delays of a half, from 0, tells how wrong the
	// line may be there.
	lowest = 2
)

// doubtOf returns by how much the slope of the line through a may be wrong. The line rests on
// the least delay before and after the middle, each of which is more than the least possible by an
// unknown time. By about as much (twice as much, were the delays of the parts distributed
// exponentially) the third least stands above it. Only one packet of each part of the time counts:
// those of a burst share their queue. Where there are too few, or they tell less than what is usual of
// clocks, it is that.
func doubtOf(points []point, a point, slope float64) float64 {
	start, span := points[0].x, points[len(points)-1].x-points[0].x
	var least [doubtBins]float64
	for i := range least {
		least[i] = math.Inf(1)
	}
	for _, p := range points {
		bin := &least[min(int((p.x-start)/span*doubtBins), doubtBins-1)]
		*bin = min(*bin, max(0, p.y-a.y-slope*(p.x-a.x)))
	}
	early, late := least[:doubtBins/2], least[doubtBins/2:]
	slices.Sort(early)
	slices.Sort(late)
	return min((early[lowest]+late[lowest])/(span/2), usualDrift)
}

// skewOf returns the skew that the lines of both directions tell of, and by how
// much it may be wrong: the more, the less they agree.
func skewOf(forth, back line) (skew, doubt float64) {
	if forth.span == 0 || back.span == 0 {
		return cmp.Or(forth.slope, back.slope), doubtful * max(forth.doubt, back.doubt)
	}
	wf, wb := 1/(forth.doubt*forth.doubt+1e-18), 1/(back.doubt*back.doubt+1e-18)
	skew = (forth.slope*wf + back.slope*wb) / (wf + wb)
	doubt = (forth.doubt*wf + back.doubt*wb) / (wf + wb)
	return skew, doubtful*doubt + math.Abs(forth.slope-back.slope)
}
