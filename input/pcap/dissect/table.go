package dissect

// A protocol is one line of the list: how it is found, and what words it.
type protocol struct {
	name    string
	dissect dissector

	links      []uint32 // link types of captures (LINKTYPE_ of tcpdump.org)
	etherTypes []uint16
	ppp        []uint16
	llc        []uint8  // DSAPs
	snap       []uint64 // organization and protocol: 0x00000c2000 is CDP
	ip         []uint8  // IP protocol numbers
	udp, tcp   []uint16
	sctp       []uint16 // ports, where PPIDs do not tell
	sctpPPID   []uint32

	// A heuristic looks at the payload that no port claims, in the order of the list.
	udpHeuristic, tcpHeuristic bool
}

// protocols is the list of all that is known. A new one is a file of its own and
// a line here. The order counts for heuristics only.
func protocols() []protocol {
	return []protocol{
		// Link layers.
		{name: "ethernet", dissect: ethernet, links: []uint32{1}},
		{name: "null", dissect: loopback, links: []uint32{0, 108}},
		{name: "raw ip", dissect: rawIP, links: []uint32{12, 14, 101, 228, 229}},
		{name: "ppp", dissect: ppp, links: []uint32{9}},
		{name: "ppp hdlc", dissect: pppHDLC, links: []uint32{50}},
		{name: "sll", dissect: sll, links: []uint32{113}},
		{name: "sll2", dissect: sll2, links: []uint32{276}},
		{name: "802.11", dissect: ieee80211, links: []uint32{105}},
		{name: "radiotap", dissect: radiotap, links: []uint32{127}},

		// Between link and network.
		{name: "vlan", dissect: vlan, etherTypes: []uint16{0x8100, 0x88a8, 0x9100}},
		{name: "mpls", dissect: mpls, etherTypes: []uint16{0x8847, 0x8848}, ppp: []uint16{0x0281, 0x0283}},
		{name: "pppoe discovery", dissect: pppoeDiscovery, etherTypes: []uint16{0x8863}},
		{name: "pppoe session", dissect: pppoeSession, etherTypes: []uint16{0x8864}},
		{name: "lcp", dissect: pppControl{"PPP LCP"}.word, ppp: []uint16{0xc021}},
		{name: "ipcp", dissect: pppControl{"PPP IPCP"}.word, ppp: []uint16{0x8021}},
		{name: "ipv6cp", dissect: pppControl{"PPP IPV6CP"}.word, ppp: []uint16{0x8057}},
		{name: "ccp", dissect: pppControl{"PPP CCP"}.word, ppp: []uint16{0x80fd}},
		{name: "mplscp", dissect: pppControl{"PPP MPLSCP"}.word, ppp: []uint16{0x8281}},
		{name: "pap", dissect: pap, ppp: []uint16{0xc023}},
		{name: "chap", dissect: chap, ppp: []uint16{0xc223}},
		{name: "arp", dissect: arp, etherTypes: []uint16{0x0806, 0x8035}},

		// Network.
		{name: "ipv4", dissect: ipv4, etherTypes: []uint16{0x0800}, ppp: []uint16{0x0021}},
		{name: "ip in ip", dissect: ipInIP, ip: []uint8{4}},
		{name: "ipv6", dissect: ipv6, etherTypes: []uint16{0x86dd}, ppp: []uint16{0x0057}},
		{name: "ipv6 in ip", dissect: ipv6InIP, ip: []uint8{41}},
		{name: "icmp", dissect: icmp, ip: []uint8{1}},
		{name: "igmp", dissect: igmp, ip: []uint8{2}},
		{name: "icmpv6", dissect: icmpv6, ip: []uint8{58}},

		// Transport.
		{name: "tcp", dissect: tcp, ip: []uint8{6}},
		{name: "udp", dissect: udp, ip: []uint8{17}},
		{name: "udp-lite", dissect: udpLite, ip: []uint8{136}},

		// Application.
		{name: "dns", dissect: dns, udp: []uint16{53}},
		{name: "dns over tcp", dissect: dnsOverTCP, tcp: []uint16{53}},
		{name: "mdns", dissect: mdns, udp: []uint16{5353}},
		{name: "llmnr", dissect: llmnr, udp: []uint16{5355}},
		{name: "snmp", dissect: snmp, udp: []uint16{161, 162, 8161}},
		{name: "snmp over tcp", dissect: snmpOverTCP, tcp: []uint16{161, 162}},
		{name: "telnet", dissect: telnet, tcp: []uint16{23}},
		{name: "ftp data", dissect: ftpData, tcp: []uint16{20}},
		{name: "ftp", dissect: ftp, tcp: []uint16{21}},
		{name: "smtp", dissect: smtp, tcp: smtpPorts},
		{name: "pop", dissect: pop, tcp: []uint16{110}},
		{name: "imap", dissect: imap, tcp: []uint16{143}},
		{name: "dhcp", dissect: dhcp, udp: []uint16{67, 68, 4011}},
		{name: "dhcpv6", dissect: dhcpv6, udp: []uint16{546, 547}},
		{name: "tftp", dissect: tftp, udp: []uint16{69}},
		{name: "tftp on other ports", dissect: tftpHeuristic, udpHeuristic: true},
		{name: "nbns", dissect: nbns, udp: []uint16{137}},
		{name: "syslog", dissect: syslog, udp: []uint16{514}},
		{name: "radius", dissect: radius, udp: []uint16{1645, 1646, 1700, 1812, 1813, 3799}},
		{name: "diameter", dissect: diameter, sctp: []uint16{3868}, sctpPPID: []uint32{46, 47}},
		{name: "diameter over tcp", dissect: diameterOverTCP, tcp: []uint16{3868}},
		{name: "kerberos over tcp", dissect: kerberosOverTCP, tcp: []uint16{88}},
		{name: "ldap", dissect: ldap, tcp: []uint16{389, 3268}},
		{name: "rpc over tcp", dissect: rpcCall, tcpHeuristic: true},
		{name: "ntp", dissect: ntp, udp: []uint16{123}, tcp: []uint16{123}},
		{name: "http", dissect: httpOverTCP, tcp: append(httpPorts, ippPort)},
		{name: "http on other ports", dissect: httpHeuristic, tcpHeuristic: true},
		{name: "ssdp", dissect: ssdp, udp: []uint16{1900}},
		{name: "tls", dissect: tls, tcp: tlsPorts},
		{name: "tls on any port", dissect: tlsHeuristic, tcpHeuristic: true},
		{name: "ssh", dissect: ssh, tcp: sshPorts, sctp: []uint16{22}, sctpPPID: []uint32{45}},
		{name: "dtls", dissect: dtls, udp: dtlsPorts, sctpPPID: []uint32{47}},
		{name: "quic", dissect: quicHeuristic, udpHeuristic: true},
		{name: "dtls on any port", dissect: dtlsHeuristic, udpHeuristic: true},
	}
}

// A table finds the dissector of a payload.
type table struct {
	links         map[uint32]dissector
	etherTypes    map[uint16]dissector
	ppp           map[uint16]dissector
	llc           map[uint8]dissector
	snap          map[uint64]dissector
	ip            [256]dissector
	udp, tcp      map[uint16]dissector
	sctp          map[uint16]dissector
	sctpPPID      map[uint32]dissector
	udpHeuristics []dissector
	tcpHeuristics []dissector
}

func newTable() *table {
	t := &table{
		links: make(map[uint32]dissector), etherTypes: make(map[uint16]dissector), ppp: make(map[uint16]dissector),
		llc: make(map[uint8]dissector), snap: make(map[uint64]dissector),
		udp: make(map[uint16]dissector), tcp: make(map[uint16]dissector),
		sctp: make(map[uint16]dissector), sctpPPID: make(map[uint32]dissector),
	}
	for _, p := range protocols() {
		register(t.links, p.links, p.dissect)
		register(t.etherTypes, p.etherTypes, p.dissect)
		register(t.ppp, p.ppp, p.dissect)
		register(t.llc, p.llc, p.dissect)
		register(t.snap, p.snap, p.dissect)
		register(t.udp, p.udp, p.dissect)
		register(t.tcp, p.tcp, p.dissect)
		register(t.sctp, p.sctp, p.dissect)
		register(t.sctpPPID, p.sctpPPID, p.dissect)
		for _, number := range p.ip {
			t.ip[number] = p.dissect
		}
		if p.udpHeuristic {
			t.udpHeuristics = append(t.udpHeuristics, p.dissect)
		}
		if p.tcpHeuristic {
			t.tcpHeuristics = append(t.tcpHeuristics, p.dissect)
		}
	}
	return t
}

func register[K comparable](m map[K]dissector, keys []K, d dissector) {
	for _, key := range keys {
		m[key] = d
	}
}

// byPort tries the dissectors of two ports, in Wireshark's order: that which was
// seen on the conversation before, the server's port if it is known, the lower,
// the higher, then what the payload looks like.
func (p *packet) byPort(ports map[uint16]dissector, heuristics []dissector, server uint16, v view) bool {
	if c := p.conversation; c != nil && c.dissector != nil && p.call(c.dissector, v) {
		return true
	}
	low, high := min(p.SourcePort, p.DestinationPort), max(p.SourcePort, p.DestinationPort)
	for i, port := range [...]uint16{server, low, high} {
		if port == 0 || i > 0 && port == server || i == 2 && high == low {
			continue
		}
		if d := ports[port]; d != nil && p.call(d, v) {
			return true
		}
	}
	for _, d := range heuristics {
		if p.call(d, v) {
			return true
		}
	}
	return false
}
