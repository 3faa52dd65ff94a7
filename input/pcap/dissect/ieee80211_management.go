package dissect

// wirelessManagement writes what Wireshark shows of the body of a management frame.
func (p *packet) wirelessManagement(v view, subtype uint8) {
	switch {
	case subtype == actionFrame || subtype == actionNoAck:
		p.wirelessAction(v.from(24))
	case wirelessTagged>>subtype&1 != 0:
		if subtype == probeResponse || subtype == beacon {
			p.addInfoUint(", BI=", uint64(v.le16(24+8)))
		}
		v.need(24, wirelessFixed[subtype])
		p.wirelessTags(v.from(24 + wirelessFixed[subtype]))
	}
}

// wirelessTags writes the names of networks. Each tag must be there as a whole.
func (p *packet) wirelessTags(v view) {
	const ssid, meshID = 0, 114
	for v.size > 0 {
		kind, size := v.u8(0), int(v.u8(1))
		value := v.exactly(2, size)
		switch {
		case kind == ssid && size == 0:
			p.addInfo(", SSID=Wildcard (Broadcast)")
		case kind == ssid:
			p.addInfo(", SSID=" + networkName(value))
		case kind == meshID && size > 0:
			p.addInfo(", MESHID=" + printable(value.bytes(0, size)))
		}
		v = v.from(2 + size)
	}
}

// networkName quotes a name that can be printed, and gives any other in hexadecimal.
func networkName(v view) string {
	name := v.bytes(0, v.size)
	if isPrintable(name) {
		return `"` + string(name) + `"`
	}
	return hexText(v)
}

// Categories of action frames that tell a dialog token (IEEE 802.11 9.4.1.11).
const (
	actionSpectrum    = 0
	actionQoS         = 1
	actionBlockAck    = 3
	actionNetwork     = 10
	actionNetworkOpen = 11
)

// wirelessAction writes by which number request and response find each other.
func (p *packet) wirelessAction(v view) {
	category, action := v.u8(0), v.u8(1)
	switch {
	case category == actionSpectrum && action <= 3, category == actionQoS && action <= 1:
		p.addInfoUint(", Dialog Token=", uint64(v.u8(2)))
	case category == actionNetwork:
		p.setInfo(nameOf(wirelessNetworkActions, action, "Unknown WNM Action"))
	case category == actionNetworkOpen:
		p.setInfo(nameOf(map[uint8]string{0: "TIM", 1: "Timing Measurement"}, action, "Unknown Unprotected WNM Action"))
	case category == actionBlockAck && action&0x7f <= 1:
		p.addInfoUint(", Dialog Token=", uint64(v.u8(2)))
	}
}
