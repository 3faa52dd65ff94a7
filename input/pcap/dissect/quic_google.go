package dissect

// Frames of Google's QUIC Q050, T050 and T051 (chromium's "QUIC Wire Layout
// Specification"), which are in packets like those of RFC 9000.
const (
	googlePadding   = 0
	googleReset     = 1
	googleClose     = 2
	googleGoAway    = 3
	googleWindow    = 4
	googleBlocked   = 5
	googleStop      = 6
	googleCrypto    = 8
	googleACK       = 0x40 // a flag
	googleACKBlocks = 0x20 // a flag of ACK
	googleStream    = 0x80 // a flag
)

// googleMessages are the tags of handshake messages of Q050.
var googleMessages = map[string]string{"CHLO": "Client Hello", "SHLO": "Server Hello", "REJ\x00": "Rejection", "PRST": "Public Reset"}

func isGoogleQUIC(version uint32) bool {
	return version == quicQ050 || version == quicT050 || version == quicT051
}

// googleFrames words the frames of a packet whose packet number has n bytes. Most
// take the place of all that Info says.
func (p *packet) googleFrames(v view, version uint32, n int) {
	for at := 0; v.left(at) > 0 && !p.full(); {
		kind := v.u8(at)
		at++
		switch {
		case kind == googlePadding:
			return
		case kind == googleReset:
			v.need(at, 16)
			at += 16
			p.setInfo("RST STREAM")
		case kind == googleClose:
			at += 6 + int(v.u16(at+4))
			p.setInfo("Connection Close")
		case kind == googleGoAway:
			at += 10 + int(v.u16(at+8))
			p.setInfo("GOAWAY")
		case kind == googleWindow:
			at += 12
		case kind == googleBlocked:
			at += 4
		case kind == googleStop:
			at += n
		case kind == googleCrypto:
			at = p.googleHandshake(v, at, version)
		case kind&googleStream != 0: // streams are not in what can be read
			return
		case kind&googleACK != 0:
			at = googleACKEnd(v, at, kind)
		}
		v.need(0, at)
	}
}

// googleHandshake is a CRYPTO frame: of TLS, or of tags with values.
func (p *packet) googleHandshake(v view, at int, version uint32) int {
	p.addInfo(", CRYPTO")
	_, at = v.quicVarint(at)
	size, at := v.quicVarint(at)
	if version != quicQ050 {
		end := quicAfter(at, size)
		v.need(at, end-at)
		return end
	}
	name, known := googleMessages[string(v.bytes(at, 4))]
	if !known {
		name = "Unknown"
	}
	p.setInfo(name)
	at += 4
	tags := int(v.le16(at))
	at += 4
	values := 0 // the end of the last
	for range tags {
		v.need(at, 8)
		values = int(v.le32(at + 4))
		at += 8
	}
	return at + min(values, v.left(at))
}

// googleACKEnd returns the offset behind an ACK of version 34 and later.
func googleACKEnd(v view, at int, kind byte) int {
	widths := [...]int{1, 2, 4, 6}
	largest, block := widths[kind>>2&3], widths[kind&3]
	at += largest + 2
	blocks := 0
	if kind&googleACKBlocks != 0 {
		blocks = int(v.u8(at))
		at++
	}
	at += block + blocks*(1+block)
	times := int(v.u8(at))
	at++
	if times > 0 {
		at += 5 + (times-1)*3
	}
	return at
}
