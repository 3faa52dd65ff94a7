package seq

import (
	"io"
	"time"
)

// Limit returns the first n packets of r. It does not read on after them.
func Limit(r Reader, n int) Reader { return &limiter{r, n} }

type limiter struct {
	reader Reader
	left   int
}

func (l *limiter) Read(p *Packet) error {
	if l.left <= 0 {
		return io.EOF
	}
	err := l.reader.Read(p)
	if err == nil {
		l.left--
	}
	return err
}

// Shift returns the packets of r with their times set back by how far the clock
// of the capture is ahead.
func Shift(r Reader, ahead time.Duration) Reader { return &shifter{r, ahead} }

type shifter struct {
	reader Reader
	ahead  time.Duration
}

func (s *shifter) Read(p *Packet) error {
	err := s.reader.Read(p)
	if err == nil && p.Time.Clock != NoClock {
		p.Time = p.Time.Add(-s.ahead)
	}
	return err
}
