package dissect

var radiusCodes = map[uint8]string{
	1: "Access-Request", 2: "Access-Accept", 3: "Access-Reject", 4: "Accounting-Request", 5: "Accounting-Response",
	6: "Accounting-Status", 7: "Password-Request", 8: "Password-Ack", 9: "Password-Reject", 10: "Accounting-Message",
	11: "Access-Challenge", 12: "Status-Server", 13: "Status-Client", 21: "Resource-Free-Request",
	22: "Resource-Free-Response", 23: "Resource-Query-Request", 24: "Query_Response",
	25: "Alternate-Resource-Reclaim-Request", 26: "NAS-Reboot-Request", 27: "NAS-Reboot-Response", 29: "Next-Passcode",
	30: "New-Pin", 31: "Terminate-Session", 32: "Password-Expired", 33: "Event-Request", 34: "Event-Response",
	40: "Disconnect-Request", 41: "Disconnect-ACK", 42: "Disconnect-NAK", 43: "CoA-Request", 44: "CoA-ACK",
	45: "CoA-NAK", 50: "IP-Address-Allocate", 51: "IP-Address-Release", 129: "ALU-State-Request",
	130: "ALU-State-Accept", 131: "ALU-State-Reject", 132: "ALU-State-Error",
}

// radiusRequests are the requests whose repetitions are told of.
var radiusRequests = map[uint8]bool{1: true, 4: true, 7: true, 21: true, 23: true, 26: true, 33: true, 40: true, 43: true, 129: true}

// radiusResponses are the responses, and to what.
var radiusResponses = map[uint8]uint8{
	2: 1, 3: 1, 11: 1, 5: 4, 8: 7, 9: 7, 22: 21, 24: 23, 27: 26, 34: 33, 41: 40, 42: 40, 44: 43, 45: 43,
	130: 129, 131: 129, 132: 129,
}
