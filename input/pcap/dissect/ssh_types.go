package dissect

var sshPorts = []uint16{22, 29418}

// Messages of SSH (RFC 4250 4.1.2).
const (
	sshKexInit  = 20
	sshNewKeys  = 21
	sshKexReply = 31 // unless it is a group exchange
)

var sshMessageNames = map[byte]string{
	1: "Disconnect", 2: "Ignore", 3: "Unimplemented", 4: "Debug", 5: "Service Request", 6: "Service Accept",
	sshKexInit: "Key Exchange Init", sshNewKeys: "New Keys",
	50: "User Authentication Request", 51: "User Authentication Failure", 52: "User Authentication Success",
	53: "User Authentication Banner", 60: "Public Key algorithm accepted",
	80: "Global Request", 81: "Request Success", 82: "Request Failure",
	90: "Channel Open", 91: "Channel Open Confirmation", 92: "Channel Open Failure", 93: "Window Adjust",
	94: "Channel Data", 95: "Channel Extended Data", 96: "Channel EOF", 97: "Channel Close", 98: "Channel Request",
	99: "Channel Success", 100: "Channel Failure",
}

// The messages 30 to 39 mean what the method of key exchange makes of them.
var (
	sshDHNames = map[byte]string{ // RFC 4253 8
		30: "Diffie-Hellman Key Exchange Init", 31: "Diffie-Hellman Key Exchange Reply",
	}
	sshGroupExchangeNames = map[byte]string{ // RFC 4419
		30: "Diffie-Hellman Group Exchange Request (Old)", 31: "Diffie-Hellman Group Exchange Group",
		32: "Diffie-Hellman Group Exchange Init", 33: "Diffie-Hellman Group Exchange Reply",
		34: "Diffie-Hellman Group Exchange Request",
	}
	sshECDHNames = map[byte]string{ // RFC 5656
		30: "Elliptic Curve Diffie-Hellman Key Exchange Init", 31: "Elliptic Curve Diffie-Hellman Key Exchange Reply",
	}
)

// sshKexNames are the names for methods of key exchange. One that is not here is
// worded as the one before it.
var sshKexNames = map[string]map[byte]string{
	"diffie-hellman-group-exchange-sha1":   sshGroupExchangeNames,
	"diffie-hellman-group-exchange-sha256": sshGroupExchangeNames,
	"curve25519-sha256@libssh.org":         sshECDHNames,
	"curve25519-sha256":                    sshECDHNames,
	"curve448-sha512":                      sshECDHNames,
	"diffie-hellman-group1-sha1":           sshDHNames,
	"diffie-hellman-group14-sha1":          sshDHNames,
	"diffie-hellman-group14-sha256":        sshDHNames,
	"diffie-hellman-group16-sha512":        sshDHNames,
	"diffie-hellman-group18-sha512":        sshDHNames,
}

// sshV1Names are the messages of SSH 1.5 that Wireshark names.
var sshV1Names = map[byte]string{0: "No Message", 1: "Disconnect", 2: "Public Key", 3: "Session Key", 4: "User"}
