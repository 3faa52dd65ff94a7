package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/packetseq/packetseq/output"
)

const defaultName = "out"

// stdoutNames are what standard output can be called. Opened as files, those of
// the system would be written over from their beginning.
var stdoutNames = []string{"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}

// otherTypes are the suffixes of pictures and documents that are not written:
// whoever asks for one does not want it before the suffix of another.
var otherTypes = []string{
	".avif", ".bmp", ".doc", ".docx", ".emf", ".eps", ".gif", ".htm", ".html", ".jpeg", ".jpg", ".md", ".odg", ".odt",
	".ppt", ".pptx", ".ps", ".tex", ".tif", ".tiff", ".vsd", ".vsdx", ".webp", ".xls", ".xlsx", ".xml",
}

// A destination is where the diagram goes to, and in which forms.
type destination struct {
	stdout bool   // to standard output, in one form
	name   string // else to files of this name, without suffix
	forms  []form // at least one
	remark string // on a suffix that chooses no type; else empty
}

// A form is one type of output, and the suffix of its files.
type form struct {
	output.Format
	suffix string // with the dot
}

// chooseOutput makes sense of --out and --type together.
func (c *commandLine) chooseOutput(terminal bool) (destination, error) {
	onlyStdin := slices.Equal(c.captures, captureList{stdinName})
	if slices.Contains(stdoutNames, c.out) || c.out == "" && onlyStdin {
		return c.streamOutput(terminal)
	}
	d := destination{name: c.out}
	types := c.types
	if c.out == "" {
		d.name = defaultName
	} else if err := checkFileName(c.out); err != nil {
		return d, err
	}
	chosen, suffix, ok := outputWithSuffix(d.name)
	if ok && c.out != "" {
		if len(types) > 0 && !slices.Contains(types, chosen.Name) {
			return d, usagef("--out %s chooses the type %s, but --type says %s", c.out, chosen.Name, strings.Join(types, ","))
		}
		d.name = strings.TrimSuffix(d.name, suffix)
	}
	switch {
	case len(types) > 0:
	case ok:
		types = []string{chosen.Name}
	default:
		types = []string{defaultType}
	}
	d.add(types...)
	if suffix := filepath.Ext(d.name); len(c.types) == 0 && !ok && looksLikeSuffix(suffix) {
		d.remark = fmt.Sprintf("%s is the suffix of no type: the diagram is %s", suffix, d.name+d.forms[0].suffix)
	}
	for i := range d.forms {
		if d.forms[i].Name == chosen.Name {
			d.forms[i].suffix = suffix // as the user wrote it
		}
	}
	if c.out == "" && slices.ContainsFunc(d.forms, func(f form) bool { return f.Picture }) {
		d.add(defaultStream)
	}
	return d, c.keepInput(d)
}

// looksLikeSuffix reports whether what stands behind the last dot of a name, and with it,
// was meant to choose a type: "call.foo", but not "10.0.0.1", "v1.2" or ".hidden".
func looksLikeSuffix(s string) bool {
	const longest = len(".plantuml")
	return 1 < len(s) && len(s) <= longest && !strings.ContainsFunc(s[1:], func(r rune) bool { return !unicode.IsLetter(r) })
}

// streamOutput is for a diagram on standard output.
func (c *commandLine) streamOutput(terminal bool) (destination, error) {
	d := destination{stdout: true}
	switch {
	case len(c.types) == 0 && terminal:
		d.add(defaultTerminal)
	case len(c.types) == 0:
		d.add(defaultStream)
	case len(c.types) == 1:
		d.add(c.types[0])
	default:
		return d, usagef("standard output takes one type: use -o NAME for %s", strings.Join(c.types, ", "))
	}
	if terminal && d.forms[0].Binary {
		return d, usagef("%s is not for a terminal: use -o NAME to write a file, or redirect", d.forms[0].Name)
	}
	return d, nil
}

// add adds the types that are not there yet.
func (d *destination) add(types ...string) {
	for _, t := range types {
		if slices.ContainsFunc(d.forms, func(f form) bool { return f.Name == t }) {
			continue
		}
		f, _ := outputNamed(t)
		d.forms = append(d.forms, form{f, f.Suffixes[0]})
	}
}

// checkFileName refuses a --out that is no name for files of the types.
func checkFileName(name string) error {
	suffix := strings.ToLower(filepath.Ext(name))
	base := name[strings.LastIndexAny(name, "/"+string(os.PathSeparator))+1:]
	switch {
	case base == "", base == ".", base == "..":
		return usagef("--out %s is a folder: name a file in it, such as %s", name, filepath.Join(name, defaultName))
	case slices.Contains(otherTypes, suffix):
		return usagef("--out %s: %s is no type of output: there are %s", name, suffix, orList(outputNames()))
	}
	return nil
}

// keepInput refuses to write over what is read: a capture, hosts file or font.
func (c *commandLine) keepInput(d destination) error {
	for _, f := range d.forms {
		target, err := os.Stat(d.name + f.suffix)
		if err != nil {
			continue // not there: nothing to lose
		}
		for _, name := range slices.Concat(c.captures, c.hosts, []string{c.font}) {
			read, err := os.Stat(name)
			if err == nil && os.SameFile(target, read) {
				return usagef("%s is read, and would be written over: use -o with another NAME", d.name+f.suffix)
			}
		}
	}
	return nil
}

// streams reports whether the diagram is written as it grows, for a reader who
// waits for it.
func (d destination) streams() bool { return d.stdout && !d.forms[0].Picture }
