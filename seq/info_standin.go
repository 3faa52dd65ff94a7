package seq

import "strings"

// splitInfo takes an Info text apart: the marks in brackets at its head, the
// ports, and the rest.
func splitInfo(info string) (marks, ports, rest string) {
	rest = info
	for strings.HasPrefix(rest, "[TCP ") {
		end := strings.IndexByte(rest, ']')
		if end < 0 || !strings.HasPrefix(rest[end+1:], " ") {
			break
		}
		rest = strings.TrimLeft(rest[end+1:], " ")
	}
	marks = strings.TrimRight(info[:len(info)-len(rest)], " ")
	if end := strings.Index(rest, " ["); end > 0 && strings.Contains(rest[:end], "→") {
		ports, rest = rest[:end], rest[end+1:]
	}
	return marks, ports, rest
}
