package column

import (
	"strconv"
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// A Row is a packet while its columns are read, with what they say that a packet
// has no place for. The packet is where it will be used, and need not be copied.
type Row struct {
	*seq.Packet

	// Of source and destination, what is said where Wireshark's own columns are
	// missing. A packet inside another has several values.
	ip, ipv6, arp [2]string

	protocols string // frame.protocols: "eth:ethertype:ip:tcp"
	window    string // of TCP
}

// Complete fills in what no column told, from what others did. It is called when
// all columns of a row are read.
func (r *Row) Complete() {
	if r.Source == "" {
		r.Source = r.address(0)
	}
	if r.Destination == "" {
		r.Destination = r.address(1)
	}
	if r.protocols != "" && r.Protocol == "" {
		r.Protocol = lastProtocol(r.protocols)
		if isPlainTCP(r.Info) {
			r.Protocol = "TCP" // a part of what the last protocol carries
		}
	}
	if r.Protocol == "" && r.Known.Has(seq.KnowsFlags) && (r.Info == "" || isPlainTCP(r.Info)) {
		r.Protocol = "TCP"
	}
	if r.Info == "" {
		r.Info = r.words()
	}
}

// address returns the address of the header that Wireshark's columns show, as
// far as the fields tell: the innermost one, but for an ICMP message, whose own
// it is and not that of the packet it complains about. end is 0 for the source.
func (r *Row) address(end int) string {
	mac := [...]string{r.SourceMAC, r.DestinationMAC}[end]
	if mac != "" && (r.Protocol == "ARP" || strings.HasSuffix(r.protocols, ":arp")) {
		return mac // also inside a tunnel
	}
	ip, ipv6 := r.ip[end], r.ipv6[end]
	if strings.ContainsAny(ip, separators) || strings.ContainsAny(ipv6, separators) || ip != "" && ipv6 != "" {
		return r.shownHeader(ip, ipv6)
	}
	for _, address := range [...]string{ip, ipv6, mac, r.arp[end]} {
		if address != "" {
			return address
		}
	}
	return ""
}

// shownHeader returns the address in the header that is shown, of several.
func (r *Row) shownHeader(ip, ipv6 string) string {
	version, number := 4, -1 // the last
	if ip == "" {
		version = 6
	}
	if r.protocols != "" {
		version, number = shownLayer(r.protocols)
	} else if isICMPError(r.Info) {
		number = 0
	}
	if version == 6 {
		ip = ipv6
	}
	headers := values(ip)
	switch {
	case len(headers) == 0:
		return ""
	case number >= 0 && number < len(headers):
		return headers[number]
	}
	return headers[len(headers)-1]
}

// shownLayer returns which IP header of protocols the columns show: its version,
// and how many of the same version are before it.
func shownLayer(protocols string) (version, number int) {
	headers := map[int]int{4: 0, 6: 0}
	for name := range strings.SplitSeq(protocols, ":") {
		switch name {
		case "ip":
			version = 4
		case "ipv6":
			version = 6
		case "icmp", "icmpv6":
			return version, headers[version] - 1
		default:
			continue
		}
		headers[version]++
	}
	return version, headers[version] - 1
}

// isPlainTCP reports whether info is what Wireshark says of a packet whose
// Protocol is TCP.
func isPlainTCP(info string) bool {
	marks, ports, rest := seq.SplitInfo(info)
	return ports != "" && strings.HasPrefix(rest, "[") || rest == "" && strings.HasSuffix(marks, "[TCP segment of a reassembled PDU]")
}

// isICMPError reports whether info is that of an ICMP message about another packet.
func isICMPError(info string) bool {
	for _, words := range [...]string{"Destination unreachable", "Destination Unreachable", "Time-to-live exceeded", "Time Exceeded",
		"Redirect", "Source quench", "Parameter problem", "Parameter Problem", "Packet Too Big"} {
		if strings.HasPrefix(info, words) {
			return true
		}
	}
	return false
}

// lastProtocol returns the name of the last of protocols that Wireshark's
// Protocol column would show.
func lastProtocol(protocols string) string {
	shown := ""
	for name := range strings.SplitSeq(protocols, ":") {
		if !IsContent(name) {
			shown = name
		}
		if name == "icmp" || name == "icmpv6" {
			break // what follows is the packet that it is about
		}
	}
	if shown == "" {
		return ""
	}
	return ProtocolName(shown)
}

// words returns what Wireshark writes into Info of plain TCP and UDP, as far as
// the facts are known: "39564 → 3128 [SYN] Seq=0 Len=0". It says less than what
// Wireshark tells of a packet that carries more, but more than nothing.
func (r *Row) words() string {
	tcp := r.Known.Has(seq.KnowsFlags)
	if !r.Known.Has(seq.KnowsPorts) || !tcp && !r.Known.Has(seq.KnowsPayload) {
		return ""
	}
	b := make([]byte, 0, 80)
	for marks := range r.Marks.Texts() {
		b = append(append(append(b, '['), marks...), "] "...)
	}
	b = strconv.AppendUint(b, uint64(r.SourcePort), 10)
	b = append(b, today...)
	b = strconv.AppendUint(b, uint64(r.DestinationPort), 10)
	if tcp {
		b = appendFlags(b, r.Flags)
		b = r.appendFact(b, " Seq=", seq.KnowsSeq, uint64(r.Seq))
		if r.Flags&seq.FlagACK != 0 {
			b = r.appendFact(b, " Ack=", seq.KnowsAck, uint64(r.Ack))
		}
		if r.window != "" {
			b = append(append(b, " Win="...), r.window...)
		}
	}
	return string(r.appendFact(b, " Len=", seq.KnowsPayload, uint64(r.Payload)))
}

// appendFact appends a fact that is known.
func (r *Row) appendFact(b []byte, name string, known seq.Fields, value uint64) []byte {
	if !r.Known.Has(known) {
		return b
	}
	return strconv.AppendUint(append(b, name...), value, 10)
}

// FlagNames are the names of the TCP flags in Info, from the lowest bit.
var FlagNames = [...]string{"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"}

// appendFlags appends flags as " [SYN, ACK]".
func appendFlags(b []byte, flags seq.TCPFlags) []byte {
	open := " ["
	for i, name := range FlagNames {
		if flags&(1<<i) != 0 {
			b = append(append(b, open...), name...)
			open = ", "
		}
	}
	if flags == 0 {
		b = append(b, " [<None>"...)
	}
	return append(b, ']')
}
