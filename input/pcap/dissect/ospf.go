package dissect

var ospfTypes = map[uint8]string{
	1: "Hello Packet", 2: "DB Description", 3: "LS Request", 4: "LS Update", 5: "LS Acknowledge",
}

// ospf is OSPF for IPv4 (RFC 2328 A.3) and for IPv6 (RFC 5340 A.3).
func ospf(p *packet, v view) bool {
	p.setProtocol("OSPF")
	p.clearInfo()
	p.ask()
	version, kind := v.u8(0), v.u8(1)
	p.setInfo(nameOf(ospfTypes, kind, "Unknown (%d)"))
	size := int(v.u16(2))
	v.need(0, 14)
	header, inHello, inDescription := 24, 20, 8
	switch version {
	case 2:
	case 3:
		header, inDescription = 16, 12
	default:
		return true
	}
	v.need(0, header)
	switch body := max(0, size-header); kind {
	case 1:
		v.need(header, max(body, inHello))
	case 2:
		v.need(header, max(body, inDescription))
	case 4:
		ospfUpdate(v.from(header))
	default:
		v.need(header, body)
	}
	return true
}

// ospfUpdate goes over the announced states of links, as each tells where the
// next begins.
func ospfUpdate(v view) {
	const lengthAt, lsaHeader = 18, 20
	at := 4
	for range v.u32(0) {
		size := max(int(v.u16(at+lengthAt)), lsaHeader)
		v.need(at, size)
		at += size
	}
}
