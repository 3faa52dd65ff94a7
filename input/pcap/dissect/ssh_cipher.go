package dissect

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"math"
	"slices"
	"strconv"
)

// Wireshark 4.0 tries to decrypt without having keys: with zeros. What comes of
// it decides its words, so it is done here as well.
type sshCipher uint8

const (
	sshOpaque sshCipher = iota // it does not know the cipher, and tells of an encrypted packet
	sshStream                  // the length that it finds makes no sense, and it tells nothing
	sshBlocks                  // likewise, from the first block
	sshGCM128                  // the length is not encrypted (RFC 5647), so it reads a message of random bytes
	sshGCM256
)

var sshCiphers = map[string]sshCipher{
	"chacha20-poly1305@openssh.com": sshStream,
	"aes128-cbc":                    sshBlocks, "aes192-cbc": sshBlocks, "aes256-cbc": sshBlocks,
	"aes128-ctr": sshBlocks, "aes192-ctr": sshBlocks, "aes256-ctr": sshBlocks,
	"aes128-gcm": sshGCM128, "aes128-gcm@openssh.com": sshGCM128,
	"aes256-gcm": sshGCM256, "aes256-gcm@openssh.com": sshGCM256,
}

// sshAgreed returns the first of the client's names that the server has too
// (RFC 4253 7.1).
func sshAgreed(client, server []string) string {
	for _, name := range client {
		if slices.Contains(server, name) {
			return name
		}
	}
	return ""
}

// sshEncrypted words what the peer sends behind New Keys.
func (p *packet) sshEncrypted(peer *sshPeer, v view, offset int) int {
	switch peer.cipher {
	case sshStream:
		v.need(offset, 4)
	case sshBlocks:
		v.need(offset, aes.BlockSize)
	case sshGCM128:
		return p.sshGCM(peer, v, offset, 16)
	case sshGCM256:
		return p.sshGCM(peer, v, offset, 32)
	default:
		p.joinInfo(", ", "Encrypted packet (len="+strconv.Itoa(v.left(offset))+")")
	}
	return v.size
}

// sshGCM decrypts the type of a message with a key of zeros.
func (p *packet) sshGCM(peer *sshPeer, v view, offset, keySize int) int {
	const tag, least = 16, 16
	size := int(v.u32(offset))
	if size < least {
		return v.size
	}
	if size > math.MaxInt32 { // Wireshark takes it for negative
		panic(cutShort)
	}
	text := v.bytes(offset+4, size)
	block, err := aes.NewCipher(make([]byte, keySize))
	if err != nil {
		return v.size
	}
	var counter [aes.BlockSize]byte
	binary.BigEndian.PutUint64(counter[4:], peer.invocation)
	counter[15] = 2 // the first block behind the one for the tag
	peer.invocation++
	var plain [2]byte // length of the padding, and type
	cipher.NewCTR(block, counter[:]).XORKeyStream(plain[:], text[:len(plain)])
	p.joinInfo(", ", "Encrypted packet (plaintext_len="+strconv.Itoa(size+4)+")")
	kind := plain[1]
	if kind > 0 && kind < 20 || kind >= 50 {
		p.joinInfo(", ", sshName(sshMessageNames, kind))
	}
	switch kind {
	case 1, 2, 4, 5, 6, 50, 51, 53, 60, 80, 90, 92, 94, 95, 98:
		panic(malformed) // it begins with a text, whose length is random
	}
	v.need(offset+4+size, tag)
	return offset + 4 + size + tag
}
