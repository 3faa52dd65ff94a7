package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// later are the flags of the contract that belong to stages that do not exist
// yet.
var later = []string{"-Y, --display-filter EXPR"}

// since are the flags that came after the contract was written.
var since = []string{"--color auto|always|never", "--ascii", "--width N", "--tshark-arg ARG", "--resolve"}

// TestContract holds the flag set to the tables of cli.md.
func TestContract(t *testing.T) {
	contract, err := os.ReadFile(filepath.Join(repository, "../shared/cli.md"))
	if err != nil {
		t.Skip(err)
	}
	want := map[string]bool{}
	cell := regexp.MustCompile("`(-[^`]+)`")
	for line := range strings.Lines(string(contract)) {
		if !strings.HasPrefix(line, "| `-") {
			continue
		}
		first, _, _ := strings.Cut(strings.TrimPrefix(strings.ReplaceAll(line, `\|`, "\x00"), "|"), "|")
		for _, m := range cell.FindAllStringSubmatch(first, -1) {
			want[strings.ReplaceAll(m[1], "\x00", "|")] = true
		}
	}
	for _, synopsis := range later {
		if !want[synopsis] {
			t.Errorf("cli.md does not know %s", synopsis)
		}
		delete(want, synopsis)
	}
	for _, synopsis := range since {
		want[synopsis] = true
	}
	eachFlag(func(f *pflag.Flag) {
		synopsis := flagSynopsis(f)
		if !want[synopsis] {
			t.Errorf("%s is not in cli.md", synopsis)
		}
		delete(want, synopsis)
	})
	for _, synopsis := range slices.Sorted(maps.Keys(want)) {
		t.Errorf("there is no %s", synopsis)
	}
}

func eachFlag(do func(*pflag.Flag)) {
	for _, group := range newFlags(new(options)) {
		group.flags.VisitAll(do)
	}
}

// TestHelp makes sure that help and manual page tell everything, and that the
// help fits a screen.
func TestHelp(t *testing.T) {
	var help, man strings.Builder
	if err := writeHelp(&help); err != nil {
		t.Fatal(err)
	}
	if err := writeMan(&man); err != nil {
		t.Fatal(err)
	}
	eachFlag(func(f *pflag.Flag) {
		if _, text := flagUsage(f); text == "" {
			t.Errorf("--%s has no help", f.Name)
		}
		if !strings.Contains(help.String(), flagSynopsis(f)) {
			t.Errorf("--help does not tell of --%s", f.Name)
		}
		if !strings.Contains(man.String(), ".B "+roff(flagSynopsis(f))+"\n") {
			t.Errorf("--man does not tell of --%s", f.Name)
		}
	})
	for _, f := range outputFormats {
		if !strings.Contains(help.String(), f.Name) || !strings.Contains(man.String(), ".B "+f.Name+"\n") {
			t.Errorf("help or manual do not tell of the type %s", f.Name)
		}
	}
	for _, f := range inputFormats {
		if !strings.Contains(help.String(), f.Name) || !strings.Contains(man.String(), ".B "+f.Name+"\n") {
			t.Errorf("help or manual do not tell of the format %s", f.Name)
		}
	}
	lines := strings.Split(strings.TrimSuffix(help.String(), "\n"), "\n")
	if len(lines) > 50 {
		t.Errorf("--help has %d lines, and does not fit a screen of 50", len(lines))
	}
	for _, line := range lines {
		if len(line) > helpWidth {
			t.Errorf("a line of --help has %d columns: %s", len(line), line)
		}
	}
}

// TestExitCodes holds the exit codes to what the manual tells of them.
func TestExitCodes(t *testing.T) {
	var man strings.Builder
	if err := writeMan(&man); err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(man.String(), ".SH EXIT STATUS\n")
	section, _, _ = strings.Cut(section, ".SH")
	got := regexp.MustCompile(`\.B (\d+)`).FindAllString(section, -1)
	if want := []string{".B 0", ".B 1", ".B 2", ".B 130"}; !slices.Equal(got, want) {
		t.Errorf("the manual has %q, want %q", got, want)
	}
}
