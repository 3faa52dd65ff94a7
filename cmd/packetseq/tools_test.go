package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestManPage has the manual page read by the tools that users read it with.
func TestManPage(t *testing.T) {
	needs(t, "man")
	needs(t, "groff")
	var page bytes.Buffer
	if err := writeMan(&page); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "packetseq.1")
	if err := os.WriteFile(file, page.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	groff := exec.Command("groff", "-man", "-ww", "-Tutf8", "-z", file)
	if out, err := groff.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("groff: %v\n%s", err, out)
	}
	man := exec.Command("man", "-l", file)
	man.Env = append(os.Environ(), "MANWIDTH=200", "LC_ALL=C.UTF-8", "MAN_KEEP_FORMATTING=")
	text, err := man.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"-n, --name [CAPTURE:]ADDRESS=NAME",
		"x.csv=9h0.9s or 2=-250ms",
		"packetseq -n 192.168.1.3=Client",
		"clock is ahead",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("man shows no %q", want)
		}
	}
}

// TestBashCompletion asks bash for completions as a user does with the
// tabulator.
func TestBashCompletion(t *testing.T) {
	needs(t, "bash")
	var script bytes.Buffer
	if err := writeCompletion(&script, "bash"); err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"packetseq --ti":               "--time --title",
		"packetseq --the":              "--theme",
		"packetseq --theme ":           "light dark",
		"packetseq --theme = d":        "dark",
		"packetseq -i ":                "summary default info",
		"packetseq --completion f":     "fish",
		"packetseq -t p":               "png pdf plantuml",
		"packetseq -t png,sv":          "png,svg",
		"packetseq -t png,svg,pd":      "png,svg,pdf",
		"packetseq --title ":           "",
		"packetseq client.csv --numbe": "--number",
		"packetseq cli":                "",
	} {
		words := strings.Split(typed, " ")
		bash := exec.Command("bash", append([]string{"--norc", "-c", script.String() + `
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _packetseq; echo "${COMPREPLY[*]}"`, "bash"}, words...)...)
		out, err := bash.CombinedOutput()
		if got := strings.TrimSuffix(string(out), "\n"); err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", typed, got, err, want)
		}
	}
}

// TestCompletionSyntax has each shell read its completions.
func TestCompletionSyntax(t *testing.T) {
	for _, shell := range shells {
		t.Run(shell, func(t *testing.T) {
			needs(t, shell)
			var script bytes.Buffer
			if err := writeCompletion(&script, shell); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "completion")
			if err := os.WriteFile(file, script.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(shell, "-n", file).CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
