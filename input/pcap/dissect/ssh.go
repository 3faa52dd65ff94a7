package dissect

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// An sshSession is what is known of an SSH connection.
type sshSession struct {
	version int             // 0 until the client told it
	names   map[byte]string // of the messages of the key exchange
	peers   [2]sshPeer      // the client and the server

	groupExchange bool // the method is RFC 4419
}

// An sshPeer is one end of an SSH connection. Frames are by number, 0 if there
// was none.
type sshPeer struct {
	banner       int // frame of the identification string
	keyStart     int // frame of the first Key Exchange Init, or of the first message of SSH 1
	keyEnd       int // frame of New Keys
	keyEndOffset int // and where in its payload the message ends

	proposals  [sshProposals][]string // as far as they are of use
	agreed     sshCipher              // that which comes with New Keys
	cipher     sshCipher              // that which is used
	invocation uint64                 // of the cipher
}

// What a peer proposes, in the order of Key Exchange Init.
const (
	sshKexMethods = iota
	sshHostKeys
	sshCiphersOfClient
	sshCiphersOfServer
	sshProposals
)

// maxSSHList is how much of a proposal is kept.
const maxSSHList = 1 << 12

// ssh is RFC 4253, and SSH 1.5.
func ssh(p *packet, v view) bool {
	s := state[sshSession](p)
	fromServer := p.fromSSHServer()
	peer := &s.peers[side(fromServer)]
	p.setProtocol([...]string{"SSH", "SSHv1", "SSHv2"}[s.version])
	p.clearInfo()
	for offset := 0; v.left(offset) > 0; {
		switch {
		case peer.identifies(p.Number) && isSSHBanner(v.from(offset)):
			offset = p.sshBanner(s, peer, v, offset, fromServer)
		case s.version == 1:
			offset = p.sshV1Message(peer, v, offset)
		case s.version == 2 && peer.exchanges(p.Number, offset):
			offset = p.sshKeyExchange(s, v, offset, fromServer)
		default:
			offset = p.sshEncrypted(peer, v, offset)
		}
		if offset == waiting {
			return true
		}
		if s.version == 2 && offset >= len(v.data) {
			break
		}
	}
	p.prependInfo([...]string{"Client: ", "Server: "}[side(fromServer)])
	return true
}

// fromSSHServer goes by the ports: the lower one is the server's if both could be.
func (p *packet) fromSSHServer() bool {
	low, high := min(p.SourcePort, p.DestinationPort), max(p.SourcePort, p.DestinationPort)
	if slices.Contains(sshPorts, low) {
		return p.DestinationPort != low
	}
	return p.DestinationPort != high
}

// identifies reports whether the peer can still send its identification string.
func (peer *sshPeer) identifies(frame int) bool { return peer.banner == 0 || peer.banner == frame }

// exchanges reports whether the peer sends messages in the clear, at offset of a frame.
func (peer *sshPeer) exchanges(frame, offset int) bool {
	if peer.keyStart == 0 {
		return true
	}
	return peer.keyStart <= frame && (peer.keyEnd == 0 || frame < peer.keyEnd ||
		frame == peer.keyEnd && offset < peer.keyEndOffset)
}

func isSSHBanner(v view) bool {
	return v.has(0, 4) && strings.EqualFold(string(v.data[:4]), "SSH-")
}

// sshBanner is RFC 4253 4.2: SSH-protoversion-softwareversion.
func (p *packet) sshBanner(s *sshSession, peer *sshPeer, v view, offset int, fromServer bool) int {
	line := v.data[offset:]
	end := bytes.IndexByte(line, '\n')
	switch {
	case end < 0 && p.canReassemble():
		p.needMore(offset, oneMoreSegment)
		return waiting
	case end >= 0:
		line = line[:end+1]
	}
	peer.banner = p.Number
	if !fromServer {
		s.version = sshVersion(line)
	}
	text := bytes.TrimSuffix(line, []byte("\n"))
	if len(text) < len(line) {
		text = bytes.TrimSuffix(text, []byte("\r"))
	}
	p.joinInfo(", ", "Protocol ("+printable(text)+")")
	return offset + len(line)
}

func sshVersion(line []byte) int {
	text := strings.ToUpper(string(line[:min(len(line), 9)]))
	switch {
	case strings.HasPrefix(text, "SSH-2."), strings.HasPrefix(text, "SSH-1.99-"): // RFC 4253 5.1
		return 2
	case strings.HasPrefix(text, "SSH-1."):
		return 1
	}
	return 0
}

// sshV1Message words the first frame of each peer; all behind it is encrypted.
func (p *packet) sshV1Message(peer *sshPeer, v view, offset int) int {
	remain := len(v.data) - offset
	if remain < 4 && p.canReassemble() {
		p.needMore(offset, oneMoreSegment)
		return waiting
	}
	size := int(v.u32(offset))
	padding := 8 - size%8
	if p.canReassemble() && size+4+padding > remain {
		if more := size + padding - remain; more > 0 { // Wireshark forgets the length itself
			p.needMore(offset, more)
		}
		return waiting
	}
	if size >= 0xffff {
		size = max(remain-4-padding, 0)
	}
	at := offset + 4 + padding
	if peer.keyStart != 0 && peer.keyStart < p.Number {
		p.joinInfo(", ", "Encrypted packet (len="+strconv.Itoa(size)+")")
		return at + size
	}
	peer.keyStart = p.Number
	p.joinInfo(", ", sshName(sshV1Names, v.u8(at)))
	return at + max(size, 1)
}

func sshName(names map[byte]string, kind byte) string {
	if name, known := names[kind]; known {
		return name
	}
	return "Unknown (" + strconv.Itoa(int(kind)) + ")"
}

// sshKeyExchange is a message in the clear (RFC 4253 6).
func (p *packet) sshKeyExchange(s *sshSession, v view, offset int, fromServer bool) int {
	remain := len(v.data) - offset
	if remain < 4 && p.canReassemble() {
		p.needMore(offset, oneMoreSegment)
		return waiting
	}
	size := int(v.u32(offset))
	if p.canReassemble() && size+4 > remain {
		p.needMore(offset, size+4-remain)
		return waiting
	}
	if size >= 0xffff {
		size = remain - 4
	}
	at := offset + 5 // behind the length of the padding
	end := offset + 4 + size
	if end <= v.size {
		v.need(offset, 4+size)
	}
	kind := v.u8(at)
	names := sshMessageNames
	if kind >= 30 && kind < 40 {
		names = s.names
		if names == nil {
			names = sshDHNames
		}
	}
	p.joinInfo(", ", sshName(names, kind))
	peer := &s.peers[side(fromServer)]
	switch {
	case kind == sshKexInit:
		s.propose(peer, v, at+1)
		if peer.keyStart == 0 {
			peer.keyStart = p.Number
		}
	case kind == sshNewKeys && peer.keyEnd == 0:
		peer.keyEnd, peer.keyEndOffset = p.Number, at+1
		peer.cipher = peer.agreed
	case kind == sshKexReply && !s.groupExchange:
		s.chooseCiphers(v, at+1)
	}
	if padding := int(v.u8(offset + 4)); padding+2 > size {
		panic(malformed)
	}
	v.need(offset, 4+size)
	return end
}

// propose reads what a peer proposes (RFC 4253 7.1), and chooses a method of key
// exchange once both have.
func (s *sshSession) propose(peer *sshPeer, v view, at int) {
	const lists, cookie = 10, 16
	at += cookie
	for i := range lists {
		size := int(v.u32(at))
		text := v.bytes(at+4, size)
		if i < sshProposals {
			peer.proposals[i] = strings.Split(string(text[:min(size, maxSSHList)]), ",")
		}
		at += 4 + size
	}
	if s.names == nil {
		method := sshAgreed(s.peers[0].proposals[sshKexMethods], s.peers[1].proposals[sshKexMethods])
		s.names = sshKexNames[method]
		if strings.HasPrefix(method, "ecdh-sha2-") {
			s.names = sshECDHNames
		}
		s.groupExchange = strings.HasPrefix(method, "diffie-hellman-group-exchange-")
	}
}

// chooseCiphers takes the ciphers that both peers have. Wireshark does so at the
// reply of the key exchange, though not in a group exchange: a host key, a public
// key, and a signature (RFC 4253 8).
func (s *sshSession) chooseCiphers(v view, at int) {
	kind := func() { v.bytes(at+8, int(v.u32(at+4))) }
	kind()
	for range 2 {
		at += 4 + len(v.bytes(at+4, int(v.u32(at))))
	}
	client, server := &s.peers[0], &s.peers[1]
	for i := range s.peers {
		list := sshCiphersOfClient + i
		s.peers[i].agreed = sshCiphers[sshAgreed(client.proposals[list], server.proposals[list])]
	}
	kind()
}
