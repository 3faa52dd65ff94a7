package dissect

// cdp is Cisco's discovery protocol.
func cdp(p *packet, v view) bool {
	const deviceID, portID = 1, 3
	p.setProtocol("CDP")
	p.clearInfo()
	p.ask()
	v.need(0, 4)
	for v = v.from(4); v.size > 0; {
		kind, size := v.u16(0), int(v.u16(2))
		if size < 4 {
			return true
		}
		switch kind {
		case deviceID:
			p.addInfo("Device ID: " + paddedText(v.exactly(4, size-4)) + "  ")
		case portID:
			p.addInfo("Port ID: " + paddedText(v.exactly(4, size-4)) + "  ")
			// Some devices leave type and length out of the length: the byte
			// behind it then is no first byte of a small number.
			if v.size >= size+3 && v.u8(size) != 0 && v.u8(size) != 0x10 {
				size += 3
			}
		}
		if size > v.size {
			panic(malformed)
		}
		v = v.from(size)
	}
	return true
}
