package tshark

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// words makes packets of dissections: what Wireshark's packet list would say of
// them, in the words of Wireshark 4, as far as the fields tell.
type words struct {
	capture int
	names   interner
	count   int   // of packets so far
	digits  uint8 // of the times so far
	tls     tlsVersions
	info    []byte // the text that is being made
}

func newWords(o input.Options) words {
	return words{capture: o.Capture, names: interner{}, digits: 6, tls: tlsVersions{}}
}

// An interner keeps one copy of each short text that comes again and again.
type interner map[string]string

// maxNames bounds an interner; one that is full starts again.
const maxNames = 1 << 14

func (n interner) of(text []byte) string {
	if s, ok := n[string(text)]; ok {
		return s
	}
	if len(n) >= maxNames {
		clear(n)
	}
	s := string(text)
	if len(s) <= 64 {
		n[s] = s
	}
	return s
}

// packet makes p of a dissection. It keeps nothing of d.
func (w *words) packet(p *seq.Packet, d *dissection) {
	w.count++
	*p = seq.Packet{Capture: w.capture, Number: w.count, Length: -1}
	frame := d.layer("frame")
	if len(frame.fields) == 0 {
		frame = d.all() // the general information of PDML, or the times of EK
	}
	for _, name := range []string{"frame.number", "_ws.col.No.", "num"} {
		if n, ok := frame.number(name); ok && n <= math.MaxInt32 {
			p.Number = int(n)
			break
		}
	}
	for _, name := range []string{"frame.len", "_ws.col.Length", "len"} {
		if n, ok := frame.number(name); ok && n <= math.MaxInt32 {
			p.Length = int(n)
			break
		}
	}
	p.Time = w.time(frame)
	if all := d.all(); all.has("_ws.col.Info") {
		p.Info = string(all.get("_ws.col.Info"))
		seq.ParseInfo(p) // for what was not asked for beside it
	}
	p.Protocol = w.names.of(d.all().get("_ws.col.Protocol"))
	chain := newChain(d)
	w.addresses(p, d, chain)
	transport(p, d, chain)
	w.columns(p, d, chain)
}

// time returns the time of a frame. tshark writes nine decimals whatever the
// capture has; Wireshark's packet list shows as many as the capture has. So six are
// taken to be all until one of the others is not 0.
func (w *words) time(frame facts) seq.Time {
	for _, name := range []string{"frame.time_epoch", "frame.time_utc", generalTime} {
		text := frame.get(name)
		if text == nil {
			continue
		}
		ns, ok := parseEpoch(text)
		if !ok {
			continue
		}
		if ns%1000 != 0 {
			w.digits = 9
		}
		return seq.Time{NS: ns, Clock: seq.AbsoluteClock, Digits: w.digits}
	}
	return seq.Time{}
}

// parseEpoch reads seconds since 1970 with decimals, the same in the form of RFC
// 3339 (since Wireshark 4.2), or the milliseconds of EK, which have no point.
func parseEpoch(text []byte) (ns int64, ok bool) {
	if bytes.IndexByte(text, 'T') > 0 {
		t, err := time.Parse(time.RFC3339Nano, string(text))
		return t.UnixNano(), err == nil
	}
	whole, fraction, found := bytes.Cut(text, []byte{'.'})
	seconds, err := strconv.ParseInt(string(whole), 10, 64)
	const limit = math.MaxInt64 / int64(time.Second)
	if err != nil || seconds < -limit || seconds > limit && found {
		return 0, false
	}
	if !found {
		if seconds > limit*1000 {
			return 0, false
		}
		return seconds * int64(time.Millisecond), true
	}
	var below int64
	for i := range 9 {
		below *= 10
		if i < len(fraction) {
			if fraction[i] < '0' || fraction[i] > '9' {
				return 0, false
			}
			below += int64(fraction[i] - '0')
		}
	}
	if whole[0] == '-' {
		below = -below
	}
	return seconds*int64(time.Second) + below, true
}

// A chain is the protocols of a packet, from the outermost, without what stands
// inside the quotation that an ICMP error carries.
type chain []string

// newChain takes frame.protocols ("eth:ethertype:ip:tcp:http") where it is there:
// EK gathers the layers of one name, so that their order does not tell.
func newChain(d *dissection) chain {
	var c chain
	switch text := d.all().get("frame.protocols"); {
	case text != nil:
		c = strings.Split(string(text), ":")
	case d.flat():
		for _, name := range flatOrder {
			if d.hasFieldsOf(name) {
				c = append(c, name)
			}
		}
	default:
		for i := range d.layers {
			c = append(c, d.layers[i].name)
		}
	}
	for i, name := range c {
		if name == "icmp" || name == "icmpv6" {
			return c[:i+1]
		}
	}
	return c
}

// flatOrder are the protocols that can be told from chosen fields (-e), in the order
// in which they carry each other.
var flatOrder = []string{"eth", "sll", "wlan", "arp", "ip", "ipv6", "icmp", "icmpv6",
	"udp", "tcp", "dns", "tls", "http"}

func (c chain) has(name string) bool { return c.last(name) >= 0 }

// last returns the index of the innermost protocol of that name; -1 if there is none.
func (c chain) last(name string) int {
	for i := len(c) - 1; i >= 0; i-- {
		if c[i] == name {
			return i
		}
	}
	return -1
}

// innermost returns the value of a field in the innermost layer of a protocol. Where
// fields were chosen, those of a header that an ICMP error quotes come behind it.
func (c chain) innermost(layer facts, protocol, field string) []byte {
	if !layer.d.flat() || !c.has("icmp") && !c.has("icmpv6") {
		return layer.get(field)
	}
	values := layer.queue(field)
	var value []byte
	for _, name := range c {
		if name == protocol {
			value = values.pop()
		}
	}
	return value
}

// addressFields names, for each protocol that has addresses, its two.
var addressFields = map[string][2]string{
	"eth":  {"eth.src", "eth.dst"},
	"ip":   {"ip.src", "ip.dst"},
	"ipv6": {"ipv6.src", "ipv6.dst"},
	"sll":  {"sll.src.eth", ""},
	"wlan": {"wlan.ta", "wlan.ra"},
}

// addresses fills in the addresses: those of the innermost protocol that has any,
// as Wireshark's Source and Destination columns do.
func (w *words) addresses(p *seq.Packet, d *dissection, c chain) {
	eth := d.layer("eth")
	p.SourceMAC, p.DestinationMAC = w.names.of(eth.get("eth.src")), w.names.of(eth.get("eth.dst"))
	columns := d.all()
	p.Source, p.Destination = w.names.of(columns.get("_ws.col.Source")), w.names.of(columns.get("_ws.col.Destination"))
	if p.Source != "" || p.Destination != "" {
		return
	}
	for i := len(c) - 1; i >= 0; i-- {
		names, ok := addressFields[c[i]]
		if !ok {
			continue
		}
		layer := d.layer(c[i])
		if hop, ok := layer.number("ipv6.routing.segleft"); ok && hop > 0 && layer.has("ipv6.routing.src.addr") {
			names[1] = "ipv6.routing.src.addr" // the last hop of the route
		}
		p.Source, p.Destination = w.names.of(c.innermost(layer, c[i], names[0])), w.names.of(c.innermost(layer, c[i], names[1]))
		if c[i] == "wlan" && p.Source == "" && p.Destination != "" {
			p.Destination = w.names.of([]byte(p.Destination + " (RA)")) // as Wireshark marks the receiver of an ACK
		}
		if p.Source != "" || p.Destination != "" {
			return
		}
	}
}

// transport fills in what the IP and transport layers tell.
func transport(p *seq.Packet, d *dissection, c chain) {
	if n, ok := d.layer("ip").number("ip.ttl"); ok && n <= math.MaxUint8 {
		p.TTL, p.Known = uint8(n), p.Known|seq.KnowsTTL
	} else if n, ok := d.layer("ipv6").number("ipv6.hlim"); ok && n <= math.MaxUint8 {
		p.TTL, p.Known = uint8(n), p.Known|seq.KnowsTTL
	}
	if n, ok := d.layer("ip").number("ip.id"); ok && n <= math.MaxUint16 {
		p.IPID, p.Known = uint16(n), p.Known|seq.KnowsIPID
	}
	for _, name := range []string{"tcp", "udp", "udplite", "sctp", "dccp"} {
		if f := d.layer(name); c.has(name) && portsOf(p, f, name) {
			if name == "tcp" {
				tcpFacts(p, f)
			}
			break
		}
	}
}

// portsOf fills in the ports and the conversation, and reports whether the layer has
// ports.
func portsOf(p *seq.Packet, f facts, name string) bool {
	if name == "udplite" {
		name = "udp"
	}
	source, ok1 := f.number(name + ".srcport")
	destination, ok2 := f.number(name + ".dstport")
	if !ok1 || !ok2 || source > math.MaxUint16 || destination > math.MaxUint16 {
		return false
	}
	p.SourcePort, p.DestinationPort = uint16(source), uint16(destination)
	p.Known |= seq.KnowsPorts
	if n, ok := f.number(name + ".stream"); ok && n <= math.MaxInt32 {
		p.Stream, p.Known = int(n), p.Known|seq.KnowsStream
	}
	if n, ok := f.number("udp.length"); ok && n >= 8 && n <= math.MaxInt32 {
		p.Payload, p.Known = int(n)-8, p.Known|seq.KnowsPayload
	}
	return true
}
