package column

import (
	"testing"

	"github.com/packetseq/packetseq/seq"
)

// complete returns the packet that cells make, given as field and text.
func complete(t *testing.T, cells ...string) seq.Packet {
	t.Helper()
	titles, texts := []string{}, map[string]string{}
	for i := 0; i < len(cells); i += 2 {
		titles = append(titles, cells[i])
		texts[cells[i]] = cells[i+1]
	}
	l, err := LayOut(titles, nil)
	if err != nil || len(l.Columns) != len(titles) {
		t.Fatalf("%q: %d columns, %v", titles, len(l.Columns), err)
	}
	r := Row{Packet: new(seq.Packet)}
	for _, c := range l.Columns {
		if text := texts[titles[c.Index]]; c.Info {
			SetInfoText(r.Packet, text)
		} else if err := c.Set(&r, text); err != nil {
			t.Fatal(err)
		}
	}
	r.Complete()
	return *r.Packet
}

// The first five were seen in Wireshark's own columns of such packets.
func TestAddresses(t *testing.T) {
	const inner, both = "66.59.111.190", "172.27.1.66,66.59.111.190"
	for _, c := range []struct {
		name, want string
		cells      []string
	}{
		{"tunnel", inner, []string{"ip.src", both, "frame.protocols", "eth:ethertype:ip:gre:ip:tcp"}},
		{"ping in a tunnel", inner, []string{"ip.src", both, "frame.protocols", "eth:ethertype:ip:gre:ip:icmp:data"}},
		{"ICMP error", "172.27.1.66", []string{"ip.src", both, "frame.protocols", "eth:ethertype:ip:icmp:ip:tcp"}},
		{"IPv4 in IPv6", "10.0.0.1", []string{"ip.src", "10.0.0.1", "ipv6.src", "fe80::1", "frame.protocols", "eth:ethertype:ipv6:ip:tcp"}},
		{"ARP in a tunnel", "02:00:00:00:00:02", []string{"ip.src", "10.0.0.1", "eth.src", "02:00:00:00:00:01,02:00:00:00:00:02", "frame.protocols", "eth:ethertype:ip:udp:vxlan:eth:ethertype:arp"}},
		{"IPv6 in IPv4", "fe80::1", []string{"ip.src", "10.0.0.1", "ipv6.src", "fe80::1", "frame.protocols", "eth:ethertype:ip:ipv6:tcp"}},
		{"ICMP error in a tunnel", "10.0.0.2", []string{"ip.src", "10.0.0.1,10.0.0.2,10.0.0.3", "frame.protocols", "ip:gre:ip:icmp:ip:udp"}},
		{"tunnel, nothing else known", inner, []string{"ip.src", both}},
		{"ICMP error by Info", "172.27.1.66", []string{"ip.src", both, "_ws.col.Info", "Destination unreachable (Port unreachable)"}},
		{"spaces between", inner, []string{"ip.src", "172.27.1.66 66.59.111.190"}},
		{"one value of two", "172.27.1.66", []string{"ip.src", "172.27.1.66", "frame.protocols", "eth:ethertype:ip:gre:ip:tcp"}},
		{"column", "name", []string{"ip.src", both, "_ws.col.Source", "name"}},
		{"MAC", "02:00:00:00:00:01", []string{"eth.src", "02:00:00:00:00:01", "arp.src.proto_ipv4", "10.0.0.1"}},
		{"ARP", "10.0.0.1", []string{"arp.src.proto_ipv4", "10.0.0.1"}},
		{"both ends", "10.0.0.1", []string{"ip.addr", "10.0.0.1,10.0.0.2"}},
		{"both ends of a tunnel", "10.0.0.3", []string{"ip.addr", "10.0.0.1,10.0.0.2,10.0.0.3,10.0.0.4"}},
		{"separators only", "", []string{"ip.src", ",,"}},
	} {
		if p := complete(t, c.cells...); p.Source != c.want {
			t.Errorf("%s: source %q, want %q", c.name, p.Source, c.want)
		}
	}
	if p := complete(t, "ip.addr", "10.0.0.1,10.0.0.2,10.0.0.3,10.0.0.4", "tcp.port", "1,2,3,4"); p.Destination != "10.0.0.4" ||
		p.SourcePort != 3 || p.DestinationPort != 4 || p.Known != seq.KnowsPorts {
		t.Errorf("both ends: %+v", p)
	}
}

func TestProtocols(t *testing.T) {
	for _, c := range []struct{ protocols, info, want string }{
		{"eth:ethertype:ip:tcp", "", "TCP"},
		{"eth:ethertype:ip:tcp:http:data-text-lines", "GET /", "HTTP"},
		{"eth:ethertype:ip:tcp:tls", "[TCP segment of a reassembled PDU]", "TCP"},
		{"eth:ethertype:ip:tcp:tls", "1 → 2 [ACK] Seq=1", "TCP"},
		{"eth:ethertype:ip:udp:data", "1 → 2 Len=5", "UDP"},
		{"eth:ethertype:ip:icmp:ip:udp:dns", "Destination unreachable", "ICMP"},
		{"eth:ethertype:ipv6:icmpv6", "", "ICMPv6"},
		{"data", "", ""},
	} {
		if p := complete(t, "frame.protocols", c.protocols, "_ws.col.Info", c.info); p.Protocol != c.want {
			t.Errorf("%s, %q: %q, want %q", c.protocols, c.info, p.Protocol, c.want)
		}
	}
	if p := complete(t, "frame.protocols", "eth:ethertype:ip:tcp", "_ws.col.Protocol", "x"); p.Protocol != "x" {
		t.Errorf("the column does not count: %q", p.Protocol)
	}
}

// Without Info, that of plain TCP and UDP is made of what is known.
func TestWords(t *testing.T) {
	ports := []string{"tcp.srcport", "39564", "tcp.dstport", "3128"}
	for _, c := range []struct {
		cells []string
		want  string
	}{
		{append([]string{"tcp.flags", "0x0002", "tcp.seq", "0", "tcp.ack", "0", "tcp.window_size_value", "64240", "tcp.len", "0"}, ports...), "39564 → 3128 [SYN] Seq=0 Win=64240 Len=0"},
		{append([]string{"tcp.flags", "0x0012", "tcp.seq", "5", "tcp.ack", "1", "tcp.analysis.retransmission", "1", "tcp.analysis.out_of_order", "0"}, ports...), "[TCP Retransmission] 39564 → 3128 [SYN, ACK] Seq=5 Ack=1"},
		{append([]string{"tcp.flags", "0x0000"}, ports...), "39564 → 3128 [<None>]"},
		{append([]string{"tcp.flags.syn", "True", "tcp.flags.ack", "0"}, ports...), "39564 → 3128 [SYN]"},
		{append([]string{"tcp.flags", "0x0010", "frame.protocols", "ip:tcp:tls"}, ports...), "39564 → 3128 [ACK]"},
		{[]string{"udp.srcport", "53", "udp.dstport", "4000", "udp.length", "28", "frame.protocols", "ip:udp"}, "53 → 4000 Len=20"},
		{[]string{"udp.srcport", "53", "udp.dstport", "4000"}, ""},
		{[]string{"tcp.flags", "0x0010"}, ""},
	} {
		if p := complete(t, c.cells...); p.Info != c.want {
			t.Errorf("%q: %q, want %q", c.cells, p.Info, c.want)
		}
	}
}
