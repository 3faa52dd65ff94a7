package dissect

import (
	"testing"
	"unicode/utf8"
)

func TestValidInfo(t *testing.T) {
	for _, info := range []string{"", "80 → 40000 [ACK]", "Größe", "→", "\xe2", "80 \xe2\x86", "\xff → 1", "1 → \xff", "1 → 2 → \xe2\x86", "Gr\xf6\xdfe → 2", "“a” → b"} {
		if got, want := validInfo([]byte(info)), utf8.ValidString(info); got != want {
			t.Errorf("%q: got %t", info, got)
		}
	}
}
