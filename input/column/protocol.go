package column

import "strings"

// protocolNames are the names that Wireshark's Protocol column has for protocols whose
// filter name does not give it in capitals.
var protocolNames = map[string]string{
	"amqp": "AMQP", "btle": "LE LL", "cotp": "COTP", "data": "Data", "db-lsp-disc": "DB-LSP-DISC",
	"dhcpv6": "DHCPv6", "diameter": "DIAMETER", "dtls": "DTLS", "eapol": "EAPOL",
	"ethertype": "Ethernet", "eth": "Ethernet", "ftp-data": "FTP-DATA", "gtpv2": "GTPv2",
	"h225": "H.225.0", "h245": "H.245", "http2": "HTTP2", "http3": "HTTP3", "icmpv6": "ICMPv6",
	"igmp": "IGMP", "ip": "IPv4", "ipv6": "IPv6", "ipv6.fraghdr": "IPv6", "ipcp": "PPP IPCP",
	"ipv6cp": "PPP IPV6CP", "iscsi": "iSCSI", "isup": "ISUP", "kerberos": "KRB5", "kpasswd": "KPASSWD",
	"krb5": "KRB5", "lcp": "PPP LCP", "mbtcp": "Modbus/TCP", "mipv6": "MIPv6", "modbus": "Modbus/TCP",
	"mount": "MOUNT", "msdp": "MSDP", "mysql": "MySQL", "nas-5gs": "NAS-5GS", "nbns": "NBNS",
	"nbss": "NBSS", "nfsacl": "NFSACL", "ospf": "OSPF", "pap": "PPP PAP", "chap": "PPP CHAP",
	"pgsql": "PGSQL", "pim": "PIMv2", "portmap": "Portmap", "ppp": "PPP", "pppoed": "PPPoED",
	"pppoes": "PPPoES", "s1ap": "S1AP", "smb2": "SMB2", "ssh": "SSH", "stp": "STP", "syslog": "Syslog",
	"udplite": "UDP-Lite", "vxlan": "VXLAN", "websocket": "WebSocket", "wg": "WireGuard",
	"wlan": "802.11", "x11": "X11", "xmpp": "XMPP",
}

// ProtocolName returns what Wireshark's Protocol column says of a protocol, given its
// filter name.
func ProtocolName(name string) string {
	if shown, ok := protocolNames[name]; ok {
		return shown
	}
	return strings.ToUpper(name)
}

// IsContent reports whether a protocol of the chain is only what another one carries,
// and says nothing of its own, or is no protocol at all.
func IsContent(name string) bool {
	switch name {
	case "", "data", "data-text-lines", "media", "json", "xml", "png", "urlencoded-form",
		"mime_multipart", "sdp", "ethertype", "geninfo", "frame", "_ws.malformed", "_ws.short",
		"_ws.unreassembled", "tcp.segments", "x509sat", "x509af", "x509ce", "pkix1implicit",
		"pkix1explicit", "pkcs-1", "cms", "ocsp", "fake-field-wrapper", "eth_padding", "f5ethtrailer":
		return true
	}
	return strings.HasPrefix(name, "image-")
}
