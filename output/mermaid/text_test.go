package mermaid

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/outputtest"
)

var (
	code = regexp.MustCompile(`#([0-9]+);`)
	// safe is what Mermaid draws as it is, besides codes. Its own signs for codes
	// are among what it must not find.
	safe = regexp.MustCompile(`^[A-Za-z0-9 .,=()\x{80}-\x{10ffff}]*$`)
)

func FuzzText(f *testing.F) {
	for _, text := range outputtest.HostileTexts() {
		f.Add(text)
	}
	f.Add(" between  spaces ")
	f.Fuzz(func(t *testing.T, text string) {
		got := string(appendText(nil, text))
		plain := code.ReplaceAllString(got, "")
		if !safe.MatchString(plain) || strings.ContainsAny(plain, "ﬂ¶\u0085\u2028\u2029\ufeff") || strings.TrimSpace(got) != got {
			t.Fatalf("%q is written as %q", text, got)
		}
		drawn := code.ReplaceAllStringFunc(got, func(s string) string {
			n, err := strconv.Atoi(s[1 : len(s)-1])
			if err != nil {
				t.Fatal(err)
			}
			return string(rune(n))
		})
		if want := strings.Map(output.Drawn, text); drawn != want {
			t.Fatalf("%q is drawn as %q, not %q", got, drawn, want)
		}
		if n := length([]byte(text)); n != len(utf16.Encode([]rune(text))) {
			t.Fatalf("%q has %d characters", text, n)
		}
	})
}
