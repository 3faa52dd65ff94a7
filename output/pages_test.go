//go:build unix

package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Where the number of pages is not known, one page gets the plain name, and the
// first of several its number. Only the last page is open.
func TestUnknownNumberOfPages(t *testing.T) {
	withUmask(t, 0o022)
	for want, texts := range map[string][]string{
		"out.mmd -rw-r--r-- 1": {"1"},
		"out-1.mmd -rw------- 1|out-2.mmd -rw-r--r-- 2|out-3.mmd -rw-r--r-- 3|out.mmd -rw-r--r-- old": {"1", "2", "3"},
	} {
		folder := t.TempDir()
		if len(texts) > 1 {
			for name, mode := range map[string]fs.FileMode{"out.mmd": 0o644, "out-1.mmd": 0o600} {
				if err := os.WriteFile(filepath.Join(folder, name), []byte("old"), mode); err != nil {
					t.Fatal(err)
				}
			}
		}
		s := NewFiles(filepath.Join(folder, "out"), ".mmd")
		for i, text := range texts {
			w, err := s.Page(i+1, 0)
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(w, text)
		}
		for _, p := range s.(*files).pages[:len(texts)-1] {
			if !p.closed || p.buffer != nil {
				t.Errorf("%s is open, or has a buffer", p.name)
			}
		}
		if err := s.Commit(); err != nil {
			t.Fatal(err)
		}
		expect(t, folder, strings.Split(want, "|")...)
	}
}

func TestUnknownNumberOfPagesInOneFile(t *testing.T) {
	for name, s := range map[string]Sink{"/dev/null": NewFiles("/dev/null", ".mmd"), "standard output": Stream(io.Discard, "standard output")} {
		if _, err := s.Page(1, 0); err != nil {
			t.Fatal(err)
		}
		_, err := s.Page(2, 0)
		if !errors.Is(err, ErrOnePage) || !strings.HasPrefix(err.Error(), name+": the diagram has several pages: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "out-1.mmd"), 0o777); err != nil {
		t.Fatal(err)
	}
	s := NewFiles(filepath.Join(folder, "out"), ".mmd")
	if _, err := s.Page(1, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Page(2, 0); err == nil || !strings.HasSuffix(err.Error(), "out-1.mmd: is a directory") {
		t.Errorf("the first page cannot have its name: %v", err)
	}
	s.Abort()
	expect(t, folder)
}
