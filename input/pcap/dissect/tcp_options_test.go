package dissect_test

import "testing"

// TestTCPOptions has an option each in a SYN, with the words of tshark 4.0.17.
func TestTCPOptions(t *testing.T) {
	for _, c := range []struct{ option, protocol, words string }{
		{"020405b4", "TCP", " MSS=1460"},
		{"01010402", "TCP", " SACK_PERM"},
		{"03030f00", "TCP", " WS=16384"},
		{"060600000001 0000", "TCP", " ECHO=1"},
		{"0d0600000007 0000", "TCP", " CC=7"},
		{"13040000", "TCP", " MD5"},
		{"1404f005", "TCP", " SCPS[BETS, SNACK1, SNACK2, COMP] Connection ID=5"},
		{"1b0803000000 0000", "TCP", " QSresp=320 Kbit/s"},
		{"1c048005", "TCP", " USER_TO=5"},
		{"1d040102", "TCP", "TCP AO"},
		{"22020000", "TCP", " TFO=R"},
		{"2206 00000000 0000", "TCP", " TFO=C"},
		{"ac020000", "TCP", " AccECN"},
		{"ae0b 000001 000002 000003 00", "TCP", " EE1B=1 ECEB=2 EE0B=3"},
		{"fd0400ac", "TCP", " TARR"},
		{"fe0500ac06 000000", "TCP", " TARR=3"},
		{"fe04f989", "TCP", " TFO=R"},
		{"fe061234 0000 0000", "TCP", " ExID=1234"},
		{"1e0c0001 0000000000000000", "MPTCP", ""},
		{"1e032000", "MPTCP", "[Malformed Packet]"},
		{"050600000000 0000", "TCP", "[Malformed Packet]"},
		{"02200000", "TCP", ""},
	} {
		option := octets(c.option)
		header := octets("afc8 c350 00000001 00000000") + string([]byte{byte(5+len(option)/4) << 4}) + octets("02 0400 0000 0000")
		p := words(rawIP, carried(6, header+option))[0]
		if want := "45000 → 50000 [SYN] Seq=0 Win=1024 Len=0" + c.words; p.Protocol != c.protocol || p.Info != want {
			t.Errorf("%s: %q %q, want %q", c.option, p.Protocol, p.Info, want)
		}
	}
}
