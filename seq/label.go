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
)

// summaryWidth is about how many characters of a text without flags a summary
// keeps.
const summaryWidth = 32

// Label returns what to write at the arrow of a packet: its Info, shortened as
// mode says, without spaces around it; where there is no Info, the Protocol.
func Label(p *Packet, mode LabelMode) string {
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
// first words; and the mark in brackets that it ends with, if there is one.
func summary(text string) string {
	if i := strings.LastIndexByte(text, '['); i > 0 {
		if _, n := scanMark(text[i:]); n == len(text)-i {
			return firstWords(strings.TrimRight(text[:i], " ")) + " " + text[i:]
		}
	}
	return firstWords(text)
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
		// A word that is longer than half of it, such as a path, is cut.
		if space := strings.LastIndexByte(text[:end], ' '); space > summaryWidth/2 {
			end = space
		}
	}
	return strings.TrimRight(text[:end], between) + "…"
}
