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
