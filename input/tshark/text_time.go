package tshark

import "strings"

// scanTime returns the length of the time that s begins with, in one of the
// forms of tshark -t and -u; 0 if there is none. It goes by the shape alone:
// what the digits say is for package stamp.
//
//	2016-08-27 11:14:45.493525    2016/240 11:14:45.493525Z    11:14:45.493525
//	1472296485.493525    -0.000012    1h  2m  3.5s    - 2.5s
func scanTime(s string) int {
	n := word(s)
	switch {
	case n == 10 && s[4] == '-' && s[7] == '-', n == 8 && s[4] == '/':
		if time := word(s[min(n+1, len(s)):]); time >= 8 && isClock(s[n+1:n+1+time]) {
			return n + 1 + time
		}
		return 0
	case n > 8 && s[2] == ':', n == 8 && s[2] == ':':
		if !isClock(s[:n]) {
			return 0
		}
		return n
	case n == 1 && s[0] == '-':
		return scanSpan(s)
	case n > 1 && (s[n-1] == 'h' || s[n-1] == 'm'):
		return scanSpan(s)
	case n > 0 && isSeconds(strings.TrimSuffix(s[:n], "s")):
		return n
	}
	return 0
}

// word returns the length of what s begins with up to a space.
func word(s string) int {
	for i := range len(s) { // few bytes, and sooner than by a call
		if s[i] == ' ' {
			return i
		}
	}
	return len(s)
}

// isClock reports whether s has the shape of "11:14:45.493525", with a zone or
// without. An address has more colons.
func isClock(s string) bool {
	const layout = "00:00:00"
	for i := range len(layout) {
		if layout[i] == ':' && s[i] != ':' || layout[i] == '0' && !isDigit(s[i]) {
			return false
		}
	}
	for i := len(layout); i < len(s); i++ {
		if c := s[i]; !isDigit(c) && c != '.' && c != ',' && c != 'Z' {
			return false
		}
	}
	return true
}

// isSeconds reports whether s has the shape of "-12.493525", or is digits only.
func isSeconds(s string) bool {
	s = strings.TrimPrefix(s, "-")
	points := 0
	for i := range len(s) {
		if s[i] == '.' || s[i] == ',' {
			points++
		} else if !isDigit(s[i]) {
			return false
		}
	}
	return s != "" && isDigit(s[0]) && points <= 1
}

// scanSpan returns the length of the "- 1h  2m  3.5s" that s begins with.
func scanSpan(s string) int {
	end := 0
	for range 4 { // sign, hours, minutes, seconds
		for end < len(s) && s[end] == ' ' {
			end++
		}
		n := word(s[end:])
		if n == 0 {
			return 0
		}
		end += n
		if s[end-1] == 's' {
			return end
		}
	}
	return 0
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// isNumber reports whether s is made of digits only.
func isNumber(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
