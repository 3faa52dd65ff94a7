package tshark

import "strings"

// notices are the beginnings of lines that tshark writes to standard error
// beside the packets, and that say nothing about them.
var notices = [...]string{
	`Running as user "`,
	"Capturing on ",
	" ** (tshark:", // and a message of its log
	"** (tshark:",
	"(tshark:",
	"ERROR: (tshark:",
	" ** Message:",
}

// counts are the ends of lines that begin with a number: "79 packets captured".
var counts = [...]string{
	" packets captured", " packet captured",
	" packets dropped", " packet dropped",
}

// notice reports whether a line is one of tshark's own and no packet's, as
// tshark … 2>&1 mixes them. A complaint, which tells what is wrong with the
// capture, is to be passed on.
func notice(line string) (is bool, complaint string) {
	if text, ok := strings.CutPrefix(line, "tshark:"); ok {
		return true, strings.TrimSpace(text)
	}
	for _, n := range notices {
		if strings.HasPrefix(line, n) {
			return true, ""
		}
	}
	// The count of packets goes before, and ends without a line feed.
	text := strings.TrimLeft(line[strings.LastIndexByte(line, '\r')+1:], " ")
	if text == "" {
		return true, ""
	}
	if n := word(text); isNumber(text[:n]) {
		for _, c := range counts {
			if text[n:] == c || strings.HasPrefix(text[n:], c+" from ") {
				return true, ""
			}
		}
	}
	return false, ""
}
