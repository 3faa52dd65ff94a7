package output

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

// A Sink is a Files whose pages are kept or thrown away together. It is used by
// one goroutine at a time.
type Sink interface {
	Files

	// Flush hands on what is buffered, for those who read along.
	Flush() error

	// Commit completes the pages. Only after it has succeeded are they there
	// under their names. It returns the first error that a page has met.
	Commit() error

	// Abort throws the pages away, as far as they can be; after a Commit it
	// does nothing.
	Abort()

	// Names returns the names of the pages that were asked for.
	Names() []string
}

// NewFiles returns a Sink of files called NAME.suffix, or of NAME-1.suffix,
// NAME-2.suffix and so on where there are several pages. The suffix begins with
// its dot. The files appear whole or not at all: they are written beside and
// renamed by Commit. A file that is replaced keeps its permissions; a symbolic
// link keeps its place, and what it points to is replaced. A NAME that is a
// device or a pipe, such as /dev/full, is written to as it is, one page of it.
// Errors begin with the name of the file.
func NewFiles(name, suffix string) Sink { return &files{name: name, suffix: suffix} }

type files struct {
	name, suffix string
	pages        []*file
}

func (f *files) Page(page, pages int) (io.Writer, error) {
	name := f.name + f.suffix
	switch {
	case isDevice(f.name):
		if name = f.name; pages > 1 {
			return nil, manyPages(name, pages)
		}
	case pages > 1:
		name = f.name + "-" + strconv.Itoa(page) + f.suffix
	}
	opened, err := create(name)
	if err != nil {
		return nil, err
	}
	f.pages = append(f.pages, opened)
	return opened.buffer, nil
}

// isDevice reports whether name is there and neither a file nor a folder.
func isDevice(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

func (f *files) Flush() error {
	for _, p := range f.pages {
		if err := p.buffer.Flush(); err != nil {
			return err
		}
	}
	return nil
}

func (f *files) Commit() error {
	err := f.Flush()
	for _, p := range f.pages {
		err = cmp.Or(err, p.close())
	}
	for _, p := range f.pages {
		if err == nil {
			err = p.keep()
		}
	}
	f.Abort()
	return err
}

func (f *files) Abort() {
	for _, p := range f.pages {
		p.discard()
	}
}

func (f *files) Names() []string {
	var names []string
	for _, p := range f.pages {
		names = append(names, p.name)
	}
	return names
}

// A file is one that is being written.
type file struct {
	name   string // as the user knows it
	target string // what the name means when symbolic links are followed
	beside string // the file written to until it is kept; empty for a device
	closed bool
	file   *os.File
	buffer *bufio.Writer // over the file; keeps its first error
}

// bufferSize is that of each page, in bytes.
const bufferSize = 64 << 10

// create opens a file to write.
func create(name string) (*file, error) {
	f := &file{name: name}
	if err := f.open(); err != nil {
		f.discard()
		return nil, f.wrap(err)
	}
	f.buffer = bufio.NewWriterSize(f, bufferSize)
	return f, nil
}

// open opens the file that is written to.
func (f *file) open() (err error) {
	info, err := os.Stat(f.name)
	switch {
	case err == nil && info.IsDir():
		return errors.New("is a directory")
	case err == nil && !info.Mode().IsRegular():
		f.file, err = os.OpenFile(f.name, os.O_WRONLY, 0)
		return err
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if f.target, err = followLinks(f.name); err != nil {
		return err
	}
	if err := f.createBeside(); err != nil || info == nil {
		return err
	}
	return f.file.Chmod(info.Mode().Perm())
}

// createBeside creates a file in the folder of the target. os.CreateTemp would
// make one that its owner alone may read, whatever the umask says.
func (f *file) createBeside() error {
	for {
		name := filepath.Join(filepath.Dir(f.target), fmt.Sprintf(".packetseq-%x.tmp", rand.Uint64()))
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil {
			f.file, f.beside = file, name
		}
		return err
	}
}

// maxLinks is how many symbolic links are followed, as in the Linux kernel.
const maxLinks = 40

// followLinks returns what name means, which need not exist yet.
func followLinks(name string) (string, error) {
	for range maxLinks {
		info, err := os.Lstat(name)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return name, nil // an error is met again, and told, when the file is opened
		}
		to, err := os.Readlink(name)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(name), to)
		}
		name = to
	}
	return "", errors.New("too many levels of symbolic links")
}

// Write writes to the file; errors name it.
func (f *file) Write(b []byte) (int, error) {
	n, err := f.file.Write(b)
	return n, f.wrap(err)
}

func (f *file) close() error {
	if f.closed {
		return nil
	}
	f.closed = true
	return f.wrap(f.file.Close())
}

// keep gives the file its name.
func (f *file) keep() error {
	if f.beside == "" {
		return nil
	}
	if err := os.Rename(f.beside, f.target); err != nil {
		return f.wrap(err)
	}
	f.beside = ""
	return nil
}

// discard removes the file unless it was kept.
func (f *file) discard() {
	if f.file != nil {
		f.close() // what was written no longer matters
	}
	if f.beside != "" {
		os.Remove(f.beside) // the best that can be done
		f.beside = ""
	}
}

// wrap puts the name of the file before an error.
func (f *file) wrap(err error) error { return named(f.name, err) }

// named puts the name that the user knows before an error, in place of the path
// that the operating system was given.
func named(name string, err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}
