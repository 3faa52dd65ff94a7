package dissect

var coapTypes = [4]string{"CON", "NON", "ACK", "RST"}

// coapCodes are from IANA, "CoAP Codes".
var coapCodes = map[byte]string{
	0: "Empty Message", 1: "GET", 2: "POST", 3: "PUT", 4: "DELETE", 5: "FETCH", 6: "PATCH", 7: "iPATCH",
	65: "2.01 Created", 66: "2.02 Deleted", 67: "2.03 Valid", 68: "2.04 Changed", 69: "2.05 Content",
	95: "2.31 Continue", 128: "4.00 Bad Request", 129: "4.01 Unauthorized", 130: "4.02 Bad Option",
	131: "4.03 Forbidden", 132: "4.04 Not Found", 133: "4.05 Method Not Allowed", 134: "4.06 Not Acceptable",
	136: "4.08 Request Entity Incomplete", 137: "4.09 Conflict", 140: "4.12 Precondition Failed",
	141: "4.13 Request Entity Too Large", 143: "4.15 Unsupported Content-Format", 150: "4.22 Unprocessable Entity",
	157: "4.29 Too Many Requests", 160: "5.00 Internal Server Error", 161: "5.01 Not Implemented",
	162: "5.02 Bad Gateway", 163: "5.03 Service Unavailable", 164: "5.04 Gateway Timeout",
	165: "5.05 Proxying Not Supported", 168: "5.08 Hop Limit Reached", 225: "7.01 CSM", 226: "7.02 Ping",
	227: "7.03 Pong", 228: "7.04 Release", 229: "7.05 Abort",
}

// coapFormats are those of IANA, "CoAP Content-Formats", that are media types with words.
var coapFormats = map[int]string{
	0: "text/plain", 41: "application/xml", 42: "application/octet-stream", 50: "application/json",
	51: "application/json-patch+json", 52: "application/merge-patch+json", 60: "application/cbor",
	110: "application/senml+json", 111: "application/sensml+json", 112: "application/senml+cbor",
	113: "application/sensml+cbor", 286: "application/pkcs10", 287: "application/pkix-cert",
	1542: "application/vnd.oma.lwm2m+tlv", 1543: "application/vnd.oma.lwm2m+json",
	11542: "application/vnd.oma.lwm2m+tlv", 11543: "application/vnd.oma.lwm2m+json",
}
