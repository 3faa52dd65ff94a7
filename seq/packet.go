// Package seq is the hub of packetseq: packets come in from the input rooms
// through Reader, and the events of a packet sequence diagram go out to the
// output rooms through Writer. Build stands between the two.
//
//	captures ──▶ input ──▶ Packet ──▶ Build ──▶ events ──▶ output ──▶ diagram
//
// It imports the standard library only, and knows no file format.
package seq

// A Packet says what one row of Wireshark's packet list says, and what later
// stages need of it, whatever it was read from.
//
// A Packet is a value and may be copied. Its strings never change, but may
// share a larger buffer: what keeps packets for long, or keeps few of many,
// keeps them through Clone.
type Packet struct {
	Capture int // index of the capture in the order of the command line, from 0
	Number  int // frame number in its capture, from 1 (Wireshark's "No.")
	Time    Time

	// Source and Destination are addresses as Wireshark shows them: IPv4, IPv6,
	// MAC, or a resolved name. Empty where the capture does not say.
	Source, Destination string

	Protocol string
	Length   int // of the frame on the wire, in bytes; -1 if not known
	Info     string

	// SourceMAC and DestinationMAC are the link-layer addresses, where the
	// capture tells them beside Source and Destination; else empty.
	SourceMAC, DestinationMAC string

	// Known says which of the following fields hold a fact; the others are zero.
	Known                       Fields
	SourcePort, DestinationPort uint16 // TCP, UDP, UDP-Lite, SCTP or DCCP
	Flags                       TCPFlags
	TTL                         uint8  // IPv4 time to live, IPv6 hop limit
	IPID                        uint16 // IPv4 identification
	Seq, Ack                    uint32 // TCP; relative ones if read from Info
	Payload                     int    // bytes above TCP or UDP ("Len=" in Info)
	Stream                      int    // Wireshark's conversation index (tcp.stream, udp.stream)
	Marks                       Marks

	// Comment is what somebody has noted on the packet in the capture; mostly
	// empty. Several notes are lines of it.
	Comment string

	Interface uint32   // that captured it, from 1 in each capture; 0 if not known
	Identity  Identity // of a raw packet; zero where the bytes are not known

	// Path is where else the packet was captured, where captures were merged;
	// else nil.
	Path *Path
}

// An Identity is what tells a packet from all others, and is the same wherever on
// its way the packet is captured: behind a router, a translation of addresses, or in a
// tunnel. Zero is none.
type Identity struct {
	Exact uint64 // of the innermost IP header's identification, transport header and payload
	Loose uint64 // the same without the identification

	// Common is whether a packet says the same each time that the hosts speak, as those do by which
	// neighbours find each other: two like it may be of different times.
	Common bool
}

// A Path is the way of a packet over several captures. Packet is as the first of
// them has it.
type Path struct {
	Seen []Sighting // in the order of the way, times on the clock of the first capture
	Lost bool       // seen leaving, and never seen arriving

	// Source and Destination are the addresses that the last of them shows: they may be
	// translated on the way.
	Source, Destination string
}

// Fields is a set of those facts of a Packet that not every capture tells.
type Fields uint16

// The facts that Packet.Known can name.
const (
	KnowsPorts Fields = 1 << iota
	KnowsFlags
	KnowsSeq
	KnowsAck
	KnowsPayload
	KnowsTTL
	KnowsIPID
	KnowsStream
)

// Has reports whether all of the facts in f are known.
func (known Fields) Has(f Fields) bool { return known&f == f }

// TCPFlags are the flag bits of a TCP header in the order of RFC 9293 (3.1),
// AE being the ninth bit of RFC 3168 and its successors (formerly NS).
type TCPFlags uint16

// The TCP flags.
const (
	FlagFIN TCPFlags = 1 << iota
	FlagSYN
	FlagRST
	FlagPSH
	FlagACK
	FlagURG
	FlagECE
	FlagCWR
	FlagAE
)

// A Reader yields the packets of one or more captures, in their order.
//
// Read overwrites *p wholly with the next packet, whatever was in it, or returns
// an error and leaves *p in no particular state. After the last packet the error
// is io.EOF, and stays so. Any other error ends the stream too; it says where in
// which capture it happened.
//
// Once Read has returned, the Reader makes no use of *p any more: the caller may
// change it, and hand it to the next Read. The texts of a packet stay valid for
// ever (see Packet), so a copy of *p stays what it was.
//
// A packet is large, and passes many Readers: one that stands around another hands
// p on to it.
type Reader interface {
	Read(p *Packet) error
}
