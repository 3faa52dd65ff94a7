package stamp

import "github.com/packetseq/packetseq/seq"

// settleWithin is how many packets Settle looks at.
const settleWithin = 12

// Settle returns a Reader of the packets of r, whose times are seconds of which
// nobody told whether they count from the first packet or from the previous
// one; Wireshark writes "Time" above both. The rule is:
//
// They count from the previous packet if the first is 0 and, among the first 12
// packets, more than one step in four goes down. Seconds since the first packet
// hardly ever go down; seconds since the previous one do at every other step.
//
// So the third packet is handed out when twelve have been read or r has ended.
// Times that are not on ElapsedClock pass as they are, without delay.
func Settle(r seq.Reader) seq.Reader { return &settler{r: r} }

// Sum returns a Reader of the packets of r, whose times are seconds since the
// previous packet, with the times that they add up to. Times that are not on
// ElapsedClock pass as they are.
func Sum(r seq.Reader) seq.Reader { return &settler{r: r, state: summing} }

type settler struct {
	r     seq.Reader
	state settleState
	sum   int64        // of the times of all packets handed out, while summing
	held  []seq.Packet // read ahead, in order
	err   error        // of r, after the packets held
}

type settleState uint8

const (
	first   settleState = iota // nothing is handed out
	second                     // the first packet is; the second is the same by both readings
	third                      // the readings part here
	since                      // settled: since the first packet
	summing                    // settled: since the previous packet
)

func (s *settler) Read(p *seq.Packet) error {
	if s.state == third {
		s.settle()
	}
	if err := s.next(p); err != nil || p.Time.Clock != seq.ElapsedClock {
		return err
	}
	switch s.state {
	case first:
		s.state = since
		if p.Time.NS == 0 {
			s.state = second
		}
	case second:
		s.sum = p.Time.NS
		s.state = third
	case summing:
		s.sum += p.Time.NS
		p.Time.NS = s.sum
	}
	return nil
}

// next reads the next packet as r gave it.
func (s *settler) next(p *seq.Packet) error {
	if len(s.held) > 0 {
		*p = s.held[0]
		s.held = s.held[1:]
		return nil
	}
	if s.err != nil {
		return s.err
	}
	return s.r.Read(p)
}

// settle reads ahead, with the first two packets handed out, and decides.
func (s *settler) settle() {
	var p seq.Packet
	for len(s.held) < settleWithin-2 {
		if s.err = s.r.Read(&p); s.err != nil {
			break
		}
		s.held = append(s.held, p)
	}
	steps, down := 1, 0 // from 0 to the second packet
	last := s.sum
	if last < 0 {
		down++
	}
	for i := range s.held {
		steps++
		if s.held[i].Time.NS < last {
			down++
		}
		last = s.held[i].Time.NS
	}
	s.state = since
	if 4*down > steps {
		s.state = summing
	}
}
