//go:build unix

package main

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// A dissectedForm is one of tshark's forms of a whole dissection: where the packets of
// the sample begin and end in it, and what stands between two of them.
type dissectedForm struct{ name, begin, end, between string }

var dissectedForms = []dissectedForm{
	{"ek", "{", "}}}\n", ""},
	{"json", "  {\n    \"_index\"", "\n  }", ",\n"},
	{"pdml", "<packet>", "</packet>", "\n\n\n"},
}

// dissected reads large files of the forms that carry a dissection.
func (b *bench) dissected() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	b.table.title(fmt.Sprintf("dissections of %d MB", b.megabytes), "per second of CPU")
	for _, form := range dissectedForms {
		capture := filepath.Join(b.folder, "large."+form.name)
		if err := form.write(capture, int64(b.megabytes)*1e6); err != nil {
			return err
		}
		if err := b.throughput(form.name+", reading alone", exec.Command(self, "-task", "read", capture), b.megabytes); err != nil {
			return err
		}
		c := b.command("--no-ask", "-q", capture, "-t", "json", "-o", "-")
		if err := b.throughput(form.name+", packetseq -t json -o - > /dev/null", c, b.megabytes); err != nil {
			return err
		}
		if err := os.Remove(capture); err != nil {
			return err
		}
	}
	return nil
}

// write writes a file of at least that size: the packets of the sample, again and again.
func (form dissectedForm) write(name string, size int64) error {
	sample, err := os.ReadFile("input/tshark/testdata/direct." + form.name)
	if err != nil {
		return err
	}
	from := bytes.Index(sample, []byte(form.begin))
	to := bytes.LastIndex(sample, []byte(form.end)) + len(form.end)
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	_, _ = w.Write(sample[:from]) // Flush tells of errors
	for written := int64(from); ; {
		n, _ := w.Write(sample[from:to])
		if written += int64(n); written >= size {
			break
		}
		_, _ = w.WriteString(form.between)
	}
	_, _ = w.Write(sample[to:])
	return cmp.Or(w.Flush(), f.Close())
}
