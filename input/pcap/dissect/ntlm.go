package dissect

import "bytes"

// ntlmMessages are the messages of NTLM (MS-NLMP 2.2.1).
var ntlmMessages = map[uint32]string{1: "NTLMSSP_NEGOTIATE", 2: "NTLMSSP_CHALLENGE", 3: "NTLMSSP_AUTH"}

// ntlm words the NTLM message of a security blob, if it has one: bare, or within
// SPNEGO (RFC 4178), where its text can be found without reading the BER around it.
func (p *packet) ntlm(blob view) {
	const mark, auth, unicode = "NTLMSSP\x00", 3, 1
	start := bytes.Index(blob.data, []byte(mark))
	if start < 0 || !p.writes() {
		return
	}
	v := blob.from(start)
	kind := v.le32(8)
	name, known := ntlmMessages[kind]
	if !known {
		name = "Unknown NTLMSSP message type"
	}
	p.joinInfo(", ", name)
	if kind != auth {
		return
	}
	// The texts are wide if the flags say so: they are there where no text is.
	first := min(v.le32(16), v.le32(24), v.le32(32), v.le32(40), v.le32(48))
	wide := first > 52 && v.le32(60)&unicode != 0
	p.joinInfo(", ", "User: "+ntlmText(v, 28, wide)+`\`+ntlmText(v, 36, wide))
}

// ntlmText reads the text whose length and offset are at offset.
func ntlmText(v view, offset int, wide bool) string {
	size, start := int(v.le16(offset)), int(v.le32(offset+4))
	if size == 0 {
		return ""
	}
	if !wide {
		return printable(v.bytes(start, size))
	}
	return printable([]byte(utf16Text(v.bytes(start+start&1, size))))
}
