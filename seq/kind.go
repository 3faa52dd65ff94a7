package seq

// A Kind says what a message is, by its most telling TCP flag. The ten kinds
// are those of the original packetseq.
type Kind uint8

// The kinds.
const (
	Other Kind = iota // not TCP, or Info does not show the flags
	SYN
	SYNACK
	ACK
	FIN
	FINACK
	RST
	RSTACK
	URG
	PSH
)

var kindNames = [...]string{"other", "SYN", "SYN ACK", "ACK", "FIN", "FIN ACK", "RST", "RST ACK", "URG", "PSH"}

// String returns the kind as people write it, such as "SYN ACK".
func (k Kind) String() string { return kindNames[k] }

// Kinds lists all kinds, in the order of a legend.
func Kinds() []Kind { return []Kind{SYN, SYNACK, ACK, PSH, URG, FIN, FINACK, RST, RSTACK, Other} }

// KindOf returns the kind of a packet. Only a row that Wireshark itself words
// as plain TCP tells by its flags; one that carries an application's message is
// Other, whether it was read from a raw capture (where the flags are known) or
// from text (where Info does not show them).
func KindOf(p *Packet) Kind {
	if !p.Known.Has(KnowsFlags) {
		return Other
	}
	switch p.Protocol {
	case "", "TCP", "MPTCP":
		return p.Flags.Kind()
	}
	return Other
}

// Kind returns the kind of the most telling flag: RST before SYN, FIN, URG,
// PSH and ACK.
func (f TCPFlags) Kind() Kind {
	ack := f&FlagACK != 0
	with := func(plain, acked Kind) Kind {
		if ack {
			return acked
		}
		return plain
	}
	switch {
	case f&FlagRST != 0:
		return with(RST, RSTACK)
	case f&FlagSYN != 0:
		return with(SYN, SYNACK)
	case f&FlagFIN != 0:
		return with(FIN, FINACK)
	case f&FlagURG != 0:
		return URG
	case f&FlagPSH != 0:
		return PSH
	case ack:
		return ACK
	}
	return Other
}
