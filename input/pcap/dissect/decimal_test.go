package dissect

import (
	"strconv"
	"testing"
)

func TestAppendDecimal(t *testing.T) {
	numbers := []uint64{0, 1<<32 - 1, 1 << 32, 1<<64 - 1}
	for power := uint64(1); power < 1e12; power *= 10 {
		numbers = append(numbers, power-1, power, power+1, power*3+7)
	}
	for _, n := range numbers {
		for _, room := range []int{0, 5, 40} {
			text := append(make([]byte, 0, 2+room), "x="...)
			if got, want := string(appendDecimal(text, n)), "x="+strconv.FormatUint(n, 10); got != want {
				t.Errorf("with room for %d: got %q, want %q", room, got, want)
			}
		}
	}
}

func BenchmarkAppendDecimal(b *testing.B) {
	text := make([]byte, 0, 64)
	for i := range b.N {
		n := uint64(i) * 2654435761 % (1 << 32)
		text = appendDecimal(appendDecimal(text[:0], n), n>>20)
	}
}

func BenchmarkAppendUint(b *testing.B) {
	text := make([]byte, 0, 64)
	for i := range b.N {
		n := uint64(i) * 2654435761 % (1 << 32)
		text = strconv.AppendUint(strconv.AppendUint(text[:0], n, 10), n>>20, 10)
	}
}
