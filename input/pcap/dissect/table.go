package dissect

// A protocol is one line of the list: how it is found, and what words it.
type protocol struct {
	name    string
	dissect dissector

	links      []uint32 // link types of captures (LINKTYPE_ of tcpdump.org)
	etherTypes []uint16
	ppp        []uint16
	llc        []uint8  // DSAPs
	chdlc      []uint16 // Cisco's HDLC
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
		{name: "cisco hdlc", dissect: ciscoHDLC, links: []uint32{104}},
		{name: "sll", dissect: sll, links: []uint32{113}},
		{name: "sll2", dissect: sll2, links: []uint32{276}},
		{name: "802.11", dissect: ieee80211, links: []uint32{105}},
		{name: "radiotap", dissect: radiotap, links: []uint32{127}},

		// Between link and network.
		{name: "vlan", dissect: vlan, etherTypes: []uint16{0x8100, 0x88a8, 0x9100}},
		{
			name: "mpls", dissect: mpls, etherTypes: []uint16{0x8847, 0x8848}, ppp: []uint16{0x0281, 0x0283},
			chdlc: []uint16{0x8847, 0x8848}, ip: []uint8{137}, udp: []uint16{6635},
		},
		{name: "pppoe discovery", dissect: pppoeDiscovery, etherTypes: []uint16{0x8863}},
		{name: "pppoe session", dissect: pppoeSession, etherTypes: []uint16{0x8864}},
		{name: "lcp", dissect: pppControl{"PPP LCP", pppLinkCodes}.word, ppp: []uint16{0xc021}},
		{name: "ipcp", dissect: pppControl{"PPP IPCP", pppCodes}.word, ppp: []uint16{0x8021}},
		{name: "ipv6cp", dissect: pppControl{"PPP IPV6CP", pppCodes}.word, ppp: []uint16{0x8057}},
		{name: "osinlcp", dissect: pppControl{"PPP OSINLCP", pppCodes}.word, ppp: []uint16{0x8023}},
		{name: "bcp", dissect: pppControl{"PPP BCP NCP", pppLinkCodes}.word, ppp: []uint16{0x8031}},
		{name: "ccp", dissect: pppControl{"PPP CCP", pppCompressionCodes}.word, ppp: []uint16{0x80fd}},
		{name: "mplscp", dissect: pppControl{"PPP MPLSCP", pppCodes}.word, ppp: []uint16{0x8281}},
		{name: "cdpcp", dissect: pppControl{"PPP CDPCP", pppCodes}.word, ppp: []uint16{0x8207}},
		{name: "cbcp", dissect: pppControl{"PPP CBCP", pppCallbackCodes}.word, ppp: []uint16{0xc029}},
		{name: "bacp", dissect: pppControl{"PPP BACP", pppCodes}.word, ppp: []uint16{0xc02b}},
		{name: "bap", dissect: pppControl{"PPP BAP", pppBandwidthCodes}.word, ppp: []uint16{0xc02d}},
		{name: "multilink", dissect: pppMultilink, ppp: []uint16{0x003d}},
		{name: "compressed", dissect: pppCompressed, ppp: []uint16{0x00fd}},
		{name: "pap", dissect: pap, ppp: []uint16{0xc023}},
		{name: "chap", dissect: chap, ppp: []uint16{0xc223}},
		{name: "slarp", dissect: slarp, chdlc: []uint16{0x8035}},
		{name: "arp", dissect: arp, etherTypes: []uint16{0x0806, 0x8035}},

		// What bridges and their ports tell each other.
		{name: "stp", dissect: stp, llc: []uint8{0x42}, snap: []uint64{0x00000c_010b}, ppp: []uint16{0x0031}, chdlc: []uint16{0x4242}},
		{name: "lldp", dissect: lldp, etherTypes: []uint16{0x88cc}},
		{name: "cdp", dissect: cdp, snap: []uint64{0x00000c_2000}, ppp: []uint16{0x0207}, chdlc: []uint16{0x2000}},
		{name: "eapol", dissect: eapol, etherTypes: []uint16{0x888e, 0x88c7}},
		{name: "eap", dissect: eap, ppp: []uint16{0xc227}},
		{name: "slow protocols", dissect: slowProtocols, etherTypes: []uint16{0x8809}},
		{name: "ectp", dissect: ectp, etherTypes: []uint16{0x9000}},

		// Network.
		{name: "ipv4", dissect: ipv4, etherTypes: []uint16{0x0800}, ppp: []uint16{0x0021}, chdlc: []uint16{0x0800}},
		{name: "ip in ip", dissect: ipInIP, ip: []uint8{4}},
		{name: "ipv6", dissect: ipv6, etherTypes: []uint16{0x86dd}, ppp: []uint16{0x0057}, chdlc: []uint16{0x86dd}},
		{name: "ipv6 in ip", dissect: ipv6InIP, ip: []uint8{41}},
		{name: "mobility", dissect: mobility, ip: []uint8{55, 135}, udp: []uint16{5436}},
		{name: "icmp", dissect: icmp, ip: []uint8{1}},
		{name: "igmp", dissect: igmp, ip: []uint8{2}},
		{name: "icmpv6", dissect: icmpv6, ip: []uint8{58}},

		{name: "ospf", dissect: ospf, ip: []uint8{89}},
		{name: "pim", dissect: pim, ip: []uint8{103}},
		{name: "vrrp", dissect: vrrp, ip: []uint8{112}},

		// Transport.
		{name: "tcp", dissect: tcp, ip: []uint8{6}},
		{name: "udp", dissect: udp, ip: []uint8{17}},
		{name: "sctp", dissect: sctp, ip: []uint8{132}, udp: []uint16{9899}},
		{name: "esp", dissect: esp, ip: []uint8{50}},
		{name: "ah", dissect: ah, ip: []uint8{51}},
		{name: "udp-lite", dissect: udpLite, ip: []uint8{136}},

		// Tunnels and their control.
		{name: "gre", dissect: gre, ip: []uint8{47}, udp: []uint16{4754}},
		{name: "vxlan", dissect: vxlan, udp: []uint16{4789}},
		{name: "vxlan gpe", dissect: vxlanGPE, udp: []uint16{4790}},
		{name: "geneve", dissect: geneve, udp: []uint16{6081}},
		{name: "gtp", dissect: gtp, udp: []uint16{2123, 2152}, tcp: []uint16{2123, 2152}},
		{name: "gtp prime", dissect: gtpPrime, udp: []uint16{3386}, tcp: []uint16{3386}},
		{name: "pfcp", dissect: pfcp, udp: []uint16{8805}},
		{name: "l2tp", dissect: l2tp, udp: []uint16{1701}},
		{name: "l2tp over ip", dissect: l2tpOverIP, ip: []uint8{115}},
		{name: "pptp", dissect: pptp, tcp: []uint16{1723}},
		{name: "teredo", dissect: teredo, udp: []uint16{3544}},

		// Application.
		{name: "bgp", dissect: bgp, tcp: []uint16{179}},
		{name: "hsrp", dissect: hsrp, udp: []uint16{hsrpPort, hsrpPortV6}},
		{name: "dns", dissect: dns, udp: []uint16{53}},
		{name: "dns over tcp", dissect: dnsOverTCP, tcp: []uint16{53}},
		{name: "mdns", dissect: mdns, udp: []uint16{5353}},
		{name: "nbss", dissect: nbss, tcp: []uint16{139, 445}},
		{name: "mysql", dissect: mysql, tcp: []uint16{mysqlPort}},
		{name: "pgsql", dissect: pgsql, tcp: []uint16{pgsqlPort}},
		{name: "amqp", dissect: amqp, tcp: []uint16{5672}},
		{name: "wireguard", dissect: wireGuard, udpHeuristic: true},
		{name: "isakmp", dissect: isakmp, udp: []uint16{500}, tcp: []uint16{500}},
		{name: "udp encapsulation", dissect: udpEncap, udp: []uint16{4500}},
		{name: "modbus", dissect: modbus, tcp: []uint16{modbusPort}},
		{name: "modbus over udp", dissect: modbusUDP, udp: []uint16{modbusPort}},
		{name: "resp", dissect: resp, tcp: []uint16{respPort}},
		{name: "mqtt", dissect: mqtt, tcp: []uint16{1883}},
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
		{name: "sip", dissect: sip, udp: []uint16{5060}, udpHeuristic: true},
		{name: "sip over tcp", dissect: sipOverTCP, tcp: []uint16{5060}},
		{name: "sip on other tcp ports", dissect: sipOverTCPHeuristic, tcpHeuristic: true},
		{name: "coap", dissect: coap, udp: []uint16{5683}},
		{name: "coap over tcp", dissect: coapOverTCP, tcp: []uint16{5683}},
		{name: "dropbox discovery", dissect: dropboxDiscovery, udp: []uint16{17500}},
		{name: "rtsp", dissect: rtsp, tcp: []uint16{554, 7236, 8554}},
		{name: "rtcp", dissect: rtcpHeuristic, udpHeuristic: true},
		{name: "stun", dissect: stun, udp: []uint16{stunPort}},
		{name: "stun on other ports", dissect: stunHeuristic, udpHeuristic: true},
		{name: "stun over tcp", dissect: stunOverTCP, tcp: []uint16{stunPort}},
		{name: "stun on other tcp ports", dissect: stunOverTCPHeuristic, tcpHeuristic: true},
		{name: "classic stun", dissect: classicSTUN, udpHeuristic: true, tcpHeuristic: true},
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
	links           map[uint32]dissector
	etherTypes      map[uint16]dissector
	ppp, chdlc      map[uint16]dissector
	llc             map[uint8]dissector
	snap            map[uint64]dissector
	ip              [256]dissector
	udp, tcp        *ports
	sctp            *ports
	sctpPPID        map[uint32]dissector
	udpHeuristics   []dissector
	tcpHeuristics   []dissector
	latestLink      latest[uint32]
	latestEtherType latest[uint16]
}

// A latest is what was found last in a map. Nearly all frames of a capture ask it
// for the same.
type latest[K comparable] struct {
	key       K
	dissector dissector
}

func (l *latest[K]) of(known map[K]dissector, key K) dissector {
	if l.key != key || l.dissector == nil {
		l.key, l.dissector = key, known[key]
	}
	return l.dissector
}

func newTable() *table {
	t := &table{
		links: make(map[uint32]dissector), etherTypes: make(map[uint16]dissector), ppp: make(map[uint16]dissector),
		chdlc: make(map[uint16]dissector),
		llc:   make(map[uint8]dissector), snap: make(map[uint64]dissector),
		udp: new(ports), tcp: new(ports),
		sctp: new(ports), sctpPPID: make(map[uint32]dissector),
	}
	for _, p := range protocols() {
		register(t.links, p.links, p.dissect)
		register(t.etherTypes, p.etherTypes, p.dissect)
		register(t.ppp, p.ppp, p.dissect)
		register(t.chdlc, p.chdlc, p.dissect)
		register(t.llc, p.llc, p.dissect)
		register(t.snap, p.snap, p.dissect)
		t.udp.register(p.udp, p.dissect)
		t.tcp.register(p.tcp, p.dissect)
		t.sctp.register(p.sctp, p.dissect)
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

// ports finds the dissector of a port without hashing it: every packet asks for
// two. The high byte finds a page of those with the same, most of which are nil.
type ports [256]*[256]dissector

func (t *ports) register(numbers []uint16, d dissector) {
	for _, number := range numbers {
		page := &t[number>>8]
		if *page == nil {
			*page = new([256]dissector)
		}
		(*page)[number&0xff] = d
	}
}

func (t *ports) of(number uint16) dissector {
	if page := t[number>>8]; page != nil {
		return page[number&0xff]
	}
	return nil
}

// byPort tries the dissectors of two ports, in Wireshark's order: that which was
// seen on the conversation before, the server's port if it is known, the lower,
// the higher, then what the payload looks like.
func (p *packet) byPort(known *ports, heuristics []dissector, server uint16, v view) bool {
	if c := p.conversation; c != nil && c.dissector != nil && p.call(c.dissector, v) {
		return true
	}
	low, high := min(p.SourcePort, p.DestinationPort), max(p.SourcePort, p.DestinationPort)
	for i, port := range [...]uint16{server, low, high} {
		if port == 0 || i > 0 && port == server || i == 2 && high == low {
			continue
		}
		if d := known.of(port); d != nil && p.call(d, v) {
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
