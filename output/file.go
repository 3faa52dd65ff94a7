package output

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// A file is one that is being written.
type file struct {
	name   string // as the user knows it
	target string // what the name means when symbolic links are followed
	beside string // the file written to until it is kept; empty for a device
	closed bool
	file   *os.File
	buffer *bufio.Writer // over the file; keeps its first error; nil once the next page has begun
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
func (f *file) open() error {
	info, err := f.find()
	switch {
	case err != nil:
		return err
	case info != nil && !info.Mode().IsRegular():
		f.file, err = os.OpenFile(f.name, os.O_WRONLY, 0)
		return err
	}
	if err := f.createBeside(); err != nil {
		return err
	}
	return f.permit(info)
}

// find sets the target of the name, and returns what is there; nil for nothing.
func (f *file) find() (fs.FileInfo, error) {
	info, err := os.Stat(f.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		info = nil
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("is a directory")
	case !info.Mode().IsRegular():
		return info, nil
	}
	f.target, err = followLinks(f.name)
	return info, err
}

// permit gives the file the permissions of the one that it replaces, if any.
func (f *file) permit(replaced fs.FileInfo) error {
	if replaced == nil {
		return nil
	}
	return f.file.Chmod(replaced.Mode().Perm())
}

// rename gives a file that is being written another name in the same folder.
func (f *file) rename(name string) error {
	f.name = name
	info, err := f.find()
	if err == nil && info != nil && !info.Mode().IsRegular() {
		err = errors.New("is not a regular file")
	}
	if err == nil {
		err = f.permit(info)
	}
	return f.wrap(err)
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

// A WriteError says that a file or stream of a Sink could not be written, or
// not in the way that was asked for (ErrOnePage).
type WriteError struct {
	Name string // as the user knows it
	Err  error
}

func (e *WriteError) Error() string { return e.Name + ": " + e.Err.Error() }

func (e *WriteError) Unwrap() error { return e.Err }

// named makes a WriteError of an error that is none yet, without the path that
// the operating system was given.
func named(name string, err error) error {
	var (
		path  *fs.PathError
		link  *os.LinkError
		write *WriteError
	)
	switch {
	case err == nil:
		return nil
	case errors.As(err, &write):
		return err
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return &WriteError{name, err}
}
