package tshark

import "strings"

// wantedFields are the fields that are kept of each layer, by Wireshark's filter
// names; all others are passed over as fast as they come. A field counts only in
// its own layer: the IP header that an ICMP error quotes is in the layer of ICMP.
var wantedFields = map[string][]string{
	"geninfo": {"num", "len", generalTime},
	"frame": {"frame.number", "frame.len", "frame.time_epoch", "frame.time_utc",
		"frame.protocols"},
	"eth":  {"eth.src", "eth.dst"},
	"sll":  {"sll.src.eth"},
	"wlan": {"wlan.ta", "wlan.ra"},
	"ip": {"ip.src", "ip.dst", "ip.ttl", "ip.id", "ip.proto", "ip.frag_offset",
		"ip.reassembled_in"},
	"ipv6": {"ipv6.src", "ipv6.dst", "ipv6.hlim", "ipv6.routing.segleft",
		"ipv6.routing.src.addr"},
	"arp": {"arp.opcode", "arp.src.hw_mac", "arp.dst.hw_mac", "arp.src.proto_ipv4",
		"arp.dst.proto_ipv4", "arp.isgratuitous", "arp.isannouncement", "arp.isprobe"},
	"icmp": {"icmp.type", "icmp.code", "icmp.ident", "icmp.seq",
		"icmp.resp_to", "icmp.resp_in"},
	"icmpv6": {"icmpv6.type", "icmpv6.code", "icmpv6.echo.identifier",
		"icmpv6.echo.sequence_number", "icmpv6.resp_to", "icmpv6.resp_in",
		"icmpv6.nd.ns.target_address", "icmpv6.nd.na.target_address",
		"icmpv6.nd.na.flag.r", "icmpv6.nd.na.flag.s", "icmpv6.nd.na.flag.o",
		"icmpv6.opt.linkaddr"},
	"udp":     {"udp.srcport", "udp.dstport", "udp.length", "udp.stream"},
	"udplite": {"udp.srcport", "udp.dstport", "udp.stream"},
	"sctp":    {"sctp.srcport", "sctp.dstport"},
	"dccp":    {"dccp.srcport", "dccp.dstport"},
	"tcp": {"tcp.srcport", "tcp.dstport", "tcp.stream", "tcp.len", "tcp.seq", "tcp.ack",
		"tcp.flags", "tcp.window_size", "tcp.urgent_pointer", "tcp.segment_data",
		"tcp.options.mss_val", "tcp.options.sack_perm", "tcp.options.timestamp.tsval",
		"tcp.options.timestamp.tsecr", "tcp.options.wscale.multiplier",
		"tcp.options.tfo.request", "tcp.options.tfo.cookie", "tcp.options.sack_le",
		"tcp.options.sack_re",
		"tcp.analysis.reused_ports", "tcp.analysis.retransmission",
		"tcp.analysis.fast_retransmission", "tcp.analysis.spurious_retransmission",
		"tcp.analysis.out_of_order", "tcp.analysis.lost_segment",
		"tcp.analysis.ack_lost_segment", "tcp.analysis.window_update",
		"tcp.analysis.window_full", "tcp.analysis.keep_alive",
		"tcp.analysis.keep_alive_ack", "tcp.analysis.duplicate_ack_frame",
		"tcp.analysis.duplicate_ack_num", "tcp.analysis.zero_window_probe",
		"tcp.analysis.zero_window", "tcp.analysis.zero_window_probe_ack"},
	"http": {"http.request.method", "http.request.uri", "http.request.version",
		"http.response.version", "http.response.code", "http.response.phrase",
		"http.content_type"},
	"sip": {"sip.Method", "sip.r-uri", "sip.Status-Line", "sip.Status-Code", "sip.CSeq.method"},
	"ftp": {"ftp.request.command", "ftp.request.arg", "ftp.response.code", "ftp.response.arg"},
	"smtp": {"smtp.req.command", "smtp.req.parameter", "smtp.response.code",
		"smtp.rsp.parameter"},
	"dhcp":  {"dhcp.id", "dhcp.option.dhcp"},
	"dns":   dnsFields,
	"mdns":  dnsFields,
	"llmnr": dnsFields,
	"tls": {"tls.record.content_type", "tls.record.opaque_type", "tls.record.version",
		"tls.record.length", "tls.handshake.type", "tls.handshake.length",
		"tls.handshake.extensions.supported_version", "tls.alert_message.level",
		"tls.alert_message.desc"},
	"": columnFields,
}

var dnsFields = []string{dnsLabel, "dns.id", "dns.flags", "dns.qry.name", "dns.qry.type",
	"dns.qry.qu", "dns.resp.name", "dns.resp.type", "dns.resp.cache_flush", "dns.a",
	"dns.aaaa", "dns.ns", "dns.cname", "dns.ptr.domain_name", "dns.soa.mname",
	"dns.mx.preference", "dns.mx.mail_exchange", "dns.srv.priority", "dns.srv.weight",
	"dns.srv.port", "dns.srv.target", "dns.srv.name"}

// columnFields are the texts of Wireshark's packet list, which are there if they
// were asked for by -e. Wireshark 4.4 writes them in lower case.
var columnFields = []string{"_ws.col.No.", "_ws.col.Source", "_ws.col.Destination",
	"_ws.col.Protocol", "_ws.col.Length", "_ws.col.Info"}

// spellings maps, for each layer, how a form writes the name of a field to the name
// in wantedFields. The layer "" has the fields of all layers.
var spellings = fieldSpellings()

// fieldSpellings: PDML and JSON write "tcp.seq". EK writes "tcp_seq" if the field was
// asked for by -e, and else "tcp_tcp_seq", with the protocol that registered it, which
// may have a dot in its own name ("ipv6.routing").
func fieldSpellings() map[string]map[string]string {
	flatten := strings.NewReplacer(".", "_")
	flat := map[string]string{}
	all := map[string]map[string]string{"": flat}
	for layer, names := range wantedFields {
		own := map[string]string{}
		for _, name := range names {
			ek := flatten.Replace(name)
			own[name], own[ek] = name, name
			for i := range name {
				if name[i] == '.' {
					own[ek[:i]+"_"+ek] = name
				}
			}
			if layer != "geninfo" {
				flat[name], flat[ek] = name, name
				flat[lowerColumn(name)], flat[lowerColumn(ek)] = name, name
			}
		}
		if layer != "" {
			all[layer] = own
		}
	}
	return all
}

// lowerColumn returns the name that newer versions give to a column's text.
func lowerColumn(name string) string {
	if strings.HasPrefix(name, "_ws") {
		return strings.ToLower(name)
	}
	return name
}
