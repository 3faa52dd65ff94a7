package seq_test

import (
	"testing"

	"github.com/packetseq/packetseq/seq"
)

// TestLearn lets the better source win, the first of two that are as good, and
// the user before all.
func TestLearn(t *testing.T) {
	var n seq.Names
	n.Learn(0, "192.0.2.1", "host.of.http", seq.NameOfHTTP)
	n.Learn(0, "192.0.2.1", "host.of.dns", seq.NameOfDNS)
	n.Learn(0, "192.0.2.1", "other.of.dns", seq.NameOfDNS)
	n.Learn(0, "192.0.2.1", "host.of.tls", seq.NameOfTLS)
	n.Learn(0, "FE80::0:1", "six", seq.NameOfCapture)
	n.Learn(0, "192.0.2.2", "learned", seq.NameOfCapture)
	n.Learn(0, "192.0.2.3", "learned", seq.NameOfCapture)
	n.Learn(0, "192.0.2.4", "", seq.NameOfDNS)
	n.Add(seq.AllCaptures, "192.0.2.2", "given")
	n.Add(seq.AllCaptures, "192.0.2.3", "")
	for _, c := range []struct {
		capture       int
		address, want string
	}{
		{0, "192.0.2.1", "host.of.dns"},
		{0, "fe80::1", "six"},
		{0, "192.0.2.2", "given"},
		{0, "192.0.2.3", ""}, // the user wants the address
		{0, "192.0.2.4", ""},
		{1, "192.0.2.1", ""}, // another capture
	} {
		if name, ok := n.Lookup(c.capture, c.address); name != c.want || ok != (c.want != "") {
			t.Errorf("%s in capture %d: %q, %v, want %q", c.address, c.capture, name, ok, c.want)
		}
	}
}

// Where an address is one host in all captures, so is what one of them tells of it.
func TestOneHost(t *testing.T) {
	names := &seq.Names{OneHost: true}
	names.Add(2, "10.0.0.1", "given")
	names.Learn(1, "10.0.0.1", "second", seq.NameOfDNS)
	names.Learn(1, "10.0.0.2", "second", seq.NameOfDNS)
	names.Learn(0, "10.0.0.2", "first", seq.NameOfDNS)
	names.Learn(2, "10.0.0.2", "third", seq.NameOfDNS)
	names.Learn(2, "10.0.0.3", "by TLS", seq.NameOfTLS)
	names.Learn(3, "10.0.0.3", "by DNS", seq.NameOfDNS)
	for address, want := range map[string]string{"10.0.0.1": "given", "10.0.0.2": "first", "10.0.0.3": "by DNS"} {
		for _, capture := range []int{seq.AllCaptures, 0, 1, 5} {
			if got, _ := names.Lookup(capture, address); got != want {
				t.Errorf("capture %d: %s is called %q, not %q", capture, address, got, want)
			}
		}
	}
	if !names.Met(0, "10.0.0.1") {
		t.Error("an address that was looked up is not met")
	}
}
