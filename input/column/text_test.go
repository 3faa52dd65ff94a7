package column

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a → b → ", "→\xff", "\xe2\x86", "a\x00→", "é→ü", "\xe2→"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clean := Clean(text)
		if !utf8.ValidString(clean) || strings.Contains(clean, "\x00") || !IsClean(clean) {
			t.Errorf("%q gives %q", text, clean)
		}
		if isClean := utf8.ValidString(text) && !strings.Contains(text, "\x00"); isClean != IsClean(text) || isClean && clean != text {
			t.Errorf("%q gives %q", text, clean)
		}
	})
}
