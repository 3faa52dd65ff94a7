package dissect

import (
	"fmt"
	"strings"
)

// The messages of the NetBIOS session service (RFC 1002 4.3.1).
const (
	nbssMessage    = 0x00
	nbssRequest    = 0x81
	nbssPositive   = 0x82
	nbssNegative   = 0x83
	nbssRetarget   = 0x84
	nbssKeepAlive  = 0x85
	nbssHeader     = 4
	nbssMaxRequest = 256
)

var nbssTypes = map[byte]string{
	nbssMessage: "Session message", nbssRequest: "Session request", nbssPositive: "Positive session response",
	nbssNegative: "Negative session response", nbssRetarget: "Retarget session response", nbssKeepAlive: "Session keep-alive",
}

var nbssErrors = map[byte]string{
	0x80: "Not listening on called name", 0x81: "Not listening for calling name", 0x82: "Called name not present",
	0x83: "Called name present, but insufficient resources", 0x8f: "Unspecified error",
}

// nbss is what carries SMB: over NetBIOS on port 139, and straight over TCP on port
// 445, where a length has 24 bits in place of 17.
func nbss(p *packet, v view) bool {
	p.setProtocol("NBSS")
	p.clearInfo()
	kind := v.u8(0)
	direct := p.SourcePort == 445 || p.DestinationPort == 445
	if !p.stream.reassembled {
		if direct = len(v.data) >= 8 && kind == nbssMessage && isSMB(v.from(nbssHeader)); !nbssLooksWhole(v, direct) {
			p.setInfo("NBSS Continuation Message")
			return true
		}
	}
	p.setInfo(nbssType(kind))
	for offset := 0; v.left(offset) > 0; {
		left := v.left(offset)
		if p.canReassemble() && left < nbssHeader {
			p.needMore(offset, oneMoreSegment)
			return true
		}
		size := nbssHeader + nbssLength(v.from(offset), direct)
		if p.canReassemble() && left < size {
			p.needMore(offset, size-left)
			return true
		}
		p.nbssPacket(v.part(offset, size))
		offset += size
	}
	return true
}

func nbssType(kind byte) string {
	if name, known := nbssTypes[kind]; known {
		return name
	}
	return fmt.Sprintf("Unknown (%02x)", kind)
}

func isSMB(v view) bool { return v.has(1, 3) && string(v.data[1:4]) == "SMB" }

// nbssLength returns how many bytes follow the header.
func nbssLength(v view, direct bool) int {
	if direct {
		return int(v.u24(1))
	}
	return int(v.u24(1) & 0x1ffff)
}

// nbssLooksWhole tells the beginning of a message from the middle of one.
func nbssLooksWhole(v view, direct bool) bool {
	if len(v.data) < nbssHeader || !direct && v.u8(1)&^1 != 0 {
		return false
	}
	size := nbssLength(v, direct)
	switch v.u8(0) {
	case nbssMessage:
		return size > 0
	case nbssRequest:
		return size >= 2 && size <= nbssMaxRequest
	case nbssPositive, nbssKeepAlive:
		return size == 0
	case nbssNegative:
		return size == 1
	case nbssRetarget:
		return size == 6
	}
	return false
}

func (p *packet) nbssPacket(v view) {
	body := v.from(min(nbssHeader, v.size))
	switch v.u8(0) {
	case nbssRequest:
		called, next := p.nbssName(body, 0)
		calling, _ := p.nbssName(body, next)
		p.addInfo(", to " + called + " from " + calling)
	case nbssNegative:
		if name, known := nbssErrors[body.u8(0)]; known {
			p.addInfo(", " + name)
		} else {
			p.addInfof(", Unknown (%x)", body.u8(0))
		}
	case nbssMessage:
		p.guard(func() {
			if isSMB(body) {
				smb(p, body)
			}
		})
	}
}

// smb tells the versions of SMB apart. Of version 1 it says no more than that
// it is.
func smb(p *packet, v view) {
	switch v.u8(0) {
	case 0xff:
		p.setProtocol("SMB")
		p.smb1(v)
	case smb2Plain, smb2Encrypted, smb2Compressed:
		p.smb2(v, true)
	}
}

// nbssName reads a NetBIOS name, each byte of which is two letters (RFC 1001
// 14.1), and returns the offset behind it.
func (p *packet) nbssName(v view, at int) (name string, next int) {
	const size = 16
	encoded, next := p.domainName(v, at)
	encoded, scope, scoped := strings.Cut(encoded, ".")
	if len(encoded) != 2*size {
		return fmt.Sprintf("Illegal NetBIOS name (%d bytes long)", len(encoded)/2), next
	}
	var text strings.Builder
	var kind byte
	for i := range size {
		high, low := encoded[2*i]-'A', encoded[2*i+1]-'A'
		if high > 'Z'-'A' || low > 'Z'-'A' {
			return "Illegal NetBIOS name (character not between A and Z in first-level encoding)", next
		}
		switch c := high<<4 | low; {
		case i == size-1:
			kind = c
		case c >= ' ' && c <= '~':
			text.WriteByte(c)
		default:
			fmt.Fprintf(&text, "<%02x>", c)
		}
	}
	name = strings.TrimRight(text.String(), " ") + fmt.Sprintf("<%02x>", kind)
	if scoped {
		name += "." + scope
	}
	return name, next
}
