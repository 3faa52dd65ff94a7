package mscgen

import (
	"strings"
	"testing"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/outputtest"
)

// scan reads a text in quotes as mscgen 0.20 does, and returns what it draws and
// what stands behind the text.
func scan(s string) (drawn, rest string, ok bool) {
	s, ok = strings.CutPrefix(s, `"`)
	for i := 0; ok && i < len(s); i++ {
		switch {
		case s[i] == '"':
			return drawn, s[i+1:], true
		case strings.HasPrefix(s[i:], `\"`):
			drawn += `"`
			i++
		case strings.HasPrefix(s[i:], newline):
			drawn += "\n"
			i++
		default:
			drawn += s[i : i+1]
		}
	}
	return drawn, "", false
}

func FuzzText(f *testing.F) {
	for _, text := range outputtest.HostileTexts() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b := appendText([]byte(`"`), text)
		drawn, rest, ok := scan(string(append(b, `" rest`...)))
		if !ok || rest != " rest" {
			t.Fatalf("%s ends before %q", b, rest)
		}
		want := strings.Map(output.Drawn, text)
		if strings.HasSuffix(want, `\`) {
			want += " "
		}
		want = strings.ReplaceAll(want, `\n`, "\\\u200bn")
		if drawn != want {
			t.Fatalf("%s is drawn as %q, not %q", b, drawn, want)
		}
	})
}
