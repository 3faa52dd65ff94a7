package output

import (
	"cmp"
	"io"
	"os"
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
// Errors are WriteErrors about the file.
func NewFiles(name, suffix string) Sink { return &files{name: name, suffix: suffix} }

type files struct {
	name, suffix string
	pages        []*file
}

func (f *files) Page(page, pages int) (io.Writer, error) {
	several := page > 1 || pages > 1
	name := f.pageName(page, several)
	if isDevice(f.name) {
		if name = f.name; several {
			return nil, manyPages(name, pages)
		}
	}
	if pages == 0 && several {
		if err := f.turn(page); err != nil {
			return nil, err
		}
	}
	opened, err := create(name)
	if err != nil {
		return nil, err
	}
	f.pages = append(f.pages, opened)
	return opened.buffer, nil
}

// pageName returns the name of the file of a page.
func (f *files) pageName(page int, several bool) string {
	if several {
		return f.name + "-" + strconv.Itoa(page) + f.suffix
	}
	return f.name + f.suffix
}

// turn completes the page before page, where nobody knows how many will come:
// they may be more than files can be open. With the second one, the first turns
// out to be one of several.
func (f *files) turn(page int) error {
	if page == 2 {
		if err := f.pages[0].rename(f.pageName(1, true)); err != nil {
			return err
		}
	}
	before := f.pages[len(f.pages)-1]
	err := cmp.Or(before.buffer.Flush(), before.close())
	before.buffer = nil
	return err
}

// isDevice reports whether name is there and neither a file nor a folder.
func isDevice(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

func (f *files) Flush() error {
	for _, p := range f.pages {
		if p.buffer == nil {
			continue // complete
		}
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
