package frame

import (
	"fmt"
	"math"
	"math/bits"
)

// maxInterfaces is how many a section may have.
const maxInterfaces = 1 << 16

// An iface is what an Interface Description Block tells.
type iface struct {
	link    uint32
	snap    uint32
	units   uint64 // of time stamps in a second
	digits  uint8
	seconds int64 // to add to time stamps
}

func (r *pcapngFile) readInterface(_ *Frame, data []byte) (bool, error) {
	if len(data) < 8 {
		return false, errShortBlock
	}
	if len(r.interfaces) == maxInterfaces {
		return false, fmt.Errorf("more than %d interfaces", maxInterfaces)
	}
	i := iface{link: uint32(r.order.Uint16(data)), snap: r.order.Uint32(data[4:]), units: 1e6, digits: 6}
	for code, value := range options(r.order, data[8:]) {
		switch {
		case code == 9 && len(value) >= 1: // if_tsresol
			i.setResolution(value[0])
		case code == 14 && len(value) >= 8: // if_tsoffset
			i.seconds = int64(r.order.Uint64(value))
		}
	}
	r.interfaces = append(r.interfaces, i)
	return false, nil
}

// setResolution reads an if_tsresol: a negative power of 10, or of 2 if the
// top bit is set. One that does not fit 64 bits is left out.
func (i *iface) setResolution(code byte) {
	power := code & 0x7f
	switch {
	case code&0x80 != 0 && power <= 63:
		i.units = 1 << power
		i.digits = uint8(min(9, (int(power)*301+999)/1000))
	case code&0x80 == 0 && power <= 19:
		i.units = 1
		for range power {
			i.units *= 10
		}
		i.digits = min(9, power)
	}
}

// nanoseconds returns the time that a stamp of ticks on i means. What is too
// far away for 64 bits is the nearest that is not.
func (i *iface) nanoseconds(ticks uint64) int64 {
	seconds, rest := ticks/i.units, ticks%i.units
	hi, lo := bits.Mul64(rest, 1e9)
	fraction, _ := bits.Div64(hi, lo, i.units)
	const most = math.MaxInt64/1_000_000_000 - 1
	whole := int64(min(seconds, most))
	if sum := whole + i.seconds; -most <= sum && sum <= most && -most <= i.seconds && i.seconds <= most {
		return sum*1e9 + int64(fraction)
	}
	if i.seconds < 0 {
		return math.MinInt64
	}
	return math.MaxInt64
}

func (r *pcapngFile) iface(index uint32) (*iface, error) {
	if uint64(index) >= uint64(len(r.interfaces)) {
		return nil, fmt.Errorf("a packet is of interface %d, but the section has %d", index, len(r.interfaces))
	}
	return &r.interfaces[index], nil
}
