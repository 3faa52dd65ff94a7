package dissect

// httpMethods are those that Wireshark knows: RFC 9110, WebDAV (RFC 4918), its
// versioning (RFC 3253), GENA, and some of Microsoft.
var httpMethods = map[string]httpKind{
	"GET": httpRequest, "PUT": httpRequest,
	"COPY": httpRequest, "HEAD": httpRequest, "LOCK": httpRequest, "MOVE": httpRequest, "POLL": httpRequest, "POST": httpRequest,
	"BCOPY": httpRequest, "BMOVE": httpRequest, "MKCOL": httpRequest, "TRACE": httpRequest, "PATCH": httpRequest,
	"LABEL": httpRequest, "MERGE": httpRequest,
	"DELETE": httpRequest, "SEARCH": httpRequest, "UNLOCK": httpRequest, "REPORT": httpRequest, "UPDATE": httpRequest,
	"NOTIFY":  httpNotification,
	"BDELETE": httpRequest, "CONNECT": httpRequest, "OPTIONS": httpRequest, "CHECKIN": httpRequest,
	"PROPFIND": httpRequest, "CHECKOUT": httpRequest, "CCM_POST": httpRequest,
	"SUBSCRIBE": httpNotification, "PROPPATCH": httpRequest, "BPROPFIND": httpRequest,
	"BPROPPATCH": httpRequest, "UNCHECKOUT": httpRequest, "MKACTIVITY": httpRequest,
	"MKWORKSPACE": httpRequest, "RPC_CONNECT": httpRequest, "RPC_IN_DATA": httpRequest, "UNSUBSCRIBE": httpNotification,
	"RPC_OUT_DATA": httpRequest, "VERSION-CONTROL": httpRequest,
	"BASELINE-CONTROL": httpRequest, "SSTP_DUPLEX_POST": httpRequest,
}

// httpUpgrades are the protocols that a connection may be upgraded to (RFC 9110
// 16.7).
var httpUpgrades map[string]dissector

func init() {
	httpUpgrades = map[string]dissector{"websocket": webSocket, "h2": http2, "h2c": http2}
}
