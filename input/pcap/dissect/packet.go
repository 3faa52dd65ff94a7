// Package dissect says of a frame what Wireshark's packet list says of it: source,
// destination, protocol and Info, in the words of Wireshark 4.0.
//
// It has one small file a protocol; table.go is the list of them. A protocol
// is a function that reads a view of its bytes, writes columns, and hands what
// it carries to the next. What a capture has told before is kept in
// conversations (conversations.go), bounded in number.
package dissect

import (
	"bytes"
	"net/netip"
	"strings"
	"unicode/utf8"

	"github.com/packetseq/packetseq/input/pcap/frame"
	"github.com/packetseq/packetseq/seq"
)

// A Dissector knows the protocols, and what the packets of a capture that it
// was given have told up to now.
type Dissector struct {
	// Wanted is as in input.Options.
	Wanted func(*seq.Packet) bool

	// Named is as in input.Options.
	Named func(address, name string, source seq.NameSource)

	// Links and Identities are as in input.Options.
	Links, Identities bool

	table         *table
	conversations conversations
	fragments     fragments
	sctp          sctpHalves
	owners        owners
	texts         texts
	quic          quicConnections
	packet        packet // the one at hand
}

// New returns a Dissector of one capture.
func New() *Dissector {
	return &Dissector{table: newTable(), conversations: newConversations(), fragments: newFragments(), sctp: newSCTPHalves(), owners: make(owners), texts: newTexts()}
}

// A packet is what is known of a packet while it is dissected.
type packet struct {
	*Dissector
	*seq.Packet // being filled in; its Protocol and Info come from columns
	columns

	// The addresses of the innermost network layer up to now. They are valid
	// where the packet has any.
	source, destination netip.Addr

	macs         []byte        // of Ethernet, destination first, while they are no text
	conversation *conversation // of the innermost transport layer; nil if there is none
	forward      bool          // the packet goes the way of the first one of its conversation

	asked      bool // whether Info is wanted
	depth      int  // of layers, against endless nesting
	fragmented bool // a part of a datagram: what is too short is no fault
	labels     int  // of domain names that were read
	stream     streamState
	trailer    view // behind the outermost network layer
}

// maxDepth is how many layers a packet may have.
const maxDepth = 64

// A dissector words one message. It returns false, and has written nothing,
// if the bytes are not of its protocol.
type dissector func(p *packet, v view) bool

// Dissect fills in what f tells of out, whose Capture and Number are set.
func (d *Dissector) Dissect(f *frame.Frame, out *seq.Packet) {
	p := &d.packet
	*p = packet{Dissector: d, Packet: out}
	p.columns = columns{info: d.texts.room(), wanted: true} // until asked: what is too short may end before
	out.Length = f.Length
	if f.Timed {
		out.Time = seq.Time{NS: f.Time, Clock: seq.AbsoluteClock, Digits: f.Digits}
	}
	v := view{f.Data, max(f.Length, len(f.Data))}
	p.guard(func() { p.linkLayer(f.Link, v) })
	p.finish()
}

// ask finds out whether Info is wanted, once the headers have told what they can.
// Those of an inner packet may tell what makes it so.
func (p *packet) ask() {
	if p.Wanted == nil || p.asked && p.wanted {
		return
	}
	p.asked = true
	p.showAddresses()
	p.wanted = p.Wanted(p.Packet)
}

// guard runs what may find its packet too short, and words what it finds. Any
// other panic in it is a fault of its dissector, and worded likewise.
func (p *packet) guard(dissect func()) {
	defer func() {
		fault := recover()
		if fault == nil {
			return
		}
		if text, ok := fault.(reassemblyError); ok {
			p.addInfo("[Reassembly error, " + string(text) + "]")
			return
		}
		switch {
		case fault == cutShort && p.stream.shortened:
		case fault == cutShort:
			p.addInfo("[Packet size limited during capture]")
		case fault == overlong:
			p.addInfo("[Malformed Packet: length of contained item exceeds length of containing item]")
			p.Marks |= seq.Malformed
		case fault == malformed && p.fragmented:
			p.addInfo("[BoundErrorUnreassembled Packet]")
		default:
			p.addInfo("[Malformed Packet]")
			p.Marks |= seq.Malformed
		}
	}()
	dissect()
}

// call runs the dissector of the next layer.
func (p *packet) call(next dissector, v view) bool {
	if p.depth == maxDepth {
		panic(malformed)
	}
	p.depth++
	known := next(p, v)
	p.depth--
	return known
}

// transportFacts are those that the transport layer tells.
const transportFacts = seq.KnowsPorts | seq.KnowsFlags | seq.KnowsSeq | seq.KnowsAck | seq.KnowsPayload | seq.KnowsStream

// setAddresses says between which hosts the packet goes, as far as is known. What the
// transport layer of a tunnel told is not about them.
func (p *packet) setAddresses(source, destination netip.Addr) {
	p.source, p.destination = source, destination
	p.Source, p.Destination = "", ""
	p.conversation = nil
	p.SourcePort, p.DestinationPort = 0, 0
	p.Known &^= transportFacts
}

// trail remembers what stands in a frame behind its outermost packet.
func (p *packet) trail(rest view) {
	if p.trailer.size == 0 {
		p.trailer = rest
	}
}

// showAddresses makes the texts of the addresses.
func (p *packet) showAddresses() {
	if p.source.IsValid() && p.Source == "" {
		p.Source, p.Destination = p.addressTexts()
	}
	if p.Links || p.Source == "" || p.Destination == "" {
		p.showLinks()
	}
	if p.Source == "" {
		p.Source = p.SourceMAC
	}
	if p.Destination == "" {
		p.Destination = p.DestinationMAC
	}
}

// addressTexts returns the texts of the addresses, which a conversation keeps.
func (p *packet) addressTexts() (source, destination string) {
	c := p.conversation
	if c == nil {
		return p.texts.address(p.source), p.texts.address(p.destination)
	}
	if c.firstText == "" {
		c.firstText, c.secondText = p.texts.address(c.first.address), p.texts.address(c.second.address)
	}
	if p.forward {
		return c.firstText, c.secondText
	}
	return c.secondText, c.firstText
}

// showLinks makes the texts of the addresses of Ethernet.
func (p *packet) showLinks() {
	if p.macs != nil {
		p.DestinationMAC, p.SourceMAC = p.texts.mac(p.macs[:6]), p.texts.mac(p.macs[6:])
		p.macs = nil
	}
}

func (p *packet) finish() {
	if !p.asked {
		p.ask()
	}
	p.showAddresses()
	p.Protocol = p.columns.protocol
	if !p.wanted {
		return
	}
	if validInfo(p.columns.info) {
		p.Info = p.texts.keep(p.columns.info)
	} else {
		p.Info = strings.ToValidUTF8(string(p.columns.info), "\uFFFD")
	}
}

// validInfo reports whether Info is UTF-8. Package utf8 takes eight bytes at once up to the
// first that is not ASCII, and one by one from there: so what is behind the arrow between
// two ports is looked at by itself.
func validInfo(info []byte) bool {
	const arrow = "\u2192"
	at := bytes.IndexByte(info, arrow[0])
	if at < 0 || !bytes.HasPrefix(info[at:], []byte(arrow)) {
		return utf8.Valid(info)
	}
	return utf8.Valid(info[:at]) && utf8.Valid(info[at+len(arrow):])
}
