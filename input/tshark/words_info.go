package tshark

import (
	"strings"

	"github.com/packetseq/packetseq/input/column"
	"github.com/packetseq/packetseq/seq"
)

// A sentence is what one protocol has to say of a packet.
type sentence struct {
	*words
	packet   *seq.Packet
	d        *dissection
	chain    chain
	protocol string // for the Protocol column; preset to the name in displayNames
}

// wordings make the Info of the protocols whose words are known. Each appends to
// words.info, and reports false if the fields do not tell enough.
var wordings = map[string]func(*sentence) bool{
	"tcp":    tcpWords,
	"udp":    udpWords,
	"ip":     ipWords,
	"arp":    arpWords,
	"icmp":   icmpWords,
	"icmpv6": icmpv6Words,
	"http":   httpWords,
	"dns":    dnsWords,
	"mdns":   dnsWords,
	"llmnr":  dnsWords,
	"tls":    tlsWords,
	"sip":    sipWords,
	"ftp":    ftpWords,
	"smtp":   smtpWords,
	"telnet": telnetWords,
	"dhcp":   dhcpWords,
}

// columns fills in Protocol and Info where the capture has not told them: what the
// innermost protocol says, behind the marks of TCP's analysis.
func (w *words) columns(p *seq.Packet, d *dissection, c chain) {
	w.info = w.info[:0]
	if c.has("tcp") {
		tcp := d.layer("tcp")
		p.Marks |= marksOf(tcp)
		w.info = appendMarks(w.info, tcp)
	}
	s := &sentence{words: w, packet: p, d: d, chain: c}
	s.speak()
	if d.hasLayer("_ws.short") {
		w.info = append(w.info, "[Packet size limited during capture]"...)
	}
	if c.has("_ws.malformed") {
		w.info = append(w.info, "[Malformed Packet]"...)
		p.Marks |= seq.Malformed
	}
	if p.Protocol == "" {
		p.Protocol = s.protocol
		if c.has("gtp") && !strings.HasPrefix(s.protocol, "GTP") {
			p.Protocol = w.names.of([]byte("GTP <" + s.protocol + ">"))
		}
	}
	if p.Info == "" {
		p.Info = string(w.info)
	}
}

// speak appends what the innermost protocol says.
func (s *sentence) speak() {
	for i := len(s.chain) - 1; i >= 0; i-- {
		name := s.chain[i]
		if column.IsContent(name) {
			continue
		}
		s.protocol = column.ProtocolName(name)
		wording := wordings[name]
		if wording == nil {
			s.say(s.title(name))
			return
		}
		if before := len(s.info); !wording(s) {
			s.info = s.info[:before]
			s.say(s.protocol)
		}
		return
	}
}

// title returns what the packet details show for a protocol, or its name where the
// form has no such text.
func (s *sentence) title(name string) string {
	for i := len(s.d.layers) - 1; i >= 0; i-- {
		if l := &s.d.layers[i]; l.name == name && l.title.end > l.title.start {
			return string(s.d.bytes(l.title))
		}
	}
	return column.ProtocolName(name)
}

// say appends texts to Info.
func (s *sentence) say(texts ...string) {
	for _, text := range texts {
		s.info = append(s.info, text...)
	}
}

// sayField appends a text and the value of a field, and reports whether there was
// one; else it appends nothing.
func (s *sentence) sayField(before string, f facts, name string) bool {
	value := f.get(name)
	if value == nil {
		return false
	}
	s.say(before)
	s.info = append(s.info, value...)
	return true
}
