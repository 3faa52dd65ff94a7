package seq

import "strings"

// SplitInfo cuts the text of Wireshark's Info column into the marks at its
// head, the two ports, and the rest, without the spaces that separate them:
//
//	[TCP Dup ACK 17#1] 53833 → 3128 [ACK] Seq=2346 …
//	╰──── marks ─────╯ ╰── ports ─╯ ╰──── rest ────╯
//
// Marks and ports count only where Wireshark puts them; a text that has none
// there is all rest. The parts are substrings of info, from left to right.
func SplitInfo(info string) (marks, ports, rest string) {
	end := 0
	for rest = info; ; {
		_, n := scanMark(rest)
		if n == 0 {
			break
		}
		end = len(info) - len(rest) + n
		rest = strings.TrimLeft(rest[n:], " ")
	}
	marks = info[:end]
	if pair, ok := scanPorts(rest); ok {
		ports, rest = rest[:pair.end], strings.TrimLeft(rest[pair.end:], " ")
	}
	return marks, ports, strings.TrimRight(rest, " ")
}

// PortArrow returns between which bytes of a text of Wireshark's Info column the
// arrow between two ports stands, with the spaces around it; 0, 0 if there is
// none.
func PortArrow(info string) (start, end int) {
	rest := info
	for {
		_, n := scanMark(rest)
		if n == 0 {
			break
		}
		rest = strings.TrimLeft(rest[n:], " ")
	}
	pair, ok := scanPorts(rest)
	if !ok {
		return 0, 0
	}
	at := len(info) - len(rest)
	return at + pair.arrow, at + pair.arrowEnd
}

// ParseInfo fills in what p.Info tells: the ports, the TCP flags, Seq, Ack, the
// payload length (Len) and the marks. What Info does not say is left as it is.
//
// It knows the rows of Wireshark's TCP and UDP dissectors, from versions that
// write "80 > 53833" to those that write "http(80) → 53833", and reads nothing
// into the text of other protocols but the marks.
//
// Where Info has ports, it returns between which bytes their arrow stands, with
// the spaces around it; else 0, 0.
func ParseInfo(p *Packet) (arrow, end int) {
	rest := p.Info
	for {
		mark, n := scanMark(rest)
		if n == 0 {
			break
		}
		p.Marks |= mark
		rest = strings.TrimLeft(rest[n:], " ")
	}
	if pair, ok := scanPorts(rest); ok {
		at := len(p.Info) - len(rest)
		arrow, end = at+pair.arrow, at+pair.arrowEnd
		if pair.numeric() {
			p.SourcePort, p.DestinationPort = uint16(pair.source), uint16(pair.destination)
			p.Known |= KnowsPorts
		}
		rest = parseFacts(p, rest[pair.end:])
	}
	if strings.HasSuffix(rest, "]") || strings.Contains(rest, "[TCP ") {
		p.Marks |= laterMarks(rest)
	}
	return arrow, end
}

// laterMarks returns those marks that Wireshark also writes behind other text.
func laterMarks(rest string) (marks Marks) {
	if strings.HasSuffix(rest, "[Malformed Packet]") {
		marks |= Malformed
	}
	if strings.Contains(rest, "[TCP segment of a reassembled PDU]") ||
		strings.Contains(rest, "[TCP PDU reassembled in ") { // since Wireshark 4.4
		marks |= ReassembledPDU
	}
	return marks
}

// formerMarks are the texts that older versions of Wireshark write, or newer
// ones than the table of marks was made after.
var formerMarks = [...]struct {
	text string
	mark Marks
}{
	{"TCP Previous segment lost", PreviousSegmentNotCaptured},
	{"TCP ACKed lost segment", ACKedUnseenSegment},
	{"TCP Zero Window", ZeroWindow},
}

// scanMark reads one mark in brackets at the start of s, or the processor of a load
// balancer, and returns it with its length; 0 if there is none. A bracket is a mark if it is in the table or
// speaks of TCP; what it says may be unknown ("[TCP CHECKSUM INCORRECT]").
func scanMark(s string) (mark Marks, n int) {
	if len(s) < 2 {
		return 0, 0
	}
	if s[0] == 'O' || s[0] == 'I' {
		return 0, scanProcessor(s)
	}
	if s[0] != '[' || s[1] != 'T' && s[1] != 'M' {
		return 0, 0
	}
	end := strings.IndexByte(s, ']')
	if end < 0 {
		return 0, 0
	}
	text := s[1:end]
	if strings.HasPrefix(text, "TCP Dup ACK ") {
		text = "TCP Dup ACK" // without the frame and the count, "17#1"
	}
	for i := range markTexts {
		if markTexts[i].wireshark == text {
			return 1 << i, end + 1
		}
	}
	for i := range formerMarks {
		if formerMarks[i].text == text {
			return formerMarks[i].mark, end + 1
		}
	}
	switch {
	case strings.HasPrefix(text, "TCP PDU reassembled in "):
		return ReassembledPDU, end + 1
	case strings.HasPrefix(text, "TCP "):
		return 0, end + 1
	}
	return 0, 0
}

// A portPair is the text "53833 → 3128". A port that is told by name only is -1.
type portPair struct {
	source, destination int
	arrow, arrowEnd     int // where the arrow stands, with its spaces
	end                 int // length of the text
}

func (p portPair) numeric() bool { return p.source >= 0 && p.destination >= 0 }

// arrows are what stands between two ports: that of Wireshark since 1.12, what
// its CSV export makes of it, and what versions before and other tools wrote.
var arrows = [...]string{" → ", "  >  ", " > ", " -> "}

// scanProcessor returns the length of what Wireshark puts in front where a load balancer
// says which of its processors had the packet: "OUT s1/tmm0 :"; 0 if it is not there.
func scanProcessor(s string) int {
	if !strings.HasPrefix(s, "OUT s") && !strings.HasPrefix(s, "IN  s") && !strings.HasPrefix(s, "IN s") {
		return 0
	}
	const longest = len("OUT s255/tmm255: ")
	head, _, found := strings.Cut(s[:min(len(s), longest)], ": ")
	if !found || !strings.Contains(head, "/tmm") {
		return 0
	}
	return len(head) + 1
}

// scanPorts reads two ports at the start of s. They count only if what follows
// is what Wireshark writes there: the flags in brackets, the length, or nothing.
func scanPorts(s string) (pair portPair, ok bool) {
	source, i := scanPort(s)
	arrow := scanArrow(s[i:])
	if i == 0 || arrow == 0 {
		return pair, false
	}
	destination, n := scanPort(s[i+arrow:])
	if n == 0 {
		return pair, false
	}
	pair = portPair{source, destination, i, i + arrow, i + arrow + n}
	return pair, pair.followed(s[pair.end:])
}

// scanArrow returns the length of the arrow at the start of s; 0 if there is
// none.
func scanArrow(s string) int {
	if len(s) < 2 || s[0] != ' ' || serviceBytes[s[1]] && s[1] != '-' {
		return 0 // so end most texts without ports, after their first word
	}
	for _, a := range arrows {
		if strings.HasPrefix(s, a) {
			return len(a)
		}
	}
	return 0
}

// followed reports whether rest may stand behind the two ports. Names are less
// telling than numbers, and so need better company.
func (p portPair) followed(rest string) bool {
	switch {
	case rest == "":
		return p.numeric()
	case strings.HasPrefix(rest, " Len="):
		return true
	case strings.HasPrefix(rest, "[Packet size limited"), strings.HasPrefix(rest, "[Malformed Packet"):
		return p.numeric() // the TCP header itself was cut
	case strings.HasPrefix(rest, " ["):
		if p.numeric() {
			return true
		}
		_, n := scanFlags(rest[1:])
		return n > 0
	}
	return false
}

// scanPort reads a port at the start of s: "80", "http(80)", or "http", which
// gives -1. It returns the length of the text; 0 if there is no port.
func scanPort(s string) (port, n int) {
	value, n := scanNumber(s)
	if n > 0 && (n == len(s) || s[n] == ' ' || s[n] == '[') {
		if value > 0xffff {
			return 0, 0
		}
		return int(value), n
	}
	for n = 0; n < len(s) && serviceBytes[s[n]]; n++ {
	}
	if n == 0 || n == len(s) || s[n] != '(' {
		return -1, n
	}
	value, digits := scanNumber(s[n+1:])
	end := n + 1 + digits
	if digits == 0 || value > 0xffff || end == len(s) || s[end] != ')' {
		return 0, 0
	}
	return int(value), end + 1
}

// serviceBytes says which bytes may stand in the name of a service, as the
// services file has them.
var serviceBytes = func() (may [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.+/") {
		may[c] = true
	}
	return may
}()

// parseFacts reads what stands behind the ports, "[ACK] Seq=1 Ack=1 Win=512
// Len=0", or " Len=120" alone, and returns what is behind that.
func parseFacts(p *Packet, s string) string {
	if strings.HasPrefix(s, " [") {
		flags, n := scanFlags(s[1:])
		if n == 0 {
			return s
		}
		p.Flags = flags
		p.Known |= KnowsFlags
		s = s[1+n:]
	}
	for len(s) > 5 && s[0] == ' ' && s[4] == '=' {
		value, n := scanNumber(s[5:])
		if n == 0 || value > 0xffffffff {
			return s
		}
		key := s[1:4]
		s = s[5+n:]
		switch key {
		case "Seq":
			p.Seq = uint32(value)
			p.Known |= KnowsSeq
		case "Ack":
			p.Ack = uint32(value)
			p.Known |= KnowsAck
		case "Len": // the last; TCP options follow
			p.Payload = int(value)
			p.Known |= KnowsPayload
			return s
		}
	}
	return s
}

// scanFlags reads TCP flags in brackets at the start of s, "[SYN, ACK]", and
// returns the length of the text; 0 if these are no flags.
func scanFlags(s string) (flags TCPFlags, n int) {
	end := strings.IndexByte(s, ']')
	if end < 2 || s[0] != '[' {
		return 0, 0
	}
	list := s[1:end]
	switch list { // nearly all packets
	case "ACK":
		return FlagACK, end + 1
	case "PSH, ACK":
		return FlagPSH | FlagACK, end + 1
	case "<None>":
		return 0, end + 1
	}
	for more := true; more; {
		var name string
		name, list, more = strings.Cut(list, ", ")
		flag, ok := flagNamed(name)
		if !ok {
			return 0, 0
		}
		flags |= flag
	}
	return flags, end + 1
}

// flagNamed returns the flag that Wireshark calls name. "Reserved" says that a
// bit without meaning is set, and gives no flag.
func flagNamed(name string) (flag TCPFlags, ok bool) {
	switch name {
	case "FIN":
		return FlagFIN, true
	case "SYN":
		return FlagSYN, true
	case "RST":
		return FlagRST, true
	case "PSH":
		return FlagPSH, true
	case "ACK":
		return FlagACK, true
	case "URG":
		return FlagURG, true
	case "ECE", "ECN": // the latter before Wireshark 3.6
		return FlagECE, true
	case "CWR":
		return FlagCWR, true
	case "AE", "NS": // the latter before RFC 9293
		return FlagAE, true
	case "Reserved":
		return 0, true
	}
	return 0, false
}

// scanNumber reads decimal digits at the start of s, up to 10 of them, and
// returns how many there are; 0 if there are none or more.
func scanNumber(s string) (value uint64, n int) {
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		value = value*10 + uint64(s[n]-'0')
		if n++; n > 10 {
			return 0, 0
		}
	}
	return value, n
}
