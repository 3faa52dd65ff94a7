package dissect

import (
	"fmt"
	"net/netip"
	"slices"
)

// The kinds of DNS, which differ a little in their words.
type dnsKind struct {
	name      string
	multicast bool
}

func dns(p *packet, v view) bool   { return p.domainMessage(dnsKind{name: "DNS"}, v) }
func mdns(p *packet, v view) bool  { return p.domainMessage(dnsKind{name: "MDNS", multicast: true}, v) }
func llmnr(p *packet, v view) bool { return p.domainMessage(dnsKind{name: "LLMNR"}, v) }

// dnsOverTCP has a length before each message (RFC 7766 8).
func dnsOverTCP(p *packet, v view) bool {
	length := func(v view) int { return int(v.u16(0)) + 2 }
	p.pdus(v, 2, length, func(p *packet, v view) bool { return p.domainMessage(dnsKind{name: "DNS"}, v.from(2)) })
	return true
}

var dnsOpcodes = map[uint16]string{
	0: "Standard query", 1: "Inverse query", 2: "Server status request", 4: "Zone change notification",
	5: "Dynamic update", 6: "DNS Stateful operations (DSO)",
}

var dnsErrors = map[uint16]string{
	1: "Format error", 2: "Server failure", 3: "No such name", 4: "Not implemented", 5: "Refused", 6: "Name exists",
	7: "RRset exists", 8: "RRset does not exist", 9: "Not authoritative", 10: "Name out of zone",
	11: "DSO-Type not implemented", 16: "Bad OPT Version or TSIG Signature Failure", 17: "Key not recognized",
	18: "Signature out of time window", 19: "Bad TKEY Mode", 20: "Duplicate key name", 21: "Algorithm not supported",
	22: "Bad Truncation", 23: "Bad/missing Server Cookie",
}

const (
	dnsResponse = 1 << 15
	dnsHeader   = 12
)

// domainMessage is RFC 1035 4.
func (p *packet) domainMessage(kind dnsKind, v view) bool {
	p.setProtocol(kind.name)
	p.clearInfo()
	if !p.writes() {
		p.dnsNames(v)
		return true
	}
	id, flags := v.u16(0), v.u16(2)
	opcode := flags >> 11 & 15
	name, known := dnsOpcodes[opcode]
	if !known {
		name = fmt.Sprintf("Unknown operation (%d)", opcode)
	}
	p.addInfo(name)
	if flags&dnsResponse != 0 {
		p.addInfo(" response")
	}
	p.addInfoHex(" 0x", uint64(id), 4)
	if code := flags & 15; flags&dnsResponse != 0 && code != 0 {
		if text, known := dnsErrors[code]; known {
			p.addInfo(" " + text)
		} else {
			p.addInfof(" Unknown error (%d)", code)
		}
	}
	at := dnsHeader
	for range v.u16(4) {
		at = p.dnsQuestion(kind, v, at)
	}
	for _, count := range [...]int{6, 8, 10} {
		for range v.u16(count) {
			if p.full() {
				p.dnsNames(v)
				return true
			}
			at = p.dnsRecord(kind, v, at)
		}
	}
	p.dnsNames(v)
	return true
}

// dnsQuestion writes a question, and returns the offset behind it.
func (p *packet) dnsQuestion(kind dnsKind, v view, at int) int {
	name, at := p.domainName(v, at)
	p.addInfo(" ")
	p.addInfo(dnsTypeName(v.u16(at)))
	p.addInfo(" ")
	p.addInfo(name)
	if class := v.u16(at + 2); kind.multicast {
		if class&0x8000 != 0 {
			p.addInfo(`, "QU" question`)
		} else {
			p.addInfo(`, "QM" question`)
		}
	}
	return at + 4
}

func dnsTypeName(number uint16) string {
	if name, known := dnsTypeNames[number]; known {
		return name
	}
	return fmt.Sprintf("Unknown (%d)", number)
}

// dnsRecord writes a resource record, and returns the offset behind it.
func (p *packet) dnsRecord(kind dnsKind, v view, at int) int {
	const opt = 41
	owner, at := p.domainName(v, at)
	number, class, size := v.u16(at), v.u16(at+2), int(v.u16(at+8))
	p.addInfo(" ")
	p.addInfo(dnsTypeName(number))
	if kind.multicast && class&0x8000 != 0 && number != opt {
		p.addInfo(", cache flush")
	}
	at += 10
	switch {
	case size == 0:
	case slices.Contains(dnsOwnerShown[:], number):
		p.addInfo(" " + owner)
	default:
		p.dnsData(number, v, at)
	}
	if number != opt || size > 0 {
		v.need(at, size)
	}
	return at + size
}

// dnsOwnerShown are the types of which Wireshark shows whose record it is: MD, MF,
// MB, MG, MR, NULL, MINFO, RP, AFSDB, X25, ISDN, RT, NSAP, NSAP-PTR, PX, GPOS, APL,
// DHCID, NSEC3PARAM, TLSA, HIP.
var dnsOwnerShown = [...]uint16{3, 4, 7, 8, 9, 10, 14, 17, 18, 19, 20, 21, 22, 23, 26, 27, 42, 49, 51, 52, 55}

// dnsData writes what Wireshark shows of the data of a record.
func (p *packet) dnsData(number uint16, v view, at int) {
	name := func(at int) string {
		name, _ := p.domainName(v, at)
		return " " + name
	}
	switch number {
	case 1: // A
		p.addInfo(" ")
		p.addInfo(p.texts.address(ipv4At(v, at)))
	case 28: // AAAA
		p.addInfo(" ")
		p.addInfo(p.texts.address(ipv6At(v, at)))
	case 2, 5, 6, 7, 8, 9, 12, 30, 39, 47: // NS, CNAME, SOA, MB, MG, MR, PTR, NXT, DNAME, NSEC
		p.addInfo(name(at))
	case 11: // WKS
		p.addInfo(" " + ipv4At(v, at).String())
	case 15, 36: // MX, KX
		p.addInfof(" %d%s", v.u16(at), name(at+2))
	case 33: // SRV
		p.addInfof(" %d %d %d%s", v.u16(at), v.u16(at+2), v.u16(at+4), name(at+6))
	case 13: // HINFO
		cpu := v.bytes(at+1, int(v.u8(at)))
		system := at + 1 + len(cpu)
		p.addInfof(" %s %s", printable(cpu), printable(v.bytes(system+1, int(v.u8(system)))))
	case 35: // NAPTR
		p.addInfof(" %d %d %s", v.u16(at), v.u16(at+2), v.bytes(at+5, int(v.u8(at+4))))
	case 38: // A6
		p.dnsA6(v, at)
	}
}

// dnsA6 is RFC 2874: the end of an address, and the name of where its beginning is.
func (p *packet) dnsA6(v view, at int) {
	prefix := int(v.u8(at))
	if prefix > 128 {
		return
	}
	var address [16]byte
	suffix := (128 - prefix + 7) / 8
	copy(address[16-suffix:], v.bytes(at+1, suffix))
	name, _ := p.domainName(v, at+1+suffix)
	p.addInfof(" %d %s %s", prefix, netip.AddrFrom16(address), name)
}

const (
	// maxPointers is how often a name may jump, which is more than any can need.
	maxPointers = 128

	// maxName is how long the text of a name may get (RFC 1035 2.3.4).
	maxName = 255

	// maxLabels is how many labels and jumps are followed in all names of a packet:
	// names that share labels may have more of them than the packet has bytes.
	maxLabels = 1 << 18
)

// domainName reads a name (RFC 1035 4.1.4), and returns the offset behind it.
func (p *packet) domainName(v view, at int) (name string, next int) {
	var room [maxName]byte
	text := room[:0]
	start, jumps, long := at, 0, false
	for {
		if p.labels++; p.labels > maxLabels {
			panic(malformed)
		}
		size := int(v.u8(at))
		at++
		switch size & 0xc0 {
		case 0:
			if size == 0 {
				if jumps == 0 {
					next = at
				}
				switch {
				case long:
					return "<Name too long>", next
				case len(text) == 0:
					return "<Root>", next
				}
				return string(text), next
			}
			if len(text)+size > maxName {
				long = true
				at += size
				continue
			}
			if len(text) > 0 {
				text = append(text, '.')
			}
			text = appendPrintable(text, v.bytes(at, size))
			at += size
		case 0xc0:
			target := size&0x3f<<8 | int(v.u8(at))
			if jumps == 0 {
				next = at + 1
			}
			if jumps++; jumps > maxPointers {
				return "<Name contains a pointer that loops>", next
			}
			at = target
		default: // a label of another kind (RFC 6891 5): its length is not known
			if at-1 == start || size&0xc0 == 0x80 {
				panic(malformed)
			}
			if jumps == 0 {
				next = at
			}
			return "<Unknown extended label>", next
		}
	}
}
