package main

import (
	"strings"

	"github.com/packetseq/packetseq/output"
)

// A colorMode says when a diagram of characters has colours.
type colorMode string

const (
	colorAuto   colorMode = "auto" // on a terminal that has them
	colorAlways colorMode = "always"
	colorNever  colorMode = "never"
)

// maxWidth is that of --width: more is a slip of the hand.
const maxWidth = 10_000

// screen describes what a diagram of characters is shown on. A file is in UTF-8
// and has no colours, whatever the terminal is like: the same input gives the
// same bytes.
func (d *drawing) screen(live bool) output.Screen {
	s := output.Screen{Width: d.width, ASCII: d.ascii, Live: live}
	if d.color == colorAlways {
		s.Colors = terminalColors(d.std.getenv)
	}
	if !d.output.stdout {
		return s
	}
	s.ASCII = s.ASCII || !utf8Locale(d.std.getenv)
	if !d.std.outTerminal {
		return s
	}
	s.Size = d.std.outSize
	if term := d.std.getenv("TERM"); term == "" || term == "dumb" {
		return s
	}
	s.Cursor = true
	if d.color == colorAuto && d.std.getenv("NO_COLOR") == "" {
		s.Colors = terminalColors(d.std.getenv)
	}
	return s
}

// terminalColors returns how many colours the terminal has: 256 where its name
// says so, or where it tells of even more; else 16.
func terminalColors(getenv func(string) string) int {
	term := getenv("TERM")
	for _, name := range []string{"256color", "direct", "kitty", "alacritty", "foot", "ghostty", "wezterm"} {
		if strings.Contains(term, name) {
			return 256
		}
	}
	if getenv("COLORTERM") != "" {
		return 256
	}
	return 16
}

// utf8Locale reports whether the characters of the locale are those of UTF-8, by
// the first of the variables that is set (POSIX.1-2017, XBD 8.2).
func utf8Locale(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := getenv(name); locale != "" {
			codeset := strings.ToLower(locale)
			return strings.Contains(codeset, "utf-8") || strings.Contains(codeset, "utf8")
		}
	}
	return false
}
