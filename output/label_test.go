package output

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/packetseq/packetseq/seq"
)

func TestDrawn(t *testing.T) {
	const text = "a \x00\x1f\x7f\u0080\u0085\u2028\u2029\ufffe\uffff\xff 日🚀"
	const want = "a ␀␟␡\u0080␤␤␤\ufffd\ufffd\ufffd 日🚀"
	if got := strings.Map(Drawn, text); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAppendRun(t *testing.T) {
	m := seq.Message{Sent: absolute(5, 6), Last: absolute(5+int64(39_094*time.Microsecond), 6)}
	for count, want := range map[int]string{1: "label", 2: "label ×2 in 39.1 ms", 1000: "label ×1000 in 39.1 ms"} {
		m.Count = count
		if got := string(AppendRun([]byte("label"), &m)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	m.Count, m.Bytes = 10, 13014
	if got, want := string(AppendRun(nil, &m)), " ×10, 13014 bytes in 39.1 ms"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCells(t *testing.T) {
	for text, want := range map[string]int{"": 0, "SYN": 3, "é→": 3, "日本": 4, "\xff": 2} {
		if got := Cells(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestHead(t *testing.T) {
	p := seq.Participant{Name: "a2"}
	for i := range 11 {
		p.Addresses = append(p.Addresses, fmt.Sprint("a", i))
	}
	for n, want := range map[int]string{
		0: "", 1: "a0", 3: "a0 a1", 9: "a0 a1 a3 a4 a5 a6 a7 a8", 11: "a0 a1 a3 a4 a5 a6 a7 a8 and 2 more",
	} {
		h := NewHead(seq.Participant{Name: p.Name, Addresses: p.Addresses[:n:n]})
		for range 2 {
			if got := strings.Join(slices.Collect(h.Under()), " "); h.Name != "a2" || got != want {
				t.Errorf("%d addresses: %q under %q, want %q", n, got, h.Name, want)
			}
		}
	}
}

func TestColor(t *testing.T) {
	for c, want := range map[Color]string{0: "#000000", 0x0b4fd8: "#0b4fd8", 0xfedcba: "#fedcba"} {
		if got := string(c.Append(nil)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
