package dissect

import (
	"bytes"
	"fmt"
)

// arp is ARP and its relatives (RFC 826, RFC 903).
func arp(p *packet, v view) bool {
	p.ask()
	hardware, protocol := v.u16(0), v.u16(2)
	hardwareSize, protocolSize := int(v.u8(4)), int(v.u8(5))
	operation := v.u16(6)
	name := "ARP"
	if operation == 3 || operation == 4 {
		name = "RARP"
	}
	p.setProtocol(name)
	p.clearInfo()
	text := func(offset, size int, isIP bool) string {
		switch {
		case isIP && size == 4:
			return ipv4At(v, offset).String()
		case !isIP && size == 6:
			return p.texts.mac(v.bytes(offset, 6))
		case size == 0:
			return "<No address>"
		}
		return colons(v.bytes(offset, size))
	}
	isIP, isEthernet := protocol == 0x0800, hardware == 1 || hardware == 6
	if !isEthernet || hardwareSize != 6 || !isIP || protocolSize != 4 {
		p.setInfo(fmt.Sprintf("Opcode %d", operation))
		return true
	}
	senderHardware, senderIP := text(8, 6, false), text(14, 4, true)
	targetHardware, targetIP := text(18, 6, false), text(24, 4, true)
	sameIP := bytes.Equal(v.bytes(14, 4), v.bytes(24, 4))
	switch operation {
	case 1:
		switch {
		case senderIP == "0.0.0.0" && sameIP:
			p.setInfo("Who has 0.0.0.0? (ARP Probe)")
		case sameIP:
			p.setInfof("ARP Announcement for %s", targetIP)
		case senderIP == "0.0.0.0":
			p.setInfof("Who has %s? (ARP Probe)", targetIP)
		default:
			p.setInfof("Who has %s? Tell %s", targetIP, senderIP)
		}
	case 2:
		if sameIP {
			p.setInfof("Gratuitous ARP for %s (Reply)", targetIP)
		} else {
			p.setInfof("%s is at %s", senderIP, senderHardware)
		}
	case 3:
		p.setInfof("Who is %s? Tell %s", targetHardware, senderHardware)
	case 4:
		p.setInfof("%s is at %s", targetHardware, targetIP)
	case 8:
		p.setInfof("Who is %s? Tell %s", targetHardware, senderHardware)
	case 9:
		p.setInfof("%s is at %s", senderHardware, senderIP)
	default:
		p.setInfof("Unknown ARP opcode 0x%04x", operation)
	}
	return true
}
