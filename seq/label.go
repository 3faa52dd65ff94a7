package seq

import "strings"

// A LabelMode says how much of a packet's Info is written at its arrow.
// Wireshark's marks, such as "[TCP Retransmission]", stay in every mode.
type LabelMode uint8

// The label modes.
const (
	LabelDefault LabelMode = iota // without the ports
	LabelSummary                  // the flags in brackets, or the first words
	LabelInfo                     // all of it
	LabelNone                     // nothing: for what shows packets and no arrows
)

// summaryWidth is about how many characters of a text without flags a summary
// keeps.
const summaryWidth = 44

// Label returns what to write at the arrow of a packet: its Info, shortened as
// mode says, without spaces around it; where there is no Info, the Protocol.
func Label(p *Packet, mode LabelMode) string {
	if mode == LabelNone {
		return ""
	}
	info := strings.TrimSpace(p.Info)
	if info == "" {
		return p.Protocol
	}
	if mode == LabelInfo {
		return info
	}
	marks, ports, rest := SplitInfo(info)
	switch {
	case mode == LabelSummary:
		rest = summary(rest)
	case ports == "":
		return info
	}
	switch {
	case marks == "" && rest == "":
		return info // nothing but ports
	case marks == "":
		return rest
	case rest == "":
		return marks
	}
	return marks + " " + rest
}

// summary returns the flags in brackets that text begins with, or else its
// first words; and all that it ends with in brackets, which is what Wireshark
// remarks on the packet: "[TCP segment of a reassembled PDU] [Malformed Packet]".
func summary(text string) string {
	head, marks := cutEndMarks(text)
	switch {
	case marks == "":
		return firstWords(text)
	case head == "":
		return marks
	}
	return firstWords(head) + " " + marks
}

// maxEndMarks bounds what is kept at the end of a text, in bytes. All that
// Wireshark writes there together is less.
const maxEndMarks = 240

// cutEndMarks cuts text before the brackets that it ends with, each with a space
// before it, and perhaps others within it.
func cutEndMarks(text string) (head, marks string) {
	start, depth := len(text), 0
marks:
	for i := len(text) - 1; i >= 0 && len(text)-i <= maxEndMarks; i-- {
		switch text[i] {
		case ']':
			depth++
		case '[':
			depth--
			if depth == 0 && (i == 0 || text[i-1] == ' ') {
				start = i
			}
		}
		if depth == 0 && i != start && text[i] != ' ' {
			break marks // no bracket, or one that belongs to the word before it
		}
	}
	return strings.TrimRight(text[:start], " "), text[start:]
}

// firstWords returns the flags in brackets that text begins with, or else about
// as many words as a summary has room for.
func firstWords(text string) string {
	if strings.HasPrefix(text, "[") {
		if end := strings.IndexByte(text, ']'); end > 0 {
			return text[:end+1]
		}
	}
	end, n := len(text), 0 // the byte after the last character that fits
	for i := range text {
		if n == summaryWidth {
			end = i
			break
		}
		n++
	}
	if end == len(text) {
		return text
	}
	const between = " ,;:"
	if strings.IndexByte(between, text[end]) < 0 {
		// A word that takes more than half of it, such as a path, is cut: without
		// it the text would say next to nothing.
		if space := strings.LastIndexByte(text[:end], ' '); space > summaryWidth/2 {
			end = space
		}
	}
	return strings.TrimRight(text[:end], between) + "…"
}
