package dissect

// Messages of GTP (3GPP TS 29.060 7.1, TS 29.281 6.1, TS 32.295), GTPv2-C (TS 29.274 6.1) and PFCP (TS 29.244 7.3).
// What has no name is not of the protocol, or worded as unknown.

var gtpMessages = [256]string{
	1: "Echo request", 2: "Echo response", 3: "Version not supported", 4: "Node alive request", 5: "Node alive response", 6: "Redirection request",
	7: "Redirection response", 16: "Create PDP context request", 17: "Create PDP context response", 18: "Update PDP context request",
	19: "Update PDP context response", 20: "Delete PDP context request", 21: "Delete PDP context response",
	22: "Initiate PDP Context Activation Request", 23: "Initiate PDP Context Activation Response", 24: "Delete AA PDP Context Request",
	25: "Delete AA PDP Context Response", 26: "Error indication", 27: "PDU notification request", 28: "PDU notification response",
	29: "PDU notification reject request", 30: "PDU notification reject response", 31: "Supported extension header notification",
	32: "Send routing information for GPRS request", 33: "Send routing information for GPRS response", 34: "Failure report request",
	35: "Failure report response", 36: "Note MS GPRS present request", 37: "Note MS GPRS present response", 48: "Identification request",
	49: "Identification response", 50: "SGSN context request", 51: "SGSN context response", 52: "SGSN context acknowledgement",
	53: "Forward relocation request", 54: "Forward relocation response", 55: "Forward relocation complete", 56: "Relocation cancel request",
	57: "Relocation cancel response", 58: "Forward SRNS context", 59: "Forward relocation complete acknowledge", 60: "Forward SRNS context acknowledge",
	61: "UE Registration Query Request", 62: "UE Registration Query Response", 70: "RAN Information Relay", 96: "MBMS Notification Request",
	97: "MBMS Notification Response", 98: "MBMS Notification Reject Request", 99: "MBMS Notification Reject Response",
	100: "Create MBMS Context Request", 101: "Create MBMS Context Response", 102: "Update MBMS Context Request", 103: "Update MBMS Context Response",
	104: "Delete MBMS Context Request", 105: "Delete MBMS Context Response", 112: "MBMS Registration Request", 113: "MBMS Registration Response",
	114: "MBMS De-Registration Request", 115: "MBMS De-Registration Response", 116: "MBMS Session Start Request", 117: "MBMS Session Start Response",
	118: "MBMS Session Stop Request", 119: "MBMS Session Stop Response", 120: "MBMS Session Update Request", 121: "MBMS Session Update Response",
	128: "MS Info Change Notification Request", 129: "MS Info Change Notification Response", 240: "Data record transfer request",
	241: "Data record transfer response", 254: "End Marker", 255: "T-PDU",
}

var gtpv2Messages = [256]string{
	0: "Reserved", 1: "Echo Request", 2: "Echo Response", 3: "Version Not Supported Indication", 4: "Node Alive Request", 5: "Node Alive Response",
	6: "Redirection Request", 7: "Redirection Response", 25: "SRVCC PS to CS Request", 26: "SRVCC PS to CS Response",
	27: "SRVCC PS to CS Complete Notification", 28: "SRVCC PS to CS Complete Acknowledge", 29: "SRVCC PS to CS Cancel Notification",
	30: "SRVCC PS to CS Cancel Acknowledge", 31: "SRVCC CS to PS Request", 32: "Create Session Request", 33: "Create Session Response",
	34: "Modify Bearer Request", 35: "Modify Bearer Response", 36: "Delete Session Request", 37: "Delete Session Response",
	38: "Change Notification Request", 39: "Change Notification Response", 40: "Remote UE Report Notification", 41: "Remote UE Report Acknowledge",
	64: "Modify Bearer Command", 65: "Modify Bearer Failure Indication", 66: "Delete Bearer Command", 67: "Delete Bearer Failure Indication",
	68: "Bearer Resource Command", 69: "Bearer Resource Failure Indication", 70: "Downlink Data Notification Failure Indication",
	71: "Trace Session Activation", 72: "Trace Session Deactivation", 73: "Stop Paging Indication", 95: "Create Bearer Request",
	96: "Create Bearer Response", 97: "Update Bearer Request", 98: "Update Bearer Response", 99: "Delete Bearer Request", 100: "Delete Bearer Response",
	101: "Delete PDN Connection Set Request", 102: "Delete PDN Connection Set Response", 103: "PGW Downlink Triggering Notification",
	104: "PGW Downlink Triggering Acknowledge", 128: "Identification Request", 129: "Identification Response", 130: "Context Request",
	131: "Context Response", 132: "Context Acknowledge", 133: "Forward Relocation Request", 134: "Forward Relocation Response",
	135: "Forward Relocation Complete Notification", 136: "Forward Relocation Complete Acknowledge", 137: "Forward Access Context Notification",
	138: "Forward Access Context Acknowledge", 139: "Relocation Cancel Request", 140: "Relocation Cancel Response",
	141: "Configuration Transfer Tunnel", 149: "Detach Notification", 150: "Detach Acknowledge", 151: "CS Paging Indication",
	152: "RAN Information Relay", 153: "Alert MME Notification", 154: "Alert MME Acknowledge", 155: "UE Activity Notification",
	156: "UE Activity Acknowledge", 157: "ISR Status Indication", 158: "UE Registration Query Request", 159: "UE Registration Query Response",
	160: "Create Forwarding Tunnel Request", 161: "Create Forwarding Tunnel Response", 162: "Suspend Notification", 163: "Suspend Acknowledge",
	164: "Resume Notification", 165: "Resume Acknowledge", 166: "Create Indirect Data Forwarding Tunnel Request",
	167: "Create Indirect Data Forwarding Tunnel Response", 168: "Delete Indirect Data Forwarding Tunnel Request",
	169: "Delete Indirect Data Forwarding Tunnel Response", 170: "Release Access Bearers Request", 171: "Release Access Bearers Response",
	176: "Downlink Data Notification", 177: "Downlink Data Notification Acknowledgement",
	178: "Reserved. Allocated in earlier version of the specification.", 179: "PGW Restart Notification", 180: "PGW Restart Notification Acknowledge",
	200: "Update PDN Connection Set Request", 201: "Update PDN Connection Set Response", 211: "Modify Access Bearers Request",
	212: "Modify Access Bearers Response", 231: "MBMS Session Start Request", 232: "MBMS Session Start Response", 233: "MBMS Session Update Request",
	234: "MBMS Session Update Response", 235: "MBMS Session Stop Request", 236: "MBMS Session Stop Response", 240: "SRVCC CS to PS Response",
	241: "SRVCC CS to PS Complete Notification", 242: "SRVCC CS to PS Complete Acknowledge", 243: "SRVCC CS to PS Cancel Notification",
	244: "SRVCC CS to PS Cancel Acknowledge",
}

var pfcpMessages = [256]string{
	0: "Reserved", 1: "PFCP Heartbeat Request", 2: "PFCP Heartbeat Response", 3: "PFCP PFD Management Request", 4: "PFCP PFD Management Response",
	5: "PFCP Association Setup Request", 6: "PFCP Association Setup Response", 7: "PFCP Association Update Request",
	8: "PFCP Association Update Response", 9: "PFCP Association Release Request", 10: "PFCP Association Release Response",
	11: "PFCP Version Not Supported Response", 12: "PFCP Node Report Request", 13: "PFCP Node Report Response", 14: "PFCP Session Set Deletion Request",
	15: "PFCP Session Set Deletion Response", 16: "PFCP Session Set Modification Request", 17: "PFCP Session Set Modification Response",
	50: "PFCP Session Establishment Request", 51: "PFCP Session Establishment Response", 52: "PFCP Session Modification Request",
	53: "PFCP Session Modification Response", 54: "PFCP Session Deletion Request", 55: "PFCP Session Deletion Response",
	56: "PFCP Session Report Request", 57: "PFCP Session Report Response",
}
