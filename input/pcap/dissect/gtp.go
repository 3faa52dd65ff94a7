package dissect

const (
	gtpTPDU = 255

	// Flags of GTPv1: what of the longer header is there.
	gtpExtended = 4
	gtpOptional = 7
)

// gtp is the tunnel of mobile networks: user data and control messages of versions 0 and
// 1 (3GPP TS 29.060, TS 29.281) and charging (GTP', TS 32.295). Version 2 is gtpv2.
func gtp(p *packet, v view) bool {
	if !v.has(0, 2) {
		return false
	}
	if v.data[0]>>5 == 2 {
		return p.call(gtpv2, v)
	}
	return gtpPrime(p, v)
}

// gtpPrime is gtp on the port of version 0, where there is no version 2.
func gtpPrime(p *packet, v view) bool {
	if !v.has(0, 2) || v.data[0]>>5 > 2 {
		return false
	}
	flags, kind := v.data[0], v.data[1]
	name := gtpMessages[kind]
	if name == "" {
		return false
	}
	p.setProtocol("GTP")
	if kind != gtpTPDU {
		p.ask()
	}
	p.setInfo(name)
	size := gtpMinHeader(flags)
	if total := int(v.u16(2)); size+total < v.size {
		v = v.part(0, size+total)
	}
	v.need(0, size)
	if charging := flags&0x10 == 0; !charging && flags>>5 != 0 && flags&gtpOptional != 0 {
		size += 4
		if flags&gtpExtended != 0 {
			size = gtpExtensions(v, size)
		}
	}
	if body := v.from(size); kind == gtpTPDU && body.size > 0 {
		p.gtpUserData(body)
		return true
	}
	p.ask()
	v.need(0, v.size)
	return true
}

// gtpMinHeader returns the length of the header that is there in any case.
func gtpMinHeader(flags byte) int {
	const (
		prime   = 6
		version = 20 // of version 0, and of GTP' that has its header
		newer   = 8
	)
	switch charging := flags&0x10 == 0; {
	case charging && (flags>>5 != 0 || flags&1 != 0):
		return prime
	case flags>>5 == 0:
		return version
	}
	return newer
}

// gtpExtensions goes over the extension headers, the type of the first of which is
// before offset, and returns where they end. A length of 0 ends the packet.
func gtpExtensions(v view, offset int) int {
	for v.u8(offset-1) != 0 {
		length := int(v.u8(offset)) * 4
		if length == 0 {
			return v.size
		}
		offset += length
	}
	return offset
}

// gtpUserData guesses by the first byte what the tunnel carries. The protocol of the
// packet is put in angle brackets.
func (p *packet) gtpUserData(v view) {
	const typeAt = 12 // of Ethernet
	switch first := v.u8(0); {
	case first >= 0x45 && first <= 0x4e:
		p.call(ipv4, v)
	case first>>4 == 6:
		p.call(ipv6, v)
	case v.size > typeAt+2:
		if kind := v.u16(typeAt); kind != 0x0800 && kind != 0x0806 && kind != 0x86dd {
			p.ask()
			return
		}
		p.call(ethernet, v)
	default:
		p.ask()
	}
	var name [32]byte
	p.protocol = p.texts.name(append(append(append(name[:0], "GTP <"...), p.protocol...), '>'))
}

// gtpv2 is the control plane of 4G (3GPP TS 29.274).
func gtpv2(p *packet, v view) bool {
	const piggybacked, hasTunnel = 0x10, 0x08
	p.setProtocol("GTPv2")
	p.ask()
	flags := v.u8(0)
	p.setInfo(messageName(&gtpv2Messages, v.u8(1)))
	size, header := int(v.u16(2))+4, 8
	if flags&hasTunnel != 0 {
		header = 12
	}
	message := v
	if flags&piggybacked != 0 {
		message = v.part(0, size)
		v.need(0, size)
	}
	message.need(0, header)
	for at := header; at < message.size; at += 4 + int(message.u16(at+1)) {
		message.need(at, min(4, message.size-at))
	}
	message.need(0, message.size)
	if flags&piggybacked != 0 {
		p.addInfo(" / ")
		p.fenceInfo()
		p.call(gtpv2, v.from(size))
	}
	return true
}

// pfcp is the control of user planes (3GPP TS 29.244). Of several messages the last counts.
func pfcp(p *packet, v view) bool {
	p.ask()
	for v.size > 0 {
		kind, size := v.u8(1), int(v.u16(2))+4
		p.setProtocol("PFCP")
		p.setInfo(messageName(&pfcpMessages, kind))
		if size > v.size {
			panic(overlong)
		}
		message := v.part(0, size)
		v.need(0, size)
		header := 8
		if message.u8(0)&1 != 0 { // with a session identifier
			header = 16
		}
		message.need(0, header)
		v = v.from(size)
	}
	return true
}

func messageName(names *[256]string, kind uint8) string {
	if name := names[kind]; name != "" {
		return name
	}
	return "Unknown"
}
