package dissect

import "bytes"

// line finds the line at offset: its length without its end, which is CR, LF or
// both, and where the next one begins. The last line need have no end, unless
// complete is asked for: then ok is false if the end of the line is not there, or
// if it is a CR that the next byte may belong to.
func (v view) line(offset int, complete bool) (n, next int, ok bool) {
	if offset > len(v.data) {
		return 0, offset, false
	}
	rest := v.data[offset:]
	end := bytes.IndexAny(rest, "\r\n")
	switch {
	case end < 0:
		return len(rest), len(v.data), !complete
	case rest[end] == '\n':
		return end, offset + end + 1, true
	case end+1 < len(rest) && rest[end+1] == '\n':
		return end, offset + end + 2, true
	case end+1 == len(rest) && complete:
		return end, len(v.data), false
	}
	return end, offset + end + 1, true
}
