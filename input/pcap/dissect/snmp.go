package dissect

// snmpPDUs are the names of RFC 3416 3, by their tags.
var snmpPDUs = [...]string{
	"get-request", "get-next-request", "get-response", "set-request", "trap", "getBulkRequest", "informRequest",
	"snmpV2-trap", "report",
}

const (
	snmpV3      = 3
	snmpTrapPDU = 4

	// maxOID is how long the text of the name of a variable can get: 128 numbers
	// (RFC 2578 3.5).
	maxOID = 128 * 11
)

// snmp is a message in a datagram (RFC 3417 3): a sequence that begins with the
// version.
func snmp(p *packet, v view) bool {
	if len(v.data) < 2 || v.data[0]&^0x20 != berSequence {
		return false
	}
	message := v.ber(0)
	if message.end > v.size || !v.ber(message.start).is(berUniversal, berInteger) {
		return false
	}
	return p.snmpMessage(v)
}

// snmpOverTCP is RFC 3430: message follows message.
func snmpOverTCP(p *packet, v view) bool {
	const header = 6
	p.pdus(v, header, func(v view) int { return v.ber(0).end }, (*packet).snmpMessage)
	return true
}

// snmpMessage is RFC 1157 4, RFC 3416 and RFC 3412 6.
func (p *packet) snmpMessage(v view) bool {
	message := v.ber(0)
	version := v.ber(message.start)
	number := v.berUint(version)
	p.setProtocol("SNMP")
	if number > snmpV3 || !p.writes() {
		return true
	}
	if number == snmpV3 {
		p.snmpV3Data(v, version.end)
		return true
	}
	community := v.ber(version.end)
	v.need(community.start, community.end-community.start)
	p.snmpPDU(v, community.end)
	return true
}

// snmpV3Data finds the PDU behind the header and the parameters of security.
func (p *packet) snmpV3Data(v view, at int) {
	for range 2 {
		at = v.ber(at).end
	}
	switch data := v.ber(at); {
	case data.is(berUniversal, berOctetString):
		p.setInfo("encryptedPDU: privKey Unknown")
	case data.is(berUniversal, berSequence):
		engine := v.ber(data.start)
		name := v.ber(engine.end)
		p.snmpPDU(v, name.end)
	}
}

// snmpPDU writes the kind of a message, and the names of its variables.
func (p *packet) snmpPDU(v view, at int) {
	pdu := v.ber(at)
	p.clearInfo()
	if pdu.class != berContext || pdu.tag >= len(snmpPDUs) {
		return
	}
	start := len(p.info)
	at = pdu.start
	if pdu.tag == snmpTrapPDU {
		at = p.snmpTrap(v, at)
	} else {
		for range 3 { // its number, the error, and which variable that is of
			at = v.ber(at).end
		}
	}
	variables := v.ber(at)
	for at = variables.start; at < variables.end; {
		variable := v.ber(at)
		v.need(variable.start, variable.end-variable.start)
		p.addOID(v, variable.start, nil)
		at = variable.end
	}
	p.insertInfo(start, snmpPDUs[pdu.tag])
}

// snmpTrap is RFC 1157 4.1.6: enterprise, address of the agent, kind of trap
// (two numbers), and time. The enterprise begins with the name of its root.
func (p *packet) snmpTrap(v view, at int) int {
	p.addOID(v, at, oidRoots[:])
	for range 5 {
		at = v.ber(at).end
	}
	return at
}

// oidRoots are the authorities that X.660 begins with.
var oidRoots = [...]string{"itu-t", "iso", "joint-iso-itu-t"}

// addOID appends the object identifier at an offset, with the name of its root if
// there are roots.
func (p *packet) addOID(v view, at int, roots []string) {
	item := v.ber(at)
	if !item.is(berUniversal, berOID) {
		return
	}
	var room [maxOID]byte
	if text := appendOID(room[:0], v.bytes(item.start, item.end-item.start)); len(text) > 0 {
		p.addInfo(" ")
		if roots != nil {
			p.addInfo(roots[text[0]-'0'])
			text = text[1:]
		}
		p.addInfoBytes(text)
	}
}
