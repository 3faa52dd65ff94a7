package dissect

import (
	"bytes"
	"net"
	"net/netip"
	"strings"

	"github.com/packetseq/packetseq/seq"
)

// named tells that a packet has told the name of an address. What a dissector must
// do for its names alone it does where wantsNames only; as state is, names are
// told whether the words of the packet are wanted or not.
func (p *packet) named(address netip.Addr, name string, source seq.NameSource) {
	if p.wantsNames() && address.IsValid() && !address.IsUnspecified() && name != "" {
		p.Named(address.String(), name, source)
	}
}

// wantsNames reports whether somebody wants to know the names of addresses.
func (p *packet) wantsNames() bool { return p.Named != nil }

// dnsNames tells the names that the answers of a message give to addresses: the
// name that was asked for, whatever names it stands for in turn. It stops
// where the message does.
func (p *packet) dnsNames(v view) {
	const a, aaaa = 1, 28
	if !p.wantsNames() || !v.has(0, dnsHeader) || v.u16(2)&dnsResponse == 0 {
		return
	}
	asked, at := "", dnsHeader
	questions, answers := int(v.u16(4)), int(v.u16(6))
	for range questions {
		asked, at = p.domainName(v, at)
		at += 4
	}
	for range answers {
		var owner string
		owner, at = p.domainName(v, at)
		kind, size := v.u16(at), int(v.u16(at+8))
		at += 10
		if questions == 1 {
			owner = asked
		}
		switch {
		case strings.HasPrefix(owner, "<"): // no name, but words about one
		case kind == a && size == 4:
			p.named(ipv4At(v, at), owner, seq.NameOfDNS)
		case kind == aaaa && size == 16:
			p.named(ipv6At(v, at), owner, seq.NameOfDNS)
		}
		at += size
	}
}

// httpName tells the name of the server that a request is for. A proxy is asked
// for others' names, with the whole address in the first line.
func (p *packet) httpName(h *httpHeaders, first []byte) {
	if !p.wantsNames() || h.kind != httpRequest || h.host == "" {
		return
	}
	if _, target, _ := bytes.Cut(first, []byte{' '}); !bytes.HasPrefix(target, []byte{'/'}) {
		return
	}
	host := h.host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err != nil {
		p.named(p.destination, printable([]byte(host)), seq.NameOfHTTP)
	}
}
