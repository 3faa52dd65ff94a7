package seq_test

import (
	"strings"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

func TestNames(t *testing.T) {
	var n seq.Names
	n.Add(1, "192.168.1.3", "Proxy")
	n.Add(seq.AllCaptures, "192.168.1.3", "Client")
	n.Add(seq.AllCaptures, "FE80::0:1", "Router")
	n.Add(seq.AllCaptures, "00-1B-21-AA-00-01", "Card")
	n.Add(seq.AllCaptures, "[fe80:0::2]:443", "Web")
	n.Add(seq.AllCaptures, "10.0.0.1", "all")
	n.Add(2, "10.0.0.1", "")
	n.Add(seq.AllCaptures, "host.example", "x")
	n.Add(seq.AllCaptures, "host.example", `a "b" -> c`+"\n;")
	for _, c := range []struct {
		capture       int
		address, want string
	}{
		{0, "192.168.1.3", "Client"},
		{1, "192.168.1.3", "Proxy"},
		{0, "192.168.1.35", ""},
		{0, "192.168.1.30", ""},
		{0, "92.168.1.3", ""},
		{0, "192.168.1", ""},
		{3, "fe80::1", "Router"},
		{3, "fe80::1%eth0", ""},
		{3, "00:1b:21:aa:00:01", "Card"},
		{3, "[fe80::2]:443", "Web"},
		{3, "fe80::2", ""},
		{1, "10.0.0.1", "all"},
		{2, "10.0.0.1", ""},
		{0, "host.example", `a "b" -> c` + "\n;"},
		{0, "Host.example", ""},
		{0, "", ""},
	} {
		if got, ok := n.Lookup(c.capture, c.address); got != c.want || ok != (c.want != "") {
			t.Errorf("%d %s: %q %v, want %q", c.capture, c.address, got, ok, c.want)
		}
	}
	var none *seq.Names
	if _, ok := none.Lookup(0, "10.0.0.1"); ok {
		t.Error("a name without names")
	}
}

func TestReadHosts(t *testing.T) {
	const hosts = "\uFEFF127.0.0.1\tlocalhost loopback # comment\r\n" +
		"# 10.0.0.9 nobody\n\n  \t\n" +
		"10.0.0.1   web.example\tweb\n" +
		"10.0.0.1 later\n" +
		"FE80::1 router#x\n" +
		"00:1b:21:aa:00:01 card" // no line end
	var n seq.Names
	if err := n.ReadHosts(strings.NewReader(hosts)); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"127.0.0.1": "localhost", "10.0.0.1": "web.example", "fe80::1": "router",
		"00:1b:21:aa:00:01": "card", "10.0.0.9": "", "web": "",
	} {
		if got, _ := n.Lookup(5, address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestReadHostsErrors(t *testing.T) {
	for hosts, want := range map[string]string{
		"10.0.0.1 a\nweb 10.0.0.2\n":              `line 2: not an address: "web"`,
		"\n\n10.0.0.1 # web\n":                    `line 3: no name for the address "10.0.0.1"`,
		"10.0.0.1 a\n" + strings.Repeat("x", 2e6): "line 2: bufio.Scanner: token too long",
		"10.0.0 a": `line 1: not an address: "10.0.0"`,
	} {
		var n seq.Names
		err := n.ReadHosts(strings.NewReader(hosts))
		if err == nil || err.Error() != want {
			t.Errorf("%.40q: %v, want %s", hosts, err, want)
		}
		if name, _ := n.Lookup(0, "10.0.0.1"); strings.HasPrefix(hosts, "10.0.0.1 a") && name != "a" {
			t.Errorf("%.40q: the line before the error is lost", hosts)
		}
	}
}

func TestNamesMet(t *testing.T) {
	var n seq.Names
	if n.Met(0, "10.0.0.1") {
		t.Error("met an address that has no name")
	}
	n.Add(seq.AllCaptures, "10.0.0.1", "all")
	n.Add(1, "10.0.0.1", "one")
	n.Add(2, "10.0.0.1", "two")
	n.Add(seq.AllCaptures, "FE80::0:1", "six")
	n.Lookup(1, "10.0.0.1")
	for _, c := range []struct {
		capture int
		address string
		want    bool
	}{
		{1, "10.0.0.1", true},
		{seq.AllCaptures, "10.0.0.1", true}, // though the name of capture 1 holds
		{2, "10.0.0.1", false},
		{seq.AllCaptures, "fe80::1", false},
	} {
		if got := n.Met(c.capture, c.address); got != c.want {
			t.Errorf("%s met in capture %d: %v, want %v", c.address, c.capture, got, c.want)
		}
	}
	if n.Lookup(3, "fe80::1"); !n.Met(seq.AllCaptures, "FE80::0:1") {
		t.Error("an address that was looked up was not met")
	}
}
