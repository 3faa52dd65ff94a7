package dissect

// tlsPorts are the TCP ports that speak TLS from the first byte.
var tlsPorts = []uint16{
	324, 443, 465, 636, 802, 853, 993, 995, 1300, 2221, 2443, 3249, 3250, 3251, 3252, 3496, 5061, 5671, 5684, 5868,
	8883, 11207, 19999,
}

// Versions of SSL, TLS and DTLS, as on the wire.
const (
	tlsUnknown = 0
	sslV2      = 0x0002
	dtlsV0     = 0x0100 // OpenSSL before 0.9.8f
	gmtlsV1    = 0x0101 // GB/T 38636
	sslV3      = 0x0300
	tlsV10     = 0x0301
	tlsV11     = 0x0302
	tlsV12     = 0x0303
	tlsV13     = 0x0304
	dtlsV12    = 0xfefd
	dtlsV10    = 0xfeff
)

// tlsVersionName returns what the Protocol column calls a version, or unknown.
func tlsVersionName(version uint16, unknown string) string {
	switch version {
	case sslV2:
		return "SSLv2"
	case sslV3:
		return "SSLv3"
	case tlsV10:
		return "TLSv1"
	case gmtlsV1:
		return "GMTLSv1"
	case tlsV11:
		return "TLSv1.1"
	case tlsV12:
		return "TLSv1.2"
	case tlsV13:
		return "TLSv1.3"
	case dtlsV10:
		return "DTLSv1.0"
	case dtlsV12:
		return "DTLSv1.2"
	case dtlsV0:
		return "DTLS 1.0 (OpenSSL pre 0.9.8f)"
	}
	return unknown
}

// Content types of records (IANA, "TLS ContentType").
const (
	tlsChangeCipherSpec = 20
	tlsAlert            = 21
	tlsHandshake        = 22
	tlsApplicationData  = 23
	tlsHeartbeat        = 24
	tlsConnectionID     = 25
)

func isTLSContent(kind byte) bool { return kind >= tlsChangeCipherSpec && kind <= tlsConnectionID }

// Types of handshake messages (IANA, "TLS HandshakeType").
const (
	tlsClientHello        = 1
	tlsServerHello        = 2
	tlsHelloVerifyRequest = 3
	tlsHelloRetryRequest  = 6
)

var tlsHandshakeNames = [...]string{
	0: "Hello Request", tlsClientHello: "Client Hello", tlsServerHello: "Server Hello",
	tlsHelloVerifyRequest: "Hello Verify Request", 4: "New Session Ticket", 5: "End of Early Data",
	tlsHelloRetryRequest: "Hello Retry Request", 8: "Encrypted Extensions", 11: "Certificate", 12: "Server Key Exchange",
	13: "Certificate Request", 14: "Server Hello Done", 15: "Certificate Verify", 16: "Client Key Exchange", 20: "Finished",
	21: "Client Certificate URL", 22: "Certificate Status", 23: "Supplemental Data", 24: "Key Update",
	25: "Compressed Certificate", 67: "Encrypted Extensions",
}

// tlsHandshakeName returns the name of a handshake message, or "".
func tlsHandshakeName(kind byte) string {
	if int(kind) < len(tlsHandshakeNames) {
		return tlsHandshakeNames[kind]
	}
	return ""
}

var tlsAlertLevels = map[byte]string{1: "Warning", 2: "Fatal"}

// tlsAlertNames are the descriptions of alerts (IANA, "TLS Alerts").
var tlsAlertNames = map[byte]string{
	0: "Close Notify", 1: "End of Early Data", 10: "Unexpected Message", 20: "Bad Record MAC", 21: "Decryption Failed",
	22: "Record Overflow", 30: "Decompression Failure", 40: "Handshake Failure", 41: "No Certificate",
	42: "Bad Certificate", 43: "Unsupported Certificate", 44: "Certificate Revoked", 45: "Certificate Expired",
	46: "Certificate Unknown", 47: "Illegal Parameter", 48: "Unknown CA", 49: "Access Denied", 50: "Decode Error",
	51: "Decrypt Error", 60: "Export Restriction", 70: "Protocol Version", 71: "Insufficient Security",
	80: "Internal Error", 86: "Inappropriate Fallback", 90: "User Canceled", 100: "No Renegotiation",
	109: "Missing Extension", 110: "Unsupported Extension", 111: "Certificate Unobtainable", 112: "Unrecognized Name",
	113: "Bad Certificate Status Response", 114: "Bad Certificate Hash Value", 115: "Unknown PSK Identity",
	116: "Certificate Required", 120: "No application Protocol", 121: "ECH Required",
}

// sslV2Names are the messages of SSL 2.0.
var sslV2Names = [...]string{
	"Error", "Client Hello", "Client Master Key", "Client Finished", "Server Hello", "Server Verify", "Server Finished",
	"Request Certificate", "Client Certificate",
}
