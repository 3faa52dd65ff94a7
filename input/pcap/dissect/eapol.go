package dissect

// Types of EAPOL packets (IEEE 802.1X 11.3.2).
const (
	eapolEAP = 0
	eapolKey = 3
	eapolMKA = 5
)

var eapolTypes = map[uint8]string{
	eapolEAP: "EAP Packet", 1: "Start", 2: "Logoff", eapolKey: "Key", 4: "Encapsulated ASF Alert", eapolMKA: "MKA",
	6: "Announcement (Generic)", 7: "Announcement (Specific)", 8: "Announcement Request",
}

// eapol is IEEE 802.1X over a LAN.
func eapol(p *packet, v view) bool {
	p.setProtocol("EAPOL")
	p.clearInfo()
	p.ask()
	kind := v.u8(1)
	p.setInfo(nameOf(eapolTypes, kind, "Unknown Type (0x%02X)"))
	body := v.part(4, int(v.u16(2)))
	switch kind {
	case eapolEAP:
		return p.call(eap, body)
	case eapolKey:
		if descriptor := body.u8(0); descriptor == 2 || descriptor == 254 { // those of RSN and of WPA
			p.wirelessKey(body.from(1))
		}
	case eapolMKA:
		p.setProtocol("EAPOL-MKA") // its words are not known here
	}
	return true
}

// Bits of the key information (IEEE 802.11 12.7.2).
const (
	keyPairwise = 0x0008
	keyInstall  = 0x0040
	keyAck      = 0x0080
	keyError    = 0x0400
	keyRequest  = 0x0800
)

// wirelessKey tells the messages of the handshakes of IEEE 802.11 12.7.6.
func (p *packet) wirelessKey(v view) {
	information, dataSize := v.u16(0), keyDataSize(v)
	switch {
	case information&(keyRequest|keyError) == keyRequest|keyError:
		p.setInfo("Key (Request, Error)")
	case information&keyRequest != 0:
		p.setInfo("Key (Request)")
	case information&keyPairwise == 0 && information&keyAck != 0:
		p.setInfo("Key (Group Message 1 of 2)")
	case information&keyPairwise == 0:
		p.setInfo("Key (Group Message 2 of 2)")
	case information&(keyAck|keyInstall) == keyAck|keyInstall:
		p.setInfo("Key (Message 3 of 4)")
	case information&keyAck != 0:
		p.setInfo("Key (Message 1 of 4)")
	// The second tells what is wanted; the fourth has no data, or but the
	// address of a multi-link station.
	case dataSize != 0 && dataSize != 12:
		p.setInfo("Key (Message 2 of 4)")
	default:
		p.setInfo("Key (Message 4 of 4)")
	}
}

// keyDataSize returns how much data follows a key. What stands before its length is
// an integrity code, whose own length depends on how keys are managed: it is
// taken to be the one that makes the packet come out even, and 16 bytes if none does.
func keyDataSize(v view) int {
	const codeAt = 76
	for _, code := range [...]int{16, 24, 32} {
		if at := codeAt + code; v.has(at, 2) && at+2+int(v.u16(at)) == v.size {
			return int(v.u16(at))
		}
	}
	return int(v.u16(codeAt + 16))
}
