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

// http2FrameNames are from IANA, "HTTP/2 Frame Type".
var http2FrameNames = [...]string{
	"DATA", "HEADERS", "PRIORITY", "RST_STREAM", "SETTINGS", "PUSH_PROMISE", "PING", "GOAWAY", "WINDOW_UPDATE", "CONTINUATION",
	"ALTSVC", "BLOCKED", "ORIGIN", 16: "PRIORITY_UPDATE",
}

// httpStatuses are those of RFC 9110 15, in the words of RFC 2616, and their like.
var httpStatuses = map[string]string{
	"100": "Continue", "101": "Switching Protocols", "102": "Processing", "103": "Early Hints",
	"199": "Informational - Others", "200": "OK", "201": "Created", "202": "Accepted",
	"203": "Non-authoritative Information", "204": "No Content", "205": "Reset Content", "206": "Partial Content",
	"207": "Multi-Status", "208": "Already Reported", "226": "IM Used", "299": "Success - Others",
	"300": "Multiple Choices", "301": "Moved Permanently", "302": "Found", "303": "See Other",
	"304": "Not Modified", "305": "Use Proxy", "307": "Temporary Redirect", "308": "Permanent Redirect",
	"399": "Redirection - Others", "400": "Bad Request", "401": "Unauthorized", "402": "Payment Required",
	"403": "Forbidden", "404": "Not Found", "405": "Method Not Allowed", "406": "Not Acceptable",
	"407": "Proxy Authentication Required", "408": "Request Time-out", "409": "Conflict", "410": "Gone",
	"411": "Length Required", "412": "Precondition Failed", "413": "Request Entity Too Large",
	"414": "Request-URI Too Long", "415": "Unsupported Media Type", "416": "Requested Range Not Satisfiable",
	"417": "Expectation Failed", "418": "I'm a teapot", "421": "Misdirected Request", "422": "Unprocessable Entity",
	"423": "Locked", "424": "Failed Dependency", "425": "Too Early", "426": "Upgrade Required",
	"428": "Precondition Required", "429": "Too Many Requests", "431": "Request Header Fields Too Large",
	"451": "Unavailable For Legal Reasons", "499": "Client Error - Others", "500": "Internal Server Error",
	"501": "Not Implemented", "502": "Bad Gateway", "503": "Service Unavailable", "504": "Gateway Time-out",
	"505": "HTTP Version not supported", "506": "Variant Also Negotiates", "507": "Insufficient Storage",
	"508": "Loop Detected", "510": "Not Extended", "511": "Network Authentication Required",
	"599": "Server Error - Others",
}
