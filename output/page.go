package output

import "io"

// OnePage returns the writer of a format of one file: page 1 of 1, which is
// opened by the first Write, even of nothing.
func OnePage(f Files) io.Writer { return &onePage{files: f} }

type onePage struct {
	files Files
	page  io.Writer
}

func (p *onePage) Write(b []byte) (n int, err error) {
	if p.page == nil {
		if p.page, err = p.files.Page(1, 1); err != nil {
			return 0, err
		}
	}
	return p.page.Write(b)
}
