package tshark

import (
	"strconv"

	"github.com/packetseq/packetseq/seq"
)

// tlsVersions holds, for each TCP conversation, the version that its server chose.
type tlsVersions map[int]uint64

// maxSessions bounds tlsVersions; one that is full starts again.
const maxSessions = 1 << 14

// tlsNames are the names of the versions in the Protocol column.
var tlsNames = map[uint64]string{
	0x0300: "SSLv3", 0x0301: "TLSv1", 0x0302: "TLSv1.1", 0x0303: "TLSv1.2", 0x0304: "TLSv1.3",
}

// The types of records and of handshake messages (RFC 8446, 5.1 and 4).
const (
	tlsChangeCipherSpec = 20
	tlsAlert            = 21
	tlsHandshake        = 22
	tlsApplicationData  = 23
	tlsHeartbeat        = 24

	tlsServerHello = 2
)

var handshakeTexts = map[uint64]string{
	0: "Hello Request", 1: "Client Hello", 2: "Server Hello", 3: "Hello Verify Request",
	4: "New Session Ticket", 5: "End of Early Data", 6: "Hello Retry Request", 8: "Encrypted Extensions",
	11: "Certificate", 12: "Server Key Exchange", 13: "Certificate Request", 14: "Server Hello Done",
	15: "Certificate Verify", 16: "Client Key Exchange", 20: "Finished", 21: "Certificate URL",
	22: "Certificate Status", 23: "Supplemental Data", 24: "Key Update", 25: "Compressed Certificate",
}

var alertLevels = map[uint64]string{1: "Warning", 2: "Fatal"}

var alertTexts = map[uint64]string{
	0: "Close Notify", 10: "Unexpected Message", 20: "Bad Record MAC", 21: "Decryption Failed",
	22: "Record Overflow", 30: "Decompression Failure", 40: "Handshake Failure", 41: "No Certificate",
	42: "Bad Certificate", 43: "Unsupported Certificate", 44: "Certificate Revoked",
	45: "Certificate Expired", 46: "Certificate Unknown", 47: "Illegal Parameter", 48: "Unknown CA",
	49: "Access Denied", 50: "Decode Error", 51: "Decrypt Error", 60: "Export Restriction",
	70: "Protocol Version", 71: "Insufficient Security", 80: "Internal Error",
	86: "Inappropriate Fallback", 90: "User Canceled", 100: "No Renegotiation",
	109: "Missing Extension", 110: "Unsupported Extension", 111: "Certificate Unobtainable",
	112: "Unrecognized Name", 113: "Bad Certificate Status Response",
	114: "Bad Certificate Hash Value", 115: "Unknown PSK Identity", 116: "Certificate Required",
	120: "No application Protocol",
}

// tlsWords says "Server Hello, Change Cipher Spec, Application Data".
func tlsWords(s *sentence) bool {
	separator := ""
	for i := range s.d.layers {
		if name := s.d.layers[i].name; name != "tls" && name != "" {
			continue
		}
		f := s.d.fieldsOf(i)
		s.nameTLS(f)
		separator = s.sayTLSRecords(f, separator)
	}
	return separator != ""
}

// nameTLS sets the version: that which the server of the conversation chose, else
// that of the record.
func (s *sentence) nameTLS(f facts) {
	version, ok := f.number("tls.record.version")
	if f.is("tls.handshake.type", tlsServerHello) {
		if chosen, ok := f.number("tls.handshake.extensions.supported_version"); ok {
			version = chosen
		}
		if s.packet.Known.Has(seq.KnowsStream) {
			if len(s.tls) >= maxSessions {
				clear(s.tls)
			}
			s.tls[s.packet.Stream] = version
		}
	} else if chosen, known := s.tls[s.packet.Stream]; known && s.packet.Known.Has(seq.KnowsStream) {
		version, ok = chosen, true
	}
	if name, known := tlsNames[version]; ok && known {
		s.protocol = name
	}
}

// sayTLSRecords appends the records of one layer, and returns the separator for the
// next.
func (s *sentence) sayTLSRecords(f facts, separator string) string {
	lengths := f.queue("tls.record.length")
	messages := handshakes{kinds: f.queue("tls.handshake.type"), lengths: f.queue("tls.handshake.length")}
	say := func(text string) {
		s.say(separator, text)
		separator = ", "
	}
	for text := range f.each("tls.record.content_type") {
		kind, _ := parseNumber(text)
		length, _ := parseNumber(lengths.pop())
		switch kind {
		case tlsChangeCipherSpec:
			messages.encrypted = true
			say("Change Cipher Spec")
		case tlsAlert:
			say(alertText(f))
		case tlsHandshake:
			messages.each(length, say)
		case tlsApplicationData:
			say("Application Data")
		case tlsHeartbeat:
			say("Heartbeat")
		}
	}
	for range f.each("tls.record.opaque_type") { // since TLS 1.3 all looks like this
		say("Application Data")
	}
	return separator
}

func alertText(f facts) string {
	level, ok1 := f.number("tls.alert_message.level")
	what, ok2 := f.number("tls.alert_message.desc")
	if !ok1 || !ok2 || alertLevels[level] == "" || alertTexts[what] == "" {
		return "Encrypted Alert"
	}
	return "Alert (Level: " + alertLevels[level] + ", Description: " + alertTexts[what] + ")"
}

// handshakes hands out the handshake messages of the records of a packet.
type handshakes struct {
	kinds, lengths *queue
	encrypted      bool
}

// each says the messages of a record of that length. A message has 4 bytes before its
// own length.
func (h *handshakes) each(record uint64, say func(string)) {
	if h.encrypted {
		say("Encrypted Handshake Message")
		return
	}
	const header = 4
	for used := uint64(0); used+header <= record; {
		text := h.kinds.pop()
		length, ok := parseNumber(h.lengths.pop())
		kind, _ := parseNumber(text)
		switch {
		case text == nil || !ok:
			if used == 0 {
				say("Encrypted Handshake Message")
			}
			return
		case handshakeTexts[kind] == "":
			say("Unknown type " + strconv.FormatUint(kind, 10))
		default:
			say(handshakeTexts[kind])
		}
		used += header + length
	}
}
