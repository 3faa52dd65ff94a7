package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadme runs the examples of the README: each sh block, by bash in a
// folder with the captures of testdata. A text block behind one is what it
// prints. (A console block is not run.)
func TestReadme(t *testing.T) {
	t.Setenv("LC_ALL", "C.UTF-8")
	var printed string
	for _, block := range codeBlocks(t, "README.md") {
		switch block.language {
		case "sh":
			printed = runBlock(t, block, exampleFolder(t))
		case "text":
			if diff := cmp.Diff(block.text, printed); diff != "" {
				t.Errorf("README.md differs (-) from what is printed (+):\n%s", diff)
			}
		}
	}
}

// TestDocuments runs the examples of docs/documents.md: in each section, the
// blocks with a file name are written to that file, and the sh blocks are run
// beside them.
func TestDocuments(t *testing.T) {
	var section, folder string
	for _, block := range codeBlocks(t, "docs/documents.md") {
		if block.section != section {
			section, folder = block.section, exampleFolder(t)
		}
		if block.file != "" {
			if err := os.WriteFile(filepath.Join(folder, block.file), []byte(block.text), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		t.Run(section, func(t *testing.T) {
			for _, tool := range []string{"make", "asciidoctor", "pdflatex", "pdftotext"} {
				if strings.Contains(block.text, tool) {
					needs(t, tool)
				}
			}
			runBlock(t, block, folder)
		})
	}
}

// exampleFolder returns a folder with the captures of testdata, also in its
// folder testdata, as in the repository.
func exampleFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, to := range []string{folder, filepath.Join(folder, "testdata")} {
		if err := os.CopyFS(to, os.DirFS(filepath.Join(repository, "testdata"))); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// runBlock runs a code block by bash in a folder, and returns what it prints.
func runBlock(t *testing.T, block codeBlock, folder string) string {
	t.Helper()
	needs(t, "bash")
	bash := exec.Command("bash", "-euo", "pipefail", "-c", block.text)
	bash.Dir = folder
	out, err := bash.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s\n%s", err, block.text, out)
	}
	return string(out)
}

// A codeBlock is what stands in a fence of a page of Markdown.
type codeBlock struct {
	section  string // the heading before it
	language string
	file     string // the second word of the fence
	text     string
}

// fence is a fence and its words, or a heading.
var fence = regexp.MustCompile("^(?:(````*) *([^ `]*) *([^ `]*)|##* (.*))$")

// codeBlocks returns the code blocks of a page in the repository.
func codeBlocks(t *testing.T, page string) []codeBlock {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, page))
	if err != nil {
		missing(t, err.Error())
	}
	var (
		blocks []codeBlock
		block  codeBlock
		open   string // the fence that the block began with; empty outside a block
	)
	for line := range strings.Lines(string(text)) {
		found := fence.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		switch {
		case open == "" && found == nil:
		case open == "" && found[1] == "":
			block.section = found[4]
		case open == "":
			open, block.language, block.file, block.text = found[1], found[2], found[3], ""
		case strings.TrimSpace(line) == open:
			blocks, open = append(blocks, block), ""
		default:
			block.text += line
		}
	}
	if len(blocks) == 0 || open != "" {
		t.Fatalf("%s has %d whole code blocks", page, len(blocks))
	}
	return blocks
}
