package align

import (
	"fmt"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

// TestOnlyRepeats has captures of which nothing that both show comes once: the remark does not say that
// they show none in common. It does where there are none.
func TestOnlyRepeats(t *testing.T) {
	for shared, want := range map[bool]string{true: "only repeat", false: "no other capture shows its packets"} {
		s := newScene(2)
		for i := range int64(50) {
			for c := range s.captures {
				p := seq.Packet{Source: "a", Destination: "b", Protocol: "UDP", Length: 90, Identity: identity(1)}
				if !shared {
					p.Identity = identity(c)
				}
				s.see(c, i*1e9+int64(c)*delay, &p)
				own := p // what one alone shows
				own.Identity = identity(int(i+2)*2 + c)
				s.see(c, i*1e9+int64(c)*delay+1, &own)
			}
		}
		remarks := fmt.Sprint(s.plan().Remarks([]string{"one", "two"}))
		if !strings.Contains(remarks, want) || strings.Count(remarks, "two:") != 1 {
			t.Errorf("%s", remarks)
		}
	}
}
