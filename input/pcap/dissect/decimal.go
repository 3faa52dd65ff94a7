package dissect

import "strconv"

// twoDigits are the numbers from 00 to 99.
const twoDigits = "00010203040506070809" +
	"10111213141516171819" +
	"20212223242526272829" +
	"30313233343536373839" +
	"40414243444546474849" +
	"50515253545556575859" +
	"60616263646566676869" +
	"70717273747576777879" +
	"80818283848586878889" +
	"90919293949596979899"

// appendDecimal appends n as strconv.AppendUint does. It writes the digits where they
// stay: half of the bytes of a TCP segment's Info are such numbers.
func appendDecimal(text []byte, n uint64) []byte {
	const most = 10 // digits of what is written here
	if n > 1<<32-1 || cap(text)-len(text) < most {
		return strconv.AppendUint(text, n, 10)
	}
	left := uint32(n)
	end := len(text) + digits(left)
	text = text[:end]
	for left >= 100 {
		pair := left % 100 * 2
		left /= 100
		end -= 2
		text[end], text[end+1] = twoDigits[pair], twoDigits[pair+1]
	}
	if left >= 10 {
		text[end-2], text[end-1] = twoDigits[left*2], twoDigits[left*2+1]
	} else {
		text[end-1] = byte('0' + left)
	}
	return text
}

// digits returns how many decimal digits n has.
func digits(n uint32) int {
	switch {
	case n < 10:
		return 1
	case n < 100:
		return 2
	case n < 1000:
		return 3
	case n < 10000:
		return 4
	case n < 100000:
		return 5
	case n < 1000000:
		return 6
	case n < 10000000:
		return 7
	case n < 100000000:
		return 8
	case n < 1000000000:
		return 9
	}
	return 10
}
