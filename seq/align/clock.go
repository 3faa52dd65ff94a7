package align

import (
	"math"
	"slices"
)

// A sample is one packet that two captures a and b saw.
type sample struct {
	at      int64 // on the clock of a, in nanoseconds
	diff    int64 // by how much later it is on that of b
	forward bool  // it went from a to b: diff is the offset and a delay, else the offset less a delay
}

// A piece is how one clock stands to another for some time.
type piece struct {
	from   int64   // on the clock of the first, when the piece begins
	until  int64   // and when it ends; a clock that is set back shows some times twice
	base   int64   // when the offset is just that
	offset float64 // by how much the other is ahead, in nanoseconds
	skew   float64 // how much that grows with each nanosecond
	err    float64 // half of the interval in which the offset must be
}

// at returns the offset at a time.
func (p *piece) at(t int64) float64 { return p.offset + p.skew*float64(t-p.base) }

// inverse returns how the first clock stands to the other.
func (p *piece) inverse() piece {
	ahead := func(t int64) int64 { return t + int64(math.Round(p.at(t))) }
	return piece{
		from: ahead(p.from), until: ahead(p.until), base: ahead(p.base),
		offset: -p.offset, skew: -p.skew / (1 + p.skew), err: p.err,
	}
}

const (
	// slack is what time stamps of one machine may be wrong by, in nanoseconds: what
	// is less is no contradiction.
	slack = 50e3

	// maxDrift is how much clocks may drift apart in each nanosecond, until it is taken for
	// a step.
	maxDrift = 500e-6

	// stepSamples is how many samples in a row it takes to believe that a clock
	// was set.
	stepSamples = 4
)

// fit returns how the clock of b stands to that of a, from samples in the order
// of time with both directions among them. Each piece after the first begins
// with a step of a clock.
func fit(samples []sample) []piece {
	var pieces []piece
	var starts []int
	for start := 0; start < len(samples); {
		n, outliers := len(samples)-start, []int(nil)
		if len(pieces) < maxPieces-1 {
			n, outliers = steady(samples[start:])
		}
		part := without(samples[start:start+n], outliers)
		if p, ok := fitPiece(part); ok {
			pieces, starts = append(pieces, p), append(starts, start)
		}
		start += n
	}
	for i := 1; i < len(pieces); i++ {
		starts[i] = stepAt(samples, starts[i-1]+1, starts[i], &pieces[i-1], &pieces[i])
		pieces[i].from = samples[starts[i]].at
		pieces[i-1].until = samples[starts[i]-1].at
	}
	return pieces
}

// maxPieces is how many pieces a clock may have: one that was set more often tells no time.
const maxPieces = 256

// pieceAt returns the piece that a time is in, the latest if there are several; else
// the one that is nearest.
func pieceAt(pieces []piece, at int64) *piece {
	best, least := 0, int64(math.MaxInt64)
	for i, p := range pieces {
		if away := max(p.from-at, at-p.until, 0); away <= least {
			best, least = i, away
		}
	}
	return &pieces[best]
}

// stepAt returns the first sample of a piece: that near start from which on samples
// are nearer to the new piece than to the old one. A contradiction only shows a
// few packets after a step. It is least or later: the old piece keeps a sample.
func stepAt(samples []sample, least, start int, before, after *piece) int {
	const near = 256
	best, lowest, sum := start, 0.0, 0.0
	gain := func(s sample) float64 {
		old, now := math.Abs(float64(s.diff)-before.at(s.at)), math.Abs(float64(s.diff)-after.at(s.at))
		return now - old
	}
	for i := start - 1; i >= max(least, start-near); i-- {
		if sum += gain(samples[i]); sum < lowest {
			best, lowest = i, sum
		}
	}
	return best
}

// without returns the samples but for those with the indices in leave.
func without(samples []sample, leave []int) []sample {
	if len(leave) == 0 {
		return samples
	}
	kept := make([]sample, 0, len(samples))
	for i, s := range samples {
		if _, gone := slices.BinarySearch(leave, i); !gone {
			kept = append(kept, s)
		}
	}
	return kept
}

// steady returns how many of the first samples one clock can explain: no packet
// arrived before it was sent. Single samples that it cannot explain are outliers.
func steady(samples []sample) (n int, outliers []int) {
	var b bounds
	b.reset()
	strange := 0
	for i, s := range samples {
		if !b.allows(s) {
			if strange++; strange >= stepSamples {
				return outliers[len(outliers)-strange+1], outliers[:len(outliers)-strange+1]
			}
			outliers = append(outliers, i)
			continue
		}
		strange = 0
		b.add(s)
	}
	return len(samples), outliers
}

// bounds are those of an offset, which widen with time by maxDrift.
type bounds struct {
	low, high     float64
	lowAt, highAt int64
}

func (b *bounds) reset() { b.low, b.high = math.Inf(-1), math.Inf(1) }

func (b *bounds) allows(s sample) bool {
	if s.forward {
		return float64(s.diff) >= b.low-maxDrift*math.Abs(float64(s.at-b.lowAt))-slack
	}
	return float64(s.diff) <= b.high+maxDrift*math.Abs(float64(s.at-b.highAt))+slack
}

func (b *bounds) add(s sample) {
	diff := float64(s.diff)
	if s.forward {
		if diff <= b.high+maxDrift*float64(s.at-b.highAt) {
			b.high, b.highAt = diff, s.at
		}
	} else if diff >= b.low-maxDrift*float64(s.at-b.lowAt) {
		b.low, b.lowAt = diff, s.at
	}
}

// fitPiece finds offset and skew of samples without a step. It is not ok with
// samples of one direction only.
func fitPiece(samples []sample) (p piece, ok bool) {
	if len(samples) == 0 {
		return p, false
	}
	p.from, p.base, p.until = samples[0].at, samples[0].at, samples[len(samples)-1].at
	forth, backLine := lineUnder(samples, true), lineUnder(samples, false)
	if !forth.ok || !backLine.ok {
		return p, false
	}
	low, high := interval(samples, p.base, 0)
	skew, doubt := skewOf(forth, backLine)
	known := math.Abs(skew) > doubt && math.Abs(skew) < maxDrift && doubt < seenDrift
	if known || low > high+slack {
		p.skew = skew
		low, high = interval(samples, p.base, skew)
	}
	p.offset = (low + high) / 2
	for _, skew := range [...]float64{skew - doubt, p.skew, skew + doubt} { // any of these may be true
		low, high = interval(samples, p.base, skew)
		p.err = max(p.err, math.Abs(high-p.offset), math.Abs(p.offset-low))
	}
	return p, true
}

// interval returns between what the offset at base must be if a clock has a skew.
func interval(samples []sample, base int64, skew float64) (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	for _, s := range samples {
		offset := float64(s.diff) - skew*float64(s.at-base)
		if s.forward {
			high = min(high, offset)
		} else {
			low = max(low, offset)
		}
	}
	return low, high
}
