package dissect

import (
	"fmt"
	"net"
)

const (
	dhcpCookie    = 0x63825363
	dhcpOptions   = 236 // offset of the cookie
	proxyDHCPPort = 4011
)

var dhcpTypes = [...]string{
	1: "Discover", 2: "Offer", 3: "Request", 4: "Decline", 5: "ACK", 6: "NAK", 7: "Release", 8: "Inform",
	9: "Force Renew", 10: "Lease query", 11: "Lease Unassigned", 12: "Lease Unknown", 13: "Lease Active",
	14: "Bulk Lease Query", 15: "Lease Query Done", 16: "Active LeaseQuery", 17: "Lease Query Status", 18: "TLS",
}

// dhcp is RFC 2131, and BOOTP (RFC 951) where no option tells a type of message.
func dhcp(p *packet, v view) bool {
	cookie := v.has(dhcpOptions, 4) && v.u32(dhcpOptions) == dhcpCookie
	proxy := p.SourcePort == proxyDHCPPort || p.DestinationPort == proxyDHCPPort
	if proxy && !cookie {
		return false
	}
	p.setProtocol("BOOTP")
	p.clearInfo()
	p.bootMessage(v)
	at := dhcpOptions + 64
	if cookie {
		at = dhcpOptions + 4
	}
	kind, end := dhcpMessageType(v, at)
	if kind >= 0 {
		p.setProtocol("DHCP")
		p.dhcpMessage(v, kind, proxy)
	}
	v.need(0, max(dhcpOptions, end))
	return true
}

// bootMessage is RFC 951 3.
func (p *packet) bootMessage(v view) {
	const (
		request = 1
		reply   = 2

		hardwareAddress = 28
	)
	if !p.writes() {
		return
	}
	operation, hardware, size := v.u8(0), v.u8(1), int(v.u8(2))
	ethernet := (hardware == 1 || hardware == 6) && size == 6
	switch {
	case operation == request && ethernet:
		address := net.HardwareAddr(v.bytes(hardwareAddress, size)).String()
		p.setInfo("Boot Request from " + address + " (" + address + ")")
	case operation == request && size == 0:
		p.setInfo("Boot Request from <No address>")
	case operation == request:
		p.setInfof("Boot Request from %x", v.bytes(hardwareAddress, size))
	case operation == reply:
		p.setInfo("Boot Reply")
	default:
		p.setInfof("Unknown BOOTP message type (%d)", operation)
	}
}

// dhcpMessageType finds the option that tells what message it is (RFC 2132 9.6), or
// returns -1, and where the options end.
func dhcpMessageType(v view, at int) (kind, last int) {
	const (
		pad         = 0
		messageType = 53
		end         = 255
	)
	kind = -1
	for at < v.size {
		option := v.u8(at)
		at++
		if option == pad {
			continue
		}
		if option == end || at >= v.size {
			break
		}
		size := int(v.u8(at))
		if option == messageType && size == 1 {
			kind = int(v.u8(at + 1))
		}
		at += 1 + size
		last = at
	}
	return kind, last
}

func (p *packet) dhcpMessage(v view, kind int, proxy bool) {
	if !p.writes() {
		return
	}
	name := ""
	if kind < len(dhcpTypes) {
		name = dhcpTypes[kind]
	}
	if name == "" {
		name = fmt.Sprintf("Unknown Message Type (0x%02x)", kind)
	}
	p.clearInfo()
	if proxy {
		p.addInfo("proxy")
	}
	p.addInfof("DHCP %-8s - Transaction ID 0x%x", name, v.u32(4))
}
