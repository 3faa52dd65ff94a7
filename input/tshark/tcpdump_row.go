package tshark

import (
	"strconv"
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// A tcpdumpLine is the line of a packet, cut into its parts.
type tcpdumpLine struct {
	line   int    // of the file, from 1
	number int    // that -# writes; 0 if there is none
	time   string // empty with -t
	body   string
}

// cutTcpdumpLine cuts off the number and the time. A line is a packet if it has
// a time, or begins as one with -t does.
func cutTcpdumpLine(line string) (l tcpdumpLine, ok bool) {
	text := strings.TrimLeft(line, " ")
	indent := len(line) - len(text)
	if n := word(text); isNumber(text[:n]) && strings.HasPrefix(text[n:], "  ") {
		l.number = decimal(text[:n])
		text = text[n+len("  "):]
		indent = 0
	}
	// The time since another packet has its sign before it, or a space.
	rest, elapsed := strings.CutPrefix(text, " ")
	if indent == 1 {
		elapsed = true
	}
	rest, negative := strings.CutPrefix(rest, "-")
	n := scanTime(rest)
	switch {
	case indent > 1:
		return l, false
	case n == 0 || n == len(rest) || isNumber(rest[:n]): // every time has decimals
		l.body = text
		return l, indent == 0 && beginsTcpdump(text)
	}
	l.time, l.body = rest[:n], strings.TrimLeft(rest[n:], " ")
	if n >= len("00:00:00") && l.time[2] == ':' && (elapsed || negative) {
		l.time = elapsedTime(l.time, negative)
	}
	return l, true
}

// elapsedTime writes a time such as "26:00:01.5" as hours, minutes and seconds, which
// is not taken for a time of day.
func elapsedTime(clock string, negative bool) string {
	s := clock[:2] + "h " + clock[3:5] + "m " + clock[6:] + "s"
	if negative {
		s = "-" + s
	}
	return s
}

// goesOn reports whether the body of a packet goes on in the next line: headers
// in parentheses end a line with -v, and the addresses come below.
func (l *tcpdumpLine) goesOn() bool {
	const longest = 4096
	if !strings.HasSuffix(l.body, ")") || len(l.body) > longest {
		return false
	}
	_, rest := ipHeader(l.body)
	_, ok := cutPair(rest)
	return !ok
}

// parseTcpdump makes p of what stands behind the time.
func parseTcpdump(p *seq.Packet, body string) {
	body = body[direction(body):]
	network, rest := linkHeader(p, body)
	header, rest := ipHeader(rest)
	ipFacts(p, header)
	pair, ok := cutPair(rest)
	if network == "ARP" {
		arp(p, rest)
		return
	}
	if !ok {
		p.Source, p.Destination = p.SourceMAC, p.DestinationMAC
		p.Protocol = firstName(rest)
		if p.Info = rest; rest == "" {
			p.Info = body
		}
		return
	}
	parseWords(p, pair)
	if p.Protocol == "" {
		p.Protocol = headerProtocol(header)
	}
	if p.Protocol == "" {
		p.Protocol = network
	}
	pair.setAddresses(p)
	p.Info = pair.before + pair.words
}

// direction returns the length of the interface and the direction of a packet,
// which s begins with if all interfaces were captured: "lo    In  ".
func direction(s string) int {
	for end, words := 0, 0; words < 2; words++ {
		n := word(s[end:])
		at := end + n
		name := s[end:at]
		for at < len(s) && s[at] == ' ' {
			at++
		}
		switch name {
		case "In", "Out", "B", "M", "P":
			return at
		}
		end = at
	}
	return 0
}

// linkHeader cuts the header that -e writes off s, or the name of the network
// layer that is there without.
//
//	02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype IPv4 (0x0800), length 74: …
//	ifindex 1 00:00:00:00:00:01 ethertype IPv4 (0x0800), length 104: …
func linkHeader(p *seq.Packet, s string) (network, rest string) {
	for _, name := range [...]string{"IP6 ", "IP ", "ARP, "} {
		if rest, ok := strings.CutPrefix(s, name); ok {
			return networkNames[strings.TrimRight(name, " ,")], rest
		}
	}
	if rest, ok := strings.CutPrefix(s, "ifindex "); ok {
		_, s, _ = strings.Cut(rest, " ")
	}
	head, rest, ok := strings.Cut(s, ": ")
	at := strings.LastIndex(head, ", length ")
	if !ok || at < 0 || !isNumber(head[at+len(", length "):]) {
		if i := strings.Index(s, " IP ("); i > 0 { // behind MPLS and the like
			return "IPv4", s[i+len(" IP "):]
		}
		return "", s
	}
	if n := word(s); isMAC(s[:n]) {
		p.SourceMAC = s[:n]
		if destination, ok := strings.CutPrefix(s[n:], " > "); ok && isMAC(destination[:min(macLength, len(destination))]) {
			p.DestinationMAC = destination[:macLength]
		}
	} else if !strings.Contains(head, " (") {
		return "", s
	}
	if !strings.HasSuffix(head[:at], ", 802.3") { // whose length is that of what it carries
		p.Length = decimal(head[at+len(", length "):])
	}
	network = strings.TrimPrefix(head, "AF ")
	if i := strings.LastIndex(head, "ethertype "); i >= 0 {
		network = head[i+len("ethertype "):]
	}
	// A VLAN tag is followed by the type of what it carries.
	for strings.HasPrefix(rest, "vlan ") {
		i := strings.Index(rest, "ethertype ")
		if i < 0 {
			break
		}
		network = rest[i+len("ethertype "):]
		_, rest, _ = strings.Cut(network, ", ")
	}
	network = network[:word(network)]
	if name, ok := networkNames[network]; ok {
		network = name
	}
	return network, rest
}

// networkNames are Wireshark's names of what tcpdump calls otherwise.
var networkNames = map[string]string{"IP": "IPv4", "IP6": "IPv6", "ARP": "ARP"}

// ipHeader cuts the header in parentheses off s that -v writes, with what is
// before it.
func ipHeader(s string) (header, rest string) {
	i := 0
	if !strings.HasPrefix(s, "(") {
		if i = strings.Index(s, " (tos ") + 1; i == 0 {
			return "", s
		}
		if pair, ok := cutPair(s[:i]); ok && pair.source != "" {
			return "", s // of a packet inside another
		}
	}
	depth := 0
	for n := i; n < len(s); n++ {
		switch s[n] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return s[i+1 : n], s[:i] + strings.TrimLeft(s[n+1:], " ")
			}
		}
	}
	return "", s
}

// ipFacts takes what an IP header in parentheses tells into p.
func ipFacts(p *seq.Packet, header string) {
	for part := range strings.SplitSeq(header, ", ") {
		key, value, _ := strings.Cut(part, " ")
		switch key {
		case "ttl", "hlim":
			if v, err := strconv.ParseUint(value, 10, 8); err == nil {
				p.TTL = uint8(v)
				p.Known |= seq.KnowsTTL
			}
		case "id":
			if v, err := strconv.ParseUint(value, 10, 16); err == nil {
				p.IPID = uint16(v)
				p.Known |= seq.KnowsIPID
			}
		}
	}
}

// headerProtocol returns the protocol that an IP header in parentheses names:
// "proto TCP (6)", "next-header TCP (6) payload length: 516".
func headerProtocol(header string) string {
	for _, key := range [...]string{"proto ", "next-header "} {
		if _, name, ok := strings.Cut(header, key); ok {
			return name[:word(name)]
		}
	}
	return ""
}

const macLength = len("02:00:00:00:00:01")

// isMAC reports whether s is an Ethernet address.
func isMAC(s string) bool { return len(s) == macLength && s[2] == ':' && s[14] == ':' && isAddress(s) }

// firstName returns the name that s begins with; empty if it is none.
func firstName(s string) string {
	n := strings.IndexAny(s, " ,:(")
	if n < 0 {
		n = len(s)
	}
	if n == 0 || s[0] < 'A' || s[0] > 'Z' {
		return ""
	}
	return s[:n]
}
