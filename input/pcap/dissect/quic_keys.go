package dissect

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
)

// Versions of QUIC.
const (
	quicV1   = 0x00000001 // RFC 9000
	quicV2   = 0x6b3343cf // RFC 9369
	quicQ050 = 0x51303530 // Google's
	quicT050 = 0x54303530
	quicT051 = 0x54303531
)

// quicDraft returns on which draft a version is based; RFC 9000 is draft 34. It
// is 0 for what is not known.
func quicDraft(version uint32) int {
	switch {
	case version>>8 == 0xff0000:
		return int(version & 0xff)
	case version == 0xfaceb001: // Facebook's
		return 22
	case version == 0xfaceb002, version == 0xfaceb00e, version == quicQ050, version == quicT050, version == quicT051:
		return 27
	case version&0x0f0f0f0f == 0x0a0a0a0a: // forces Version Negotiation
		return 29
	case version == quicV1:
		return 34
	case version == quicV2:
		return 100
	}
	return 0
}

// quicSalt is RFC 9001 5.2, and RFC 9369 3.3.1, and what came before them.
func quicSalt(version uint32) string {
	draft := quicDraft(version)
	switch {
	case version == quicQ050:
		return "\x50\x45\x74\xef\xd0\x66\xfe\x2f\x9d\x94\x5c\xfc\xdb\xd3\xa7\xf0\xd3\xb5\x6b\x45"
	case version == quicT050:
		return "\x7f\xf5\x79\xe5\xac\xd0\x72\x91\x55\x80\x30\x4c\x43\xa2\x36\x7c\x60\x48\x83\x10"
	case version == quicT051:
		return "\x7a\x4e\xde\xf4\xe7\xcc\xee\x5f\xa4\x50\x6c\x19\x12\x4f\xc8\xcc\xda\x6e\x03\x3d"
	case draft == 0 || draft > 34:
		return "\x0d\xed\xe3\xde\xf7\x00\xa6\xdb\x81\x93\x81\xbe\x6e\x26\x9d\xcb\xf9\xbd\x2e\xd9"
	case draft <= 22:
		return "\x7f\xbc\xdb\x0e\x7c\x66\xbb\xe9\x19\x3a\x96\xcd\x21\x51\x9e\xbd\x7a\x02\x64\x4a"
	case draft <= 28:
		return "\xc3\xee\xf7\x12\xc7\x2e\xbb\x5a\x11\xa7\xd2\x43\x2b\xb4\x63\x65\xbe\xf9\xf5\x02"
	case draft <= 32:
		return "\xaf\xbf\xec\x28\x99\x93\xd2\x4c\x9e\x97\x86\xf1\x9c\x61\x11\xe0\x43\x90\xa8\x99"
	}
	return "\x38\x76\x2c\xf7\xf5\x59\x34\xb3\x4d\x17\x9a\xe6\xa4\xc8\x0c\xad\xcc\xbb\x7f\x0a"
}

// quicKeys protect the packets of one direction (RFC 9001 5).
type quicKeys struct {
	header  cipher.Block
	payload cipher.AEAD
	iv      []byte
}

// deriveInitial makes the keys of Initial packets, which anyone can who has seen
// the connection ID (RFC 9001 5.2).
func (c *quicConnection) deriveInitial(id *quicID) {
	c.keys, c.derived = [2]*quicKeys{}, *id
	secret, err := hkdf.Extract(sha256.New, id.bytes(), []byte(quicSalt(c.version)))
	if err != nil {
		return
	}
	prefix := "quic "
	if c.version == quicV2 {
		prefix = "quicv2 "
	}
	for i, label := range [...]string{"client in", "server in"} {
		c.keys[i] = newQUICKeys(quicExpand(secret, label, sha256.Size), prefix)
	}
}

func newQUICKeys(secret []byte, prefix string) *quicKeys {
	const keySize, ivSize = 16, 12
	header, err := aes.NewCipher(quicExpand(secret, prefix+"hp", keySize))
	if err != nil {
		return nil
	}
	block, err := aes.NewCipher(quicExpand(secret, prefix+"key", keySize))
	if err != nil {
		return nil
	}
	payload, err := cipher.NewGCM(block)
	if err != nil {
		return nil
	}
	return &quicKeys{header, payload, quicExpand(secret, prefix+"iv", ivSize)}
}

// quicExpand is HKDF-Expand-Label (RFC 8446 7.1). It returns nothing if the
// cryptography of this machine refuses it.
func quicExpand(secret []byte, label string, size int) []byte {
	const prefix = "tls13 "
	info := binary.BigEndian.AppendUint16(nil, uint16(size))
	info = append(info, byte(len(prefix)+len(label)))
	info = append(info, prefix+label+"\x00"...)
	key, err := hkdf.Expand(sha256.New, secret, string(info), size)
	if err != nil {
		return nil
	}
	return key
}

// unmask takes the protection from a header whose packet number is at offset
// (RFC 9001 5.4). It returns the first byte and the packet number.
func (k *quicKeys) unmask(v view, offset int) (first byte, number uint32) {
	var mask [aes.BlockSize]byte
	k.header.Encrypt(mask[:], v.bytes(offset+4, aes.BlockSize))
	first = v.u8(0) ^ mask[0]&0x0f
	for i := range int(first&3) + 1 {
		number = number<<8 | uint32(v.u8(offset+i)^mask[1+i])
	}
	return first, number
}

// open decrypts the payload behind a header, which ends with the packet number.
// It returns nil if that fails.
func (k *quicKeys) open(v view, header int, first byte, number uint64) []byte {
	plain := append([]byte(nil), v.bytes(0, header)...)
	plain[0] = first
	for i := range int(first&3) + 1 {
		plain[header-1-i] = byte(number >> (8 * i))
	}
	nonce := append([]byte(nil), k.iv...)
	for i := range 8 {
		nonce[len(nonce)-1-i] ^= byte(number >> (8 * i))
	}
	text, err := k.payload.Open(nil, nonce, v.data[header:], plain)
	if err != nil {
		return nil
	}
	return text
}

// quicNumber completes a packet number of n bytes with the highest one before it
// (RFC 9000 A.3).
func quicNumber(highest uint64, number uint32, n int) uint64 {
	next, window := highest+1, uint64(1)<<(8*n)
	low := next&^(window-1) | uint64(number)
	high := (next&^(window-1) + window) | uint64(number)
	distance := func(a uint64) uint64 { return max(a, next) - min(a, next) }
	if distance(low) < distance(high) {
		return low
	}
	return high
}
