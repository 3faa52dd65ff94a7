package dissect

import (
	"fmt"
	"strconv"
)

const (
	modbusPort = 502

	modbusDiagnostics = 8
	modbusEncapsulate = 43
)

var modbusFunctions = map[byte]string{
	1: "Read Coils", 2: "Read Discrete Inputs", 3: "Read Holding Registers", 4: "Read Input Registers", 5: "Write Single Coil",
	6: "Write Single Register", 7: "Read Exception Status", modbusDiagnostics: "Diagnostics", 11: "Get Comm. Event Counters",
	12: "Get Comm. Event Log", 15: "Write Multiple Coils", 16: "Write Multiple Registers", 17: "Report Slave ID",
	20: "Read File Record", 21: "Write File Record", 22: "Mask Write Register", 23: "Read Write Register", 24: "Read FIFO Queue",
	modbusEncapsulate: "Encapsulated Interface Transport", 90: "Unity (Schneider)",
}

var modbusDiagnosticCodes = map[uint16]string{
	0: "Return Query Data", 1: "Restart Communications Option", 2: "Return Diagnostic Register", 3: "Change ASCII Input Delimiter",
	4: "Force Listen Only Mode", 10: "Clear Counters and Diagnostic Register", 11: "Return Bus Message Count",
	12: "Return Bus Communication Error Count", 13: "Return Bus Exception Error Count", 14: "Return Slave Message Count",
	15: "Return Slave No Response Count", 16: "Return Slave NAK Count", 17: "Return Slave Busy Count",
	18: "Return Bus Character Overrun Count", 20: "Clear Overrun Counter and Flag",
}

// modbus is Modbus over TCP (MODBUS Messaging on TCP/IP 3.1): transaction, protocol
// (0), length, unit, and the function with its data.
func modbus(p *packet, v view) bool {
	if !modbusFits(v) {
		return false
	}
	p.pdus(v, 6, func(v view) int { return int(v.u16(4)) + 6 }, func(p *packet, v view) bool {
		p.setProtocol("Modbus/TCP")
		p.modbus(v)
		return true
	})
	return true
}

// modbusUDP has the same messages in datagrams.
func modbusUDP(p *packet, v view) bool {
	if !modbusFits(v) {
		return false
	}
	p.setProtocol("Modbus/UDP")
	p.modbus(v)
	return true
}

func modbusFits(v view) bool { return v.has(0, 8) && v.u16(2) == 0 && v.u16(4) >= 2 }

func (p *packet) modbus(v view) {
	p.clearInfo()
	transaction, unit, function := v.u16(0), v.u8(6), v.u8(7)
	exception := function&0x80 != 0 && v.u8(8) != 0
	function &= 0x7f
	kind, fault := "unknown", "Unable to classify as query or response."
	switch query, response := p.DestinationPort == modbusPort, p.SourcePort == modbusPort; {
	case response && !query:
		kind, fault = "Response", ""
	case query && !response:
		kind, fault = "   Query", ""
	}
	if !p.writes() {
		return
	}
	if kind == "unknown" {
		kind = " " + kind
	}
	name, detail := modbusName(v, function, exception)
	line := kind + ": Trans: " + padLeft(uint64(transaction), 5) + "; Unit: " + padLeft(uint64(unit), 3) + ", Func: " +
		padLeft(uint64(function), 3) + detail + ": " + name
	if exception {
		fault = "Exception returned "
	}
	if fault != "" {
		line += ". " + fault
	}
	p.setInfo(line)
	data := v.part(7, int(v.u16(4))-1)
	p.modbusData(data, function, exception)
}

// modbusName names a function. Some have others within, which detail tells of.
func modbusName(v view, function byte, exception bool) (name, detail string) {
	const subfunction = "/  1"
	switch {
	case function == modbusEncapsulate && !exception:
		switch v.u8(8) {
		case 0x0d:
			return "CANopen Request/Response ", subfunction
		case 0x0e:
			return "Read Device Identification", subfunction
		}
		return "Encapsulated Interface Transport", subfunction
	case function == modbusDiagnostics && !exception:
		if name, known := modbusDiagnosticCodes[v.u16(8)]; known {
			return name, subfunction
		}
		return "Diagnostics", subfunction
	}
	if name, known := modbusFunctions[function]; known {
		return name, ""
	}
	return fmt.Sprintf("Unknown function (%d)", function), ""
}

// modbusNeeds is how many bytes a function must have behind its code, in a query
// and in a response.
var modbusNeeds = map[byte][2]int{
	1: {4, 1}, 2: {4, 1}, 3: {4, 1}, 4: {4, 1}, 5: {4, 4}, 6: {2, 2}, modbusDiagnostics: {2, 2}, 11: {0, 4}, 12: {0, 7},
	15: {5, 4}, 16: {5, 4}, 20: {1, 1}, 21: {1, 1}, 22: {6, 6}, 23: {9, 1}, 24: {2, 4}, modbusEncapsulate: {1, 1},
}

// modbusData checks that the data that a function needs are there.
func (p *packet) modbusData(v view, function byte, exception bool) {
	const restart, deviceID = 1, 0x0e
	query, response := p.DestinationPort == modbusPort, p.SourcePort == modbusPort
	if exception || query == response {
		return
	}
	needs := modbusNeeds[function]
	if response {
		v.need(1, needs[1])
	} else {
		v.need(1, needs[0])
	}
	switch {
	case function == modbusDiagnostics && v.u16(1) == restart:
		v.need(3, 2)
	case function == modbusEncapsulate && query && v.u8(1) == deviceID:
		v.need(2, 2)
	}
}

// padLeft is number with blanks before it, to be width long.
func padLeft(number uint64, width int) string {
	const blanks = "        "
	text := strconv.FormatUint(number, 10)
	return blanks[:max(0, width-len(text))] + text
}
