package dissect

// The messages of WireGuard (its white paper, 5.4).
const (
	wireGuardInitiation = 1
	wireGuardResponse   = 2
	wireGuardCookie     = 3
	wireGuardData       = 4
)

// wireGuardTag is how long the authentication of data is: what a keepalive has only.
const wireGuardTag = 16

// wireGuard has no port of its own: its messages are known by their sizes, and by
// three zeros, which some senders use otherwise once the handshake is done.
func wireGuard(p *packet, v view) bool {
	if v.size < 4 || len(v.data) < 4 {
		return false
	}
	kind, zeros := v.data[0], v.u24(1) == 0
	if (kind == wireGuardCookie || kind == wireGuardData) && !zeros || !p.wireGuardMessage(kind, v) {
		return false
	}
	if kind == wireGuardInitiation && p.conversation != nil {
		p.conversation.dissector = func(p *packet, v view) bool { return p.wireGuardMessage(v.u8(0), v) }
	}
	return true
}

func (p *packet) wireGuardMessage(kind byte, v view) bool {
	switch {
	case kind == wireGuardInitiation && v.size == 148:
		p.wireGuardWords("Handshake Initiation")
		p.addInfof(", sender=0x%08X", v.le32(4))
	case kind == wireGuardResponse && v.size == 92:
		p.wireGuardWords("Handshake Response")
		p.addInfof(", sender=0x%08X", v.le32(4))
		p.addInfof(", receiver=0x%08X", v.le32(8))
	case kind == wireGuardCookie && v.size == 64:
		p.wireGuardWords("Cookie Reply")
		p.addInfof(", receiver=0x%08X", v.le32(4))
	case kind == wireGuardData && v.size >= 32:
		p.wireGuardData(v)
	default:
		return false
	}
	return true
}

func (p *packet) wireGuardWords(name string) {
	p.setProtocol("WireGuard")
	p.setInfo(name)
}

func (p *packet) wireGuardData(v view) {
	if v.size == 32 {
		p.wireGuardWords("Keepalive")
	} else {
		p.wireGuardWords("Transport Data")
	}
	if !p.writes() {
		return
	}
	p.addInfof(", receiver=0x%08X", v.le32(4))
	p.addInfoUint(", counter=", v.le64(8))
	if size := len(v.data) - 16; size > wireGuardTag {
		p.addInfoUint(", datalen=", uint64(size-wireGuardTag))
	}
}
