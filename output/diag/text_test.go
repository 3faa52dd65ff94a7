package diag

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/packetseq/packetseq/output"
)

// quoted is how seqdiag's lexer finds the end of a text: at the first quote that
// no backslash stands before. (Go's regexp has no lookbehind.)
var quoted = regexp.MustCompile(`(?s)^"(?:"|.*?[^\\]")`)

// scan reads a text in quotes as seqdiag 2.0.0 does, and returns the lines that
// it draws and what stands behind the text.
func scan(t *testing.T, s string) (lines []string, rest string) {
	t.Helper()
	text := quoted.FindString(s)
	if text == "" {
		t.Fatalf("the text does not end: %s", s)
	}
	rest = s[len(text):]
	// blockdiag.utils.unquote
	text = strings.ReplaceAll(text[1:len(text)-1], `\"`, `"`)
	// blockdiag.imagedraw.textfolder.splitlabel
	text = strings.TrimSpace(text)
	text = strings.ReplaceAll(text, "¥", `\`)
	text = strings.ReplaceAll(text, `\\`, "\x00")
	text = strings.ReplaceAll(text, `\n`, "\n")
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool {
		return strings.ContainsRune("\n\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029", r)
	}) {
		lines = append(lines, strings.TrimSpace(strings.ReplaceAll(line, "\x00", `\`)))
	}
	return lines, rest
}

// allDrawn returns what is to be drawn of a text.
func allDrawn(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteString(drawn(r))
	}
	return b.String()
}

// An ASCII text that packetseq shortens stays drawable with seqdiag's own fonts,
// and nothing hidden reaches the file.
func TestDrawn(t *testing.T) {
	for text, want := range map[string]string{
		"GET /a…":             "GET /a...",
		"a\u202eb\u009bc\x7f": `a\u202eb\u009bc␡`,
		"\x1b[2J\u0085":       "␛[2J␤",
		"5 ¥ → é":             "5 ￥ → é",
	} {
		if got := allDrawn(text); got != want {
			t.Errorf("%q is drawn as %q, not %q", text, got, want)
		}
	}
	w := newWriter(nil, output.Options{}).(*writer)
	if w.appendText(nil, "GET /a…"); w.wide {
		t.Error("an ellipsis needs a font")
	}
}

func FuzzText(f *testing.F) {
	for _, text := range hostileTexts() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w := newWriter(nil, output.Options{}).(*writer)
		b := w.appendText([]byte(`"`), text)
		b = append(b, `" rest`...)
		if !utf8.Valid(b) {
			t.Fatalf("not UTF-8: %q", b)
		}
		lines, rest := scan(t, string(b))
		if rest != " rest" {
			t.Fatalf("%s ends before %q", b, rest)
		}
		want := strings.TrimSpace(allDrawn(text))
		if got := strings.Join(lines, "\n"); got != want {
			t.Fatalf("%s is drawn as %q, not %q", b, got, want)
		}
		for _, r := range want {
			if output.Hidden(r) || r == 0xfffe || r == 0xffff {
				t.Fatalf("%q holds what no SVG may", want)
			}
		}
		if wide := strings.ContainsFunc(string(b), func(r rune) bool { return r > 0xff }); wide != w.wide {
			t.Fatalf("%s: beyond Latin-1 %v", b, w.wide)
		}
	})
}
