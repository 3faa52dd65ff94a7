package main

import (
	"strings"
	"testing"
)

// TestScreen says what a diagram of characters looks like, by the command line,
// by where it goes, and by what the environment tells of that.
func TestScreen(t *testing.T) {
	const utf8 = "LANG=en_US.UTF-8 "
	type screen struct {
		colors, width int
		ascii, cursor bool
		terminal      bool
	}
	for _, test := range []struct {
		args, env string
		terminal  bool
		want      screen
	}{
		{"- -t text", utf8, false, screen{}},
		{"- -t text", utf8 + "TERM=xterm-256color", false, screen{}},
		{"- -t text --color always", utf8 + "TERM=xterm-256color", false, screen{colors: 256}},
		{"- -t text --color always", utf8, false, screen{colors: 16}},
		{"- -t text --width 99 --ascii", utf8, false, screen{width: 99, ascii: true}},
		{"-", utf8 + "TERM=xterm-256color", true, screen{colors: 256, cursor: true, terminal: true}},
		{"-", utf8 + "TERM=xterm", true, screen{colors: 16, cursor: true, terminal: true}},
		{"-", utf8 + "TERM=xterm COLORTERM=truecolor", true, screen{colors: 256, cursor: true, terminal: true}},
		{"-", utf8 + "TERM=xterm NO_COLOR=1", true, screen{cursor: true, terminal: true}},
		{"- --color always", utf8 + "TERM=xterm NO_COLOR=1", true, screen{colors: 16, cursor: true, terminal: true}},
		{"- --color never", utf8 + "TERM=xterm", true, screen{cursor: true, terminal: true}},
		{"-", utf8 + "TERM=dumb", true, screen{terminal: true}},
		{"-", utf8, true, screen{terminal: true}},
		{"- -t text", "", false, screen{ascii: true}},
		{"- -t text", "LANG=C", false, screen{ascii: true}},
		{"- -t text", "LANG=C.utf8", false, screen{}},
		{"- -t text", "LC_ALL=POSIX LC_CTYPE=C.UTF-8 LANG=C.UTF-8", false, screen{ascii: true}},
		{"- -t text", "LC_CTYPE=ja_JP.eucJP LANG=C.UTF-8", false, screen{ascii: true}},
		{"- -t text", "LC_ALL= LC_CTYPE=de_DE.UTF-8 LANG=C", false, screen{}},
		{"a.csv -o a.txt", "TERM=xterm", true, screen{}},
		{"a.csv -o a.txt --color always", "TERM=xterm", true, screen{colors: 16}},
	} {
		c, err := parse(strings.Fields(test.args))
		if err != nil {
			t.Fatal(err)
		}
		env := map[string]string{}
		for _, pair := range strings.Fields(test.env) {
			name, value, _ := strings.Cut(pair, "=")
			env[name] = value
		}
		std := stdio{
			outTerminal: test.terminal,
			outSize:     func() (int, int) { return 80, 24 },
			getenv:      func(name string) string { return env[name] },
		}
		if err := c.check(std); err != nil {
			t.Fatal(err)
		}
		s := (&drawing{commandLine: c, std: std}).screen(true)
		got := screen{colors: s.Colors, width: s.Width, ascii: s.ASCII, cursor: s.Cursor, terminal: s.Size != nil}
		if got != test.want || !s.Live {
			t.Errorf("%q with %q: %+v, want %+v", test.args, test.env, got, test.want)
		}
		if form := c.output.forms[0].Name; form != "text" {
			t.Errorf("%q writes %s", test.args, form)
		}
	}
}
