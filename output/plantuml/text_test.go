package plantuml

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/outputtest"
)

var (
	code = regexp.MustCompile(`&#([0-9]+);`)
	// safe is what PlantUML draws as it is, besides codes.
	safe = regexp.MustCompile(`^(?:[A-Za-z0-9 ,:()$\x{80}-\x{dfff}\x{e200}-\x{10ffff}]|\\\\)*$`)
)

func FuzzText(f *testing.F) {
	for _, text := range outputtest.HostileTexts() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := string(appendText(nil, text))
		if plain := code.ReplaceAllString(got, ""); !safe.MatchString(plain) || strings.ContainsAny(plain, "\u0085\u2028\u2029") {
			t.Fatalf("%q is written as %q", text, got)
		}
		drawn := code.ReplaceAllStringFunc(strings.ReplaceAll(got, `\\`, `\`), func(s string) string {
			n, err := strconv.Atoi(s[2 : len(s)-1])
			if err != nil || n == '\\' || n == '$' {
				t.Fatalf("%q has the code %s", got, s)
			}
			return string(rune(n))
		})
		if strings.Contains(drawn, "<U+") { // which PlantUML looks for when the codes are undone
			t.Fatalf("%q is drawn as %q", got, drawn)
		}
		want := strings.Map(output.Drawn, text)
		if strings.ReplaceAll(drawn, "<\u200bU+", "<U+") != strings.ReplaceAll(want, "<\u200bU+", "<U+") {
			t.Fatalf("%q is drawn as %q, not %q", got, drawn, want)
		}
	})
}
