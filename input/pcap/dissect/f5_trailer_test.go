package dissect_test

import "testing"

// TestF5Trailer has the words of tshark 4.0.17, and none for padding.
func TestF5Trailer(t *testing.T) {
	frame := macs + "\x08\x00" + innerPing
	for trailer, prefix := range map[string]string{
		octets("0114 00 00 00 01 00000000000000000000000000000000"): "OUT s1/tmm1 : ",
		octets("0105 01 01 02 0c 00"):                               "IN  s3/tmm12: ",
		octets("0105 01 01 02 0c 01"):                               "", // a name that is not there
		octets("0000 00 00 00 00 00 00 00 00"):                      "",
	} {
		if p := words(ethernet, frame+trailer)[0]; p.Info != prefix+innerWhy {
			t.Errorf("%x: %q, want %q in front", trailer, p.Info, prefix)
		}
	}
}
