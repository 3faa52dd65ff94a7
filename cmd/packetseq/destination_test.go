package main

import (
	"os"
	"strings"
	"testing"
)

// TestDestination says where the diagram of a command line goes: the files in
// their order, or the type on standard output.
func TestDestination(t *testing.T) {
	t.Chdir(t.TempDir())
	tests := []struct{ args, want string }{
		{"a.csv", "out.png out.diag"},
		{"a.csv -t svg", "out.svg out.diag"},
		{"a.csv -t csv", "out.csv"},
		{"a.csv -t diag,png", "out.diag out.png"},
		{"a.csv -t json,png,json", "out.json out.png out.diag"},
		{"a.csv -o call.svg", "call.svg"},
		{"a.csv -o call.SVG", "call.SVG"},
		{"a.csv -o docs/v1.2", "docs/v1.2.png"},
		{"a.csv -o .png", ".png.png"},
		{"a.csv -o call -t png,svg", "call.png call.svg"},
		{"a.csv -o call.svg -t png,svg", "call.png call.svg"},
		{"a.csv -o call.jsonl", "call.jsonl"},
		{"a.csv -o -", "- diag"},
		{"a.csv -o - -t png", "- png"},
		{"a.csv -o /dev/stdout -t json", "- json"},
		{"a.csv -o /dev/fd/1", "- diag"},
		{"a.csv -o docs/10.0.0.1", "docs/10.0.0.1.png"},
		{"- a.csv", "out.png out.diag"},
		{"-", "- diag"},
		{"", "- diag"},
		{"- -t json", "- json"},
		{"- -o call", "call.png"},
	}
	for _, test := range tests {
		c, err := parse(strings.Fields(test.args))
		if err == nil {
			err = c.check(stdio{})
		}
		if err != nil {
			t.Errorf("%q: %v", test.args, err)
			continue
		}
		var got []string
		for _, f := range c.output.forms {
			if c.output.stdout {
				got = append(got, "-", f.Name)
			} else {
				got = append(got, c.output.name+f.suffix)
			}
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%q goes to %s, want %s", test.args, got, test.want)
		}
	}
}

// TestUnknownSuffix: what was meant for a suffix, and is none, is remarked on.
func TestUnknownSuffix(t *testing.T) {
	for args, want := range map[string]string{
		"-o docs/call.foo":        ".foo is the suffix of no type: the diagram is docs/call.foo.png",
		"-o call.foo -t svg":      "",
		"-o call.svg":             "",
		"-o v1.2":                 "",
		"-o 10.0.0.1":             "",
		"-o call.":                "",
		"-o Mr.Smith_and_Friends": "",
		"":                        "",
	} {
		c, err := parse(append([]string{"a.csv"}, strings.Fields(args)...))
		if err == nil {
			err = c.check(stdio{})
		}
		if err != nil || c.output.remark != want {
			t.Errorf("%q: %q, want %q; %v", args, c.output.remark, want, err)
		}
	}
}

// TestBadNames holds what is no name of a file to be written.
func TestBadNames(t *testing.T) {
	for name, want := range map[string]string{
		".":          "is a folder",
		"..":         "is a folder",
		"docs/":      "is a folder",
		"docs/.":     "is a folder",
		"call.jpg":   ".jpg is no type of output",
		"call.HTML":  ".html is no type of output",
		"docs/x.gif": ".gif is no type of output",
	} {
		c, err := parse([]string{"a.csv", "-o", name})
		if err == nil {
			err = c.check(stdio{})
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", name, err, want)
		}
	}
}

// TestTerminal holds what the program does at a terminal only.
func TestTerminal(t *testing.T) {
	terminal := stdio{inTerminal: true, outTerminal: true}
	for args, want := range map[string]string{
		"":                  "no capture",
		"a.csv -o -":        "",
		"a.csv -o - -t png": "not for a terminal",
		"a.csv -o - -t svg": "",
		"a.csv":             "",
		"-":                 "",
	} {
		c, err := parse(strings.Fields(args))
		if err == nil {
			err = c.check(terminal)
		}
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", args, err, want)
		}
	}
}

// TestRemarkOnPages looks for pages that an earlier diagram has left.
func TestRemarkOnPages(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"a-1.png", "a-2.png", "a-3.png", "b-1.png"} {
		if err := os.WriteFile(name, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ written, want string }{
		{"", ""},
		{"a.png", "packetseq: a-2.png is a page of an earlier diagram, not of this one\n"},
		{"b.png", ""},
		{"a-1.png a-2.png", "packetseq: 2 files, a-1.png to a-2.png\n" +
			"packetseq: a-3.png is a page of an earlier diagram, not of this one\n"},
		{"a-1.png a-2.png a-3.png", "packetseq: 3 files, a-1.png to a-3.png\n"},
	} {
		var told strings.Builder
		d := drawing{console: &console{w: &told}}
		if d.remarkOnPages(strings.Fields(test.written)); told.String() != test.want {
			t.Errorf("%s: %q, want %q", test.written, told.String(), test.want)
		}
	}
}
