package dissect_test

import (
	"encoding/binary"
	"encoding/hex"
	"strings"
	"testing"
)

// octets returns the bytes of hexadecimal digits; spaces do not count.
func octets(digits string) string {
	b, err := hex.DecodeString(strings.ReplaceAll(digits, " ", ""))
	if err != nil {
		panic(err)
	}
	return string(b)
}

// carried is an IPv4 packet between 192.0.2.1 and 192.0.2.2.
func carried(protocol byte, payload string) string { return carriedBetween(ends, protocol, payload) }

func carriedBetween(ends string, protocol byte, payload string) string {
	b := binary.BigEndian.AppendUint16([]byte{0x45, 0}, uint16(20+len(payload)))
	return string(append(b, 0, 1, 0, 0, 64, protocol, 0, 0)) + ends + payload
}

// datagramTo is a UDP datagram to a port, in an IPv4 packet.
func datagramTo(port uint16, payload string) string {
	b := binary.BigEndian.AppendUint16([]byte{0xaf, 0xc8}, port)
	b = binary.BigEndian.AppendUint16(b, uint16(8+len(payload)))
	return carried(17, string(append(b, 0, 0))+payload)
}

const (
	innerEnds = "\x0a\x00\x00\x01\x0a\x00\x00\x02" // 10.0.0.1 to 10.0.0.2
	innerWhy  = "Echo (ping) request  id=0x0007, seq=1/256, ttl=64"
	whoHas    = macs + "\x08\x06\x00\x01\x08\x00\x06\x04\x00\x01\x02\x00\x00\x00\x00\x01\xc0\x00\x02\x01\x00\x00\x00\x00\x00\x00\xc0\x00\x02\x02"
)

var innerPing = carriedBetween(innerEnds, 1, octets("0800 0000 0007 0001"))

// TestTunnels looks for the packet inside; the words are those of tshark 4.0.17.
func TestTunnels(t *testing.T) {
	const inside, outside = "10.0.0.1", "192.0.2.1"
	plain := macs + "\x08\x00" + innerPing
	for _, c := range []struct{ name, frame, source, protocol, info string }{
		{"gre", carried(47, octets("0000 0800")+innerPing), inside, "ICMP", innerWhy},
		{"gre with checksum, key and sequence number", carried(47, octets("b000 0800 00000000 00000001 00000002")+innerPing), inside, "ICMP", innerWhy},
		{"gre of nothing", carried(47, octets("2081 880b 0000 0005 00000001")), outside, "GRE", "Encapsulated PPP"},
		{"gre of the unknown", carried(47, octets("0000 1234 00")), outside, "GRE", "Encapsulated 0x1234 (unknown)"},
		{"pptp data", carried(47, octets("3081 880b 001e 0005 00000001 00000001 21")+innerPing), inside, "ICMP", innerWhy},
		{"wccp 2", carried(47, octets("0000 883e 00000000")+innerPing), inside, "ICMP", innerWhy},
		{"erspan I", carried(47, octets("0000 88be")+plain), inside, "ICMP", innerWhy},
		{"erspan II", carried(47, octets("1000 88be 00000001 1001 0001 00000000")+plain), inside, "ICMP", innerWhy},
		{"erspan III", carried(47, octets("1000 22eb 00000001 2001 0001 00000000 0000 0000")+plain), inside, "ICMP", innerWhy},
		{"arp in vxlan", datagramTo(4789, octets("08000000 00000100")+whoHas), "02:00:00:00:00:01", "ARP", "Who has 192.0.2.2? Tell 192.0.2.1"},
		{"vxlan gpe", datagramTo(4790, octets("0c000001 00000100")+innerPing), inside, "ICMP", innerWhy},
		{"geneve with an option", datagramTo(6081, octets("01 00 6558 00000100 00000000")+plain), inside, "ICMP", innerWhy},
		{"geneve of the unknown", datagramTo(6081, octets("00 00 1234 00000100 00")), outside, "Geneve", "Encapsulated 0x1234 (unknown)"},
		{"mpls with a control word", datagramTo(6635, octets("00010140 00000001 feedfeedfe02 feedfeedfe01 0800")+innerPing), inside, "ICMP", innerWhy},
		{"mpls channel", datagramTo(6635, octets("0000d140 10000021")+innerPing), inside, "ICMP", innerWhy},
		{"gtp", datagramTo(2152, octets("30 ff 001c 00000007")+innerPing), inside, "GTP <ICMP>", innerWhy},
		{"gtp with an extension", datagramTo(2152, octets("34 ff 0024 00000007 00000085 01100100")+innerPing), inside, "GTP <ICMP>", innerWhy},
		{"gtp of nothing known", datagramTo(2152, octets("30 ff 0003 00000007 010203")), outside, "GTP <GTP>", "T-PDU"},
		{"gtp control", datagramTo(2123, octets("32 01 0004 00000000 00010000")), outside, "GTP", "Echo request"},
		{"gtp unknown", datagramTo(2123, octets("30 c8 0000 00000000")), outside, "UDP", "45000 → 2123 Len=8"},
		{"gtp 0", datagramTo(3386, octets("1e ff 001c 0001 0001 00000000 0000000000000000")+innerPing), inside, "GTP <ICMP>", innerWhy},
		{"gtp prime", datagramTo(3386, octets("4f 01 0000 0001")), outside, "GTP", "Echo request"},
		{"gtpv2", datagramTo(2123, octets("58 21 0008 00000001 00000100 48 5f 0008 00000001 00000100")), outside, "GTPv2",
			"Create Session Response / Create Bearer Request"},
		{"pfcp", datagramTo(8805, octets("24 01 0004 00000100 20 02 0004 00000100")), outside, "PFCP", "PFCP Heartbeat Response"},
		{"pfcp too long", datagramTo(8805, octets("20 01 0032 00000100")), outside, "PFCP",
			"PFCP Heartbeat Request[Malformed Packet: length of contained item exceeds length of containing item]"},
		{"l2tp control", datagramTo(1701, octets("c802 0014 0000 0000 0000 0000 8008 0000 0000 0001")), outside, "L2TP",
			"Control Message - SCCRQ (tunnel id=0, session id=0)"},
		{"l2tp empty", datagramTo(1701, octets("c802 000c 0001 0002 0000 0000")), outside, "L2TP",
			"Control Message - ZLB      (tunnel id=1, session id=2)"},
		{"l2tp data", datagramTo(1701, octets("0202 0001 0002 0002 0000 21")+innerPing), inside, "ICMP", innerWhy},
		{"l2tp 3", datagramTo(1701, octets("c803 0014 00000009 0000 0000 8008 0000 0000 0001")), outside, "L2TPv3",
			"Control Message - SCCRQ (ccid=0x00000009)"},
		{"l2tp over ip", carried(115, octets("00000abc 00")), outside, "L2TPv3", "D[S:0x00000ABC]"},
		{"pptp", carried(6, octets("c350 06bb 00000001 00000001 5018 0100 0000 0000 0010 0001 1a2b3c4d 0005 0000 00000001")), outside, "PPTP",
			"Echo-Request"},
		{"teredo", datagramTo(3544, octets("0001 0000 0000000000000000 00 0000 1234 01020304 60000000 0000 3b 40"+
			"20010db8000000000000000000000001 20010db8000000000000000000000002")), "2001:db8::1", "IPv6", "IPv6 no next header"},
		{"mobility", carried(135, octets("3b 00 10 00 0000 01 00")), outside, "MIPv6", "Binding Revocation Indication"},
	} {
		p := words(rawIP, c.frame)[0]
		if p.Source != c.source || p.Protocol != c.protocol || p.Info != c.info {
			t.Errorf("%s: %q %q %q, want %q %q %q", c.name, p.Source, p.Protocol, p.Info, c.source, c.protocol, c.info)
		}
	}
}

// TestTunnelFacts: a ping has no ports, whatever the tunnel has that it came through;
// its reply is known by checksum, identifier and sequence number.
func TestTunnelFacts(t *testing.T) {
	reply := carriedBetween(innerEnds[4:]+innerEnds[:4], 1, octets("0000 0800 0007 0001"))
	other := carriedBetween(innerEnds[4:]+innerEnds[:4], 1, octets("0000 0801 0007 0001"))
	header := octets("30 ff 001c 00000007")
	packets := words(rawIP, datagramTo(2152, header+innerPing), datagramTo(2152, header+other), datagramTo(2152, header+reply))
	if p := packets[0]; p.SourcePort != 0 || p.DestinationPort != 0 {
		t.Errorf("ports %d and %d", p.SourcePort, p.DestinationPort)
	}
	if p := packets[1]; strings.Contains(p.Info, "request in") {
		t.Errorf("another checksum: %q", p.Info)
	}
	if p := packets[2]; !strings.HasSuffix(p.Info, "(request in 1)") {
		t.Errorf("%q", p.Info)
	}
}
