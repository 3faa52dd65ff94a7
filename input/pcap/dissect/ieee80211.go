package dissect

// radiotap is the header of radiotap.org before an 802.11 frame. Of what it
// tells, only whether a frame check sequence follows matters here.
func radiotap(p *packet, v view) bool {
	const flagsField, fcsAtEnd, extended = 1 << 1, 0x10, 1 << 31
	p.setProtocol("802.11 Radio")
	size := int(v.le16(2))
	at, present := 8, v.le32(4)
	for word := present; word&extended != 0; at += 4 {
		word = v.le32(at)
	}
	fcs := false
	if present&flagsField != 0 {
		if present&1 != 0 { // the time of the MAC comes first, aligned
			at = (at+7)&^7 + 8
		}
		fcs = v.u8(at)&fcsAtEnd != 0
	}
	return p.wireless(v.from(size), fcs)
}

func ieee80211(p *packet, v view) bool { return p.wireless(v, false) }

// wireless is an 802.11 frame, with a frame check sequence at its end or not.
func (p *packet) wireless(v view, fcs bool) bool {
	p.setProtocol("802.11")
	control := v.le16(0)
	if version := control & 3; version != 0 {
		p.ask()
		p.setInfof("Unknown protocol version: %d", version)
		return true
	}
	kind, subtype := uint8(control>>2&3), uint8(control>>4&15)
	flags := uint8(control >> 8)
	if fcs && v.size >= 4 {
		v = v.part(0, v.size-4)
	}
	p.wirelessAddresses(v, kind, subtype, flags)
	p.ask()
	p.wirelessInfo(v, kind<<4|subtype, flags, fcs)
	protected := flags&wirelessProtected != 0
	switch {
	case protected:
	case kind == wirelessManagement:
		p.wirelessManagement(v, subtype)
	case kind == wirelessData && subtype&4 == 0:
		p.wirelessPayload(v, subtype, flags)
	}
	return true
}

// wirelessInfo names the frame.
func (p *packet) wirelessInfo(v view, name, flags uint8, fcs bool) {
	p.setInfo(nameOf(wirelessNames, name, wirelessUnknown))
	switch kind := name >> 4; {
	case name == wirelessControl<<4|trigger:
		p.addInfo(" " + nameOf(wirelessTriggers, v.u8(16)&15, "Reserved"))
	case name == wirelessControl<<4|soundingNotice:
		p.addInfoUint(", Sounding Dialog Token=", uint64(v.u8(16)))
	case kind == wirelessManagement || kind == wirelessData:
		word := v.le16(22)
		p.addInfoUint(", SN=", uint64(word>>4))
		p.addInfoUint(", FN=", uint64(word&15))
	}
	p.addInfo(", Flags=")
	p.addInfo(wirelessFlags(flags, fcs))
}

// wirelessFlags draws the flags as Wireshark does, a dot for each that is not
// set, and a C behind them where the frame check sequence is there.
func wirelessFlags(flags uint8, fcs bool) string {
	text := []byte("opmPRMFT")
	for i := range 8 {
		if flags&(0x80>>i) == 0 {
			text[i] = '.'
		}
	}
	if fcs {
		text = append(text, 'C')
	}
	return string(text)
}

// wirelessAddresses finds receiver and transmitter, or what lies behind them.
func (p *packet) wirelessAddresses(v view, kind, subtype, flags uint8) {
	if kind > wirelessData {
		return
	}
	p.macs, p.DestinationMAC = nil, p.texts.mac(v.bytes(4, 6))
	if kind == wirelessControl {
		p.wirelessControlAddresses(v, subtype)
		return
	}
	source := 10
	switch toDS, fromDS := flags&wirelessToDS != 0, flags&wirelessFromDS != 0; {
	case kind != wirelessData:
	case toDS && fromDS:
		p.DestinationMAC = p.texts.mac(v.bytes(16, 6))
		source = 24
	case toDS:
		p.DestinationMAC = p.texts.mac(v.bytes(16, 6))
	case fromDS:
		source = 16
	}
	p.SourceMAC = p.texts.mac(v.bytes(source, 6))
}

// wirelessControlAddresses names the parts that the two play.
func (p *packet) wirelessControlAddresses(v view, subtype uint8) {
	const firstKnown, wrapper = 2, 7
	to, from := " (RA)", " (TA)"
	switch subtype {
	case powerSavePoll:
		to = " (BSSID)"
	case contentionEnd:
		from = " (BSSID)"
	}
	p.Destination = p.DestinationMAC + to
	if subtype < firstKnown || subtype == wrapper || subtype == clearToSend || subtype == acknowledgement {
		return
	}
	p.SourceMAC = p.texts.mac(v.bytes(10, 6))
	p.Source = p.SourceMAC + from
}

// wirelessPayload hands on what a data frame carries.
func (p *packet) wirelessPayload(v view, subtype, flags uint8) {
	const qos, aggregated = 8, 0x80
	header, several := 24, false
	if flags&(wirelessToDS|wirelessFromDS) == wirelessToDS|wirelessFromDS {
		header += 6
	}
	if subtype&qos != 0 {
		several = v.u8(header)&aggregated != 0
		header += 2
		if flags&wirelessOrder != 0 { // the HT control field
			header += 4
		}
	}
	body := v.from(header)
	switch {
	case body.size == 0:
	case flags&wirelessMore != 0:
		p.setInfo("Fragmented IEEE 802.11 frame")
	case several && body.size > 4:
		p.wirelessAggregate(body)
	default:
		p.wirelessFrame(body)
	}
}

// wirelessAggregate is several frames that travel as one (IEEE 802.11 9.3.2.2).
func (p *packet) wirelessAggregate(v view) {
	const header = 14
	for at := 0; v.left(at) > header; at = (at + 3) &^ 3 {
		size := int(v.u16(at + 12))
		p.call(llc, v.exactly(at+header, size))
		at += header + size
	}
}

// wirelessFrame is LLC by the standard. Some bridges put a frame of Ethernet in
// its place, or two bytes before it; Wireshark knows these.
func (p *packet) wirelessFrame(v view) {
	if !v.has(0, 2) || v.data[0] == 0xaa && v.data[1] == 0xaa {
		p.call(llc, v)
		return
	}
	mac := func(at int) string {
		if !v.has(at, 6) {
			return ""
		}
		return p.texts.mac(v.data[at : at+6])
	}
	switch etherType := v.u16(0); {
	case mac(6) == p.SourceMAC || mac(0) == p.DestinationMAC:
		p.call(ethernet, v)
	case etherType == 0xffff: // IPX without more
		p.setProtocol("IPX")
	case etherType == 0:
		p.call(llc, v.from(2))
	case etherType >= minEtherType && p.table.etherTypes[etherType] != nil:
		p.byEtherType(etherType, v.from(2))
	default:
		p.call(llc, v)
	}
}
