package dissect

// stunClasses are those of RFC 8489 5.
var stunClasses = [4]string{" Request", " Indication", " Success Response", " Error Response"}

// stunMethods are from IANA, "STUN Methods".
var stunMethods = map[uint16]string{
	0x01: "Binding", 0x02: "SharedSecret", 0x03: "Allocate", 0x04: "Refresh", 0x06: "Send", 0x07: "Data",
	0x08: "CreatePermission", 0x09: "Channel-Bind", 0x0a: "Connect", 0x0b: "ConnectionBind",
	0x0c: "ConnectionAttempt", 0x80: "GooglePing",
}

// stunAddressNames are the attributes that have an address.
var stunAddressNames = map[uint16]string{
	0x0001: "MAPPED-ADDRESS", 0x000e: "MS-ALTERNATE-SERVER", 0x0012: "XOR-PEER-ADDRESS",
	0x0016: "XOR-RELAYED-ADDRESS", 0x0020: "XOR-MAPPED-ADDRESS", 0x0027: "XOR-RESPONSE-TARGET",
	0x0028: "XOR-REFELECTED-FROM", 0x8020: "XOR-MAPPED-ADDRESS", 0x8023: "ALTERNATE-SERVER",
	0x802b: "RESPONSE-ORIGIN", 0x802c: "OTHER-ADDRESS", 0x8059: "Remote Site Address",
	0x805a: "Remote Relay Site Address", 0x805b: "Local Site Address", 0x805c: "Local Relay Site Address",
	0x8090: "MS-ALT-MAPPED-ADDRESS",
}

// stunErrors are from IANA, "STUN Error Codes", and older documents.
var stunErrors = map[int]string{
	274: "Disable Candidate", 275: "Disable Candidate Pair", 300: "Try Alternate", 400: "Bad Request",
	401: "Unauthenticated", 403: "Forbidden", 405: "Mobility Forbidden", 420: "Unknown Attribute",
	430: "Stale Credentials (legacy)", 431: "Integrity Check Failure (legacy)", 432: "Missing Username (legacy)",
	433: "Use TLS (legacy)", 434: "Missing Realm (legacy)", 435: "Missing Nonce (legacy)",
	436: "Unknown User (legacy)", 437: "Allocation Mismatch", 438: "Stale Nonce", 439: "Wrong Credentials (legacy)",
	440: "Address Family not Supported", 441: "Wrong Credentials", 442: "Unsupported Transport Protocol",
	443: "Peer Address Family Mismatch", 446: "Connection Already Exists", 447: "Connection Timeout or Failure",
	481: "Connection does not exist (legacy)", 486: "Allocation Quota Reached", 487: "Role Conflict",
	500: "Server Error", 503: "Service Unavailable (legacy)", 507: "Insufficient Bandwidth Capacity (legacy)",
	508: "Insufficient Port Capacity", 600: "Global Failure",
}

// classicSTUNMessages are those of RFC 3489 11.1, and of the first drafts of TURN.
var classicSTUNMessages = map[uint16]string{
	0x0001: "Binding Request", 0x0101: "Binding Response", 0x0111: "Binding Error Response",
	0x0002: "Shared Secret Request", 0x0102: "Shared Secret Response", 0x1112: "Shared Secret Error Response",
	0x0003: "Allocate Request", 0x0103: "Allocate Response", 0x0113: "Allocate Error Response",
	0x0004: "Send Request", 0x0104: "Send Response", 0x0114: "Send Error Response", 0x0115: "Data Indication",
	0x0006: "Set Active Destination Request", 0x0106: "Set Active Destination Response",
	0x0116: "Set Active Destination Error Response",
}
