package tshark

import (
	"strings"
)

// A textRow is a line of tshark's columns, cut into them.
type textRow struct {
	number              int    // 0 if there is none
	time                string // empty if there is none
	source, destination string
	protocol            string
	length              int // -1 if there is none
	info                string
}

// A rowSplitter cuts lines into rows, and remembers of earlier ones what makes
// later ones clear.
type rowSplitter struct {
	hasLength bool     // the rows have a length
	names     []string // sources with spaces in them
}

const (
	maxSpacedNames = 64 // that are remembered
	maxWords       = 4  // of a name or a protocol
)

// What tshark pads its columns to.
const (
	timeWidth    = 10
	addressWidth = 12
)

// split cuts a line into its columns:
//
//	    2   0.000041 192.168.1.62 → 192.168.1.3  TCP 66 3128 → 53833 [SYN, ACK] Seq=0 Ack=1 …
//	╰─no.─╯╰─time──╯╰──source──╯   ╰destination╯    ╰length
//
// The number or the time may be missing, and the length. The arrow between the two
// addresses is what makes a line a row.
func (s *rowSplitter) split(row *textRow, line string) bool {
	*row = textRow{length: -1}
	rest, ok := row.cutNumber(line)
	if !ok {
		return false
	}
	// A time that is empty is padded too.
	if text := strings.TrimLeft(rest, " "); row.number == 0 || len(rest)-len(text) <= timeWidth {
		if n := scanTime(text); n > 0 && n < len(text) {
			row.time, rest = text[:n], text[n:]
		}
	}
	first, rest, leftward, ok := cutArrow(rest)
	if !ok || row.number == 0 && row.time == "" {
		return false
	}
	second, rest := s.cutAddress(rest)
	row.source, row.destination = first, second
	if leftward {
		row.source, row.destination = second, first
	}
	if !s.isAddressColumn(first) || strings.HasSuffix(second, ":") || strings.HasSuffix(second, ",") {
		return false
	}
	s.remember(first)
	return s.cutTail(row, rest)
}

// cutNumber takes the number of the packet off a line.
func (row *textRow) cutNumber(line string) (rest string, ok bool) {
	text := strings.TrimLeft(line, " ")
	n := word(text)
	if n == len(text) {
		return "", false
	}
	if !isNumber(text[:n]) {
		return line, true
	}
	row.number = decimal(text[:n])
	return text[n:], row.number > 0
}

// decimal returns the value of digits; 0 if there are more than nine, which is
// too great to count packets or bytes.
func decimal(digits string) (n int) {
	if len(digits) > 9 {
		return 0
	}
	for i := range len(digits) {
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

// cutArrow cuts s at the arrow between two addresses. tshark writes that to the
// left where the column of the destination comes first, and "->" before its
// version 2; other tools write ">".
func cutArrow(s string) (before, after string, leftward, ok bool) {
	at, size := strings.Index(s, "→")-1, len(" → ")
	if at < 0 || s[at] != ' ' || !strings.HasPrefix(s[at+size-1:], " ") {
		at = len(s)
	}
	if at == len(s) || strings.IndexByte(s[:at], '>') >= 0 || strings.IndexByte(s[:at], "←"[0]) >= 0 {
		for _, arrow := range [...]string{" → ", " -> ", " > ", " ← "} {
			if i := strings.Index(s[:at], arrow); i >= 0 {
				at, size, leftward = i, len(arrow), arrow == " ← "
			}
		}
	}
	if at == len(s) {
		return "", "", false, false
	}
	return strings.Trim(s[:at], " "), s[at+size:], leftward, true
}

// cutAddress takes the address off s, the text behind the arrow.
func (s *rowSplitter) cutAddress(text string) (address, rest string) {
	first := strings.TrimLeft(text, " ")
	if len(text)-len(first) > addressWidth || first == "" {
		return "", first // an empty one is padded too
	}
	for _, name := range s.names {
		if rest, ok := strings.CutPrefix(first, name); ok && strings.HasPrefix(rest, " ") {
			return name, rest
		}
	}
	n := word(first)
	n += remarks(first[n:])
	if n < addressWidth && !isAddress(first[:n]) {
		n = s.spacedName(first, n)
	}
	return first[:n], first[n:]
}

// remarks returns the length of the remarks in parentheses that s begins with,
// which Wireshark puts behind some addresses: " (90:a4:de:c0:46:0a) (RA)".
func remarks(s string) int {
	end := 0
	for strings.HasPrefix(s[end:], " (") {
		n := strings.IndexByte(s[end:], ')')
		if n < 0 {
			break
		}
		end += n + 1
	}
	return end
}

// spacedName returns the length of a name that text begins with and whose first
// word has n bytes. As a column is padded to its width, only one that is as wide
// or has a space in it is followed by a single space.
func (s *rowSplitter) spacedName(text string, n int) int {
	longer := n
	for words := 1; words < maxWords && longer+1 < len(text) && text[longer+1] != ' '; words++ {
		longer += 1 + word(text[longer+1:])
		if longer >= addressWidth && s.isTail(text[longer:]) || strings.HasPrefix(text[longer:], "  ") {
			return longer
		}
	}
	return n
}

// isTail reports whether s has what is behind the addresses.
func (s *rowSplitter) isTail(text string) bool {
	row := textRow{length: -1}
	return s.cutTail(&row, text) && row.length >= 0
}

// cutTail takes the protocol and the length off s; what is left is Info.
func (s *rowSplitter) cutTail(row *textRow, text string) bool {
	text = strings.TrimLeft(text, " ")
	n := protocolWords(text)
	length := lengthAt(text, n)
	for words := 0; length == 0 && s.hasLength && words < maxWords-1 && n < len(text); words++ {
		n += 1 + word(text[n+1:])
		length = lengthAt(text, n)
	}
	if length == 0 {
		n = protocolWords(text)
	} else {
		row.length = decimal(text[n+1 : n+1+length])
		s.hasLength = true
	}
	row.protocol = text[:n]
	row.info = strings.TrimPrefix(text[min(n+1+length, len(text)):], " ")
	if length == 0 && n < len(text) {
		row.info = text[n+1:]
	}
	return row.protocol != ""
}

// protocolWords returns the length of the protocol that s begins with: a word,
// or more of "PPP LCP" and "GTP <TCP>".
func protocolWords(s string) int {
	n := word(s)
	switch rest := s[n:]; {
	case strings.HasPrefix(rest, " <"):
		if end := strings.IndexByte(rest, '>'); end > 0 {
			return n + end + 1
		}
	case s[:n] == "PPP" && len(rest) > 1 && !isDigit(rest[1]):
		return n + 1 + word(rest[1:])
	}
	return n
}

// lengthAt returns the length of the number behind s[:n], unless that is a port
// with an arrow behind it; 0 if there is none.
func lengthAt(s string, n int) int {
	if n+1 >= len(s) {
		return 0
	}
	digits := word(s[n+1:])
	if !isNumber(s[n+1:n+1+digits]) || strings.HasPrefix(s[n+1+digits:], " → ") {
		return 0
	}
	return digits
}

// isAddressColumn reports whether s may be all of a column of addresses: behind
// an address stand remarks only.
func (s *rowSplitter) isAddressColumn(text string) bool {
	n := word(text)
	return n == len(text) || !isAddress(text[:n]) || n+remarks(text[n:]) == len(text)
}

// remember keeps a name with spaces in it, which is hard to tell where nothing
// but a space is behind it.
func (s *rowSplitter) remember(name string) {
	if strings.IndexByte(name, ' ') < 0 || len(s.names) == maxSpacedNames {
		return
	}
	for _, known := range s.names {
		if known == name {
			return
		}
	}
	s.names = append(s.names, strings.Clone(name))
}

// isAddress reports whether s has the shape of an IP or MAC address.
func isAddress(s string) bool {
	marks := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':' || c == '.':
			marks++
		case !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f'):
			return false
		}
	}
	return marks > 1
}
