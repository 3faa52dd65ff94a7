package dissect

import (
	"encoding/hex"
	"fmt"
	"net/netip"
)

// Operations of ARP and its relatives (IANA, "ARP Parameters").
const (
	arpRequest        = 1
	arpReply          = 2
	arpReverseRequest = 3
	arpReverseReply   = 4
	arpInverseRequest = 8
	arpInverseReply   = 9
)

// An arpHeader is what an ARP packet says, with addresses as texts.
type arpHeader struct {
	operation            uint16
	isIP                 bool
	senderMAC, targetMAC string
	sender, target       string
}

// arp is ARP and its relatives (RFC 826, RFC 903).
func arp(p *packet, v view) bool {
	p.ask()
	p.setProtocol("ARP")
	p.clearInfo()
	h := arpHeader{operation: v.u16(6)}
	p.identifyBytes(v.part(0, 28))
	if h.operation == arpReverseRequest || h.operation == arpReverseReply {
		p.setProtocol("RARP")
	}
	h.read(p, v)
	h.write(p)
	if h.isIP {
		p.arpOwners(&h)
	}
	return true
}

// read finds the addresses: those of Ethernet and IPv4 as such, others in
// hexadecimal.
func (h *arpHeader) read(p *packet, v view) {
	hardware, protocol := v.u16(0), v.u16(2)
	hardwareSize, protocolSize := int(v.u8(4)), int(v.u8(5))
	const ethernetType, ieee802Type = 1, 6
	isEthernet := (hardware == ethernetType || hardware == ieee802Type) && hardwareSize == 6
	h.isIP = isEthernet && protocol == 0x0800 && protocolSize == 4
	text := func(offset, size int, isAddress bool) string {
		b := v.bytes(offset, size)
		switch {
		case size == 0:
			return "<No address>"
		case !isAddress:
			return hex.EncodeToString(b)
		case size == 4:
			return p.texts.address(netip.AddrFrom4([4]byte(b)))
		}
		return p.texts.mac(b)
	}
	isIP := protocol == 0x0800 && protocolSize == 4
	at := 8
	for _, field := range []struct {
		text      *string
		size      int
		isAddress bool
	}{
		{&h.senderMAC, hardwareSize, isEthernet}, {&h.sender, protocolSize, isIP},
		{&h.targetMAC, hardwareSize, isEthernet}, {&h.target, protocolSize, isIP},
	} {
		*field.text = text(at, field.size, field.isAddress)
		at += field.size
	}
}

func (h *arpHeader) write(p *packet) {
	const nobody = "0.0.0.0"
	switch same := h.sender == h.target; {
	case h.operation == arpRequest && h.sender == nobody:
		p.setInfof("Who has %s? (ARP Probe)", h.target)
	case h.operation == arpRequest && same:
		p.setInfof("ARP Announcement for %s", h.target)
	case h.operation == arpRequest:
		p.setInfof("Who has %s? Tell %s", h.target, h.sender)
	case h.operation == arpReply && same:
		p.setInfof("Gratuitous ARP for %s (Reply)", h.target)
	case h.operation == arpReply:
		p.setInfof("%s is at %s", h.sender, h.senderMAC)
	case h.operation == arpReverseRequest, h.operation == arpInverseRequest:
		p.setInfof("Who is %s? Tell %s", h.targetMAC, h.senderMAC)
	case h.operation == arpReverseReply:
		p.setInfof("%s is at %s", h.targetMAC, h.target)
	case h.operation == arpInverseReply:
		p.setInfof("%s is at %s", h.senderMAC, h.sender)
	default:
		p.setInfo(fmt.Sprintf("Unknown ARP opcode 0x%04x", h.operation))
	}
}

// owners tells who first said to have an IPv4 address.
type owners map[string]string

// maxOwners is how many are remembered before all are forgotten.
const maxOwners = 1 << 14

// differs remembers the owner of an address, and reports whether it had another.
func (o owners) differs(address, mac string) bool {
	first, known := o[address]
	if !known {
		if len(o) == maxOwners {
			clear(o)
		}
		o[address] = mac
	}
	return known && first != mac
}

// arpOwners says where an address is used by two machines.
func (p *packet) arpOwners(h *arpHeader) {
	const nobody, nowhere, everybody = "0.0.0.0", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"
	if h.operation != arpRequest && h.operation != arpReply {
		return
	}
	duplicate := ""
	if h.operation == arpReply && h.target != nobody && h.targetMAC != nowhere && h.targetMAC != everybody &&
		p.owners.differs(h.target, h.targetMAC) {
		duplicate = h.target
	} else if h.sender != nobody && p.owners.differs(h.sender, h.senderMAC) {
		duplicate = h.sender
	}
	if duplicate != "" {
		p.addInfof(" (duplicate use of %s detected!)", duplicate)
	}
}
