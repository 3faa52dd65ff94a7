package layout

import (
	"testing"
	"unicode/utf8"
)

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"plain":            "plain",
		"tab\tand\nline":   `tab\tand\nline`,
		"\x00\x1b[31m\x7f": `\x00\x1b[31m\x7f`,
		"a\u202egpj.exe":   `a\u202egpj.exe`,
		"\u0085\u2028":     `\x85\u2028`,
		"\xff\xc3(":        "\ufffd\ufffd(",
		"\xed\xa0\x80":     "\ufffd\ufffd\ufffd", // a lone surrogate
		"\ufffe\uffff":     "\ufffd\ufffd",
		"日本語 مرحبا é":      "日本語 مرحبا é",
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzVisible(f *testing.F) {
	f.Add("a\x00b\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := Visible(s)
		if !utf8.ValidString(got) || Visible(got) != got {
			t.Errorf("%q: %q", s, got)
		}
		for _, r := range got {
			if r < ' ' || r >= 0x7f && r < 0xa0 || isHidden(r) {
				t.Errorf("%q: %q holds %U", s, got, r)
			}
		}
	})
}
