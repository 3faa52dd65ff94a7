package dissect

// Types of SCTP chunks (IANA, "SCTP Parameters").
const (
	sctpData  = 0
	sctpSACK  = 3
	sctpIData = 64
)

var sctpChunkNames = [256]string{
	sctpData: "DATA ", 1: "INIT ", 2: "INIT_ACK ", sctpSACK: "SACK ", 4: "HEARTBEAT ", 5: "HEARTBEAT_ACK ",
	6: "ABORT ", 7: "SHUTDOWN ", 8: "SHUTDOWN_ACK ", 9: "ERROR ", 10: "COOKIE_ECHO ", 11: "COOKIE_ACK ",
	12: "ECNE ", 13: "CWR ", 14: "SHUTDOWN_COMPLETE ", 15: "AUTH ", 16: "NR_SACK ", sctpIData: "I_DATA ",
	128: "ASCONF_ACK ", 129: "PKTDROP ", 130: "RE_CONFIG ", 132: "PAD ", 192: "FORWARD_TSN ", 193: "ASCONF ",
	194: "I_FORWARD_TSN ", 255: "IETF_EXTENSION ",
}

// sctpHeaders are the lengths of what each chunk begins with: a chunk that ends
// before is named only.
var sctpHeaders = [256]int{1: 20, 2: 20, sctpSACK: 16, 16: 20, 7: 8, 12: 8, 13: 8, 192: 8, 194: 8, 15: 8, 128: 8, 193: 8, 129: 16}
