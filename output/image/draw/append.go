package draw

import (
	"math"
	"strconv"

	"github.com/tdewolff/canvas"
)

// AppendNumber appends a coordinate as SVG and PDF read it, with two decimals at
// most: a hundredth of a point is not seen.
func AppendNumber(b []byte, v float64) []byte {
	n := int64(math.Round(v * 100))
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	switch hundredths := n % 100; {
	case hundredths == 0:
		return b
	case hundredths%10 == 0:
		return append(b, '.', byte('0'+hundredths/10))
	default:
		return append(b, '.', byte('0'+hundredths/10), byte('0'+hundredths%10))
	}
}

// IsStraight reports whether a path has straight lines only, so that its points
// can be transformed one by one.
func IsStraight(path *canvas.Path) bool {
	for c := path.Scanner(); c.Scan(); {
		switch c.Cmd() {
		case canvas.MoveToCmd, canvas.LineToCmd, canvas.CloseCmd:
		default:
			return false
		}
	}
	return true
}
