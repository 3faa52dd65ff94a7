package csv

import "testing"

// TestAllPlain puts each two bytes beside each other among plain ones. Those of other
// characters are looked at one by one.
func TestAllPlain(t *testing.T) {
	for first := range 256 {
		for second := range 256 {
			for at := range 7 {
				text := []byte("abcdefgh")
				text[at], text[at+1] = byte(first), byte(second)
				if got, want := allPlain(string(text)), plain[first] && plain[second] && first < 0x80 && second < 0x80; got != want {
					t.Fatalf("%q: got %t, want %t", text, got, want)
				}
			}
		}
	}
}
