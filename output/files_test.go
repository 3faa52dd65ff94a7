//go:build unix

package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// write writes pages to a Sink.
func write(t *testing.T, s Sink, pages ...string) {
	t.Helper()
	for i, text := range pages {
		w, err := s.Page(i+1, len(pages))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
}

// content returns the files in a folder, each as "name mode text".
func content(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		info, err := os.Stat(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e.Name()+" "+info.Mode().String()+" "+string(text))
	}
	return all
}

func expect(t *testing.T, folder string, want ...string) {
	t.Helper()
	if got := content(t, folder); !slices.Equal(got, want) {
		t.Errorf("in the folder: %q, want %q", got, want)
	}
}

// withUmask runs the test under a known umask. Tests of this package do not run
// at the same time.
func withUmask(t *testing.T, mask int) {
	old := syscall.Umask(mask)
	t.Cleanup(func() { syscall.Umask(old) })
}

func TestFilesAppearOnCommit(t *testing.T) {
	withUmask(t, 0o027)
	folder := t.TempDir()
	one := NewFiles(filepath.Join(folder, "out"), ".svg")
	several := NewFiles(filepath.Join(folder, "out"), ".png")
	write(t, one, "<svg>")
	write(t, several, "1", "2")
	for _, e := range content(t, folder) {
		if !strings.HasPrefix(e, ".packetseq-") {
			t.Errorf("before Commit there is %q", e)
		}
	}
	for _, s := range []Sink{one, several} {
		if err := s.Commit(); err != nil {
			t.Fatal(err)
		}
		s.Abort()
	}
	expect(t, folder, "out-1.png -rw-r----- 1", "out-2.png -rw-r----- 2", "out.svg -rw-r----- <svg>")
	want := []string{filepath.Join(folder, "out-1.png"), filepath.Join(folder, "out-2.png")}
	if got := several.Names(); !slices.Equal(got, want) {
		t.Errorf("names %q", got)
	}
}

func TestAbortLeavesWhatWasThere(t *testing.T) {
	withUmask(t, 0o022)
	folder := t.TempDir()
	old := filepath.Join(folder, "out.diag")
	if err := os.WriteFile(old, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := NewFiles(filepath.Join(folder, "out"), ".diag")
	write(t, s, "new")
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
	s.Abort()
	s.Abort()
	expect(t, folder, "out.diag -rw-r--r-- old")
}

func TestReplacedFileKeepsItsPermissionsAndLink(t *testing.T) {
	withUmask(t, 0o022)
	folder, other := t.TempDir(), t.TempDir()
	target := filepath.Join(other, "real.diag")
	if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, filepath.Join(other, "link")); err != nil {
		t.Fatal(err)
	}
	relative, err := filepath.Rel(folder, filepath.Join(other, "link"))
	if err != nil {
		t.Fatal(err)
	}
	links := map[string]string{"out.diag": relative, "new.diag": filepath.Join(other, "created.diag"), "loop.diag": "loop.diag"}
	for name, to := range links {
		if err := os.Symlink(to, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"out", "new"} {
		s := NewFiles(filepath.Join(folder, name), ".diag")
		write(t, s, "new")
		if err := s.Commit(); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Lstat(filepath.Join(folder, name+".diag")); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("%s is no longer a link: %v %v", name, info, err)
		}
	}
	expect(t, other, "created.diag -rw-r--r-- new", "link -rw------- new", "real.diag -rw------- new")
	if _, err := NewFiles(filepath.Join(folder, "loop"), ".diag").Page(1, 1); err == nil || !strings.Contains(err.Error(), "symbolic links") {
		t.Errorf("a link to itself: %v", err)
	}
}

func TestErrorsNameTheFile(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "dir.png"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, suffix, want string }{
		{filepath.Join(folder, "none", "out"), ".png", "no such file or directory"},
		{filepath.Join(folder, "dir"), ".png", "is a directory"},
		{"/proc/out", ".png", ""},
		{folder + "/", strings.Repeat("x", 300), "file name too long"},
	} {
		_, err := NewFiles(c.name, c.suffix).Page(1, 1)
		if err == nil || !strings.HasPrefix(err.Error(), c.name+c.suffix+": ") || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%s%s: %v", c.name, c.suffix, err)
		} else if strings.Contains(err.Error(), ".packetseq-") {
			t.Errorf("%v: names a file that the user does not know", err)
		}
	}
	expect(t, folder)
}

func TestUnwritableFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("permissions do not hold for root")
	}
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	_, err := NewFiles(filepath.Join(folder, "out"), ".png").Page(1, 1)
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error %v", err)
	}
}

func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip(err)
	}
	if _, err := NewFiles("/dev/full", ".png").Page(1, 2); err == nil || !strings.Contains(err.Error(), "2 pages") {
		t.Errorf("two pages: %v", err)
	}
	for _, length := range []int{1, 3 * bufferSize} {
		s := NewFiles("/dev/full", ".png")
		w, err := s.Page(1, 1)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, strings.Repeat("x", length)) // the error comes again
		for range 2 {
			err = s.Commit()
			if !errors.Is(err, syscall.ENOSPC) || err.Error() != "/dev/full: no space left on device" {
				t.Errorf("%d bytes: error %v", length, err)
			}
		}
	}
	if info, err := os.Stat("/dev/full"); err != nil || info.Mode().IsRegular() {
		t.Errorf("/dev/full was replaced: %v %v", info, err)
	}
}

func TestRenameOntoDirectory(t *testing.T) {
	withUmask(t, 0o022)
	folder := t.TempDir()
	s := NewFiles(filepath.Join(folder, "out"), ".png")
	write(t, s, "1", "2", "3")
	if err := os.Mkdir(filepath.Join(folder, "out-2.png"), 0o777); err != nil {
		t.Fatal(err)
	}
	err := s.Commit()
	if err == nil || !strings.HasPrefix(err.Error(), filepath.Join(folder, "out-2.png")+": ") || strings.Contains(err.Error(), ".packetseq-") {
		t.Errorf("error %v", err)
	}
	expect(t, folder, "out-1.png -rw-r--r-- 1")
}

// A shell's >(command) is a link to a pipe that has no path.
func TestPipeWithoutPath(t *testing.T) {
	if _, err := os.Stat("/dev/fd"); err != nil {
		t.Skip(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	s := NewFiles(fmt.Sprintf("/dev/fd/%d", w.Fd()), ".diag")
	write(t, s, "text")
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != "text" {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestNamedPipeIsWrittenTo(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "out.diag")
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		t.Skip(err)
	}
	got := make(chan string)
	go func() {
		text, err := os.ReadFile(pipe)
		if err != nil {
			t.Error(err)
		}
		got <- string(text)
	}()
	s := NewFiles(strings.TrimSuffix(pipe, ".diag"), ".diag")
	write(t, s, "text")
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	if text := <-got; text != "text" {
		t.Errorf("read %q", text)
	}
}

func TestStream(t *testing.T) {
	var b strings.Builder
	s := Stream(&b, "standard output")
	if _, err := s.Page(1, 2); err == nil || !strings.HasPrefix(err.Error(), "standard output: ") || !strings.Contains(err.Error(), "-o NAME") {
		t.Errorf("two pages: %v", err)
	}
	write(t, s, "text")
	if b.Len() != 0 {
		t.Errorf("written before Flush: %q", b.String())
	}
	if err := s.Flush(); err != nil || b.String() != "text" {
		t.Errorf("after Flush %q, %v", b.String(), err)
	}
	r, w := io.Pipe()
	r.CloseWithError(syscall.EPIPE)
	s = Stream(w, "standard output")
	write(t, s, "text")
	if err := s.Commit(); !errors.Is(err, syscall.EPIPE) || err.Error() != "standard output: broken pipe" {
		t.Errorf("error %v", err)
	}
}
