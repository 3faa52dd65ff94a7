package dissect

import (
	"strings"
	"testing"
)

// TestKeep writes texts of all sizes, some where there is room and some that outgrow it, and
// finds them unchanged.
func TestKeep(t *testing.T) {
	texts := newTexts()
	var kept, want []string
	for i := range 500 {
		text := strings.Repeat(string(rune('a'+i%26)), i*i%(chunkSize/6))
		room := append(texts.room(), text...)
		if i%7 == 0 {
			continue // no one wanted it
		}
		kept, want = append(kept, texts.keep(room)), append(want, text)
	}
	for i, text := range want {
		if kept[i] != text {
			t.Errorf("text %d of %d bytes has changed", i, len(text))
		}
	}
}
