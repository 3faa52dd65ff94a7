package tshark

import (
	"strconv"
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// A tcpdumpPair is the text "truncated! 10.0.0.1.80 > 10.0.0.2.99: words".
type tcpdumpPair struct {
	before              string // with the space at its end
	source, destination string // with ports
	words               string
}

// cutPair cuts s at the first two addresses with an arrow between them, and a
// colon behind.
func cutPair(s string) (pair tcpdumpPair, ok bool) {
	for from := 0; ; {
		i := strings.Index(s[from:], " > ")
		if i < 0 {
			return pair, false
		}
		i += from
		from = i + len(" > ")
		start := strings.LastIndexByte(s[:i], ' ') + 1
		destination := s[from:]
		destination = destination[:word(destination)]
		words := strings.TrimLeft(s[from+len(destination):], " ")
		if name, ok := strings.CutSuffix(destination, ":"); ok && name != "" && start < i {
			return tcpdumpPair{s[:start], s[start:i], name, words}, true
		}
	}
}

// setAddresses takes the addresses into p, and the ports that are split off.
func (pair tcpdumpPair) setAddresses(p *seq.Packet) {
	named := p.Known.Has(seq.KnowsPayload) || p.Protocol == "DNS" || p.Protocol == "MDNS"
	source, sourcePort := splitPort(pair.source, named)
	destination, destinationPort := splitPort(pair.destination, named)
	p.Source, p.Destination = source, destination
	s, err := strconv.ParseUint(sourcePort, 10, 16)
	d, err2 := strconv.ParseUint(destinationPort, 10, 16)
	if err == nil && err2 == nil {
		p.SourcePort, p.DestinationPort = uint16(s), uint16(d)
		p.Known |= seq.KnowsPorts
	}
}

// splitPort cuts an address at the dot before its port; port is empty if there
// is none. A host with a name has one if named says so.
func splitPort(address string, named bool) (host, port string) {
	tail := address[strings.LastIndexByte(address, ':')+1:] // of IPv6
	dots := strings.Count(tail, ".")
	switch {
	case len(tail) < len(address) && (dots == 0 || dots == 3), // mapped IPv4
		len(tail) == len(address) && dots == 3 && isAddress(address),
		dots == 0:
		return address, ""
	case len(tail) == len(address) && dots != 4 && !named:
		return address, ""
	}
	i := strings.LastIndexByte(address, '.')
	return address[:i], address[i+1:]
}

// tcpdumpProtocols are Wireshark's names of what tcpdump's words begin with.
var tcpdumpProtocols = []struct{ words, protocol string }{
	{"UDP, ", "UDP"}, {"ICMP ", "ICMP"}, {"ICMP6, ", "ICMPv6"},
	{"sctp ", "SCTP"}, {"OSPFv", "OSPF"}, {"BOOTP/DHCP, ", "DHCP"}, {"dhcp6 ", "DHCPv6"},
	{"NTPv", "NTP"}, {"igmp ", "IGMP"}, {"GREv0", "GRE"}, {"GREv1", "GRE"}, {"SYSLOG", "Syslog"},
	{"mobility: ", "MIPv6"}, {"frag ", "IPv6"}, {"ESP(", "ESP"}, {"AH(", "AH"}, {"RADIUS, ", "RADIUS"},
	{"RIPv", "RIP"}, {"quic", "QUIC"}, {"PIMv2", "PIMv2"}, {"VRRPv", "VRRP"}, {"tcp ", "TCP"},
}

// parseWords takes what the words of a packet tell into p.
func parseWords(p *seq.Packet, pair tcpdumpPair) {
	words := behindHeaders(pair.words)
	if rest, ok := strings.CutPrefix(words, "Flags ["); ok {
		tcpFactsOfTcpdump(p, rest, pair)
		return
	}
	for _, known := range tcpdumpProtocols {
		if rest, ok := strings.CutPrefix(words, known.words); ok {
			p.Protocol = known.protocol
			switch known.words {
			case "UDP, ":
				setPayload(p, strings.TrimPrefix(rest, "length "))
			case "tcp ":
				setPayload(p, rest)
			}
			return
		}
	}
	if p.Protocol = serviceOf(pair); p.Protocol == "" {
		p.Protocol = firstName(words)
	}
}

// behindHeaders returns what is behind remarks on a checksum, "[udp sum ok]",
// and the extension headers of IPv6 that words may begin with.
func behindHeaders(words string) string {
	for {
		closing := ""
		switch {
		case strings.HasPrefix(words, "["):
			closing = "] "
		case strings.HasPrefix(words, "("):
			closing = ") "
		case strings.HasPrefix(words, "HBH "), strings.HasPrefix(words, "RT6 "), strings.HasPrefix(words, "DSTOPT "):
			closing = " "
		}
		if _, rest, ok := strings.Cut(words, closing); ok && closing != "" {
			words = rest
			continue
		}
		return words
	}
}

// tcpdumpServices are the protocols that tcpdump leaves to the port to tell, by
// the number and the name of that.
var tcpdumpServices = map[string]string{
	"53": "DNS", "domain": "DNS", "5353": "MDNS", "mdns": "MDNS",
	"161": "SNMP", "snmp": "SNMP", "162": "SNMP", "snmp-trap": "SNMP", "snmptrap": "SNMP",
	"88": "KRB5", "kerberos": "KRB5",
}

// serviceOf returns the protocol of words that do not name it.
func serviceOf(pair tcpdumpPair) string {
	for _, address := range [...]string{pair.source, pair.destination} {
		if name := tcpdumpServices[address[strings.LastIndexByte(address, '.')+1:]]; name != "" {
			return name
		}
	}
	return ""
}

func setPayload(p *seq.Packet, digits string) {
	n := 0
	for n < len(digits) && isDigit(digits[n]) {
		n++
	}
	if n > 0 && n < 10 {
		p.Payload = decimal(digits[:n])
		p.Known |= seq.KnowsPayload
	}
}

// tcpFactsOfTcpdump reads what stands behind "Flags [":
//
//	S.], seq 318779225, ack 2786372179, win 65160, options [mss 1460,sackOK], length 0
//	P.], cksum 0x624a (correct), seq 1:81, ack 1, win 63, length 80: HTTP: GET / HTTP/1.1
//
// As tcpdump tells where a stream begins in the SYN, and then counts from there,
// Seq of a SYN is 0, as Wireshark shows it. (With -S it goes on from the number
// in the SYN, which cannot be told.)
func tcpFactsOfTcpdump(p *seq.Packet, s string, pair tcpdumpPair) {
	p.Protocol = "TCP"
	letters, s, ok := strings.Cut(s, "]")
	if !ok {
		return
	}
	p.Flags = tcpdumpFlags(letters)
	p.Known |= seq.KnowsFlags
	for {
		if s, ok = strings.CutPrefix(s, ", "); !ok {
			break
		}
		if length, ok := strings.CutPrefix(s, "length "); ok {
			setPayload(p, length)
			p.Protocol = application(length, pair)
			break
		}
		if options, ok := strings.CutPrefix(s, "options ["); ok {
			_, s, _ = strings.Cut(options, "]")
			continue
		}
		part, _, _ := strings.Cut(s, ", ")
		key, value, _ := strings.Cut(part, " ")
		setNumber(p, key, value)
		s = s[len(part):]
	}
	if p.Flags&seq.FlagSYN != 0 {
		p.Seq = 0
		if p.Known.Has(seq.KnowsAck) {
			p.Ack = 1
		}
	}
}

// setNumber takes "1:81" of seq or "1" of ack into p.
func setNumber(p *seq.Packet, key, value string) {
	value, _, _ = strings.Cut(value, ":")
	v, err := strconv.ParseUint(value, 10, 32)
	switch {
	case err != nil:
	case key == "seq":
		p.Seq = uint32(v)
		p.Known |= seq.KnowsSeq
	case key == "ack":
		p.Ack = uint32(v)
		p.Known |= seq.KnowsAck
	}
}

// application returns the protocol that stands behind the length of a segment,
// "80: HTTP: GET / HTTP/1.1", or "44 6096+ A? example.com."; TCP if there is none.
func application(s string, pair tcpdumpPair) string {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	if text, ok := strings.CutPrefix(s[n:], ": "); ok {
		name := firstName(text)
		if rest := text[len(name):]; name != "" && (rest == "" || strings.HasPrefix(rest, ": ") || strings.HasPrefix(rest, ", length:")) {
			return name
		}
	} else if strings.HasPrefix(s[n:], " ") {
		if service := serviceOf(pair); service != "" {
			return service
		}
	}
	return "TCP"
}

// tcpdumpFlags returns the flags of the letters in brackets.
func tcpdumpFlags(letters string) (flags seq.TCPFlags) {
	if letters == "none" {
		return 0
	}
	for i := range len(letters) {
		switch letters[i] {
		case 'F':
			flags |= seq.FlagFIN
		case 'S':
			flags |= seq.FlagSYN
		case 'R':
			flags |= seq.FlagRST
		case 'P':
			flags |= seq.FlagPSH
		case '.':
			flags |= seq.FlagACK
		case 'U':
			flags |= seq.FlagURG
		case 'E':
			flags |= seq.FlagECE
		case 'W':
			flags |= seq.FlagCWR
		case 'e':
			flags |= seq.FlagAE
		}
	}
	return flags
}

// arp takes the words of ARP into p. Without -e the addresses are those that
// ask and answer, as tcpdump does not tell the MAC addresses.
func arp(p *seq.Packet, words string) {
	p.Protocol = "ARP"
	p.Info = strings.TrimPrefix(words, "Ethernet (len 6), IPv4 (len 4), ")
	p.Source, p.Destination = p.SourceMAC, p.DestinationMAC
	if p.SourceMAC != "" {
		return
	}
	address := func(s string) string { return strings.TrimSuffix(s[:word(s)], ",") }
	if question, ok := strings.CutPrefix(p.Info, "Request who-has "); ok {
		p.Destination = address(question)
		if _, asker, ok := strings.Cut(question, " tell "); ok {
			p.Source = address(asker)
		}
	} else if answer, ok := strings.CutPrefix(p.Info, "Reply "); ok {
		p.Source = address(answer)
	}
}
