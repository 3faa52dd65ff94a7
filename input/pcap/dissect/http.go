package dissect

import "slices"

// httpPorts are those that Wireshark takes for HTTP.
var httpPorts = []uint16{80, 3128, 3132, 5985, 8080, 8088, 11371, 1900, 2869, 2710}

// httpState is what is kept of an HTTP conversation.
type httpState struct {
	seen     bool   // a request was seen, so what follows is HTTP
	method   string // of the last request
	uri      string
	status   int
	response bool // the message at hand is one

	// After "101 Switching Protocols" another protocol has what follows the
	// message in frame switched that ends at offset switchedAt.
	switched   int
	switchedAt int
	next       dissector

	proxied    bool     // packets of a tunnel were seen
	tunnelEnd  endpoint // who got the first of them
	websocket  string   // the subprotocol that the server chose
	deflates   bool     // WebSocket messages may be compressed
	http2Found bool     // HTTP/2 without an upgrade
}

// httpOverTCP is HTTP/1 (RFC 9112).
func httpOverTCP(p *packet, v view) bool {
	s := state[httpState](p)
	switch {
	case s.http2Found && s.switched == 0:
		return p.call(http2, v)
	case s.status == 200 && s.method == "CONNECT" && s.uri != "" && p.Number >= s.switched:
		p.httpTunnel(s, v)
		return true
	}
	for offset := 0; v.left(offset) > 0; {
		if s.switched > 0 && (p.Number > s.switched || offset >= s.switchedAt) {
			if s.next != nil {
				p.call(s.next, v.from(offset))
			}
			p.stream.offset += offset
			break
		}
		next, ok := p.httpMessage(s, "HTTP", v, offset)
		if !ok {
			break
		}
		offset = next
		p.fenceInfo()
	}
	return true
}

// httpHeuristic finds HTTP on other ports by its first line.
func httpHeuristic(p *packet, v view) bool {
	n, _, ok := v.line(0, true)
	if !ok || n == 8 || p.conversation == nil {
		return false
	}
	const version = "HTTP/1."
	if !hasPrefixFold(v.data, version) && (n < 8 || !hasPrefixFold(v.data[n-8:], version)) {
		return false
	}
	p.conversation.dissector = httpOverTCP
	return httpOverTCP(p, v)
}

// ssdp is the discovery of UPnP: messages of HTTP in datagrams.
func ssdp(p *packet, v view) bool {
	p.httpMessage(state[httpState](p), "SSDP", v, 0)
	return true
}

// httpTunnel hands on what passes a proxy after "CONNECT host:port" (RFC 9110
// 9.3.6), as if it went to that port.
func (p *packet) httpTunnel(s *httpState, v view) {
	port, ok := hostPort(s.uri)
	if !ok {
		return
	}
	if !s.proxied {
		s.proxied, s.tunnelEnd = true, endpoint{p.destination, p.DestinationPort}
		s.switched = p.Number
	}
	if slices.Contains(httpPorts, port) {
		return
	}
	source, destination, known := p.SourcePort, p.DestinationPort, p.conversation.dissector
	if (endpoint{p.source, source}) == s.tunnelEnd {
		p.SourcePort = port
	} else {
		p.DestinationPort = port
	}
	p.conversation.dissector = nil
	defer func() {
		p.SourcePort, p.DestinationPort = source, destination
		p.conversation.dissector = known
	}()
	p.byPort(p.table.tcp, p.table.tcpHeuristics, 0, v)
}

// hostPort returns the port behind the first colon of a URI.
func hostPort(uri string) (port uint16, ok bool) {
	for i := range len(uri) {
		if uri[i] == ':' {
			n := uint64(0)
			for i++; i < len(uri) && '0' <= uri[i] && uri[i] <= '9' && n < 1<<16; i++ {
				n = n*10 + uint64(uri[i]-'0')
			}
			return uint16(n), true
		}
	}
	return 0, false
}
